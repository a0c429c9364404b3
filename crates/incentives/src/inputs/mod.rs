//! Everything that calculations read, in one snapshot: the calendar, the people with their facts, goals and credits.

mod documents;
mod people;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use beichen_engine::calculate::{Balances, CalculateError, Inputs, Person, Run, Timetable, calculate};
use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::Plan;
use beichen_engine::receipt::paid_in_full;
use beichen_engine::workdays::Workdays;
use beichen_kernel::{Id, Result};
use beichen_ledger::api as ledger;
use beichen_store::Tx;

use crate::plan::model::must_have_inputs;
use crate::trial::model::{DocumentDays, Placing, Statement, TrialError, key, measure_problems};

/// What some plans need for some periods of their calendar: read once, however many of them are calculated.
pub struct Snapshot {
    calendar: Calendar,
    workdays: Workdays,
    roster: people::Roster,
    people: Vec<Person>,
    /// By the engine's key of the document.
    paid_in_full: BTreeMap<Arc<str>, Day>,
    /// The first day of any credit.
    since: Option<Day>,
}

/// What a run opens with.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    pub balances: Balances,
    /// Of a locked period that is calculated again: its prizes, as locked and as decided since.
    pub granted: Option<BTreeMap<(String, String), i64>>,
}

impl Snapshot {
    pub async fn load(tx: &Tx<'_>, calendar: Calendar, plans: &[&Plan], periods: &[&Period]) -> Result<Self> {
        plans.iter().try_for_each(|plan| must_have_inputs(plan))?;
        let in_force = ledger::measures(tx).await?;
        for (plan, on) in plans.iter().zip(stated_on(plans, periods)) {
            if let Some((_, problem)) = measure_problems(plan, &in_force, tx.ctx().currency(), Some(on)).next() {
                return Err(problem.into());
            }
        }
        let days = days(&calendar, plans, periods);
        let credits = documents::credits(tx, plans, days).await?;
        let paid_in_full = documents::paid_in_full(tx, plans, &credits).await?;
        let since = credits.values().flatten().map(|credit| credit.day).min();
        let from = since.map_or(days.from, |since| since.min(days.from));
        let around = periods.iter().filter_map(|period| calendar.period_of(period.kind, from));
        let from = around.map(|period| period.days.from).fold(from, Day::min);
        // A refund counts by the day of what it takes back, which may lie outside the periods.
        let entitling = || credits.values().flatten().map(beichen_engine::calculate::Credit::entitling_day);
        let from = entitling().fold(from, Day::min);
        let end = entitling().map(|day| day.plus_days(1)).fold(days.end, Day::max);
        let roster = people::Roster::load(tx, DayRange::new(from, end)).await?;
        let people = roster.people(tx, plans, credits).await?;
        Ok(Self { workdays: ledger::workdays(tx).await?, calendar, roster, people, paid_in_full, since })
    }

    /// Calculates. Pure: nothing is read any more.
    pub fn run(&mut self, plan: &Plan, period: &Period) -> Result<Run, TrialError> {
        self.run_after((plan, Vec::new()), period, Opening::default())
    }

    /// As [`Snapshot::run`], where earlier versions of the plan paid the periods before and have left balances.
    pub fn run_after(
        &mut self,
        (plan, earlier): (&Plan, Vec<&Plan>),
        period: &Period,
        opening: Opening,
    ) -> Result<Run, TrialError> {
        self.ask((plan, earlier), period, opening, |inputs| calculate(inputs))
    }

