//! Imports on the wire.

use std::collections::BTreeMap;

use beichen_kernel::{BatchId, Ctx, Locale, Timestamp};
use beichen_store::jobs::Job;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::model::{Import, PreviewRow, Rows};
use super::policy;
use crate::kind::{CellError, CellType, ImportKind};
use crate::{export, words};

/// How many rows became what.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ImportCounts {
    pub new: u64,
    pub update: u64,
    pub skip: u64,
    pub failed: u64,
    /// Amounts that were finer than the minor unit.
    pub rounded: u64,
}

/// What undoing an import did, in things (an order of several rows is one).
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ImportUndone {
    /// What the import had made: documents cancelled, drafts deleted.
    pub taken_back: u64,
    /// What the import had changed, and is as it was before.
    pub restored: u64,
    /// What the import had made and stays: customers.
    pub left: u64,
}

/// Something to be said about a cell: a code with its values, and the sentence in the reader's language.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CellNote {
    /// The column's key; empty for the row as a whole.
    pub column: String,
    pub code: String,
    #[schema(value_type = Object)]
    pub params: BTreeMap<String, Value>,
    pub text: String,
}

/// A row of the preview.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ImportRow {
    /// The row of the file; its header is row 1.
    pub row: u32,
    /// new, update, skip, failed
    pub verdict: String,
    /// Column of the product → what stands in the file.
    pub cells: BTreeMap<String, String>,
    pub errors: Vec<CellNote>,
    pub notes: Vec<CellNote>,
}

/// A column that the file fills.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ImportColumn {
    pub key: String,
    pub title: String,
    /// text, code, day, money, rate, number, truth, choice
    pub cell: String,
}

/// The work on an import that was put down last: its check, then its writing, then its undoing.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ImportWork {
    /// queued, running, done, failed
    pub state: String,
    /// Rows done so far.
    pub done: i64,
    /// Rows in all, where that is known; else 0.
    pub total: i64,
    /// Why it failed, as a problem body.
    #[schema(value_type = Option<Object>)]
    pub problem: Option<Value>,
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ImportView {
    pub id: BatchId,
    pub version: i64,
    pub kind: String,
    pub file_name: String,
    pub file_hash: String,
    pub file_size: u64,
    /// The saved profile that was used; empty without one.
    pub profile_name: String,
    /// staging, staged, applied, undone, discarded, refused
    pub state: String,
    /// Rows looked at so far.
    pub row_count: u64,
    pub counts: ImportCounts,
    pub created_by: String,
    pub created_at: Timestamp,
    pub applied_at: Option<Timestamp>,
    pub undone_at: Option<Timestamp>,
    /// What undoing it did.
    pub undone: Option<ImportUndone>,
    pub work: Option<ImportWork>,
    pub columns: Vec<ImportColumn>,
    /// The first 50 rows.
    pub preview: Vec<ImportRow>,
    /// The first 50 rows that failed; the file of failed rows has all.
    pub failed_rows: Vec<ImportRow>,
    pub can: Vec<String>,
}

impl ImportView {
    pub fn of(ctx: &Ctx, kind: &dyn ImportKind, import: Import, job: Option<Job>) -> Self {
        let can = policy::offered(ctx, kind, &import);
        let row = |row: PreviewRow| ImportRow::of(ctx.locale, row);
        let counts = import.counts;
        Self {
            id: import.id,
            version: import.version.0,
            kind: import.kind,
            file_name: import.file_name,
            file_hash: import.file_hash,
            file_size: import.file_size,
            profile_name: import.profile_name,
            state: import.state.to_string(),
            row_count: import.row_count,
            counts: ImportCounts {
                new: counts.new,
                update: counts.update,
                skip: counts.skip,
                failed: counts.failed,
                rounded: counts.rounded,
            },
            created_by: import.created_by,
            created_at: import.created_at,
            applied_at: import.applied_at,
            undone_at: import.undone_at,
            undone: import.undone.map(|undone| ImportUndone {
                taken_back: undone.taken_back,
                restored: undone.restored,
                left: undone.left,
            }),
            work: job.map(|job| ImportWork {
                state: job.state,
                done: job.done,
                total: job.total,
                problem: job.problem,
            }),
            columns: in_order(kind, import.columns).map(|key| ImportColumn::of(ctx.locale, kind, key)).collect(),
            preview: import.preview.first.into_iter().map(row).collect(),
            failed_rows: import.preview.failed.into_iter().map(row).collect(),
            can,
        }
    }

