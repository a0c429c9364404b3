//! Takes a written import back in one transaction, or says on which of its rows something rests.

use beichen_kernel::{BatchId, Ctx, Error, FieldError, Result, Version};
use beichen_store::jobs::{self, Job};
use beichen_store::{Db, Deps, Event};
use serde_json::{Value, json};

use super::{Progress, Teller, load};
use crate::batch::model::{Action, Import, ImportError, State};
use crate::batch::views::ImportView;
use crate::batch::{policy, store};
use crate::kind::{Memory, Registry, no_undo};
use crate::undo::{Blocked, Undone, Written};

/// The kind of job that undoes an import.
pub const JOB_UNDO: &str = "sheets.undo";

/// Blocked rows that a refusal names.
const NAMED_ROWS: usize = 200;

/// Undoes an import: what it made is taken back, what it changed is as before; all of it or nothing, with one audit row
/// and one event. Refused with the rows on which later changes or a locked run rest.
pub async fn undo(ctx: &Ctx, db: &Db, registry: &Registry, id: BatchId) -> Result<Import> {
    let ctx = &ctx.without_key();
    let mut tx = db.begin(ctx).await?;
    let (mut import, kind) = load(&tx, registry, id, true).await?;
    policy::check(ctx, Action::Undo, kind.as_ref(), &import)?;
    let written = Written { batch: id, tx: import.may_undo()?, counts: import.counts, memory: Memory::default() };

    must_be_free(&kind.undo_check(&mut tx, &written).await?)?;
    let undone = kind.undo(&mut tx, &written).await?;
    import.undo(undone, ctx.now());

    store::forget_before(&mut tx, id).await?;
    store::save(&mut tx, &mut import).await?;
    tx.record(id, event(&import, undone));
    tx.commit().await?;
    Ok(import)
}

/// Puts the undoing down as a job. Whether rows are in the way is found when it is carried out.
pub async fn request_undo(ctx: &Ctx, db: &Db, registry: &Registry, id: BatchId, seen: Version) -> Result<ImportView> {
    let mut tx = db.begin(ctx).await?;
    let (mut import, kind) = load(&tx, registry, id, true).await?;
    policy::check(ctx, Action::Undo, kind.as_ref(), &import)?;
    import.version.must_be(seen)?;
    import.may_undo()?;
    if !kind.can_undo() {
        return Err(no_undo(kind.name()));
    }
    let job = jobs::enqueue(&mut tx, JOB_UNDO, &json!({ "batch": id })).await?;
    import.job = Some(job);
    store::save(&mut tx, &mut import).await?;
    let job = jobs::find(&tx, job).await?;
    tx.finish(ImportView::of(ctx, kind.as_ref(), import, job)).await
}

/// Carries the job of [`request_undo`] out.
pub async fn run_undo(ctx: &Ctx, deps: &Deps, registry: &Registry, job: &Job) -> Result<Value> {
    let id: BatchId =
        serde_json::from_value(job.params.get("batch").cloned().unwrap_or_default()).map_err(Error::internal)?;
    let standing = {
        let tx = deps.db.read(ctx).await?;
        load(&tx, registry, id, false).await?.0
    };
    // The process that undid it ended before it could say so.
    if job.attempts > 1 && standing.state == State::Undone {
        return Ok(json!({ "batch": id, "counts": standing.undone }));
    }
    Teller::of_job(deps, job).tell(Progress::Writing(standing.changing())).await?;
    let import = undo(ctx, &deps.db, registry, id).await?;
    Ok(json!({ "batch": id, "counts": import.undone }))
}

fn must_be_free(blocked: &[Blocked]) -> Result<()> {
    if blocked.is_empty() {
        return Ok(());
    }
    let rows = u64::try_from(blocked.len()).unwrap_or(u64::MAX);
    let named = blocked.iter().take(NAMED_ROWS).map(|one| {
        let field = FieldError::new(format!("row {}", one.row), one.reason.code.clone())
            .with("at_row", one.row)
            .with("document", one.document.clone());
        one.reason.params.iter().fold(field, |field, (name, value)| field.with(name, value.clone()))
    });
    Err(Error::from(ImportError::UndoBlocked { rows }).with_fields(named.collect()))
}

fn event(import: &Import, undone: Undone) -> Event {
    Event::new("sheets.batch.undone")
        .with("kind", import.kind.clone())
        .with("file_name", import.file_name.clone())
        .with("file_hash", import.file_hash.clone())
        .with("rows_hash", import.rows_hash.clone())
        .with("counts", json!(undone))
}
