//! The table reader: takes known keys one by one, and reports at the end what nobody asked for.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::source::Source;
use crate::money::Currency;
use crate::plan::diagnostic::Diagnostic;
use crate::plan::expression::{
    DocumentCondition, MeasureShape, PersonCondition, Place, Problem, Vocabulary, compile_document, compile_person,
};
use crate::plan::model::Span;
use crate::plan::near::proposal;
use crate::plan::surroundings::Surroundings;

/// A value with its place.
pub(super) type Value<'v> = &'v Spanned<DeValue<'v>>;

/// What reading a text knows and has found.
pub(super) struct Reader<'t> {
    pub(super) source: Source<'t>,
    pub(super) surroundings: &'t Surroundings,
    pub(super) currency: Currency,
    /// The plan's measures, before anything names them.
    pub(super) measures: BTreeMap<String, MeasureShape>,
    /// Keys of the components with a draw, before an example says what is owed.
    pub(super) draws: Vec<String>,
    /// Whether a component takes its base from the person, or may do so where one could not be read.
    pub(super) takes_base: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// One table of the text while it is read.
pub(super) struct Table<'v> {
    entries: &'v DeTable<'v>,
    range: Range<usize>,
    /// What messages call it: `component monthly`.
    pub(super) name: String,
    asked: Vec<&'static str>,
}

/// A key with its value.
#[derive(Clone)]
pub(super) struct Entry<'v> {
    pub(super) key: &'v str,
    pub(super) key_range: Range<usize>,
    pub(super) value: Value<'v>,
}

impl<'v> Table<'v> {
    pub(super) fn new(entries: &'v DeTable<'v>, range: Range<usize>, name: impl Into<String>) -> Self {
        Self { entries, range, name: name.into(), asked: Vec::new() }
    }

    /// The entry of that key; from now on the key is a known one.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Entry<'v>> {
        self.asked.push(key);
        self.all().find(|entry| entry.key == key)
    }

    /// Whether the text has the key, without making it known.
    pub(super) fn has(&self, key: &str) -> bool {
        self.all().any(|entry| entry.key == key)
    }

    /// Every entry: of tables whose keys are the author's own.
    pub(super) fn all(&self) -> impl Iterator<Item = Entry<'v>> + use<'v> {
        self.entries.iter().map(|(key, value)| Entry { key: key.get_ref(), key_range: key.span(), value })
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The keys that nobody asked for are unknown.
    pub(super) fn finish(self, reader: &mut Reader<'_>) {
        for entry in self.all() {
            if !self.asked.contains(&entry.key) {
                let fix = proposal(entry.key, self.asked.iter().copied());
                reader.error(
                    "incentives.plan.unknown_key",
                    entry.key_range,
                    fix,
                    &[("key", entry.key), ("place", &self.name)],
                );
            }
        }
    }
}

