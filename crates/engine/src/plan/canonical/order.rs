//! The order of the language: how a formatted plan arranges its tables and keys.

use crate::plan::language::{COMPONENT, EXAMPLE, KeyShape, MEASURE, PLAN, ROOT};

/// The place of a key in its table; keys that nobody knows stand last, as they were.
pub(super) fn rank(path: &[String], key: &str) -> usize {
    let keys: &[KeyShape] = match path {
        [] => ROOT,
        [first] if first == "plan" => PLAN,
        [first, _] if first == "measure" => MEASURE,
        [first] if first == "component" => COMPONENT,
        [first] if first == "example" => EXAMPLE,
        _ => &[],
    };
    keys.iter().position(|known| known.name == key).unwrap_or(keys.len())
}
