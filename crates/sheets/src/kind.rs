//! What a capability says about a kind of sheet that can be imported: its columns, how rows are checked, how they are written.

use std::any::{Any, TypeId};
use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use beichen_kernel::{BatchId, Ctx, Error, Kind, Permission, Result, Timestamp};
use beichen_store::{Db, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;

use crate::batch::model::ImportError;
use crate::profile::model::Profile;
use crate::row::ParsedRow;
use crate::undo::{Blocked, Undone, Written};

/// Rows that are handed to [`ImportKind::check`] at once.
pub const CHUNK_ROWS: usize = 5_000;

/// What the text of a column becomes before a kind sees the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellType {
    /// Any text; spaces around it are cut.
    Text,
    /// The company's own key of a thing. As text; a number from XLSX keeps no `.0`.
    Code,
    /// A civil day: 2026-01-05, 2026/1/5, serial 45866, or as the profile's `date_format` says.
    Day,
    /// Minor units of the organisation's currency; finer amounts are rounded half-up and counted.
    Money,
    /// Parts per million: `1.2%` and `0.012` are the same.
    Rate,
    /// A decimal number with at most so many digits after the dot, scaled by them: digits 2, `1.5` → 150.
    Number { digits: u8 },
    /// yes/no, 是/否, true/false, 1/0.
    Truth,
    /// One of a few words: what is kept, and what else may be written for it in a file.
    Choice(&'static [(&'static str, &'static [&'static str])]),
}

/// A column that a kind knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// What profiles and templates call it: `signed_on`.
    pub key: &'static str,
    pub required: bool,
    pub cell: CellType,
    /// Where its title stands in `locales/`, e.g. `goals.columns.measure`.
    pub title: &'static str,
}

impl Column {
    /// A column that every row must fill.
    pub const fn required(key: &'static str, cell: CellType, title: &'static str) -> Self {
        Self { key, required: true, cell, title }
    }

    /// A column that may be absent or empty.
    pub const fn optional(key: &'static str, cell: CellType, title: &'static str) -> Self {
        Self { key, required: false, cell, title }
    }
}

/// Columns whose names only the organisation knows: `field.commission_pct`. Their cells stay text;
/// the kind reads them with [`Batch::reader`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenColumns {
    /// What stands before the organisation's key, with its dot: `field.`
    pub prefix: &'static str,
    /// Where the sentence about them stands in `locales/`.
    pub title: &'static str,
}

/// One import of one file, as a kind sees it.
#[derive(Debug, Clone)]
pub struct Batch {
    pub id: BatchId,
    pub kind: String,
    pub file_name: String,
    /// SHA-256 of the source file, in hexadecimal.
    pub file_hash: String,
    pub profile: Arc<Profile>,
    /// The keys of the columns that the file fills, constants and joins included.
    pub columns: Arc<[String]>,
    pub created_at: Timestamp,
    /// What a kind has read once for all chunks; empty again in `apply`.
    pub memory: Memory,
    pub(crate) rounded: Arc<AtomicU64>,
}

impl Batch {
    /// Whether the file fills the column.
    pub fn has(&self, key: &str) -> bool {
        self.columns.iter().any(|column| column == key)
    }

    /// Whether the profile lets the import create things of `plural` (e.g. `customers`) that do not exist yet.
    pub fn creates_missing(&self, plural: &str) -> bool {
        self.profile.create_missing.iter().any(|name| name == plural)
    }

    /// Counts an amount that the kind itself rounded to the smallest unit, beside those that `sheets` did.
    pub fn count_rounded(&self) {
        self.rounded.fetch_add(1, Ordering::Relaxed);
    }

    /// Reads the text of open columns as the profile says.
    pub fn reader(&self, ctx: &Ctx) -> crate::cell::CellReader {
        crate::cell::CellReader::new(ctx.currency(), self.profile.date_format)
    }
}

/// Values kept between the chunks of one run, one of each type.
#[derive(Clone, Default)]
pub struct Memory {
    kept: Arc<Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Memory")
    }
}

impl Memory {
    /// The value of this type: loaded the first time, the same afterwards. Hold a `Mutex` inside where it changes.
    pub async fn once<T, F>(&self, load: impl FnOnce() -> F + Send) -> Result<Arc<T>>
    where
        T: Any + Send + Sync,
        F: Future<Output = Result<T>> + Send,
    {
        let mut kept = self.kept.lock().await;
        let known = kept.get(&TypeId::of::<T>()).cloned().and_then(|value| value.downcast::<T>().ok());
        if let Some(value) = known {
            return Ok(value);
        }
        let value = Arc::new(load().await?);
        let shared: Arc<dyn Any + Send + Sync> = value.clone();
        kept.insert(TypeId::of::<T>(), shared);
        Ok(value)
    }
}

