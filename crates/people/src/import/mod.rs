//! Sheets about people.

use std::sync::Arc;

use beichen_sheets::ImportKind;

/// All kinds of this capability.
pub fn kinds() -> Vec<Arc<dyn ImportKind>> {
    Vec::new()
}
