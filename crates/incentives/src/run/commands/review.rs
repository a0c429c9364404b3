//! Reviews, the public notice, and the way back.

use beichen_kernel::{Ctx, Result, Role, Version};
use beichen_ledger::api as ledger;
use beichen_people::api::{self as people, Setting};
use beichen_store::Db;

use super::super::model::{RunId, Step};
use super::super::views::{RunReject, RunView};
use super::super::{policy, queries, store};
use super::event;

/// A lead, or the director, approves everything of which they are the reviewer.
pub async fn review_lead(ctx: &Ctx, db: &Db, id: RunId, seen: Version) -> Result<RunView> {
    let mut tx = db.begin(ctx).await?;
    let mut run = queries::load(&tx, id).await?;
    let by = policy::check(ctx, Step::ReviewLead)?;
    run.version.must_be(seen)?;
    let mut reviews = store::reviews(&tx, id).await?;

    let is_director = ctx.grants().roles().contains(&Role::Director);
    let approved = run.review_lead(&mut reviews, (by, is_director), ctx.now())?;

    store::replace_reviews(&mut tx, id, &reviews).await?;
    store::save(&mut tx, &mut run).await?;
    store::add_step(&mut tx, &run, "review_lead", by, "").await?;
    tx.record(id, event("incentives.run.lead_reviewed", &tx, &run).with("approved", approved));
    let view = queries::view(&tx, &run).await?;
    tx.finish(view).await
}

/// Finance has looked at it.
pub async fn review_finance(ctx: &Ctx, db: &Db, id: RunId, seen: Version) -> Result<RunView> {
    let mut tx = db.begin(ctx).await?;
    let mut run = queries::load(&tx, id).await?;
    let by = policy::check(ctx, Step::ReviewFinance)?;
    run.version.must_be(seen)?;

    run.review_finance(by)?;

    store::save(&mut tx, &mut run).await?;
    store::add_step(&mut tx, &run, "review_finance", by, "").await?;
    tx.record(id, event("incentives.run.finance_reviewed", &tx, &run));
    let view = queries::view(&tx, &run).await?;
    tx.finish(view).await
}

/// Statements stay open to objections for the organisation's number of workdays.
pub async fn notice(ctx: &Ctx, db: &Db, id: RunId, seen: Version) -> Result<RunView> {
    let mut tx = db.begin(ctx).await?;
    let mut run = queries::load(&tx, id).await?;
    let by = policy::check(ctx, Step::Notice)?;
    run.version.must_be(seen)?;
    let days = people::setting_count(&tx, Setting::NoticeWorkdays).await?;

    let until = run.open_notice(ctx.today(), days, &ledger::workdays(&tx).await?)?;

    store::save(&mut tx, &mut run).await?;
    store::add_step(&mut tx, &run, "notice", by, "").await?;
    tx.record(id, event("incentives.run.noticed", &tx, &run).with("until", until.to_string()));
    let view = queries::view(&tx, &run).await?;
    tx.finish(view).await
}

/// Sends the run back with a reason.
pub async fn reject(ctx: &Ctx, db: &Db, id: RunId, seen: Version, write: RunReject) -> Result<RunView> {
    let mut tx = db.begin(ctx).await?;
    let mut run = queries::load(&tx, id).await?;
    let by = policy::check(ctx, Step::Reject)?;
    run.version.must_be(seen)?;

    run.reject(&write.reason)?;

    store::save(&mut tx, &mut run).await?;
    store::add_step(&mut tx, &run, "reject", by, &write.reason).await?;
    tx.record(id, event("incentives.run.rejected", &tx, &run).with_personal("reason", write.reason));
    let view = queries::view(&tx, &run).await?;
    tx.finish(view).await
}