    /// In a list nobody reads the rows.
    #[must_use]
    pub fn without_rows(mut self) -> Self {
        self.preview = Vec::new();
        self.failed_rows = Vec::new();
        self
    }
}

/// Columns as the kind lists them; the organisation's own come last.
fn in_order(kind: &dyn ImportKind, mut keys: Vec<String>) -> impl Iterator<Item = String> {
    let place = |key: &String| kind.columns().iter().position(|column| column.key == key).unwrap_or(usize::MAX);
    keys.sort_by_key(place);
    keys.into_iter()
}

impl ImportColumn {
    fn of(locale: Locale, kind: &dyn ImportKind, key: String) -> Self {
        let known = kind.columns().iter().find(|column| column.key == key);
        let title = known.map_or_else(|| key.clone(), |column| words::title(locale, column.title).to_owned());
        let cell = cell_name(known.map_or(CellType::Text, |column| column.cell)).to_owned();
        Self { key, title, cell }
    }
}

impl ImportRow {
    fn of(locale: Locale, row: PreviewRow) -> Self {
        let said = |errors: Vec<CellError>| errors.into_iter().map(|error| CellNote::of(locale, error)).collect();
        Self {
            row: row.row,
            verdict: row.verdict.to_string(),
            cells: row.cells,
            errors: said(row.errors),
            notes: said(row.notes),
        }
    }
}

impl CellNote {
    fn of(locale: Locale, error: CellError) -> Self {
        let text = words::of_cell(locale, &error);
        Self { column: error.column, code: error.code, params: error.params, text }
    }
}

/// Which rows to write.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
pub struct ImportApply {
    /// all (nothing when one failed) or valid
    #[schema(value_type = String)]
    pub rows: Rows,
}

/// The form of an upload.
#[derive(Debug, utoipa::ToSchema)]
#[allow(dead_code, reason = "describes the multipart form; the fields are read one by one")]
pub struct ImportUpload {
    /// The kind of sheet: orders, goals, …
    pub kind: String,
    /// The name of a saved profile.
    pub profile: Option<String>,
    /// The TOML of a profile that is not saved.
    pub profile_text: Option<String>,
    /// CSV or XLSX, at most 32 MiB.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}

/// A column of a kind.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct KindColumn {
    pub key: String,
    pub title: String,
    pub required: bool,
    /// text, code, day, money, rate, number, truth, choice
    pub cell: String,
    /// How a cell is written.
    pub hint: String,
    pub choices: Vec<String>,
}

/// A kind of sheet that the actor may import.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct KindView {
    pub name: String,
    pub title: String,
    pub columns: Vec<KindColumn>,
    /// What stands before the organisation's own columns, if there may be any: `field.`
    pub open_prefix: Option<String>,
}

/// Kinds of sheets.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct KindList {
    pub items: Vec<KindView>,
    pub can: Vec<String>,
}

impl KindView {
    pub fn of(locale: Locale, kind: &dyn ImportKind) -> Self {
        let name = kind.name();
        Self {
            name: name.to_owned(),
            title: words::find(locale, &format!("sheets.kinds.{name}")).unwrap_or(name).to_owned(),
            columns: kind
                .columns()
                .iter()
                .map(|column| KindColumn {
                    key: column.key.to_owned(),
                    title: words::title(locale, column.title).to_owned(),
                    required: column.required,
                    cell: cell_name(column.cell).to_owned(),
                    hint: words::title(locale, export::hint(column.cell)).to_owned(),
                    choices: match column.cell {
                        CellType::Choice(choices) => choices.iter().map(|(word, _)| (*word).to_owned()).collect(),
                        _ => Vec::new(),
                    },
                })
                .collect(),
            open_prefix: kind.open_columns().map(|open| open.prefix.to_owned()),
        }
    }
}

const fn cell_name(cell: CellType) -> &'static str {
    match cell {
        CellType::Text => "text",
        CellType::Code => "code",
        CellType::Day => "day",
        CellType::Money => "money",
        CellType::Rate => "rate",
        CellType::Number { .. } => "number",
        CellType::Truth => "truth",
        CellType::Choice(_) => "choice",
    }
}
