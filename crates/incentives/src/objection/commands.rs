//! Objecting and answering. Load, decide, save, record, commit.

use beichen_kernel::{Ctx, Error, Result, Scope, Version};
use beichen_store::{Db, Event};

use super::model::{Objection, ObjectionError, ObjectionId, ObjectionState};
use super::views::{ObjectionAnswer, ObjectionCreate, ObjectionView};
use super::{queries, store};
use crate::permissions::{INCENTIVES_OBJECTION_ANSWER, INCENTIVES_OBJECTION_CREATE};
use crate::run::model::RunError;
use crate::run::store as runs;
use crate::statement::queries as statements;

/// Objects to the own statement while the notice of its run is open.
pub async fn create(ctx: &Ctx, db: &Db, write: ObjectionCreate) -> Result<ObjectionView> {
    let mut tx = db.begin(ctx).await?;
    ctx.reach(INCENTIVES_OBJECTION_CREATE)?;
    let by = ctx.member().ok_or_else(|| Error::forbidden(INCENTIVES_OBJECTION_CREATE))?;
    let (statement, run) = statements::of_run(&tx, write.statement_id).await?;
    let run = run.ok_or_else(|| ObjectionError::NoNotice { period: statement.period.name.clone() })?;
    let mut run = runs::load(&tx, run).await?;
    let components = store::components(&tx, write.statement_id).await?;

    let objection = Objection::raise(
        (ctx.new_id(), ctx.now()),
        &run,
        ctx.today(),
        (write.statement_id, statement.member.id, by),
        (write.component.unwrap_or_default(), &components),
        &write.reason,
    )?;

    store::insert(&mut tx, &objection).await?;
    // A lock that was decided without it is refused.
    runs::save(&mut tx, &mut run).await?;
    tx.record(
        objection.id,
        Event::new("incentives.objection.raised")
            .with("run_id", objection.run.to_string())
            .with("component", objection.component.clone())
            .with_personal("reason", objection.reason.clone()),
    );
    let view = queries::find(&tx, objection.id).await?;
    tx.finish(view).await
}

/// Answers an objection. An accepted one sends the run back: only a new trial goes on.
pub async fn answer(
    ctx: &Ctx,
    db: &Db,
    id: ObjectionId,
    seen: Version,
    write: ObjectionAnswer,
) -> Result<ObjectionView> {
    let mut tx = db.begin(ctx).await?;
    queries::find(&tx, id).await?;
    let mut objection = store::load(&tx, id).await?;
    ctx.require(INCENTIVES_OBJECTION_ANSWER, Scope::Organisation)?;
    objection.version.must_be(seen)?;
    let by = ctx.member().ok_or(RunError::NeedsPerson)?;
    let mut run = runs::load(&tx, objection.run).await?;

    objection.answer(write.accept, &write.answer, (by, ctx.now()))?;
    if objection.state == ObjectionState::Accepted && run.state != crate::run::model::State::Rejected {
        run.reject(&write.answer)?;
        runs::add_step(&mut tx, &run, "objection_accepted", by, &write.answer).await?;
    }

    store::save(&mut tx, &mut objection).await?;
    runs::save(&mut tx, &mut run).await?;
    tx.record(
        id,
        Event::new("incentives.objection.answered")
            .with("run_id", objection.run.to_string())
            .with("state", objection.state.to_string())
            .with_personal("answer", objection.answer.clone()),
    );
    let view = queries::find(&tx, id).await?;
    tx.finish(view).await
}
