//! Checks a file and stages what it would write: chunk by chunk, outside any long transaction.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use beichen_kernel::{BatchId, Ctx, Error, Id as _, Kind, Result, Version};
use beichen_store::jobs::{self, Job};
use beichen_store::{Db, Deps};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Progress, Teller};
use crate::batch::model::{Import, PREVIEW_ROWS, Preview, PreviewRow, State};
use crate::batch::{policy, store};
use crate::files;
use crate::kind::{Batch, Checked, Counts, ImportKind, Memory, Registry, Verdict};
use crate::profile::model::Profile;
use crate::read::layout::Layout;
use crate::read::{self, FileError, RawRow};
use crate::row::ParsedRow;
use crate::run::{self, Piece, Reading, Unsound};

/// A file to be checked.
#[derive(Debug, Clone)]
pub struct Upload {
    pub kind: String,
    /// Where it stands now; it is copied.
    pub path: PathBuf,
    /// What its owner calls it.
    pub file_name: String,
    /// The name of the saved profile, or where it was read; empty without one.
    pub profile_name: String,
    /// The TOML; empty without a profile.
    pub profile_text: String,
}

/// The kind of job that checks an import.
pub const JOB_CHECK: &str = "sheets.check";

/// Keeps a file and puts an import of it down, whose rows are still to be checked.
pub async fn receive(ctx: &Ctx, deps: &Deps, registry: &Registry, upload: Upload) -> Result<Import> {
    put_down(ctx, deps, registry, upload, false).await
}

/// As [`receive`], and puts the check down as a job.
pub async fn request_check(ctx: &Ctx, deps: &Deps, registry: &Registry, upload: Upload) -> Result<Import> {
    put_down(ctx, deps, registry, upload, true).await
}

async fn put_down(ctx: &Ctx, deps: &Deps, registry: &Registry, upload: Upload, as_job: bool) -> Result<Import> {
    let kind = registry.get(&upload.kind)?;
    policy::check_kind(ctx, kind.as_ref())?;
    let profile = Profile::parse(&upload.profile_text)?;
    profile.must_be_for(kind.as_ref())?;
    let ctx = &ctx.without_key();
    let columns = columns_of(&upload.path, Arc::clone(&kind), profile).await?;
    policy::check_columns(ctx, kind.as_ref(), &columns)?;
    let (file_size, file_hash) = keep_file(deps, &upload.path).await?;
    let mut import = Import {
        id: ctx.new_id(),
        version: Version::FIRST,
        kind: kind.name().to_owned(),
        file_name: upload.file_name,
        file_hash,
        file_size,
        profile_name: upload.profile_name,
        profile_text: upload.profile_text,
        columns,
        state: State::Staging,
        row_count: 0,
        counts: Counts::default(),
        preview: Preview::default(),
        rows_hash: String::new(),
        created_by: beichen_store::idempotency::actor_text(&ctx.actor),
        created_at: ctx.now(),
        applied_at: None,
        applied_tx: None,
        undone_at: None,
        undone: None,
        job: None,
    };
    let mut tx = deps.db.begin(ctx).await?;
    if as_job {
        import.job = Some(jobs::enqueue(&mut tx, JOB_CHECK, &json!({ "batch": import.id })).await?);
    }
    store::insert(&mut tx, &import).await?;
    tx.commit_unrecorded().await?;
    Ok(import)
}

/// The columns that a file fills; none where the check will refuse it.
async fn columns_of(path: &Path, kind: Arc<dyn ImportKind>, profile: Profile) -> Result<Vec<String>> {
    let path = path.to_owned();
    let settle = move || {
        let header = read::header(&path, &profile)?;
        Layout::settle(kind.as_ref(), &profile, &header).map(|layout| layout.keys.to_vec())
    };
    let settled = tokio::task::spawn_blocking(settle).await.map_err(Error::internal)?;
    Ok(settled.unwrap_or_default())
}

/// Size and hash of a file, a copy of which is kept.
async fn keep_file(deps: &Deps, path: &Path) -> Result<(u64, String)> {
    let (folder, path) = (deps.folder.clone(), path.to_owned());
    tokio::task::spawn_blocking(move || {
        let unreadable = || FileError::Unreadable { file: path.display().to_string() };
        let (size, hash) = files::measure(&path).map_err(|error| Error::from(unreadable()).caused_by(error))?;
        files::keep(&folder, &path, &hash)?;
        Ok((size, hash))
    })
    .await
    .map_err(Error::internal)?
}

