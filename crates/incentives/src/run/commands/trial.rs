//! Trying a period of a plan in force: read one snapshot, calculate, keep everything that was said.

use beichen_engine::calendar::{Calendar, Period};
use beichen_kernel::{Ctx, Error, Result, Version};
use beichen_ledger::api as ledger;
use beichen_store::{Db, Tx};

use super::super::model::{Review, ReviewSubject, Run, RunError, RunId, State, Step};
use super::super::views::{RunTry, RunView};
use super::super::{policy, queries, store};
use super::event;
use super::reckoning::{Reading, Reckoned};
use crate::decision::store as decisions;
use crate::plan::model::PlanInForce;
use crate::plan::store as plans;
use crate::receipt::store as receipts;
use crate::trial::model::{OfRun, Statement, Trial, TrialId};
use crate::trial::store as trials;

/// Calculates a period of a plan in force: the run's first trial, or another one with which its reviews begin again.
pub async fn try_period(ctx: &Ctx, db: &Db, wanted: RunTry) -> Result<RunView> {
    let by = policy::check(ctx, Step::Try)?;
    let snapshot = db.read(ctx).await?;
    let plan = plans::in_force(&snapshot, wanted.plan_id).await?;
    let calendar = ledger::calendar(&snapshot, plan.calendar()).await?;
    let period = period_of(&snapshot, &plan, &calendar, &wanted.period).await?;
    if store::find(&snapshot, plan.id, &period).await?.is_some_and(|run| run.state.is_locked()) {
        return Err(RunError::IsLocked { period: period.name }.into());
    }
    let reading = Reading::load(&snapshot, plan, calendar, period).await?;
    drop(snapshot);

    let ids = ctx.clone();
    let calculating = tokio::task::spawn_blocking(move || reading.reckon(|| ids.new_id()));
    let Reckoned { statements, hash, shared, figures, reading } = calculating.await.map_err(Error::internal)??;

    let mut tx = db.begin(ctx).await?;
    let trial_id: TrialId = ctx.new_id();
    let there = store::find(&tx, reading.plan.id, &reading.period).await?;
    let fresh = there.is_none();
    let mut run = there.unwrap_or_else(|| first(ctx.new_id(), &reading, trial_id, by));
    let before = (!fresh && store::keeps_reviews(&tx, run.id).await?).then_some(run.trial);
    run.retry(trial_id, reading.head_seq, by)?;
    let reviews = carried(&tx, &run, before, reading.reviews(&tx, &statements).await?, &statements).await?;
    if !reviews.is_empty() && reviews.iter().all(|review| review.approved.is_some()) {
        run.state = State::LeadReviewed;
    }
    if fresh {
        store::insert(&mut tx, &run).await?;
    } else {
        store::save(&mut tx, &mut run).await?;
    }
    let trial = trial(ctx, &run, &reading)?;
    trials::insert(&mut tx, &trial, &hash, &statements).await?;
    receipts::keep(&mut tx, trial.id, &shared, &figures).await?;
    decisions::keep(&mut tx, &statements).await?;
    store::replace_reviews(&mut tx, run.id, &reviews).await?;
    store::add_step(&mut tx, &run, "try", by, "").await?;
    let tried = event("incentives.run.tried", &tx, &run).with("people", statements.len()).with("hash", hash);
    tx.record(run.id, tried);
    let view = queries::view(&tx, &run).await?;
    tx.finish(view).await
}

/// The period of this name that the plan covers; after its last one the calendar's next, for what is left to settle.
async fn period_of(tx: &Tx<'_>, plan: &PlanInForce, calendar: &Calendar, name: &str) -> Result<Period> {
    let refused = match plan.find_period(calendar, name) {
        Ok(period) => return Ok(period),
        Err(refused) => refused,
    };
    let kinds = plan.versions.iter().flat_map(|version| &version.plan.components).map(|component| component.period);
    for kind in kinds {
        let Some(period) = calendar.find(kind, name) else { continue };
        let locked = store::locked_periods(tx, plan.id, kind).await?;
        let periods: Vec<Period> = locked.into_iter().map(|(period, _)| period).collect();
        if plan.first_open(calendar, &periods, &period).is_some_and(|open| open.days == period.days) {
            return Ok(period);
        }
    }
    Err(refused.into())
}

fn first(id: RunId, reading: &Reading, trial: TrialId, by: beichen_kernel::MemberId) -> Run {
    Run {
        id,
        version: Version::FIRST,
        plan_id: reading.plan.id,
        period: reading.period.clone(),
        state: State::Trial,
        round: 0,
        trial,
        trial_seq: reading.head_seq,
        tried_by: by,
        finance_by: None,
        notice: None,
        locked: None,
        export_count: 0,
        paid_count: 0,
    }
}

fn trial(ctx: &Ctx, run: &Run, reading: &Reading) -> Result<Trial> {
    let version = reading.version()?;
    Ok(Trial {
        id: run.trial,
        plan_id: Some(reading.plan.id),
        plan_text: version.text.clone(),
        plan_hash: version.hash.clone(),
        plan: version.plan.clone(),
        earlier: reading.earlier().cloned().collect(),
        period: reading.period.clone(),
        head_seq: reading.head_seq,
        moved_count: reading.moved_count,
        made_at: ctx.now(),
        made_by: ctx.member(),
        of_run: Some(OfRun { run: run.id, plan_number: version.number, round: run.round }),
    })
}

/// After an accepted objection only those are reviewed again whose statements have changed.
async fn carried(
    tx: &Tx<'_>,
    run: &Run,
    before: Option<TrialId>,
    mut reviews: Vec<Review>,
    statements: &[Statement],
) -> Result<Vec<Review>> {
    let Some(before) = before else { return Ok(reviews) };
    let (old, hashes) = (store::reviews(tx, run.id).await?, store::hashes(tx, before).await?);
    let unchanged = |statement: &Statement| {
        statement.kept.as_ref().is_some_and(|kept| hashes.get(&statement.member) == Some(&kept.hash))
    };
    for review in &mut reviews {
        let of_subject = |statement: &&Statement| match review.subject {
            ReviewSubject::Unit(unit) => statement.unit == unit,
            ReviewSubject::Member(member) => statement.member == member,
        };
        if statements.iter().filter(of_subject).all(unchanged) {
            let same = old.iter().find(|other| other.subject == review.subject && other.reviewer == review.reviewer);
            review.approved = same.and_then(|other| other.approved);
        }
    }
    Ok(reviews)
}
