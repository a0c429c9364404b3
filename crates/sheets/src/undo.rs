//! What a kind needs to take a written import back: what the import wrote, what stood before, and what stands in the way.

use std::collections::{HashMap, HashSet};

use beichen_kernel::{BatchId, Error, Result};
use beichen_store::Tx;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::batch::store;
use crate::kind::{CellError, Counts, Memory};

/// Something was changed after the import; `document` says what.
pub const CHANGED_SINCE: &str = "sheets.undo.changed_since";
/// The import was written when earlier values were not kept yet.
pub const NOT_KEPT: &str = "sheets.undo.not_kept";
/// A locked run counts it: `label`, `from` and the last day `to`.
pub const LOCKED: &str = "sheets.undo.locked";

/// The reasons that several kinds share.
pub const CODES: &[&str] = &[CHANGED_SINCE, NOT_KEPT, LOCKED];

/// A written import, as its kind sees it when it is to be undone.
#[derive(Debug, Clone)]
pub struct Written {
    pub batch: BatchId,
    /// The transaction that wrote it: what still bears its id was not changed since.
    pub tx: Uuid,
    pub counts: Counts,
    /// What a kind found in [`crate::ImportKind::undo_check`] and needs in [`crate::ImportKind::undo`].
    pub memory: Memory,
}

/// A row of the file that keeps an import from being undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// The row of the source file; 0 where none is known.
    pub row: u32,
    /// The company's own key of the thing, or what it is called.
    pub document: String,
    /// Why, as a code with its values.
    pub reason: CellError,
}

impl Blocked {
    pub fn new(row: u32, document: impl Into<String>, code: &str) -> Self {
        Self { row, document: document.into(), reason: CellError::new("", code) }
    }

    /// A refusal of a model; of a form it is the first thing that is wrong with it.
    pub fn of(row: u32, document: impl Into<String>, error: &Error) -> Self {
        let reason = match error.fields().first() {
            Some(field) => CellError { column: String::new(), code: field.code.clone(), params: field.params.clone() },
            None => CellError::of("", error),
        };
        Self { row, document: document.into(), reason }
    }

    /// Adds a value that the sentence needs.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.reason = self.reason.with(name, value);
        self
    }
}

/// How many things became what when an import was undone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// What the import had made: documents cancelled, drafts deleted.
    pub taken_back: u64,
    /// What the import had changed, and is as it was before.
    pub restored: u64,
    /// What the import had made and stays: customers.
    pub left: u64,
}

/// What stood before a row of an import changed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    pub row: u32,
    pub thing: Uuid,
    /// As the kind wrote it.
    pub value: Value,
}

/// Keeps what stood before, in the transaction that writes the import. Everything that is kept goes when the import is
/// undone.
pub async fn keep(tx: &mut Tx<'_>, batch: BatchId, rows: Vec<Before>) -> Result<()> {
    store::keep_before(tx, batch, &rows).await
}

/// Every import that was taken back. A document that was cancelled with its import may come again with another one.
pub async fn undone(tx: &Tx<'_>) -> Result<HashSet<BatchId>> {
    store::undone(tx).await
}

/// What [`keep`] has kept of an import, by thing.
pub async fn kept(tx: &Tx<'_>, batch: BatchId) -> Result<HashMap<Uuid, Before>> {
    store::before(tx, batch).await
}
