//! Reads what requests say: days, optional texts.

use beichen_engine::day::Day;
use beichen_kernel::{Error, FieldError, Result};

/// The codes that reading a request can give.
pub const CODES: &[&str] = &["people.not_a_day"];

/// A day, or a refusal that names the field.
pub fn day(path: &str, text: &str) -> Result<Day> {
    text.trim().parse().map_err(|_| Error::invalid(vec![FieldError::new(path, "people.not_a_day").with("value", text)]))
}

/// A day that may be absent.
pub fn maybe_day(path: &str, text: Option<&str>) -> Result<Option<Day>> {
    text.map(|text| day(path, text)).transpose()
}

/// A text without spaces around it; an empty one is none.
pub fn maybe_text(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
