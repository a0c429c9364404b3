//! One form for equal plans: the formatted text that keeps comments, the value behind it, and its hash.

mod list;
mod order;
mod print;
mod rewrite;
mod value;

use serde_json::Value;
use sha2::{Digest, Sha256};
use toml::de::DeTable;
use toml_edit::DocumentMut;

use super::diagnostic::Diagnostic;
use super::model::Span;
use super::text::syntax_errors;

/// Formats a plan's text: tables and keys in the language's order, one key a line, comments kept with what they
/// stand at. Formatting twice changes nothing, and the value stays the same.
pub fn format_plan(text: &str) -> Result<String, Vec<Diagnostic>> {
    let errors = syntax_errors(text);
    if !errors.is_empty() {
        return Err(errors);
    }
    let document = text.parse::<DocumentMut>().map_err(|error| vec![unreadable(&error.to_string())])?;
    Ok(print::print(&document))
}

/// The plan as a JSON value with the same keys and the values as written: what a form edits.
pub fn plan_value(text: &str) -> Result<Value, Vec<Diagnostic>> {
    let errors = syntax_errors(text);
    if !errors.is_empty() {
        return Err(errors);
    }
    let root = DeTable::parse(text).map_err(|error| vec![unreadable(error.message())])?;
    Ok(value::from_table(root.get_ref()))
}

/// The formatted text of a JSON value: the way back of [`plan_value`]. `None` where JSON has what a plan has not
/// (null, a fraction, another thing than an object at the top).
pub fn plan_text(plan: &Value) -> Option<String> {
    value::to_document(plan).map(|document| print::print(&document))
}

/// The text with another value: comments stay at their keys and at the entries of lists; components are followed
/// by key and examples by title.
/// `Ok(None)` where the value is no plan's (see [`plan_text`]).
pub fn rewrite_plan(text: &str, plan: &Value) -> Result<Option<String>, Vec<Diagnostic>> {
    let before = plan_value(text)?;
    let old = text.parse::<DocumentMut>().map_err(|error| vec![unreadable(&error.to_string())])?;
    let Some(mut new) = value::to_document(plan) else { return Ok(None) };
    rewrite::transplant(&old, &before, &mut new, plan);
    Ok(Some(print::print(&new)))
}

/// SHA-256 over the value as JSON with sorted keys (RFC 8785), 64 hexadecimal digits: comments, order of keys and
/// layout do not change it.
pub fn plan_hash(text: &str) -> Result<String, Vec<Diagnostic>> {
    let canonical = plan_value(text)?.to_string();
    Ok(hex::encode(Sha256::digest(canonical.as_bytes())))
}

/// The formatted text of a document.
pub(super) fn print_document(document: &DocumentMut) -> String {
    print::print(document)
}

fn unreadable(message: &str) -> Diagnostic {
    Diagnostic::error("incentives.plan.syntax", Span { line: 1, column: 1 }, "key = \"value\"").with("message", message)
}

#[cfg(test)]
mod tests;
