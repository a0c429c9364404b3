//! Making a trial: read one snapshot, calculate, keep everything that was said.

use beichen_kernel::{Ctx, Error, Result};
use beichen_ledger::api as ledger;
use beichen_store::{Db, Event};

use super::model::{Placing, Trial, statements};
use super::views::{TrialCreate, TrialView};
use super::{queries, store};
use crate::inputs;
use crate::plan::model::Action;
use crate::plan::{policy, store as plans};

/// Calculates a draft for a period and keeps a statement for each of its people.
pub async fn create(ctx: &Ctx, db: &Db, create: TrialCreate) -> Result<TrialView> {
    let reading = db.read(ctx).await?;
    let draft = plans::load(&reading, create.plan_id).await?;
    policy::check(ctx, Action::Try)?;
    let calendar = ledger::calendar(&reading, &draft.plan.calendar).await?;
    let period = inputs::find_period(&draft.plan, &calendar, &create.period)?;
    let loaded = inputs::load(&reading, draft.plan.clone(), &calendar, period).await?;
    drop(reading);

    let (loaded, run) = tokio::task::spawn_blocking(move || {
        let run = loaded.run();
        (loaded, run)
    })
    .await
    .map_err(Error::internal)?;
    let run = run?;

    let trial = Trial {
        id: ctx.new_id(),
        plan_id: Some(draft.id),
        plan_text: draft.text,
        plan_hash: draft.hash,
        plan: draft.plan,
        period: loaded.period.clone(),
        head_seq: loaded.head_seq,
        moved_count: loaded.moved_count,
        made_at: ctx.now(),
        made_by: ctx.member(),
    };
    let run_hash = run.hash.clone();
    let placing = Placing { units: &loaded.units, seen_on: loaded.seen_on };
    let statements = statements(run, &placing, || ctx.new_id());

    let mut tx = db.begin(ctx).await?;
    store::insert(&mut tx, &trial, &run_hash, &statements).await?;
    let event = Event::new("incentives.trial.made")
        .with("plan", trial.plan.key.clone())
        .with("plan_hash", trial.plan_hash.clone())
        .with("period", trial.period.name.clone())
        .with("people", statements.len())
        .with("run_hash", run_hash);
    tx.record(trial.id, event);
    let view = queries::find(&tx, trial.id).await?;
    tx.finish(view).await
}
