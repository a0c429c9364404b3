//! The order of the language: how a formatted plan arranges its tables and keys.

use crate::plan::language::{KeyShape, keys_at};

/// The order of the keys of one table.
pub(super) struct Order(Vec<&'static KeyShape>);

impl Order {
    /// Of the table at the end of this path of keys.
    pub(super) fn at(path: &[String]) -> Self {
        Self(keys_at(path))
    }

    /// The place of a key; keys that nobody knows stand last, as they were.
    pub(super) fn rank(&self, key: &str) -> usize {
        self.0.iter().position(|known| known.name == key).unwrap_or(self.0.len())
    }
}