/// Carries the job of [`request_check`] out.
pub async fn run_check(ctx: &Ctx, deps: &Deps, registry: &Registry, job: &Job) -> Result<Value> {
    let id: BatchId =
        serde_json::from_value(job.params.get("batch").cloned().unwrap_or_default()).map_err(Error::internal)?;
    let import = check(ctx, deps, registry, id, &Teller::of_job(deps, job)).await?;
    Ok(json!({ "batch": import.id, "counts": import.counts }))
}

/// Checks every row and stages the sound ones; what an earlier check staged is thrown away. Nothing that others see
/// has changed afterwards. A file that cannot be read to its end is refused, and nothing of it stays staged.
pub async fn check(ctx: &Ctx, deps: &Deps, registry: &Registry, id: BatchId, teller: &Teller<'_>) -> Result<Import> {
    let ctx = ctx.without_key();
    let mut staging = Staging::begin(&ctx, &deps.db, registry, id).await?;
    let path = files::path_of(&deps.folder, &staging.import.file_hash);
    match staging.run(path, teller).await {
        Ok(()) => staging.end().await,
        // Who finds the database busy asks again: the next check begins anew.
        Err(error) if error.kind() == Kind::Unavailable => Err(error),
        Err(error) => {
            staging.refuse().await?;
            Err(error)
        }
    }
}

struct Staging<'a> {
    ctx: &'a Ctx,
    db: &'a Db,
    kind: Arc<dyn ImportKind>,
    batch: Batch,
    import: Import,
    layout: Option<Arc<Layout>>,
    /// What became of each row, in the order of the file.
    verdicts: Vec<(u32, Verdict)>,
    rows_hash: Sha256,
}

impl<'a> Staging<'a> {
    /// Begins anew: no row has been looked at.
    async fn begin(ctx: &'a Ctx, db: &'a Db, registry: &Registry, id: BatchId) -> Result<Self> {
        let mut tx = db.begin(ctx).await?;
        let mut import = store::find(&tx, id, true).await?.ok_or_else(|| Error::not_found(BatchId::NAME))?;
        let kind = registry.get(&import.kind)?;
        import.begin_check()?;
        kind.discard(&mut tx, id).await?;
        store::forget_rows(&mut tx, id).await?;
        store::save(&mut tx, &mut import).await?;
        tx.commit_unrecorded().await?;
        let batch = batch_of(&import, Arc::new(Profile::parse(&import.profile_text)?));
        let rows_hash = Sha256::new();
        Ok(Self { ctx, db, kind, batch, import, layout: None, verdicts: Vec::new(), rows_hash })
    }

    async fn run(&mut self, path: PathBuf, teller: &Teller<'_>) -> Result<()> {
        let mut pieces = run::start(Reading {
            path,
            kind: Arc::clone(&self.kind),
            profile: Arc::clone(&self.batch.profile),
            cells: self.batch.reader(self.ctx),
        });
        while let Some(piece) = pieces.recv().await {
            match piece? {
                Piece::Columns(layout) => {
                    self.import.columns = layout.keys.to_vec();
                    self.batch.columns = Arc::clone(&layout.keys);
                    self.layout = Some(layout);
                }
                Piece::Rows { sound, raw, unsound } => {
                    self.chunk(&sound, &raw, unsound).await?;
                    teller.tell(Progress::Checked(self.import.row_count)).await?;
                }
            }
        }
        Ok(())
    }

    async fn chunk(&mut self, sound: &[ParsedRow], raw: &[RawRow], unsound: Vec<Unsound>) -> Result<()> {
        self.tell_refused(&unsound).await?;
        let mut checked =
            if sound.is_empty() { Vec::new() } else { self.kind.check(self.ctx, self.db, &self.batch, sound).await? };
        if checked.len() != sound.len() {
            return Err(Error::new(Kind::Internal, "kernel.internal").with("kind", self.kind.name()));
        }
        for row in sound {
            self.rows_hash.update(row.hash.as_bytes());
            self.import.counts.rounded = self.import.counts.rounded.saturating_add(row.rounded.into());
        }
        let failed_raw: HashMap<u32, RawRow> = raw
            .iter()
            .cloned()
            .chain(unsound.iter().map(|row| row.raw.clone()))
            .take(self.raw_wanted(checked.len().saturating_add(unsound.len())))
            .map(|raw| (raw.number, raw))
            .collect();
        checked.extend(unsound.into_iter().map(|row| Checked::failed_at(row.raw.number, row.errors)));
        checked.sort_by_key(|row| row.row);
        self.keep(&checked, &failed_raw).await
    }

    async fn tell_refused(&self, unsound: &[Unsound]) -> Result<()> {
        let Some(layout) = self.layout.as_ref().filter(|_| self.kind.rows_belong_together(&self.batch)) else {
            return Ok(());
        };
        for row in unsound {
            self.kind.saw_refused(&self.batch, row.raw.number, &layout.texts(&row.raw)).await?;
        }
        Ok(())
    }

