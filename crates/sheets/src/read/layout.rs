//! Which column of the file fills which column of the product, and what its cells become.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use beichen_kernel::{Error, FieldError, Kind, Locale, Result};
use sha2::{Digest, Sha256};

use super::RawRow;
use crate::cell::{CellReader, trim};
use crate::kind::{CellError, CellType, Column, ImportKind};
use crate::profile::model::Profile;
use crate::row::{Cell, ParsedRow};
use crate::words;

/// Codes of what is wrong with the columns as a whole.
pub const CODES: &[&str] = &[
    "sheets.columns_do_not_fit",
    "sheets.column.unknown",
    "sheets.column.unknown_near",
    "sheets.column.twice",
    "sheets.column.missing",
    "sheets.column.not_in_file",
    "sheets.column.unknown_target",
    "sheets.column.filled_twice",
    "sheets.row.too_many_cells",
];

/// Letters of a cell that a preview shows.
const SHOWN_LETTERS: usize = 200;

/// Where the text of a field comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Column(usize),
    Constant(String),
    Join(Vec<usize>, String),
}

#[derive(Debug, Clone)]
struct Field {
    key: String,
    source: Source,
    cell: CellType,
    required: bool,
    values: BTreeMap<String, String>,
}

/// The columns of one file, settled.
#[derive(Debug, Clone)]
pub struct Layout {
    pub keys: Arc<[String]>,
    /// The titles of the file itself.
    pub header: Vec<String>,
    fields: Vec<Field>,
}

impl Layout {
    /// Settles every column, or names everything that does not fit.
    pub fn settle(kind: &dyn ImportKind, profile: &Profile, header: &RawRow) -> Result<Self> {
        let header: Vec<String> = header.cells.iter().map(|title| trim(title).to_owned()).collect();
        let mut settling = Settling { kind, profile, header: &header, fields: Vec::new(), wrong: Vec::new() };
        settling.look_for_twins();
        if profile.columns.is_empty() {
            settling.by_title();
        } else {
            settling.by_profile();
        }
        settling.constants_and_joins();
        settling.look_for_missing();
        let Settling { mut fields, wrong, .. } = settling;
        if !wrong.is_empty() {
            return Err(Error::new(Kind::Invalid, "sheets.columns_do_not_fit").with_fields(wrong));
        }
        // The order of the file's columns shall not change the hash of a row.
        fields.sort_by(|a, b| a.key.cmp(&b.key));
        let keys: Vec<String> = fields.iter().map(|field| field.key.clone()).collect();
        Ok(Self { keys: keys.into(), header, fields })
    }

    /// Reads the cells of a row; the errors name every cell that cannot be.
    pub fn parse(&self, reader: CellReader, raw: &RawRow) -> std::result::Result<ParsedRow, Vec<CellError>> {
        let mut errors = Vec::new();
        let mut rounded: u32 = 0;
        let beyond = raw.cells.iter().skip(self.header.len()).any(|cell| !trim(cell).is_empty());
        if beyond {
            errors.push(CellError::new("", "sheets.row.too_many_cells").with("columns", self.header.len()));
        }
        let mut cells = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let text = field.text(raw);
            let text = field.values.get(trim(&text)).unwrap_or(&text);
            match reader.cell(text, field.cell) {
                Ok((Cell::Empty, _)) if field.required => {
                    errors.push(CellError::new(&field.key, "sheets.cell.required"));
                }
                Ok((cell, was_rounded)) => {
                    rounded = rounded.saturating_add(u32::from(was_rounded));
                    cells.push(cell);
                }
                Err(fault) => errors.push(fault.at(&field.key)),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut row = ParsedRow::new(raw.number, Arc::clone(&self.keys), cells);
        row.rounded = rounded;
        row.hash = self.hash(&row);
        Ok(row)
    }

    /// What stands in the mapped cells, as it was typed.
    pub fn texts(&self, raw: &RawRow) -> BTreeMap<String, String> {
        self.fields
            .iter()
            .map(|field| (field.key.clone(), field.text(raw).chars().take(SHOWN_LETTERS).collect()))
            .collect()
    }

    /// The title that the file itself gives to a column of the product.
    pub fn title_of(&self, key: &str) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.key == key)?;
        match &field.source {
            Source::Column(place) => self.header.get(*place).map(String::as_str),
            Source::Join(places, _) => places.first().and_then(|place| self.header.get(*place)).map(String::as_str),
            Source::Constant(_) => None,
        }
    }

    fn hash(&self, row: &ParsedRow) -> String {
        let mut hash = Sha256::new();
        for key in self.keys.iter() {
            hash.update(key.as_bytes());
            hash.update(canonical(row.cell(key)).as_bytes());
            hash.update([0]);
        }
        hex::encode(hash.finalize())
    }
}

