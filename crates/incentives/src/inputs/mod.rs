//! Everything that a calculation reads, loaded in one snapshot: the calendar, the people with their facts, goals and credits.

mod documents;
mod people;

use std::collections::BTreeMap;

use beichen_engine::calculate::{Inputs, Person, Run, Timetable, calculate};
use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::Plan;
use beichen_engine::workdays::Workdays;
use beichen_kernel::{Result, UnitId};
use beichen_ledger::api as ledger;
use beichen_people::api as people_api;
use beichen_store::{Tx, audit};
use uuid::Uuid;

use crate::trial::model::TrialError;

/// A calculation's inputs, owned, with what the statement says beside its result.
pub struct Loaded {
    pub plan: Plan,
    pub period: Period,
    /// The audit chain's head of the snapshot.
    pub head_seq: i64,
    /// People whose assignments had changed and whose credits did not bear their units yet.
    pub moved_count: i64,
    /// Whose unit is which on the day that counts for reading.
    pub units: BTreeMap<Uuid, Option<UnitId>>,
    /// The period's last day; today while it is open.
    pub seen_on: Day,
    timetable: Timetable,
    workdays: Workdays,
    people: Vec<Person>,
}

impl Loaded {
    /// Calculates. Pure: nothing is read any more.
    pub fn run(&self) -> Result<Run, TrialError> {
        let inputs = Inputs {
            plan: &self.plan,
            earlier_versions: Vec::new(),
            timetable: self.timetable.clone(),
            workdays: &self.workdays,
            people: self.people.clone(),
        };
        calculate(&inputs).map_err(|error| TrialError::CannotCalculate { problem: error.to_string() })
    }
}

/// Reads what `plan` needs for `period`.
pub async fn load(tx: &Tx<'_>, plan: Plan, calendar: &Calendar, period: Period) -> Result<Loaded> {
    measures_agree(tx, &plan).await?;
    let year = calendar.plan_year(&period, DayRange::including(plan.valid.from, plan.valid.to));
    let credits = documents::credits(tx, &plan, &period, year).await?;
    let since = credits.values().flatten().map(|credit| credit.day).min();
    let timetable = Timetable::new(&plan, calendar, &period, since);
    let from = timetable.periods.first().map_or(period.days.from, |first| first.days.from).min(year.from);
    let seen_on = period.days.end.plus_days(-1).min(tx.today()).max(period.days.from);
    let roster = people::Roster::load(tx, DayRange::new(from, period.days.end)).await?;
    let people = roster.people(tx, &plan, credits).await?;
    Ok(Loaded {
        head_seq: audit::head(tx).await?.seq,
        moved_count: people_api::count_moved(tx).await?,
        units: roster.units_on(seen_on),
        workdays: ledger::workdays(tx).await?,
        seen_on,
        timetable,
        people,
        plan,
        period,
    })
}

/// The calendar's period of this name that the plan covers and has components for.
pub fn find_period(plan: &Plan, calendar: &Calendar, name: &str) -> Result<Period, TrialError> {
    let unknown = || TrialError::NoSuchPeriod { period: name.to_owned(), calendar: calendar.key().to_owned() };
    let kinds: std::collections::BTreeSet<_> = plan.components.iter().map(|component| component.period).collect();
    let found = kinds.iter().find_map(|&kind| calendar.find(kind, name));
    let Some(period) = found else {
        let other = calendar.find_any(name).ok_or_else(unknown)?;
        return Err(TrialError::NothingInPeriod { kind: other.kind.key().to_owned() });
    };
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    if !valid.overlaps(period.days) {
        let (from, to) = (plan.valid.from.to_string(), plan.valid.to.to_string());
        return Err(TrialError::OutsidePlan { period: period.name, from, to });
    }
    Ok(period)
}

/// The measures that the plan restates are those in force.
async fn measures_agree(tx: &Tx<'_>, plan: &Plan) -> Result<()> {
    let in_force = ledger::measures(tx).await?;
    let currency = tx.ctx().currency();
    for measure in &plan.measures {
        let key = measure.definition.key.clone();
        let Some(known) = in_force.iter().find(|known| known.key() == key) else {
            return Err(TrialError::MeasureUnknown { measure: key }.into());
        };
        if known.hash != measure.definition.hash(currency) {
            return Err(TrialError::MeasureDiffers { measure: key }.into());
        }
    }
    Ok(())
}
