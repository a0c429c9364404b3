//! Sheets out: CSV and XLSX that a spreadsheet opens as it should, with numbers as numbers and no cell that runs.

use std::borrow::Cow;

use beichen_engine::day::Day;
use beichen_engine::decimal;
use beichen_engine::money::Money;
use beichen_engine::rate::Rate;
use beichen_kernel::{Error, Result};
use rust_xlsxwriter::{DataValidation, ExcelDateTime, Format, Note, Workbook};

use crate::kind::{CellType, ImportKind};
use crate::words;

/// The mark by which spreadsheets know UTF-8.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// One cell to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Empty,
    Text(String),
    Money(Money),
    Rate(Rate),
    Day(Day),
    Count(i64),
    /// A number and how many of its digits stand after the dot.
    Decimal(i64, u8),
}

impl Out {
    /// The text in CSV: a dot, no grouping.
    fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Money(money) => money.decimal(),
            Self::Rate(rate) => rate.decimal(),
            Self::Day(day) => day.to_string(),
            Self::Count(count) => count.to_string(),
            Self::Decimal(number, digits) => decimal::format(*number, *digits),
        }
    }
}

/// A table to be written: titles, then rows of as many cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub titles: Vec<String>,
    pub rows: Vec<Vec<Out>>,
}

/// An empty CSV with its mark.
pub fn csv_start() -> Vec<u8> {
    UTF8_MARK.to_vec()
}

/// Appends a row. Cells that a spreadsheet would run (`= + - @`, tab, return) get `'` before them, unless they are numbers.
pub fn csv_row<'a>(out: &mut Vec<u8>, cells: impl IntoIterator<Item = &'a str>) -> Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    for cell in cells {
        writer.write_field(harmless(cell).as_ref()).map_err(Error::internal)?;
    }
    writer.write_record(None::<&[u8]>).map_err(Error::internal)?;
    writer.flush().map_err(Error::internal)
}

/// A cell that a spreadsheet shows and does not run.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(cell);
    if runs { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
}

/// A table as CSV.
pub fn csv(table: &Table) -> Result<Vec<u8>> {
    let mut out = csv_start();
    csv_row(&mut out, table.titles.iter().map(String::as_str))?;
    for row in &table.rows {
        let texts: Vec<String> = row.iter().map(Out::text).collect();
        csv_row(&mut out, texts.iter().map(String::as_str))?;
    }
    Ok(out)
}

/// A table as XLSX: numbers with formats, the header frozen.
pub fn xlsx(table: &Table) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().map_err(Error::internal)?;
    let head = Format::new().set_bold();
    let [money, rate, day] = ["#,##0.00", "0.00%", "yyyy-mm-dd"].map(|form| Format::new().set_num_format(form));
    sheet.set_freeze_panes(1, 0).map_err(Error::internal)?;
    for (column, title) in (0_u16..).zip(&table.titles) {
        sheet.write_with_format(0, column, title, &head).map_err(Error::internal)?;
    }
    for (line, row) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            let written = match cell {
                Out::Empty => continue,
                Out::Text(text) => sheet.write(line, column, text),
                Out::Money(amount) => sheet.write_with_format(line, column, number(&amount.decimal()), &money),
                Out::Rate(value) => sheet.write_with_format(line, column, number(&value.decimal()), &rate),
                Out::Count(_) | Out::Decimal(..) => sheet.write(line, column, number(&cell.text())),
                Out::Day(at) => {
                    match ExcelDateTime::from_ymd(u16::try_from(at.year()).unwrap_or_default(), at.month(), at.day()) {
                        Ok(at) => sheet.write_with_format(line, column, &at, &day),
                        Err(_) => sheet.write(line, column, at.to_string()),
                    }
                }
            };
            written.map_err(Error::internal)?;
        }
    }
    book.save_to_buffer().map_err(Error::internal)
}

/// The cell of a spreadsheet is a binary number whatever we do; nothing is computed with it here.
fn number(decimal: &str) -> f64 {
    decimal.parse().unwrap_or_default()
}

/// An empty sheet to fill in: titles in the reader's language, `*` on required ones, notes, choices, the header frozen.
pub fn template(kind: &dyn ImportKind, locale: beichen_kernel::Locale) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = Format::new().set_bold();
    sheet.set_freeze_panes(1, 0).map_err(Error::internal)?;
    for (place, column) in (0_u16..).zip(kind.columns()) {
        let mark = if column.required { "*" } else { "" };
        let title = format!("{}{mark}", words::title(locale, column.title));
        sheet.write_with_format(0, place, title, &head).map_err(Error::internal)?;
        sheet.set_column_width(place, 16).map_err(Error::internal)?;
        let note = format!("{} · {}", column.key, words::title(locale, hint(column.cell)));
        sheet.insert_note(0, place, &Note::new(note)).map_err(Error::internal)?;
        if let CellType::Choice(choices) = column.cell {
            let shown: Vec<&str> = choices
                .iter()
                .map(
                    |(word, others)| {
                        if locale == beichen_kernel::Locale::ZhCn { others.first().unwrap_or(word) } else { word }
                    },
                )
                .copied()
                .collect();
            let list = DataValidation::new().allow_list_strings(&shown).map_err(Error::internal)?;
            sheet.add_data_validation(1, place, 10_000, place, &list).map_err(Error::internal)?;
        }
    }
    book.save_to_buffer().map_err(Error::internal)
}

/// The titles of a template as CSV.
pub fn template_csv(kind: &dyn ImportKind, locale: beichen_kernel::Locale) -> Result<Vec<u8>> {
    let mut out = csv_start();
    csv_row(&mut out, kind.columns().iter().map(|column| words::title(locale, column.title)))?;
    Ok(out)
}

/// How a cell of this type is written, as a key of `locales/`.
pub const fn hint(cell: CellType) -> &'static str {
    match cell {
        CellType::Text => "sheets.hints.text",
        CellType::Code => "sheets.hints.code",
        CellType::Day => "sheets.hints.day",
        CellType::Money => "sheets.hints.money",
        CellType::Rate => "sheets.hints.rate",
        CellType::Number { .. } => "sheets.hints.number",
        CellType::Truth => "sheets.hints.truth",
        CellType::Choice(_) => "sheets.hints.choice",
    }
}