/// The same value has the same text, however it was typed.
fn canonical(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => format!("={text}"),
        Cell::Day(day) => format!("={day}"),
        Cell::Money(number) | Cell::Number(number) => format!("={number}"),
        Cell::Rate(rate) => format!("={}", rate.ppm()),
        Cell::Truth(yes) => format!("={yes}"),
        Cell::Choice(word) => format!("={word}"),
    }
}

impl Field {
    fn text(&self, raw: &RawRow) -> String {
        let at = |place: &usize| raw.cells.get(*place).map_or("", |cell| trim(cell));
        match &self.source {
            Source::Column(place) => at(place).to_owned(),
            Source::Constant(text) => text.clone(),
            Source::Join(places, with) => {
                places.iter().map(at).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(with)
            }
        }
    }
}

struct Settling<'a> {
    kind: &'a dyn ImportKind,
    profile: &'a Profile,
    header: &'a [String],
    fields: Vec<Field>,
    wrong: Vec<FieldError>,
}

impl Settling<'_> {
    fn look_for_twins(&mut self) {
        let mut seen = HashSet::new();
        for title in self.header.iter().filter(|title| !title.is_empty()) {
            if !seen.insert(title) {
                self.wrong.push(FieldError::new(place(title), "sheets.column.twice").with("column", title.as_str()));
            }
        }
    }

    /// Without a profile a column is known by its key or its title in either language.
    fn by_title(&mut self) {
        let known = self.known_titles();
        let ignored: HashSet<&str> = self.profile.ignore.iter().map(String::as_str).collect();
        for (at, title) in self.header.iter().enumerate() {
            if title.is_empty() || ignored.contains(title.as_str()) || self.is_joined(title) {
                continue;
            }
            let plain = plain(title);
            let open = self.kind.open_columns().is_some_and(|open| plain.starts_with(open.prefix));
            match known.get(&plain) {
                Some(key) => self.fill(key, Source::Column(at)),
                None if open => self.fill(title, Source::Column(at)),
                None => {
                    let titles: Vec<&str> = known.keys().map(String::as_str).collect();
                    self.unknown(title, &titles);
                }
            }
        }
    }

    /// With a profile every column of the file is mapped, joined or ignored by it.
    fn by_profile(&mut self) {
        let profile = self.profile;
        for (at, title) in self.header.iter().enumerate().filter(|(_, title)| !title.is_empty()) {
            match profile.columns.get(title) {
                Some(targets) => {
                    for key in targets.keys() {
                        self.fill(key, Source::Column(at));
                    }
                }
                None if profile.ignore.contains(title) || self.is_joined(title) => {}
                None => {
                    let mentioned: Vec<&str> =
                        profile.columns.keys().chain(&profile.ignore).map(String::as_str).collect();
                    self.unknown(title, &mentioned);
                }
            }
        }
        for title in profile.columns.keys() {
            if !self.header.contains(title) {
                self.not_in_file(title);
            }
        }
    }

    fn constants_and_joins(&mut self) {
        let profile = self.profile;
        for (key, text) in &profile.constants {
            self.fill(key, Source::Constant(text.clone()));
        }
        for (key, join) in &profile.join {
            let mut places = Vec::new();
            for title in &join.columns {
                match self.header.iter().position(|known| known == title) {
                    Some(at) => places.push(at),
                    None => self.not_in_file(title),
                }
            }
            self.fill(key, Source::Join(places, join.with.clone()));
        }
    }

    fn look_for_missing(&mut self) {
        for column in self.kind.columns().iter().filter(|column| column.required) {
            if !self.fields.iter().any(|field| field.key == column.key) {
                let titles = [Locale::ZhCn, Locale::EnUs].map(|locale| words::title(locale, column.title));
                let error = FieldError::new(place(column.key), "sheets.column.missing")
                    .with("column", column.key)
                    .with("titles", titles.join(" / "));
                self.wrong.push(error);
            }
        }
    }

    fn fill(&mut self, key: &str, source: Source) {
        let known: Option<&Column> = self.kind.columns().iter().find(|column| column.key == key);
        let open =
            self.kind.open_columns().is_some_and(|open| key.len() > open.prefix.len() && key.starts_with(open.prefix));
        let (cell, required) = match known {
            Some(column) => (column.cell, column.required),
            None if open => (CellType::Text, false),
            None => {
                let keys: Vec<&str> = self.kind.columns().iter().map(|column| column.key).collect();
                let error = FieldError::new(place(key), "sheets.column.unknown_target")
                    .with("column", key)
                    .with("kind", self.kind.name())
                    .with("near", near(key, &keys).join(", "))
                    .with("columns", keys.join(", "));
                self.wrong.push(error);
                return;
            }
        };
        if self.fields.iter().any(|field| field.key == key) {
            self.wrong.push(FieldError::new(place(key), "sheets.column.filled_twice").with("column", key));
            return;
        }
        let values = self.profile.values.get(key).cloned().unwrap_or_default();
        self.fields.push(Field { key: key.to_owned(), source, cell, required, values });
    }

    fn unknown(&mut self, title: &str, known: &[&str]) {
        let near = near(title, known);
        let code = if near.is_empty() { "sheets.column.unknown" } else { "sheets.column.unknown_near" };
        let error = FieldError::new(place(title), code).with("column", title).with("near", near.join(", "));
        self.wrong.push(error);
    }

    fn not_in_file(&mut self, title: &str) {
        let titles: Vec<&str> = self.header.iter().map(String::as_str).collect();
        let error = FieldError::new(place(title), "sheets.column.not_in_file")
            .with("column", title)
            .with("columns", titles.join(", "));
        self.wrong.push(error);
    }

    fn is_joined(&self, title: &String) -> bool {
        self.profile.join.values().any(|join| join.columns.contains(title))
    }

    fn known_titles(&self) -> HashMap<String, &'static str> {
        let names = |column: &'static Column| {
            [column.key, words::title(Locale::ZhCn, column.title), words::title(Locale::EnUs, column.title)]
                .map(|name| (plain(name), column.key))
        };
        self.kind.columns().iter().flat_map(names).collect()
    }
}

