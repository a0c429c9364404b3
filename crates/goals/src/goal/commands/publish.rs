//! Publishing: drafts become the goals that people are measured by, as a numbered version with its reason.

use std::collections::{BTreeMap, HashMap};

use beichen_engine::calendar::{Calendar, Period, PeriodKind};
use beichen_engine::day::Day;
use beichen_engine::measure::Measure;
use beichen_kernel::{Ctx, Error, Result};
use beichen_ledger::api as ledger;
use beichen_people::api::{self as people, Touch};
use beichen_store::{Db, Event, Tx};
use serde::{Deserialize, Serialize};

use super::super::model::{
    Action, Goal, GoalError, GoalId, GoalState, Level, Subject, check_reason, find_period, roll_up,
};
use super::super::store::{self, Filter, Publication};
use super::super::views::GoalPublished;
use super::super::{policy, queries};

/// What to publish.
#[derive(Debug, Clone)]
pub struct PublishGoals {
    pub measure: String,
    pub calendar: String,
    pub period_kind: Option<PeriodKind>,
    /// A name or first day; `None` for all periods.
    pub period: Option<String>,
    pub reason: String,
}

/// A draft as a second person sees it before granting that it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pinned {
    pub goal_id: GoalId,
    pub version: i64,
    pub period: String,
    /// In the measure's unit; absent where nothing is published yet.
    pub was: Option<String>,
    pub amount: String,
}

/// Publishes the drafts of a measure in a calendar: of one period, or of all.
pub async fn publish(ctx: &Ctx, db: &Db, wanted: PublishGoals) -> Result<GoalPublished> {
    publish_pinned(ctx, db, wanted, None).await
}

/// The drafts that would be published now.
pub async fn pinned(ctx: &Ctx, db: &Db, wanted: &PublishGoals) -> Result<Vec<Pinned>> {
    let tx = db.read(ctx).await?;
    let measure = ledger::measure(&tx, &wanted.measure).await?.measure;
    let (_, goals) = goals_of(&tx, wanted).await?;
    Ok(pin(&drafts_of(&goals), &measure, ctx))
}

/// As [`publish`]; with `pinned` only while the drafts are these and no others.
pub async fn publish_pinned(
    ctx: &Ctx,
    db: &Db,
    wanted: PublishGoals,
    pinned: Option<&[Pinned]>,
) -> Result<GoalPublished> {
    let mut tx = db.begin(ctx).await?;
    policy::check(ctx, Action::Publish)?;
    let measure = ledger::measure(&tx, &wanted.measure).await?.measure;
    let (period, goals) = goals_of(&tx, &wanted).await?;
    if goals.is_empty() {
        return Err(GoalError::NoGoals { measure: wanted.measure, calendar: wanted.calendar }.into());
    }
    let drafts = drafts_of(&goals);
    if pinned.is_some_and(|pinned| *pinned != pin(&drafts, &measure, ctx)) {
        return Err(people::outdated());
    }
    let number = store::last_number(&tx, &wanted.measure, &wanted.calendar).await?;
    let unchanged = goals.len().saturating_sub(drafts.len());
    if drafts.is_empty() {
        return Ok(GoalPublished { id: None, number, published: 0, unchanged, gaps: 0 });
    }
    let gaps: Vec<(String, String)> = gaps(&tx, &goals)
        .await?
        .into_iter()
        .map(|(unit, gap)| (unit, measure.format_amount(gap, ctx.currency())))
        .collect();
    check_reason(&wanted.reason, &gaps)?;
    people::pass_fence(&mut tx, &drafts.iter().filter_map(|goal| touch(goal)).collect::<Vec<_>>()).await?;

    let publication = Publication {
        id: ctx.new_id(),
        measure: wanted.measure,
        calendar: wanted.calendar,
        number: number.saturating_add(1),
        period,
        reason: wanted.reason,
        goals: count(drafts.len())?,
        gaps: count(gaps.len())?,
    };
    store::insert_publication(&mut tx, &publication).await?;
    for (place, goal) in drafts.iter().enumerate() {
        store::publish(&mut tx, goal, &publication, count(place)?).await?;
    }
    tx.record(publication.id, event(&publication));
    let done = GoalPublished {
        id: Some(publication.id),
        number: publication.number,
        published: drafts.len(),
        unchanged,
        gaps: gaps.len(),
    };
    tx.finish(done).await
}

