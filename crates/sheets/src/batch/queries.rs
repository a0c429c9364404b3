//! What can be asked about imports.

use std::collections::HashMap;
use std::sync::Arc;

use beichen_kernel::{BatchId, Ctx, Cursor, Error, Id as _, Page, PageQuery, Result, Scope, Timestamp};
use beichen_store::{Db, Deps, Tx};

use super::model::{Import, ImportError, State};
use super::{policy, store};
use crate::files;
use crate::kind::{CellError, ImportKind, Registry};
use crate::permissions::SHEETS_IMPORT_READ;
use crate::profile::model::Profile;
use crate::read::layout::Layout;
use crate::read::{self, RawRow};
use crate::words;

/// One import; another organisation's, or one of a kind that the actor may not import, does not exist.
pub async fn get(ctx: &Ctx, db: &Db, registry: &Registry, id: BatchId) -> Result<Import> {
    let tx = db.read(ctx).await?;
    let import = store::find(&tx, id, false).await?.ok_or_else(|| Error::not_found(BatchId::NAME))?;
    let kind = registry.get(&import.kind)?;
    if policy::visible(ctx, kind.as_ref(), &import) { Ok(import) } else { Err(Error::not_found(BatchId::NAME)) }
}

/// Imports, the newest first.
pub async fn list(ctx: &Ctx, db: &Db, registry: &Registry, query: &PageQuery) -> Result<Page<Import>> {
    ctx.require(SHEETS_IMPORT_READ, Scope::Organisation)?;
    let kinds: Vec<&'static str> =
        registry.iter().filter(|kind| policy::sees_kind(ctx, kind.as_ref())).map(|kind| kind.name()).collect();
    let after = query.after.as_deref().map(|text| Cursor::decode(text, 2)).transpose()?;
    let tx = db.read(ctx).await?;
    let imports = store::list(&tx, &kinds, after.as_ref(), query.limit()).await?;
    let mut page = Page::cut(imports, query.limit(), store::cursor_of);
    let seen =
        |import: &Import| registry.get(&import.kind).is_ok_and(|kind| policy::visible(ctx, kind.as_ref(), import));
    page.items.retain(seen);
    Ok(page)
}

/// The job that writes it, if one was asked for.
pub async fn job_of(ctx: &Ctx, db: &Db, import: &Import) -> Result<Option<beichen_store::jobs::Job>> {
    let Some(job) = import.job else { return Ok(None) };
    let tx = db.read(ctx).await?;
    beichen_store::jobs::find(&tx, job).await
}

/// Imports that a crash left behind, and staged ones that nobody has written yet: what `doctor` says.
#[derive(Debug, Clone)]
pub struct Unfinished {
    pub id: BatchId,
    pub kind: String,
    pub file_name: String,
    pub state: State,
    /// Whether a server works on it; else a command line does, or did until it ended.
    pub has_job: bool,
}

pub async fn unfinished(ctx: &Ctx, db: &Db) -> Result<Vec<Unfinished>> {
    let tx = db.read(ctx).await?;
    let mut found = Vec::new();
    for state in [State::Staging, State::Staged] {
        for import in store::in_state(&tx, state, Timestamp::from_micros(i64::MAX)).await? {
            let has_job = import.job.is_some();
            found.push(Unfinished { id: import.id, kind: import.kind, file_name: import.file_name, state, has_job });
        }
    }
    Ok(found)
}

/// Where a fact came from: the import that a row names.
pub async fn origin(tx: &Tx<'_>, id: BatchId) -> Result<Option<Import>> {
    store::find(tx, id, false).await
}

/// The file of an import as it was handed in.
pub async fn source(deps: &Deps, import: &Import) -> Result<Vec<u8>> {
    let path = files::path_of(&deps.folder, &import.file_hash);
    let file = import.file_name.clone();
    tokio::task::spawn_blocking(move || std::fs::read(path))
        .await
        .map_err(Error::internal)?
        .map_err(|error| Error::from(ImportError::SourceGone { file }).caused_by(error))
}

/// The failed rows as they stand in the file, with a last column that says why: CSV for a spreadsheet.
pub async fn failed_rows_csv(ctx: &Ctx, deps: &Deps, registry: &Registry, id: BatchId) -> Result<Vec<u8>> {
    let import = get(ctx, &deps.db, registry, id).await?;
    let kind = registry.get(&import.kind)?;
    let reasons: HashMap<u32, Vec<CellError>> = {
        let tx = deps.db.read(ctx).await?;
        store::failed(&tx, id).await?.into_iter().collect()
    };
    let profile = Profile::parse(&import.profile_text)?;
    let path = files::path_of(&deps.folder, &import.file_hash);
    if !path.exists() {
        return Err(ImportError::SourceGone { file: import.file_name }.into());
    }
    let locale = ctx.locale;
    tokio::task::spawn_blocking(move || {
        let mut report =
            Report { kind, profile: &profile, locale, reasons, layout: None, out: crate::export::csv_start() };
        read::read(&path, &profile, &mut |raw| report.take(&raw))?;
        Ok(report.out)
    })
    .await
    .map_err(Error::internal)?
}

struct Report<'a> {
    kind: Arc<dyn ImportKind>,
    profile: &'a Profile,
    locale: beichen_kernel::Locale,
    reasons: HashMap<u32, Vec<CellError>>,
    layout: Option<Layout>,
    out: Vec<u8>,
}

impl Report<'_> {
    fn take(&mut self, raw: &RawRow) -> Result<()> {
        let Some(layout) = &self.layout else {
            let layout = Layout::settle(self.kind.as_ref(), self.profile, raw)?;
            let reason = words::title(self.locale, "sheets.failed.reason");
            crate::export::csv_row(&mut self.out, layout.header.iter().map(String::as_str).chain([reason]))?;
            self.layout = Some(layout);
            return Ok(());
        };
        let Some(errors) = self.reasons.get(&raw.number) else { return Ok(()) };
        let said: Vec<String> = errors.iter().map(|error| self.said(layout, error)).collect();
        let joined = said.join(words::title(self.locale, "sheets.failed.between"));
        let width = layout.header.len();
        let cells = (0..width).map(|place| raw.cells.get(place).map_or("", String::as_str));
        crate::export::csv_row(&mut self.out, cells.chain([joined.as_str()]))
    }

    /// `金额：“12,3O0” 不是金额。` — with the title that the file itself gives.
    fn said(&self, layout: &Layout, error: &CellError) -> String {
        let sentence = words::of_cell(self.locale, error);
        match layout.title_of(&error.column) {
            Some(title) => format!("{title}{}{sentence}", words::title(self.locale, "sheets.failed.colon")),
            None => sentence,
        }
    }
}
