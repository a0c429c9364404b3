//! Publishing: a text comes into force from its first day on, signed with every warning that it accepts.

use beichen_kernel::{Ctx, Error, Id, Result, Version};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::{Db, Event};

use super::super::model::{Action, PlanError, PlanId, PlanVersion, must_be_accepted, must_have_inputs, read};
use super::super::views::{PlanConfirm, PlanVersionRow, PlanView, PlanWrite};
use super::super::{policy, queries, store};
use crate::permissions::INCENTIVES_PLAN_CONFIRM;
use crate::{run, surroundings};

/// Publishes the text as the plan's next version. Measures that are absent so far are made with it.
pub async fn publish(ctx: &Ctx, db: &Db, id: PlanId, seen: Version) -> Result<PlanView> {
    let mut tx = db.begin(ctx).await?;
    // No lock of a period goes on beside it, and nobody moves.
    people::hold_epoch(&mut tx).await?;
    let mut draft = store::load(&tx, id).await?;
    policy::check(ctx, Action::Publish)?;
    draft.version.must_be(seen)?;
    must_have_inputs(&draft.plan)?;
    let beside = queries::Beside::load(&tx, &draft.plan).await?;
    beside.must_pay_alone(&draft.plan)?;
    must_be_accepted(&beside.findings(&tx, &draft.plan).await?)?;
    for measure in &draft.plan.measures {
        ledger::publish_measure(&mut tx, measure.definition.clone()).await?;
    }
    let locked_to = run::store::locked_to(&tx, id).await?;

    let version = draft.publish(&store::versions(&tx, id).await?, locked_to, (ctx.now(), ctx.member()))?;

    store::insert_version(&mut tx, &version).await?;
    store::save(&mut tx, &mut draft).await?;
    tx.record(draft.id, event("incentives.plan.published", &version));
    tx.finish(PlanView::of(ctx, draft)).await
}

/// Publishes a text: it becomes the draft of the plan that it names, then its next version.
pub async fn publish_text(ctx: &Ctx, db: &Db, text: String) -> Result<PlanView> {
    let plan = {
        let tx = db.read(ctx).await?;
        read(&text, &surroundings::load(&tx).await?)?
    };
    let there = store::find_by_key(&db.read(ctx).await?, &plan.key).await?;
    let draft = match there {
        None => super::create(ctx, db, PlanWrite { text }).await?,
        Some(draft) if draft.text == text => PlanView::of(ctx, draft),
        Some(draft) => super::edit(ctx, db, draft.id, draft.version, PlanWrite { text }).await?,
    };
    publish(ctx, db, draft.id, draft.version).await
}

/// A person has read a version: kept with its hash and the instant, once.
pub async fn confirm(ctx: &Ctx, db: &Db, id: PlanId, read: PlanConfirm) -> Result<PlanVersionRow> {
    let mut tx = db.begin(ctx).await?;
    ctx.reach(INCENTIVES_PLAN_CONFIRM)?;
    let member = ctx.member().ok_or_else(|| Error::forbidden(INCENTIVES_PLAN_CONFIRM))?;
    let versions = queries::seen(&tx, id).await?;
    let version = versions.into_iter().find(|version| version.number == read.number);
    let version = version.ok_or_else(|| Error::not_found(PlanId::NAME))?;
    if version.hash != read.hash {
        return Err(PlanError::OtherText { number: version.number }.into());
    }
    if !queries::is_in(&tx, &version.plan).await? {
        return Err(PlanError::NotInPlan { key: version.plan.key.clone() }.into());
    }

    if store::confirm(&mut tx, &version, member).await? {
        tx.record(id, event("incentives.plan.confirmed", &version).with("member", member.to_string()));
    }
    let row = queries::version_rows(&tx, vec![version]).await?.pop().ok_or_else(|| Error::not_found(PlanId::NAME))?;
    tx.finish(row).await
}

fn event(name: &'static str, version: &PlanVersion) -> Event {
    let accepted = version.plan.accept.iter().map(|one| format!("{}@{}: {}", one.finding, one.place, one.reason));
    Event::new(name)
        .with("key", version.plan.key.clone())
        .with("number", version.number)
        .with("hash", version.hash.clone())
        .with("from", version.plan.valid.from.to_string())
        .with("accepted", accepted.collect::<Vec<_>>())
}