/// A draft is by its nature another than what is published; a unit's moves nobody's pay.
fn touch(goal: &Goal) -> Option<Touch> {
    let Subject::Member(member) = goal.slot.subject else { return None };
    Some(Touch::Goal { measure: goal.slot.measure.clone(), member: Some(member), days: goal.slot.period.days })
}

async fn goals_of(tx: &Tx<'_>, wanted: &PublishGoals) -> Result<(Option<Period>, Vec<Goal>)> {
    let period = period_of(&ledger::calendar(tx, &wanted.calendar).await?, wanted)?;
    let filter = Filter {
        measure: Some(wanted.measure.clone()),
        calendar: Some(wanted.calendar.clone()),
        period: period.clone(),
        ..Filter::default()
    };
    let goals = store::all(tx, &filter).await?;
    Ok((period, goals))
}

fn drafts_of(goals: &[Goal]) -> Vec<&Goal> {
    goals.iter().filter(|goal| goal.state() == GoalState::Draft).collect()
}

fn pin(drafts: &[&Goal], measure: &Measure, ctx: &Ctx) -> Vec<Pinned> {
    let text = |amount: i64| measure.format_amount(amount, ctx.currency());
    let of = |goal: &&Goal| Pinned {
        goal_id: goal.id,
        version: goal.version.0,
        period: goal.slot.period.name.clone(),
        was: goal.published.map(|published| text(published.amount)),
        amount: text(goal.amount),
    };
    drafts.iter().map(of).collect()
}

fn period_of(calendar: &Calendar, wanted: &PublishGoals) -> Result<Option<Period>, GoalError> {
    wanted.period.as_deref().map(|text| find_period(calendar, wanted.period_kind, text)).transpose()
}

/// A period with everybody's amounts in it.
type Amounts<'a> = (&'a Period, HashMap<Subject, i64>);

/// Units whose own amount differs from what stands below it, with the difference; by period, then code.
async fn gaps(tx: &Tx<'_>, goals: &[Goal]) -> Result<Vec<(String, i64)>> {
    let mut by_period: BTreeMap<(Day, PeriodKind, Level), Amounts<'_>> = BTreeMap::new();
    for goal in goals {
        let period = &goal.slot.period;
        let place = by_period.entry((period.days.from, period.kind, goal.slot.level));
        place.or_insert_with(|| (period, HashMap::new())).1.insert(goal.slot.subject, goal.amount);
    }
    let mut found = Vec::new();
    for (period, amounts) in by_period.into_values() {
        if !amounts.keys().any(|subject| matches!(subject, Subject::Unit(_))) {
            continue;
        }
        let tree = queries::tree_of(tx, period).await?;
        let names = queries::unit_codes(tx).await?;
        for (unit, node) in roll_up(&tree, &amounts) {
            if let Some(gap) = node.gap().filter(|gap| *gap != 0) {
                found.push((names.get(&unit).cloned().unwrap_or_default(), gap));
            }
        }
    }
    Ok(found)
}

fn event(publication: &Publication) -> Event {
    Event::new("goals.goal.published")
        .with("measure", publication.measure.clone())
        .with("calendar", publication.calendar.clone())
        .with("number", publication.number)
        .with("period", publication.period.as_ref().map_or("all", |period| period.name.as_str()))
        .with("reason", publication.reason.clone())
        .with("goals", publication.goals)
        .with("gaps", publication.gaps)
}

fn count(number: usize) -> Result<i64> {
    i64::try_from(number).map_err(Error::internal)
}
