//! Writes a staged import in one transaction, or throws it away.

use std::sync::Arc;

use beichen_kernel::{BatchId, Ctx, Error, Id as _, Result, Timestamp, Version};
use beichen_store::jobs::{self, Job};
use beichen_store::{Db, Deps, Event, Tx};
use serde_json::{Value, json};

use super::stage::batch_of;
use super::{Progress, Teller};
use crate::batch::model::{Action, CHANGED_SINCE, Import, Rows, State};
use crate::batch::{policy, store};
use crate::kind::{ImportKind, Registry};
use crate::profile::model::Profile;

/// The kind of job that writes an import.
pub const JOB_APPLY: &str = "sheets.apply";

/// How often a file is checked again because somebody was faster, before its writer is told.
const CHECKS: usize = 3;

/// Seconds after which an import that is still being checked counts as left over.
const LEFT_SECONDS: i64 = 3_600;

pub(super) async fn load(
    tx: &Tx<'_>,
    registry: &Registry,
    id: BatchId,
    lock: bool,
) -> Result<(Import, Arc<dyn ImportKind>)> {
    let import = store::find(tx, id, lock).await?.ok_or_else(|| Error::not_found(BatchId::NAME))?;
    let kind = registry.get(&import.kind)?;
    if !policy::visible(tx.ctx(), kind.as_ref(), &import) {
        return Err(Error::not_found(BatchId::NAME));
    }
    Ok((import, kind))
}

/// Writes everything that is staged: all of it or nothing, with one audit row and one event. What others have changed
/// since the check is checked again first, row by row. `expected` is how many rows it was to change then.
pub async fn apply(
    ctx: &Ctx,
    deps: &Deps,
    registry: &Registry,
    (id, rows): (BatchId, Rows),
    expected: u64,
    teller: &Teller<'_>,
) -> Result<Import> {
    teller.tell(Progress::Writing(expected)).await?;
    let mut written = write(ctx, &deps.db, registry, (id, rows)).await;
    for _ in 0..CHECKS {
        if written.as_ref().is_err_and(|error| error.code() == CHANGED_SINCE) {
            let checked = super::check(ctx, deps, registry, id, teller).await?;
            teller.tell(Progress::Writing(checked.changing())).await?;
            written = write(ctx, &deps.db, registry, (id, rows)).await;
        }
    }
    written
}

async fn write(ctx: &Ctx, db: &Db, registry: &Registry, (id, rows): (BatchId, Rows)) -> Result<Import> {
    let ctx = &ctx.without_key();
    let mut tx = db.begin(ctx).await?;
    let (mut import, kind) = load(&tx, registry, id, true).await?;
    policy::check(ctx, if rows == Rows::All { Action::Apply } else { Action::ApplyValid }, kind.as_ref(), &import)?;
    import.may_apply(rows)?;
    let changes = import.changes_something();
    if changes {
        let batch = batch_of(&import, Arc::new(Profile::parse(&import.profile_text)?));
        let written = kind.apply(&mut tx, &batch).await?;
        import.counts.new = written.new;
        import.counts.update = written.update;
        import.counts.skip = import.counts.skip.max(written.skip);
    }
    import.state = State::Applied;
    import.applied_at = Some(ctx.now());
    import.applied_tx = Some(tx.id().uuid());
    kind.discard(&mut tx, id).await?;
    store::empty(&mut tx, id).await?;
    store::save(&mut tx, &mut import).await?;
    if changes {
        tx.record(id, applied(&import, rows));
        tx.commit().await?;
    } else {
        // The same file again: nothing has changed, so nothing is recorded.
        tx.commit_unrecorded().await?;
    }
    Ok(import)
}

fn applied(import: &Import, rows: Rows) -> Event {
    Event::new("sheets.batch.applied")
        .with("kind", import.kind.clone())
        .with("file_name", import.file_name.clone())
        .with("file_hash", import.file_hash.clone())
        .with("rows_hash", import.rows_hash.clone())
        .with("rows", rows.to_string())
        .with("counts", json!(import.counts))
}