    /// Answers a question about the inputs of a period.
    pub fn ask<T>(
        &mut self,
        (plan, earlier): (&Plan, Vec<&Plan>),
        period: &Period,
        opening: Opening,
        question: impl FnOnce(&mut Inputs<'_>) -> Result<T, CalculateError>,
    ) -> Result<T, TrialError> {
        let versions: Vec<&Plan> = earlier.iter().copied().chain([plan]).collect();
        let mut inputs = Inputs {
            plan,
            timetable: Timetable::of_versions(&versions, &self.calendar, period, self.since),
            earlier_versions: earlier,
            workdays: &self.workdays,
            people: std::mem::take(&mut self.people),
            opening: opening.balances,
            paid_in_full: std::mem::take(&mut self.paid_in_full),
            granted: opening.granted,
        };
        let answer = question(&mut inputs);
        (self.people, self.paid_in_full) = (inputs.people, inputs.paid_in_full);
        answer.map_err(|error| self.refusal(error))
    }

    /// The calendar of the plans.
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    pub const fn workdays(&self) -> &Workdays {
        &self.workdays
    }

    /// The first day of any credit.
    pub const fn since(&self) -> Option<Day> {
        self.since
    }

    /// Of a person's documents those that were paid in full, with the day.
    pub fn paid_in_full(&self, person: &Person) -> BTreeMap<Arc<str>, Day> {
        if self.paid_in_full.is_empty() {
            return BTreeMap::new();
        }
        paid_in_full(person, &self.paid_in_full)
    }

    /// Everybody whom the plans may concern.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The company's own key of somebody; the engine's where nothing is known of them.
    pub fn code_of(&self, id: &str) -> String {
        self.people.iter().find(|known| known.id == id).map_or_else(|| id.to_owned(), |known| known.code.clone())
    }

    /// Puts statements in the order of the people's codes.
    pub fn sort(&self, statements: &mut [Statement]) {
        let codes: HashMap<&str, &str> =
            self.people.iter().map(|person| (person.id.as_str(), person.code.as_str())).collect();
        statements.sort_by_cached_key(|statement| {
            let id = key(statement.member.uuid());
            (codes.get(id.as_str()).copied().unwrap_or_default().to_owned(), id)
        });
    }

    /// The refusal of a run that cannot be made.
    pub fn refusal(&self, error: CalculateError) -> TrialError {
        match error {
            CalculateError::TooLarge { person, .. } | CalculateError::SumTooLarge { person, .. } => {
                TrialError::PayTooLarge { person: self.code_of(&person) }
            }
            other => TrialError::CannotCalculate { problem: other.to_string() },
        }
    }

    /// Where people stand on the day that decides who sees them.
    pub fn placing(&self, seen_on: Day) -> Placing {
        Placing { units: self.roster.units_on(seen_on), seen_on }
    }

    /// The day of each document.
    pub fn document_days(&self) -> DocumentDays<'_> {
        let credits = self.people.iter().flat_map(|person| &person.credits);
        credits.map(|credit| (credit.root().as_ref(), credit.entitling_day())).collect()
    }
}

/// The day on which each plan's measures must be in force: the first one of the latest period in which it pays. A version
/// of a plan pays until the next one begins.
fn stated_on(plans: &[&Plan], periods: &[&Period]) -> Vec<Day> {
    let first = |plan: &&Plan| {
        let later = |other: &&&Plan| other.key == plan.key && other.valid.from > plan.valid.from;
        let next = plans.iter().filter(later).map(|other| other.valid.from).min().unwrap_or(Day::MAX);
        let valid = DayRange::new(plan.valid.from, plan.valid.to.plus_days(1).min(next));
        let paid = periods.iter().map(|period| period.days).filter(|days| days.overlaps(valid));
        paid.map(|days| days.from).max().unwrap_or(plan.valid.from)
    };
    plans.iter().map(first).collect()
}

/// Everybody as `who` of a plan asks about them on the plan's days.
pub async fn people_without_credits(tx: &Tx<'_>, plan: &Plan) -> Result<Vec<Person>> {
    let days = DayRange::including(plan.valid.from, plan.valid.to);
    people::Roster::load(tx, days).await?.people(tx, &[plan], HashMap::new()).await
}

/// The periods, with the plan years before them.
fn days(calendar: &Calendar, plans: &[&Plan], periods: &[&Period]) -> DayRange {
    let year = |plan: &Plan, period: &Period| {
        calendar.plan_year(period, DayRange::including(plan.valid.from, plan.valid.to)).from
    };
    let years = periods.iter().flat_map(|period| plans.iter().map(|plan| year(plan, period)));
    let from = years.chain(periods.iter().map(|period| period.days.from)).min().unwrap_or(Day::MAX);
    DayRange::new(from, periods.iter().map(|period| period.days.end).max().unwrap_or(from))
}

/// The keys of the measures that the plans name.
fn measures<'p>(plans: &[&'p Plan]) -> Vec<&'p str> {
    let keys = plans.iter().flat_map(|plan| &plan.measures).map(|measure| measure.definition.key.as_str());
    keys.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The day whose leads see a period whole: its last one, today while it is open.
pub fn seen_on(tx: &Tx<'_>, period: &Period) -> Day {
    period.days.end.plus_days(-1).min(tx.today()).max(period.days.from)
}

/// The calendar's period of this name that the plan covers and has components for.
pub fn find_period(plan: &Plan, calendar: &Calendar, name: &str) -> Result<Period, TrialError> {
    let unknown = || TrialError::NoSuchPeriod { period: name.to_owned(), calendar: calendar.key().to_owned() };
    let kinds: BTreeSet<_> = plan.components.iter().map(|component| component.period).collect();
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
