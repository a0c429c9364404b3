//! Tables of results with the columns that somebody asks for: a row for each person, or for each unit, and period.

mod figures;
mod model;
mod people;
mod units;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::Plan;
use beichen_goals::api as goals;
use beichen_kernel::{Ctx, Result};
use beichen_ledger::api::{self as ledger, MeasureInForce};
use beichen_people::api::{self as directory, Assignment, Unit};
use beichen_store::{Db, Tx};

pub use model::{ColumnsError, ColumnsFile, Source, Table};

use crate::inputs::{self, Snapshot};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Person,
    Unit,
}

/// A period with the plans that are calculated for it.
type Wanted<'p> = (Period, Vec<&'p Plan>);

/// Calculates plans for a period, or for `all` of their calendar's periods inside their days, and keeps nothing.
pub async fn calculate(
    ctx: &Ctx,
    db: &Db,
    plans: Vec<Plan>,
    period: &str,
    by: By,
    columns: &ColumnsFile,
) -> Result<Table> {
    let tx = db.read(ctx).await?;
    let first = plans.first().ok_or(ColumnsError::NoPlan)?;
    if let Some(other) = plans.iter().find(|plan| plan.calendar != first.calendar) {
        return Err(ColumnsError::OtherCalendar { plan: other.key.clone(), calendar: first.calendar.clone() }.into());
    }
    columns.check(&plans, by)?;
    let calendar = ledger::calendar(&tx, &first.calendar).await?;
    let wanted = wanted(&plans, &calendar, period)?;
    let reading = Reading::load(&tx, columns, &calendar, &wanted).await?;
    let rows = match by {
        By::Person => {
            let plans: Vec<&Plan> = plans.iter().collect();
            let periods: Vec<&Period> = wanted.iter().map(|(period, _)| period).collect();
            let snapshot = Snapshot::load(&tx, calendar, &plans, &periods).await?;
            people::rows(&tx, &reading, snapshot, &wanted).await?
        }
        By::Unit => units::rows(&tx, &reading, &wanted).await?,
    };
    Ok(Table { titles: columns.titles(), rows })
}

/// The periods of all plans together, by kind and day, each with the plans that have it.
fn wanted<'p>(plans: &'p [Plan], calendar: &Calendar, text: &str) -> Result<Vec<Wanted<'p>>> {
    let mut found: BTreeMap<_, Wanted<'p>> = BTreeMap::new();
    let mut refused = None;
    for plan in plans {
        match periods(plan, calendar, text) {
            Ok(periods) => {
                for period in periods {
                    let place = found.entry((period.kind, period.days.from));
                    place.or_insert_with(|| (period, Vec::new())).1.push(plan);
                }
            }
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match refused {
        Some(error) if found.is_empty() => Err(error),
        _ => Ok(found.into_values().collect()),
    }
}

fn periods(plan: &Plan, calendar: &Calendar, text: &str) -> Result<Vec<Period>> {
    if text != "all" {
        return Ok(vec![inputs::find_period(plan, calendar, text)?]);
    }
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let kinds: BTreeSet<_> = plan.components.iter().map(|component| component.period).collect();
    Ok(kinds.into_iter().flat_map(|kind| calendar.periods_inside(kind, valid)).collect())
}

/// What was reached as locked, and what everybody was measured by then.
type Locked = (ledger::AsLocked, HashMap<goals::Subject, i64>);

/// What the rows of all periods share, read once.
struct Reading<'c> {
    columns: &'c ColumnsFile,
    measures: Vec<MeasureInForce>,
    goals: Vec<goals::PublishedGoal>,
    /// Who belonged to which unit, by person and day.
    stays: Vec<Assignment>,
    units: Vec<Unit>,
}

impl<'c> Reading<'c> {
    async fn load(tx: &Tx<'_>, columns: &'c ColumnsFile, calendar: &Calendar, wanted: &[Wanted<'_>]) -> Result<Self> {
        let from = wanted.iter().map(|(period, _)| period.days.from).min().unwrap_or(Day::MAX);
        let end = wanted.iter().map(|(period, _)| period.days.end).max().unwrap_or(from);
        let days = DayRange::new(from, end);
        let mut measures = Vec::new();
        for key in columns.measures() {
            measures.push(ledger::measure(tx, key).await?);
        }
        let mut goals = goals::published(tx, &columns.measures(), calendar.key(), days).await?;
        goals.retain(|goal| goal.level == goals::Level::Goal);
        let stays = directory::assignments(tx, days).await?;
        Ok(Self { columns, measures, goals, stays, units: directory::units(tx).await? })
    }

    /// Whose goal is how much in a period.
    fn goals_of(&self, measure: &str, period: &Period) -> impl Iterator<Item = (goals::Subject, i64)> {
        let of_period = move |goal: &&goals::PublishedGoal| goal.measure == measure && goal.period.days == period.days;
        self.goals.iter().filter(of_period).map(|goal| (goal.subject, goal.amount))
    }

    /// What was locked of a measure, where a column asks for it: the ledger's side, and everybody's goal.
    async fn locked(&self, tx: &Tx<'_>, measure: &str, period: &Period) -> Result<Option<Locked>> {
        if !self.columns.ask_locked() {
            return Ok(None);
        }
        let Some(reached) = ledger::as_locked(tx, measure, period.days, inputs::seen_on(tx, period)).await? else {
            return Ok(None);
        };
        let goals = goals::as_locked(tx, measure, period, &reached.seqs).await?;
        Ok(Some((reached, goals)))
    }

    /// Who belonged where on days of a period.
    fn stays_in(&self, period: &Period) -> impl Iterator<Item = &Assignment> {
        self.stays.iter().filter(|stay| stay.days.overlaps(period.days))
    }
}
