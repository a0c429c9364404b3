//! The order of the language: how a formatted plan arranges its tables and keys.

use crate::plan::language::keys_at;

/// The place of a key in its table; keys that nobody knows stand last, as they were.
pub(super) fn rank(path: &[String], key: &str) -> usize {
    let keys = keys_at(path);
    keys.iter().position(|known| known.name == key).unwrap_or(keys.len())
}