/// Puts the writing down as a job. `asked` is the version seen, and which rows.
pub async fn request_apply(
    ctx: &Ctx,
    db: &Db,
    registry: &Registry,
    id: BatchId,
    asked: (Version, Rows),
) -> Result<Import> {
    let (seen, rows) = asked;
    let ctx = &ctx.without_key();
    let mut tx = db.begin(ctx).await?;
    let (mut import, kind) = load(&tx, registry, id, true).await?;
    policy::check(ctx, if rows == Rows::All { Action::Apply } else { Action::ApplyValid }, kind.as_ref(), &import)?;
    import.version.must_be(seen)?;
    import.may_apply(rows)?;
    let params = json!({ "batch": import.id, "rows": rows, "expected": import.changing() });
    import.job = Some(jobs::enqueue(&mut tx, JOB_APPLY, &params).await?);
    store::save(&mut tx, &mut import).await?;
    tx.commit_unrecorded().await?;
    Ok(import)
}

/// Carries the job of [`request_apply`] out.
pub async fn run_apply(ctx: &Ctx, deps: &Deps, registry: &Registry, job: &Job) -> Result<Value> {
    let param = |name: &str| job.params.get(name).cloned().unwrap_or_default();
    let id: BatchId = serde_json::from_value(param("batch")).map_err(Error::internal)?;
    let rows: Rows = serde_json::from_value(param("rows")).map_err(Error::internal)?;
    let expected = param("expected").as_u64().unwrap_or_default();
    let standing = {
        let tx = deps.db.read(ctx).await?;
        load(&tx, registry, id, false).await?.0
    };
    // The process that wrote it ended before it could say so.
    if job.attempts > 1 && standing.state == State::Applied {
        return Ok(json!({ "batch": standing.id, "counts": standing.counts }));
    }
    let import = apply(ctx, deps, registry, (id, rows), expected, &Teller::of_job(deps, job)).await?;
    Ok(json!({ "batch": import.id, "counts": import.counts }))
}

/// Throws a staged import away; its file goes with the last import that needs it.
pub async fn discard(ctx: &Ctx, deps: &Deps, registry: &Registry, id: BatchId, seen: Version) -> Result<Import> {
    let ctx = &ctx.without_key();
    let mut tx = deps.db.begin(ctx).await?;
    let (mut import, kind) = load(&tx, registry, id, true).await?;
    policy::check(ctx, Action::Discard, kind.as_ref(), &import)?;
    import.version.must_be(seen)?;
    import.may_discard()?;
    throw_away(&mut tx, kind.as_ref(), &mut import).await?;
    tx.commit_unrecorded().await?;
    Ok(import)
}

async fn throw_away(tx: &mut Tx<'_>, kind: &dyn ImportKind, import: &mut Import) -> Result<()> {
    kind.discard(tx, import.id).await?;
    store::empty(tx, import.id).await?;
    import.state = State::Discarded;
    store::save(tx, import).await
}

/// Throws away what a process left that ended while it checked a file. At start on SQLite, where no other process can
/// be at work, `all` takes every one; elsewhere only those that have not moved for an hour.
pub async fn clean(ctx: &Ctx, db: &Db, registry: &Registry, all: bool) -> Result<usize> {
    let ctx = &ctx.without_key();
    let mut tx = db.begin(ctx).await?;
    let before = if all { Timestamp::from_micros(i64::MAX) } else { ctx.now().plus_seconds(-LEFT_SECONDS) };
    let left = store::in_state(&tx, State::Staging, before).await?;
    let mut count: usize = 0;
    // One that was put down as a job is checked by whoever takes the job.
    for mut import in left.into_iter().filter(|import| import.job.is_none()) {
        let kind = registry.get(&import.kind)?;
        throw_away(&mut tx, kind.as_ref(), &mut import).await?;
        count = count.saturating_add(1);
    }
    tx.commit_unrecorded().await?;
    Ok(count)
}
