//! Everything that changes goals. Load, decide, save, record, commit.

mod publish;
mod spread;

pub use publish::{Pinned, PublishGoals, pinned, publish, publish_pinned};
pub use spread::{Over, Shares, SpreadGoals, spread};

use beichen_engine::calendar::PeriodKind;
use beichen_engine::decimal::DecimalError;
use beichen_engine::measure::Measure;
use beichen_kernel::{Ctx, Error, Id as _, Result, Version};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::{Db, Event, Tx};

use super::model::{Action, Basis, Goal, GoalError, GoalId, Level, Slot, Subject, find_period};
use super::store::{self, Filter, Origin};
use super::views::GoalView;
use super::{policy, queries};

/// A goal to be written down.
#[derive(Debug, Clone)]
pub struct NewGoal {
    pub measure: String,
    pub calendar: String,
    pub period_kind: Option<PeriodKind>,
    /// Its name or first day.
    pub period: String,
    pub subject: Subject,
    pub level: Level,
    /// Decimal text in the measure's unit.
    pub amount: String,
    /// As usual for the subject when absent.
    pub basis: Option<Basis>,
}

/// Writes a goal down as a draft; people are measured by it once it is published.
pub async fn create(ctx: &Ctx, db: &Db, new: NewGoal) -> Result<GoalView> {
    let mut tx = db.begin(ctx).await?;
    policy::check(ctx, Action::Create)?;
    let measure = ledger::measure(&tx, &new.measure).await?.measure;
    let calendar = ledger::calendar(&tx, &new.calendar).await?;
    let period = find_period(&calendar, new.period_kind, &new.period)?;
    must_exist(&tx, new.subject).await?;
    let amount = amount_of(ctx, &measure, &new.amount)?;
    let slot = Slot { measure: new.measure, period, subject: new.subject, level: new.level };
    if find_slot(&tx, &slot).await?.is_some() {
        return Err(GoalError::AlreadyThere.into());
    }
    let basis = new.basis.unwrap_or(new.subject.usual_basis());
    let goal = Goal { id: ctx.new_id(), version: Version::FIRST, slot, amount, basis, published: None };
    store::insert(&mut tx, &goal, Origin::default()).await?;
    tx.record(goal.id, event("goals.goal.created", &goal));
    finish(tx, goal).await
}

/// Changes the draft; what is published stays until it is published again.
pub async fn set(
    ctx: &Ctx,
    db: &Db,
    (id, seen): (GoalId, Version),
    amount: &str,
    basis: Option<Basis>,
) -> Result<GoalView> {
    let mut tx = db.begin(ctx).await?;
    let mut goal = load(&tx, id).await?;
    policy::check(ctx, Action::Set)?;
    goal.version.must_be(seen)?;
    let measure = ledger::measure(&tx, &goal.slot.measure).await?.measure;
    let amount = amount_of(ctx, &measure, amount)?;
    goal.set(amount, basis.unwrap_or(goal.basis));
    store::save(&mut tx, &mut goal, Origin::default()).await?;
    tx.record(goal.id, event("goals.goal.set", &goal));
    finish(tx, goal).await
}

/// Takes a draft back that was never published.
pub async fn delete(ctx: &Ctx, db: &Db, id: GoalId, seen: Version) -> Result<GoalView> {
    let mut tx = db.begin(ctx).await?;
    let goal = load(&tx, id).await?;
    policy::check(ctx, Action::Delete)?;
    goal.version.must_be(seen)?;
    goal.may_delete()?;
    store::delete(&mut tx, &goal).await?;
    tx.record(goal.id, event("goals.goal.deleted", &goal));
    finish(tx, goal).await
}

/// Commits, with the answer kept for the same request sent again.
async fn finish(tx: Tx<'_>, goal: Goal) -> Result<GoalView> {
    let view = queries::views(&tx, vec![goal]).await?.pop().ok_or_else(|| Error::not_found(GoalId::NAME))?;
    tx.finish(view).await
}

async fn load(tx: &Tx<'_>, id: GoalId) -> Result<Goal> {
    let goal = store::find(tx, id).await?.ok_or_else(|| Error::not_found(GoalId::NAME))?;
    queries::must_see(tx, &goal).await?;
    Ok(goal)
}

/// The goal that stands in a slot already.
pub(crate) async fn find_slot(tx: &Tx<'_>, slot: &Slot) -> Result<Option<Goal>> {
    let filter = Filter {
        measure: Some(slot.measure.clone()),
        calendar: Some(slot.period.calendar.clone()),
        period: Some(slot.period.clone()),
        level: Some(slot.level),
        subject: Some(slot.subject),
        as_of: None,
    };
    Ok(store::all(tx, &filter).await?.into_iter().next())
}

async fn must_exist(tx: &Tx<'_>, subject: Subject) -> Result<()> {
    match subject {
        Subject::Member(member) => people::member(tx, member).await.map(|_| ()),
        Subject::Unit(unit) => people::unit(tx, unit).await.map(|_| ()),
    }
}

/// A typed amount in the measure's smallest unit.
pub(crate) fn amount_of(ctx: &Ctx, measure: &Measure, text: &str) -> Result<i64, GoalError> {
    let amount = measure.parse_amount(text.trim(), ctx.currency()).map_err(|error| match error {
        DecimalError::TooFine { text, digits } => GoalError::AmountTooFine { text, digits },
        DecimalError::Form(text) | DecimalError::TooLarge(text) => GoalError::BadAmount { text },
    })?;
    if amount < 0 { Err(GoalError::AmountNegative { text: text.to_owned() }) } else { Ok(amount) }
}

fn event(name: &'static str, goal: &Goal) -> Event {
    Event::new(name)
        .with("measure", goal.slot.measure.clone())
        .with("calendar", goal.slot.period.calendar.clone())
        .with("period", goal.slot.period.name.clone())
        .with("subject", serde_json::json!(goal.slot.subject))
        .with("level", goal.slot.level.to_string())
        .with("amount", goal.amount)
        .with("basis", goal.basis.to_string())
}