fn place(title: &str) -> String {
    format!("column {title}")
}

/// A title without case, and without the mark of required columns in templates.
fn plain(title: &str) -> String {
    trim(title.trim_end_matches('*')).to_lowercase()
}

/// Names that somebody may have meant: at most three, the nearest first.
fn near<'a>(name: &str, known: &[&'a str]) -> Vec<&'a str> {
    let plain_name = plain(name);
    // Two letters that changed places count as two.
    let most = plain_name.chars().count().saturating_add(2) / 3;
    let mut found: Vec<(usize, &str)> = known
        .iter()
        .map(|other| (distance(&plain_name, &plain(other)), *other))
        .filter(|(far, _)| *far <= most)
        .collect();
    found.sort_unstable();
    found.into_iter().take(3).map(|(_, other)| other).collect()
}

/// How many letters must change.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut line: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.chars().enumerate() {
        let mut next = vec![row.saturating_add(1)];
        let mut left = row.saturating_add(1);
        for ((other, above_left), above) in to.iter().zip(&line).zip(line.iter().skip(1)) {
            let change = above_left.saturating_add(usize::from(*other != letter));
            left = change.min(above.saturating_add(1)).min(left.saturating_add(1));
            next.push(left);
        }
        line = next;
    }
    line.last().copied().unwrap_or_default()
}
