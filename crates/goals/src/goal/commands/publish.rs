//! Publishing: drafts become the goals that people are measured by, as a numbered version with its reason.

use std::collections::{BTreeMap, HashMap};

use beichen_engine::calendar::{Calendar, Period, PeriodKind};
use beichen_engine::day::Day;
use beichen_kernel::{Ctx, Error, Result};
use beichen_ledger::api as ledger;
use beichen_store::{Db, Event, Tx};

use super::super::model::{Action, Goal, GoalError, GoalState, Level, Subject, check_reason, find_period, roll_up};
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

/// Publishes the drafts of a measure in a calendar: of one period, or of all.
pub async fn publish(ctx: &Ctx, db: &Db, wanted: PublishGoals) -> Result<GoalPublished> {
    let mut tx = db.begin(ctx).await?;
    policy::check(ctx, Action::Publish)?;
    let measure = ledger::measure(&tx, &wanted.measure).await?.measure;
    let calendar = ledger::calendar(&tx, &wanted.calendar).await?;
    let period = period_of(&calendar, &wanted)?;
    let filter = Filter {
        measure: Some(wanted.measure.clone()),
        calendar: Some(wanted.calendar.clone()),
        period: period.clone(),
        ..Filter::default()
    };
    let goals = store::all(&tx, &filter).await?;
    if goals.is_empty() {
        return Err(GoalError::NoGoals { measure: wanted.measure, calendar: wanted.calendar }.into());
    }
    let drafts: Vec<&Goal> = goals.iter().filter(|goal| goal.state() == GoalState::Draft).collect();
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