    /// Raw rows are only looked at while the preview still wants some.
    fn raw_wanted(&self, rows: usize) -> usize {
        let preview = &self.import.preview;
        if preview.first.len() < PREVIEW_ROWS || preview.failed.len() < PREVIEW_ROWS { rows } else { 0 }
    }

    async fn keep(&mut self, checked: &[Checked], raw: &HashMap<u32, RawRow>) -> Result<()> {
        for row in checked {
            self.import.counts.add(row.verdict);
            self.verdicts.push((row.row, row.verdict));
            self.show(row, raw.get(&row.row));
            for note in &row.notes {
                self.import.preview.note(row.row, note);
            }
        }
        self.import.row_count = self.import.counts.total();
        let by_kind = self.batch.rounded.swap(0, std::sync::atomic::Ordering::Relaxed);
        self.import.counts.rounded = self.import.counts.rounded.saturating_add(by_kind);
        let mut tx = self.db.begin(self.ctx).await?;
        store::stage(&mut tx, self.import.id, checked).await?;
        store::touch(&mut tx, self.import.id, self.import.row_count).await?;
        tx.commit_unrecorded().await
    }

    fn show(&mut self, row: &Checked, raw: Option<&RawRow>) {
        let preview = &mut self.import.preview;
        let in_first = preview.first.len() < PREVIEW_ROWS;
        let in_failed = row.verdict == Verdict::Failed && preview.failed.len() < PREVIEW_ROWS;
        if !in_first && !in_failed {
            return;
        }
        let cells = match (&self.layout, raw) {
            (Some(layout), Some(raw)) => layout.texts(raw),
            _ => std::collections::BTreeMap::new(),
        };
        let shown = PreviewRow {
            row: row.row,
            verdict: row.verdict,
            cells,
            errors: row.errors.clone(),
            notes: row.notes.clone(),
        };
        if in_failed {
            preview.failed.push(shown.clone());
        }
        if in_first {
            preview.first.push(shown);
        }
    }

    /// What only the whole file shows; then the import waits to be written.
    async fn end(mut self) -> Result<Import> {
        let refused = self.kind.check_end(self.ctx, self.db, &self.batch).await?;
        for row in &refused {
            self.overrule(row);
        }
        self.import.state = State::Staged;
        self.import.rows_hash = hex::encode(self.rows_hash.finalize());
        let mut tx = self.db.begin(self.ctx).await?;
        store::unstage(&mut tx, self.import.id, &refused).await?;
        store::save(&mut tx, &mut self.import).await?;
        tx.commit_unrecorded().await?;
        Ok(self.import)
    }

    fn overrule(&mut self, row: &Checked) {
        let Ok(place) = self.verdicts.binary_search_by_key(&row.row, |(number, _)| *number) else { return };
        let Some((_, verdict)) = self.verdicts.get_mut(place) else { return };
        self.import.counts.take(*verdict);
        self.import.counts.add(row.verdict);
        *verdict = row.verdict;
        for shown in self.import.preview.first.iter_mut().filter(|shown| shown.row == row.row) {
            shown.verdict = row.verdict;
            shown.errors.clone_from(&row.errors);
        }
        if row.verdict == Verdict::Failed {
            let first = self.import.preview.first.iter().find(|shown| shown.row == row.row);
            let cells = first.map(|shown| shown.cells.clone()).unwrap_or_default();
            let failed = &mut self.import.preview.failed;
            failed.retain(|shown| shown.row != row.row);
            let (errors, notes) = (row.errors.clone(), row.notes.clone());
            failed.push(PreviewRow { row: row.row, verdict: row.verdict, cells, errors, notes });
            failed.truncate(PREVIEW_ROWS);
        }
    }

    /// Nothing is staged of a file that could not be read to its end.
    async fn refuse(mut self) -> Result<()> {
        let mut tx = self.db.begin(self.ctx).await?;
        self.kind.discard(&mut tx, self.import.id).await?;
        store::forget_rows(&mut tx, self.import.id).await?;
        self.import.refuse();
        store::save(&mut tx, &mut self.import).await?;
        tx.commit_unrecorded().await
    }
}

/// The import as its kind sees it.
pub(crate) fn batch_of(import: &Import, profile: Arc<Profile>) -> Batch {
    Batch {
        id: import.id,
        kind: import.kind.clone(),
        file_name: import.file_name.clone(),
        file_hash: import.file_hash.clone(),
        profile,
        columns: import.columns.clone().into(),
        created_at: import.created_at,
        memory: Memory::default(),
        rounded: Arc::default(),
    }
}
