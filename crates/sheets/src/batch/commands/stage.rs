//! Checks a file and stages what it would write: chunk by chunk, outside any long transaction.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use beichen_kernel::{Ctx, Error, Kind, Result, Version};
use beichen_store::{Db, Deps};
use sha2::{Digest, Sha256};

use super::{OnProgress, Progress};
use crate::batch::model::{Import, PREVIEW_ROWS, Preview, PreviewRow, State};
use crate::batch::{policy, store};
use crate::files;
use crate::kind::{Batch, Checked, ImportKind, Memory, Registry, Verdict};
use crate::profile::model::Profile;
use crate::read::layout::Layout;
use crate::read::{FileError, RawRow};
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

/// Checks every row and stages the sound ones. Nothing that others see has changed afterwards.
pub async fn stage(
    ctx: &Ctx,
    deps: &Deps,
    registry: &Registry,
    upload: Upload,
    progress: OnProgress<'_>,
) -> Result<Import> {
    let kind = registry.get(&upload.kind)?;
    policy::check_kind(ctx, kind.as_ref())?;
    let profile = Arc::new(Profile::parse(&upload.profile_text)?);
    profile.must_be_for(kind.name())?;
    let ctx = ctx.without_key();
    let mut staging = Staging::new(&ctx, &deps.db, kind, &upload, profile).await?;
    match staging.run(&upload, progress).await {
        Ok(()) => {
            files::keep(&deps.folder, &upload.path, &staging.import.file_hash)?;
            staging.end().await
        }
        Err(error) => {
            staging.give_up().await?;
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
    written: bool,
}

impl<'a> Staging<'a> {
    async fn new(
        ctx: &'a Ctx,
        db: &'a Db,
        kind: Arc<dyn ImportKind>,
        upload: &Upload,
        profile: Arc<Profile>,
    ) -> Result<Self> {
        let path = upload.path.clone();
        let unreadable = || FileError::Unreadable { file: upload.path.display().to_string() };
        let (file_size, file_hash) = tokio::task::spawn_blocking(move || files::measure(&path))
            .await
            .map_err(Error::internal)?
            .map_err(|error| Error::from(unreadable()).caused_by(error))?;
        let import = Import {
            id: ctx.new_id(),
            version: Version::FIRST,
            kind: kind.name().to_owned(),
            file_name: upload.file_name.clone(),
            file_hash,
            file_size,
            profile_name: upload.profile_name.clone(),
            profile_text: upload.profile_text.clone(),
            columns: Vec::new(),
            state: State::Staging,
            row_count: 0,
            counts: crate::kind::Counts::default(),
            preview: Preview::default(),
            rows_hash: String::new(),
            created_by: beichen_store::idempotency::actor_text(&ctx.actor),
            created_at: ctx.now(),
            applied_at: None,
            job: None,
        };
        let batch = batch_of(&import, profile);
        Ok(Self {
            ctx,
            db,
            kind,
            batch,
            import,
            layout: None,
            verdicts: Vec::new(),
            rows_hash: Sha256::new(),
            written: false,
        })
    }

    async fn run(&mut self, upload: &Upload, progress: OnProgress<'_>) -> Result<()> {
        let mut pieces = run::start(Reading {
            path: upload.path.clone(),
            kind: Arc::clone(&self.kind),
            profile: Arc::clone(&self.batch.profile),
            cells: self.batch.reader(self.ctx),
        });
        while let Some(piece) = pieces.recv().await {
            match piece? {
                Piece::Columns(layout) => self.begin(layout).await?,
                Piece::Rows { sound, raw, unsound } => {
                    self.chunk(&sound, &raw, unsound).await?;
                    progress(Progress::Checked(self.import.row_count));
                }
            }
        }
        Ok(())
    }

    async fn begin(&mut self, layout: Arc<Layout>) -> Result<()> {
        self.import.columns = layout.keys.to_vec();
        self.batch.columns = Arc::clone(&layout.keys);
        self.layout = Some(layout);
        let mut tx = self.db.begin(self.ctx).await?;
        store::insert(&mut tx, &self.import).await?;
        tx.commit_unrecorded().await?;
        self.written = true;
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

    /// Nothing stays of a file that could not be read to its end.
    async fn give_up(&self) -> Result<()> {
        if !self.written {
            return Ok(());
        }
        let mut tx = self.db.begin(self.ctx).await?;
        self.kind.discard(&mut tx, self.import.id).await?;
        store::remove(&mut tx, self.import.id).await?;
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