impl Reader<'_> {
    /// Reports an error at the beginning of a range.
    pub(super) fn error(
        &mut self,
        code: &'static str,
        range: Range<usize>,
        fix: impl Into<String>,
        params: &[(&'static str, &str)],
    ) {
        self.error_at(code, self.source.span(range.start), fix, params);
    }

    /// Reports an error at a place that is known already.
    pub(super) fn error_at(
        &mut self,
        code: &'static str,
        at: Span,
        fix: impl Into<String>,
        params: &[(&'static str, &str)],
    ) {
        let bare = Diagnostic::error(code, at, fix);
        let full = params.iter().fold(bare, |found, (name, value)| found.with(name, *value));
        self.diagnostics.push(full);
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.source.span(range.start)
    }

    /// The entry of a key that must be there.
    pub(super) fn required<'v>(
        &mut self,
        table: &mut Table<'v>,
        key: &'static str,
        example: &str,
    ) -> Option<Entry<'v>> {
        let entry = table.take(key);
        if entry.is_none() {
            self.missing(table, key, example);
        }
        entry
    }

    /// Reports a key that must be there and is not.
    pub(super) fn missing(&mut self, table: &Table<'_>, key: &str, example: &str) {
        let is_table = example.trim_start_matches('[').starts_with(key);
        let fix = if is_table { example.to_owned() } else { format!("{key} = {example}") };
        let params = [("key", key), ("place", table.name.as_str())];
        self.error("incentives.plan.missing_key", table.range(), fix, &params);
    }

    pub(super) fn text(&mut self, entry: &Entry<'_>) -> Option<String> {
        self.text_of(entry.value, entry.key).map(str::to_owned)
    }

    /// A text that is not empty.
    pub(super) fn filled_text(&mut self, entry: &Entry<'_>) -> Option<String> {
        let text = self.text(entry)?;
        if text.trim().is_empty() {
            let params = [("key", entry.key)];
            self.error("incentives.plan.empty", entry.value.span(), "\"…\"", &params);
            return None;
        }
        Some(text)
    }

    pub(super) fn text_of<'v>(&mut self, value: Value<'v>, key: &str) -> Option<&'v str> {
        match value.get_ref() {
            DeValue::String(text) => Some(text),
            other => {
                let is_plain = !other.is_array() && !other.is_table();
                let raw = if is_plain { self.source.slice(value.span()).trim() } else { "…" };
                self.wrong_type(value, key, "text", &format!("\"{raw}\""));
                None
            }
        }
    }

    /// A key of the plan's own making: letters, digits, `_` and `-`.
    pub(super) fn key_text(&mut self, entry: &Entry<'_>) -> Option<String> {
        let text = self.filled_text(entry)?;
        self.check_key(&text, entry.value.span()).then_some(text)
    }

    pub(super) fn check_key(&mut self, text: &str, range: Range<usize>) -> bool {
        let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        if text.chars().all(fits) && text.chars().count() <= 64 {
            return true;
        }
        let fix: String = text.chars().map(|c| if fits(c) { c } else { '-' }).take(64).collect();
        self.error("incentives.plan.key_form", range, fix, &[("value", text)]);
        false
    }

    pub(super) fn boolean(&mut self, entry: &Entry<'_>) -> Option<bool> {
        if let DeValue::Boolean(truth) = entry.value.get_ref() {
            return Some(*truth);
        }
        self.wrong_type(entry.value, entry.key, "boolean", "true | false");
        None
    }

    /// A word out of a closed list.
    pub(super) fn choice<T: Copy>(&mut self, entry: &Entry<'_>, choices: &[(&'static str, T)]) -> Option<T> {
        let text = self.text_of(entry.value, entry.key)?;
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == text) {
            return Some(*choice);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        self.unknown_value(entry.value, entry.key, text, &words);
        None
    }

    pub(super) fn unknown_value(&mut self, value: Value<'_>, key: &str, text: &str, words: &[&str]) {
        let fix = proposal(text, words.iter().copied());
        let fix = if fix.contains(" | ") {
            words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" | ")
        } else {
            format!("\"{fix}\"")
        };
        let params = [("key", key), ("value", text), ("known", &words.join(", "))];
        self.error("incentives.plan.unknown_value", value.span(), fix, &params);
    }

    pub(super) fn table<'v>(&mut self, entry: &Entry<'v>, name: &str) -> Option<Table<'v>> {
        self.table_of(entry.value, entry.key, name)
    }

    pub(super) fn table_of<'v>(&mut self, value: Value<'v>, key: &str, name: &str) -> Option<Table<'v>> {
        let DeValue::Table(entries) = value.get_ref() else {
            self.wrong_type(value, key, "table", "{ … = … }");
            return None;
        };
        Some(Table::new(entries, value.span(), name))
    }

    pub(super) fn list<'v>(&mut self, entry: &Entry<'v>) -> Option<&'v [Spanned<DeValue<'v>>]> {
        self.list_of(entry.value, entry.key)
    }

    pub(super) fn list_of<'v>(&mut self, value: Value<'v>, key: &str) -> Option<&'v [Spanned<DeValue<'v>>]> {
        let DeValue::Array(items) = value.get_ref() else {
            let fix = format!("[{}]", self.source.slice(value.span()).trim());
            self.wrong_type(value, key, "list", &fix);
            return None;
        };
        Some(items)
    }

    /// A list that has at least one item.
    pub(super) fn filled_list<'v>(&mut self, entry: &Entry<'v>, example: &str) -> Option<&'v [Spanned<DeValue<'v>>]> {
        let items = self.list(entry)?;
        if items.is_empty() {
            let params = [("key", entry.key)];
            self.error("incentives.plan.empty", entry.value.span(), example, &params);
            return None;
        }
        Some(items)
    }

    /// A list of pairs, such as tiers; each pair that is none is reported.
    pub(super) fn pairs<'v>(&mut self, entry: &Entry<'v>, example: &str) -> Option<Vec<(Value<'v>, Value<'v>)>> {
        let rows = self.rows(entry, "pair", example)?;
        Some(rows.into_iter().map(|[first, second]| (first, second)).collect())
    }

    /// A list of rows of `N` values; each row that is none is reported.
    pub(super) fn rows<'v, const N: usize>(
        &mut self,
        entry: &Entry<'v>,
        wanted: &str,
        example: &str,
    ) -> Option<Vec<[Value<'v>; N]>> {
        let items = self.filled_list(entry, &format!("[{example}]"))?;
        let mut rows = Vec::with_capacity(items.len());
        for item in items {
            let parts = match item.get_ref() {
                DeValue::Array(parts) => parts.iter().collect::<Vec<_>>().try_into().ok(),
                _ => None,
            };
            match parts {
                Some(row) => rows.push(row),
                None => self.wrong_type(item, entry.key, wanted, example),
            }
        }
        (rows.len() == items.len()).then_some(rows)
    }

    /// A value of another type than the key takes; floats and bare dates have words of their own.
    pub(super) fn wrong_type(&mut self, value: Value<'_>, key: &str, wanted: &str, fix: &str) {
        let raw = self.source.slice(value.span()).trim().to_owned();
        match value.get_ref() {
            DeValue::Float(_) => {
                let params = [("key", key), ("value", raw.as_str())];
                self.error("incentives.plan.float_refused", value.span(), format!("\"{raw}\""), &params);
            }
            DeValue::Datetime(_) => {
                let params = [("value", raw.as_str())];
                self.error("incentives.plan.unquoted", value.span(), format!("\"{raw}\""), &params);
            }
            other => {
                let params = [("key", key), ("wanted", wanted), ("found", type_word(other))];
                self.error("incentives.plan.wrong_type", value.span(), fix, &params);
            }
        }
    }

    pub(super) fn person_condition(&mut self, entry: &Entry<'_>, place: Place) -> Option<PersonCondition> {
        let text = self.text_of(entry.value, entry.key)?;
        let compiled = compile_person(text, &self.vocabulary(place));
        compiled.map_err(|problems| self.expression_problems(entry.value, text, problems)).ok()
    }

    pub(super) fn document_condition(&mut self, value: Value<'_>, key: &str) -> Option<DocumentCondition> {
        let text = self.text_of(value, key)?;
        let compiled = compile_document(text, &self.vocabulary(Place::Document));
        compiled.map_err(|problems| self.expression_problems(value, text, problems)).ok()
    }

    fn vocabulary(&self, place: Place) -> Vocabulary<'_> {
        Vocabulary {
            place,
            measures: &self.measures,
            surroundings: self.surroundings,
            minor_digits: self.currency.minor_digits(),
        }
    }

    /// Problems inside a condition stand where they are in the text, unless the string has escapes.
    fn expression_problems(&mut self, value: Value<'_>, text: &str, problems: Vec<Problem>) {
        let range = value.span();
        let inner = self.source.slice(range.clone()).find(text).filter(|_| !text.is_empty());
        for problem in problems {
            let start = inner.map_or(range.start, |skip| range.start + skip + problem.offset);
            let at = self.source.span(start);
            let bare = Diagnostic::error(problem.code, at, problem.fix);
            let full = problem.params.into_iter().fold(bare, |found, (name, text)| found.with(name, text));
            self.diagnostics.push(full);
        }
    }
}

/// The word for a TOML type in messages.
fn type_word(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "float",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "day",
        DeValue::Array(_) => "list",
        DeValue::Table(_) => "table",
    }
}
