//! The lock and what follows it: nothing of the run changes any more, and later facts travel as adjustments.

use beichen_kernel::{Ctx, Result, Version};
use beichen_people::api::{self as people, Fence, Setting};
use beichen_store::{Db, Tx, audit};

use super::super::model::{LockSight, Locked, Run, RunError, RunId, Step};
use super::super::views::{RunPay, RunView};
use super::super::{policy, queries, store};
use super::event;
use crate::plan::store as plans;
use crate::receipt::store as receipts;
use crate::trial::store as trials;

/// Locks a run. Nothing is calculated: what its trial said is what stands for ever.
pub async fn lock(ctx: &Ctx, db: &Db, id: RunId, seen: Version) -> Result<RunView> {
    let mut tx = db.begin(ctx).await?;
    // Whoever changes assignments, goals or plans is waited for, and finds the fence afterwards.
    people::hold_epoch(&mut tx).await?;
    let mut run = queries::load(&tx, id).await?;
    let by = policy::check(ctx, Step::Lock)?;
    run.version.must_be(seen)?;
    let (sight, head) = (sight(&tx, &run).await?, audit::head(&tx).await?);

    let four_eyes = sight.four_eyes;
    run.lock(&sight, Locked { by, at: ctx.now(), seq: head.seq, audit_hash: head.hash, four_eyes })?;

    store::save(&mut tx, &mut run).await?;
    store::add_step(&mut tx, &run, "lock", by, "").await?;
    let fence = fence(&tx, &run).await?;
    people::raise_fence(&mut tx, &fence).await?;
    let hash = trials::run_hash(&tx, run.trial).await?;
    let inputs_hash = receipts::shared(&tx, run.trial).await?.map(|shared| shared.inputs_hash);
    let locked = event("incentives.run.locked", &tx, &run).with("people", fence.members.len());
    tx.record(id, locked.with("hash", hash).with("inputs_hash", inputs_hash));
    let view = queries::view(&tx, &run).await?;
    tx.finish(view).await
}

async fn sight(tx: &Tx<'_>, run: &Run) -> Result<LockSight> {
    let plan = plans::in_force(tx, run.plan_id).await?;
    let calendar = beichen_ledger::api::calendar(tx, &run.period.calendar).await?;
    let locked = store::locked_periods(tx, run.plan_id, run.period.kind).await?;
    let periods: Vec<_> = locked.iter().map(|(period, _)| period.clone()).collect();
    Ok(LockSight {
        today: Some(tx.today()),
        four_eyes: people::setting_is_on(tx, Setting::FourEyes).await?,
        open_objections: store::open_objections(tx, run.id).await?,
        moving: people::count_moved(tx).await?.max(trials::moved_count(tx, run.trial).await?),
        measure_moving: beichen_ledger::api::measures_asked_again(tx).await?.into_iter().next(),
        first_open: plan.first_open(&calendar, &periods, &run.period),
        before: locked.last().cloned(),
        assumed_year: store::assumed_year(tx, run.trial).await?,
    })
}

async fn fence(tx: &Tx<'_>, run: &Run) -> Result<Fence> {
    let plan = plans::in_force(tx, run.plan_id).await?;
    let version = plan.on(run.period.days).map(|(version, _)| version);
    let measures = version.into_iter().flat_map(|version| &version.plan.measures);
    let title = version.map(|version| version.plan.title.clone()).unwrap_or_default();
    Ok(Fence {
        run: beichen_kernel::Id::uuid(run.id),
        label: format!("{title} · {}", run.period.name),
        days: run.period.days,
        seq: run.trial_seq,
        locked_seq: run.locked.as_ref().map_or(0, |locked| locked.seq),
        members: store::members(tx, run.trial).await?,
        measures: measures.map(|measure| measure.definition.key.clone()).collect(),
    })
}

/// Notes that the payment file was taken out; says whether it is a copy.
pub async fn export(ctx: &Ctx, db: &Db, id: RunId, seen: Version) -> Result<(RunView, bool)> {
    let mut tx = db.begin(ctx).await?;
    let mut run = queries::load(&tx, id).await?;
    let by = policy::check(ctx, Step::Export)?;
    run.version.must_be(seen)?;

    let is_copy = run.export()?;

    store::save(&mut tx, &mut run).await?;
    store::add_step(&mut tx, &run, "export", by, "").await?;
    tx.record(id, event("incentives.run.exported", &tx, &run).with("copy", is_copy));
    let view = queries::view(&tx, &run).await?;
    Ok((tx.finish(view).await?, is_copy))
}

/// Marks people as paid: those named, or everybody who is not marked yet.
pub async fn pay(ctx: &Ctx, db: &Db, id: RunId, seen: Version, write: RunPay) -> Result<RunView> {
    let mut tx = db.begin(ctx).await?;
    let mut run = queries::load(&tx, id).await?;
    let by = policy::check(ctx, Step::Pay)?;
    run.version.must_be(seen)?;
    let (payable, marked) = (store::payable(&tx, run.trial).await?, store::marked(&tx, id).await?);
    let people = match write.member_ids {
        None => payable.iter().copied().filter(|member| !marked.contains(member)).collect(),
        Some(named) => {
            if let Some(stranger) = named.iter().find(|member| !payable.contains(member)) {
                return Err(RunError::NotInRun { person: stranger.to_string() }.into());
            }
            named.into_iter().filter(|member| !marked.contains(member)).collect::<Vec<_>>()
        }
    };

    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    run.pay(count(people.len()), count(payable.len()))?;

    store::save(&mut tx, &mut run).await?;
    store::mark_paid(&mut tx, id, &people, (by, write.paid_on.unwrap_or_else(|| ctx.today()))).await?;
    store::add_step(&mut tx, &run, "pay", by, "").await?;
    tx.record(id, event("incentives.run.paid", &tx, &run).with("people", people.len()));
    let view = queries::view(&tx, &run).await?;
    tx.finish(view).await
}