/// What is wrong with one cell, as a code with its values; worded when it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellError {
    /// The column's key; empty for the row as a whole.
    pub column: String,
    pub code: String,
    #[serde(default)]
    pub params: BTreeMap<String, Value>,
}

impl CellError {
    pub fn new(column: impl Into<String>, code: impl Into<String>) -> Self {
        Self { column: column.into(), code: code.into(), params: BTreeMap::new() }
    }

    /// Adds a value that the sentence needs.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// A refusal of a model, said about a cell.
    pub fn of(column: impl Into<String>, error: &Error) -> Self {
        let params = error.params().iter().map(|(&name, value)| (name.to_owned(), value.clone())).collect();
        Self { column: column.into(), code: error.code().to_owned(), params }
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Verdict {
    /// Something that was not there.
    New,
    /// Something that is there with other values.
    Update,
    /// Something that is there as it is.
    Skip,
    /// Something that cannot be.
    Failed,
}

/// What a kind found out about a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The row of the source file.
    pub row: u32,
    pub verdict: Verdict,
    /// Why it failed; empty otherwise.
    pub errors: Vec<CellError>,
    /// What the preview should say beside it (a customer will be created, no order matches).
    pub notes: Vec<CellError>,
    /// For kinds that stage through `sheets`: what [`ImportKind::apply_row`] gets.
    pub staged: Option<Value>,
}

impl Checked {
    fn verdict(row: u32, verdict: Verdict) -> Self {
        Self { row, verdict, errors: Vec::new(), notes: Vec::new(), staged: None }
    }

    pub fn new(row: &ParsedRow) -> Self {
        Self::verdict(row.number, Verdict::New)
    }

    pub fn update(row: &ParsedRow) -> Self {
        Self::verdict(row.number, Verdict::Update)
    }

    pub fn skip(row: &ParsedRow) -> Self {
        Self::verdict(row.number, Verdict::Skip)
    }

    pub fn failed(row: &ParsedRow, errors: Vec<CellError>) -> Self {
        Self::failed_at(row.number, errors)
    }

    /// As [`Checked::failed`], for [`ImportKind::check_end`], which no longer holds the row.
    pub fn failed_at(row: u32, errors: Vec<CellError>) -> Self {
        Self { errors, ..Self::verdict(row, Verdict::Failed) }
    }

    /// Keeps a value for [`ImportKind::apply_row`].
    #[must_use]
    pub fn staging(mut self, value: Value) -> Self {
        self.staged = Some(value);
        self
    }

    /// Says something beside the row in the preview.
    #[must_use]
    pub fn noting(mut self, note: CellError) -> Self {
        self.notes.push(note);
        self
    }
}

/// A row that waits in `sheets_staged_row`.
#[derive(Debug, Clone, PartialEq)]
pub struct StagedRow {
    /// The row of the source file.
    pub row: u32,
    pub verdict: Verdict,
    pub value: Value,
}

/// How many rows became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub new: u64,
    pub update: u64,
    pub skip: u64,
    pub failed: u64,
    /// Amounts that were finer than the minor unit.
    pub rounded: u64,
}

impl Counts {
    pub fn total(&self) -> u64 {
        self.new.saturating_add(self.update).saturating_add(self.skip).saturating_add(self.failed)
    }

    pub fn add(&mut self, verdict: Verdict) {
        let place = self.place(verdict);
        *place = place.saturating_add(1);
    }

    /// Counts a row no longer as it was.
    pub(crate) fn take(&mut self, verdict: Verdict) {
        let place = self.place(verdict);
        *place = place.saturating_sub(1);
    }

    const fn place(&mut self, verdict: Verdict) -> &mut u64 {
        match verdict {
            Verdict::New => &mut self.new,
            Verdict::Update => &mut self.update,
            Verdict::Skip => &mut self.skip,
            Verdict::Failed => &mut self.failed,
        }
    }
}

/// A kind of sheet. A small kind writes `check` (with [`Checked::staging`]) and `apply_row`;
/// a large one stages into its own tables in `check` and writes `apply` and `discard`.
///
/// Before `check`, `sheets` has refused rows with an empty required cell, a cell that is not of its
/// column's type, or a key that stands in the file already: `check` sees sound rows only.
#[async_trait::async_trait]
pub trait ImportKind: Send + Sync {
    /// `orders`: the word of the command line, the API and profiles.
    fn name(&self) -> &'static str;

