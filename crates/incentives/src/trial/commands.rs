//! Making a trial: read one snapshot, calculate, keep everything that was said.

use beichen_kernel::{Ctx, Error, Result};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::{Db, Event, audit};

use super::model::{Trial, statements};
use super::views::{TrialCreate, TrialView};
use super::{queries, store};
use crate::inputs::{self, Snapshot};
use crate::plan::model::Action;
use crate::plan::{policy, store as plans};

/// Calculates a draft for a period and keeps a statement for each of its people.
pub async fn create(ctx: &Ctx, db: &Db, create: TrialCreate) -> Result<TrialView> {
    let reading = db.read(ctx).await?;
    let draft = plans::load(&reading, create.plan_id).await?;
    policy::check(ctx, Action::Try)?;
    let calendar = ledger::calendar(&reading, &draft.plan.calendar).await?;
    let period = inputs::find_period(&draft.plan, &calendar, &create.period)?;
    let mut snapshot = Snapshot::load(&reading, calendar, &[&draft.plan], &[&period]).await?;
    let seen_on = inputs::seen_on(&reading, &period);
    let trial = Trial {
        id: ctx.new_id(),
        plan_id: Some(draft.id),
        plan_text: draft.text,
        plan_hash: draft.hash,
        plan: draft.plan,
        earlier: Vec::new(),
        period,
        head_seq: audit::head(&reading).await?.seq,
        moved_count: people::count_moved(&reading).await?,
        made_at: ctx.now(),
        made_by: ctx.member(),
        of_run: None,
    };
    drop(reading);

    let calculating = tokio::task::spawn_blocking(move || {
        let run = snapshot.run(&trial.plan, &trial.period);
        (snapshot, trial, run)
    });
    let (snapshot, trial, run) = calculating.await.map_err(Error::internal)?;
    let run = run?;
    let run_hash = run.hash();
    let statements = statements(run, &snapshot.placing(seen_on), &snapshot.document_days(), || ctx.new_id());

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
