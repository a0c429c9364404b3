//! One row of a file after its cells have been read: typed, with the row number of the source.

use std::sync::Arc;

use beichen_engine::day::Day;
use beichen_engine::rate::Rate;

/// What a cell holds after reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    Day(Day),
    /// Minor units of the organisation's currency.
    Money(i64),
    Rate(Rate),
    /// Scaled by the column's digits.
    Number(i64),
    Truth(bool),
    Choice(&'static str),
}

/// A sound row: required cells are filled, every cell is of its column's type.
#[derive(Debug, Clone)]
pub struct ParsedRow {
    /// The row of the source file as a spreadsheet counts: the header is row 1.
    pub number: u32,
    /// SHA-256 of the mapped row in hexadecimal: the identity of rows without a code.
    pub hash: String,
    /// How many equal rows stand before it in the file.
    pub repeat: u32,
    /// Amounts of this row that were rounded to the minor unit.
    pub rounded: u32,
    keys: Arc<[String]>,
    cells: Vec<Cell>,
}

impl ParsedRow {
    pub fn new(number: u32, keys: Arc<[String]>, cells: Vec<Cell>) -> Self {
        Self { number, hash: String::new(), repeat: 0, rounded: 0, keys, cells }
    }

    /// The cell of a column; empty when the file has no such column.
    pub fn cell(&self, key: &str) -> &Cell {
        self.keys.iter().position(|known| known == key).and_then(|place| self.cells.get(place)).unwrap_or(&Cell::Empty)
    }

    /// A text or code.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.cell(key) {
            Cell::Text(text) => Some(text),
            Cell::Choice(word) => Some(word),
            _ => None,
        }
    }

    pub fn day(&self, key: &str) -> Option<Day> {
        if let Cell::Day(day) = self.cell(key) { Some(*day) } else { None }
    }

    /// An amount in minor units of the organisation's currency.
    pub fn minor(&self, key: &str) -> Option<i64> {
        if let Cell::Money(minor) = self.cell(key) { Some(*minor) } else { None }
    }

    pub fn rate(&self, key: &str) -> Option<Rate> {
        if let Cell::Rate(rate) = self.cell(key) { Some(*rate) } else { None }
    }

    /// A number, scaled by its column's digits.
    pub fn number(&self, key: &str) -> Option<i64> {
        if let Cell::Number(scaled) = self.cell(key) { Some(*scaled) } else { None }
    }

    pub fn truth(&self, key: &str) -> Option<bool> {
        if let Cell::Truth(yes) = self.cell(key) { Some(*yes) } else { None }
    }

    /// The kept word of a choice.
    pub fn choice(&self, key: &str) -> Option<&'static str> {
        if let Cell::Choice(word) = self.cell(key) { Some(word) } else { None }
    }

    /// The filled cells of open columns: the organisation's key and the text.
    pub fn open<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.keys.iter().zip(&self.cells).filter_map(move |(key, cell)| match (key.strip_prefix(prefix), cell) {
            (Some(name), Cell::Text(text)) => Some((name, text.as_str())),
            _ => None,
        })
    }
}
