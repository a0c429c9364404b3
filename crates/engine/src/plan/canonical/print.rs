//! Prints a plan: one blank line between tables, one key a line, long lists one entry a line.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Key, RawString, Table, Value};

use super::order::Order;

/// Longest line that a list may fill.
const WIDTH: usize = 100;

/// The formatted text of a document.
pub(super) fn print(document: &DocumentMut) -> String {
    let mut printer = Printer { out: String::new(), path: Vec::new() };
    printer.table(document.as_table());
    let trailing = comments(Some(document.trailing()));
    if !trailing.is_empty() {
        printer.blank_line();
        printer.lines(&trailing);
    }
    printer.out
}

struct Printer {
    out: String,
    path: Vec<String>,
}

impl Printer {
    /// The table's own keys, then the tables inside it.
    fn table(&mut self, table: &Table) {
        let order = Order::at(&self.path);
        let mut values = table.get_values();
        values.sort_by_key(|(keys, _)| keys.first().map_or(usize::MAX, |key| order.rank(key.get())));
        for (keys, value) in values {
            self.entry(&keys, value);
        }
        let mut inner: Vec<(&str, &Item)> = table
            .iter()
            .filter(|(_, item)| match item {
                Item::Table(table) => !table.is_dotted(),
                Item::ArrayOfTables(_) => true,
                Item::None | Item::Value(_) => false,
            })
            .collect();
        inner.sort_by_key(|(key, _)| order.rank(key));
        for (key, item) in inner {
            let name = table.key(key).map_or_else(|| key.to_owned(), |key| key.display_repr().into_owned());
            self.inner_table(key, &name, item);
        }
    }

    fn inner_table(&mut self, key: &str, name: &str, item: &Item) {
        self.path.push(key.to_owned());
        let header = self.header(name);
        match item {
            Item::Table(table) => {
                if !table.is_implicit() || !table.get_values().is_empty() {
                    self.heading(table, &format!("[{header}]"));
                }
                self.table(table);
            }
            Item::ArrayOfTables(tables) => {
                for table in tables {
                    self.heading(table, &format!("[[{header}]]"));
                    self.table(table);
                }
            }
            Item::None | Item::Value(_) => {}
        }
        self.path.pop();
    }

    /// The full name of the table; keys of the path above are plain, because only the author's own keys need quotes.
    fn header(&self, name: &str) -> String {
        let above = self.path.len().saturating_sub(1);
        let mut parts: Vec<String> =
            self.path.iter().take(above).map(|key| Key::new(key).display_repr().into_owned()).collect();
        parts.push(name.to_owned());
        parts.join(".")
    }

    fn heading(&mut self, table: &Table, header: &str) {
        self.blank_line();
        let above = comments(table.decor().prefix());
        self.lines(&above);
        self.out.push_str(header);
        self.finish_line(table.decor().suffix());
    }

    fn entry(&mut self, keys: &[&Key], value: &Value) {
        let decor = keys.last().map(|key| key.leaf_decor());
        let above = comments(decor.and_then(|decor| decor.prefix()));
        self.lines(&above);
        let name: Vec<String> = keys.iter().map(|key| key.display_repr().into_owned()).collect();
        let start = format!("{} = ", name.join("."));
        let printed = print_value(value, start.chars().count());
        self.out.push_str(&start);
        self.out.push_str(&printed);
        self.finish_line(value.decor().suffix());
    }

    fn finish_line(&mut self, suffix: Option<&RawString>) {
        let comment = suffix.and_then(RawString::as_str).unwrap_or_default().trim();
        if !comment.is_empty() {
            self.out.push_str("  ");
            self.out.push_str(comment);
        }
        self.out.push('\n');
    }

    fn lines(&mut self, lines: &[String]) {
        for line in lines {
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    fn blank_line(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }
}

/// The comment lines of a decoration; single blank lines between them stay.
fn comments(raw: Option<&RawString>) -> Vec<String> {
    let text = raw.and_then(RawString::as_str).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    let mut has_gap = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            has_gap = !lines.is_empty();
            continue;
        }
        if has_gap {
            lines.push(String::new());
            has_gap = false;
        }
        lines.push(line.to_owned());
    }
    lines
}

/// A value on one line, or a list over several where it would be too long; one with comments stays as written.
fn print_value(value: &Value, indent: usize) -> String {
    if has_comment(value) {
        return value.clone().decorated("", "").to_string().replace("\r\n", "\n");
    }
    let line = inline(value);
    match value {
        Value::Array(array) if indent + line.chars().count() > WIDTH && !array.is_empty() => broken(array),
        _ => line,
    }
}

fn broken(array: &Array) -> String {
    let entries: Vec<String> = array.iter().map(|entry| format!("  {},\n", inline(entry))).collect();
    format!("[\n{}]", entries.concat())
}

fn inline(value: &Value) -> String {
    match value {
        Value::Array(array) => {
            let entries: Vec<String> = array.iter().map(inline).collect();
            format!("[{}]", entries.join(", "))
        }
        Value::InlineTable(table) => inline_table(table),
        scalar => scalar.clone().decorated("", "").to_string(),
    }
}

fn inline_table(table: &InlineTable) -> String {
    let entries: Vec<String> = table
        .get_values()
        .into_iter()
        .map(|(keys, value)| {
            let name: Vec<String> = keys.iter().map(|key| key.display_repr().into_owned()).collect();
            format!("{} = {}", name.join("."), inline(value))
        })
        .collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

/// Whether a list or table has a comment between its brackets.
fn has_comment(value: &Value) -> bool {
    let in_raw = |raw: Option<&RawString>| raw.and_then(RawString::as_str).is_some_and(|text| text.contains('#'));
    match value {
        Value::Array(array) => {
            in_raw(Some(array.trailing()))
                || array
                    .iter()
                    .any(|entry| in_raw(entry.decor().prefix()) || in_raw(entry.decor().suffix()) || has_comment(entry))
        }
        Value::InlineTable(table) => {
            in_raw(Some(table.trailing()))
                || table.iter().any(|(key, entry)| {
                    let key = table.key(key);
                    in_raw(key.and_then(|key| key.leaf_decor().prefix()))
                        || in_raw(key.and_then(|key| key.leaf_decor().suffix()))
                        || in_raw(entry.decor().prefix())
                        || in_raw(entry.decor().suffix())
                        || has_comment(entry)
                })
        }
        _ => false,
    }
}