    fn columns(&self) -> &'static [Column];

    /// Columns beyond [`ImportKind::columns`], where the organisation names them.
    fn open_columns(&self) -> Option<OpenColumns> {
        None
    }

    /// Who may import it.
    fn permission(&self) -> Permission;

    /// Who may import a file that fills these columns, and see what stands in it.
    fn permission_for(&self, columns: &[String]) -> Permission {
        let _ = columns;
        self.permission()
    }

    /// What the import can make where a row names something unknown, in the plural: `customers`.
    fn can_create(&self) -> &'static [&'static str] {
        &[]
    }

    /// What two rows of a file must not share. `None` where rows may be equal.
    fn key(&self, row: &ParsedRow) -> Option<String> {
        row.text("code").map(str::to_owned)
    }

    /// Says what would become of each row, and stages it. Called in chunks of [`CHUNK_ROWS`], in the order of the
    /// file, outside any write transaction. What is staged here in own tables is committed here
    /// (`tx.commit_unrecorded()`), chunk by chunk.
    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>>;

    /// Whether several rows of this file make one thing, so that a refused row concerns the others too.
    fn rows_belong_together(&self, batch: &Batch) -> bool {
        let _ = batch;
        false
    }

    /// A row that `sheets` refused before `check` could see it, as the texts of its columns.
    async fn saw_refused(&self, batch: &Batch, row: u32, texts: &BTreeMap<String, String>) -> Result<()> {
        let _ = (batch, row, texts);
        Ok(())
    }

    /// After the last chunk: what only the whole file can show (a cyclic tree, a gap in a calendar).
    /// Each row named here replaces what `check` said about it.
    async fn check_end(&self, ctx: &Ctx, db: &Db, batch: &Batch) -> Result<Vec<Checked>> {
        let _ = (ctx, db, batch);
        Ok(Vec::new())
    }

    /// Writes what is staged, in one transaction that `sheets` begins, records and commits. What has changed since
    /// the check is looked at again here.
    async fn apply(&self, tx: &mut Tx<'_>, batch: &Batch) -> Result<Counts> {
        crate::run::apply_staged_rows(self, tx, batch).await
    }

    /// Writes one staged row of a small kind; called in the order of the file.
    async fn apply_row(&self, tx: &mut Tx<'_>, batch: &Batch, row: &StagedRow) -> Result<Verdict> {
        let _ = (tx, batch);
        Err(Error::new(Kind::Internal, "kernel.internal").with("row", row.row))
    }

    /// Whether a written import of this kind can be undone.
    fn can_undo(&self) -> bool {
        false
    }

    /// The rows on which something later rests, or a locked run: none where the import can be undone. What was found is
    /// locked until the commit.
    async fn undo_check(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Vec<Blocked>> {
        let _ = (tx, written);
        Err(no_undo(self.name()))
    }

    /// Takes back what the import made and restores what it changed, in the transaction of
    /// [`ImportKind::undo_check`], which found nothing in the way. `sheets` records and commits.
    async fn undo(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Undone> {
        let _ = (tx, written);
        Err(no_undo(self.name()))
    }

    /// Empties the own staging tables of a batch: after it was applied or discarded, and for leftovers at start.
    /// What it writes needs no record.
    async fn discard(&self, tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
        let _ = (tx, batch);
        Ok(())
    }
}

pub(crate) fn no_undo(kind: &str) -> Error {
    ImportError::NoUndo { kind: kind.to_owned() }.into()
}

/// Every kind that can be imported; made by the server, used by routes, jobs and the command line.
#[derive(Clone, Default)]
pub struct Registry {
    kinds: Vec<Arc<dyn ImportKind>>,
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

impl Registry {
    pub fn new(kinds: Vec<Arc<dyn ImportKind>>) -> Self {
        Self { kinds }
    }

    /// The kind of this name; otherwise an error that lists the names there are.
    pub fn get(&self, name: &str) -> Result<Arc<dyn ImportKind>> {
        self.kinds.iter().find(|kind| kind.name() == name).cloned().ok_or_else(|| {
            Error::new(Kind::Invalid, "sheets.unknown_kind").with("kind", name).with("kinds", self.names().join(", "))
        })
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.kinds.iter().map(|kind| kind.name()).collect()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn ImportKind>> {
        self.kinds.iter()
    }
}
