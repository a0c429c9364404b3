//! Runs the cases written into a plan and compares what comes out with what they expect.

mod awards;
pub(crate) mod facts;
mod people;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use crate::calculate::{Balance, Balances, CalculateError, Inputs, Line, Run, Timetable, calculate};
use crate::calendar::{Calendar, Period, PeriodKind};
use crate::day::{Day, DayRange};
use crate::decimal;
use crate::exact::Exact;
use crate::explain;
use crate::plan::Plan;
use crate::plan::model::{Example, Expectation, ExpectedAttainment, ExpectedBalance, Span};
use crate::rate::Rate;
use crate::settle::{Settled, settle};
use crate::workdays::Workdays;

/// What running one example gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleOutcome {
    pub title: String,
    pub at: Span,
    /// Empty where everything expected came out.
    pub mismatches: Vec<Mismatch>,
    /// Why it could not be run at all.
    pub error: Option<CalculateError>,
}

/// One value that did not come out as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    pub person: String,
    pub period: String,
    /// `earned`, `total`, `payable`, `held`, `owed`, `exceptions`, `why`, `attainment` or `place`.
    pub what: &'static str,
    /// Key of the component; empty for what concerns the person.
    pub component: String,
    pub expected: String,
    pub actual: String,
}

impl ExampleOutcome {
    /// Whether everything came out as expected.
    pub fn is_as_expected(&self) -> bool {
        self.error.is_none() && self.mismatches.is_empty()
    }
}

/// Runs all examples of a plan.
pub fn run_examples(plan: &Plan, calendar: &Calendar, workdays: &Workdays) -> Vec<ExampleOutcome> {
    plan.examples.iter().map(|example| run_example(plan, example, calendar, workdays)).collect()
}

/// Runs one example of a plan.
pub fn run_example(plan: &Plan, example: &Example, calendar: &Calendar, workdays: &Workdays) -> ExampleOutcome {
    let (mismatches, error) = match locked(plan, example, calendar, workdays) {
        Ok(runs) => (example.expect.iter().flat_map(|expected| compare(expected, plan, &runs)).collect(), None),
        Err(error) => (Vec::new(), Some(error)),
    };
    ExampleOutcome { title: example.title.clone(), at: example.at, mismatches, error }
}

/// The runs of an example, by the name of the period as the example writes it.
pub fn runs(
    plan: &Plan,
    example: &Example,
    calendar: &Calendar,
    workdays: &Workdays,
) -> Result<BTreeMap<String, Run>, CalculateError> {
    Ok(locked(plan, example, calendar, workdays)?.into_iter().map(|(name, locked)| (name, locked.run)).collect())
}

/// A period of an example as it was locked.
struct Locked {
    run: Run,
    /// What each person's total comes to, a negative one being owed.
    settled: BTreeMap<String, Settled>,
}

/// The example's periods run and locked in the order written: each opens with what the one before of its kind closed.
fn locked(
    plan: &Plan,
    example: &Example,
    calendar: &Calendar,
    workdays: &Workdays,
) -> Result<BTreeMap<String, Locked>, CalculateError> {
    let periods = periods_of(plan, example, calendar)?;
    let first = periods.iter().map(|(_, period)| period).min_by_key(|period| period.days);
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let before = first.map_or(DayRange::new(Day::MIN, Day::MIN), |first| {
        DayRange::new(calendar.plan_year(first, valid).from, first.days.from)
    });
    let mut locked: BTreeMap<String, Locked> = BTreeMap::new();
    let mut before_it: BTreeMap<PeriodKind, String> = BTreeMap::new();
    for (name, period) in &periods {
        let known_until = if example.is_series { period.days.last_day() } else { None };
        let last = before_it.get(&period.kind).and_then(|name| locked.get(name));
        let people = people::people(plan, example, &periods, before, known_until)?;
        let since = people.iter().flat_map(|person| person.credits.iter().map(|credit| credit.day)).min();
        let inputs = Inputs {
            plan,
            earlier_versions: Vec::new(),
            timetable: Timetable::new(plan, calendar, period, since),
            workdays,
            people,
            opening: last.map_or_else(|| owed_before(example), |last| last.run.closing.clone()),
            paid_in_full: rows::paid_in_full(example, known_until),
            granted: None,
        };
        let run = calculate(&inputs)?;
        let settled = settled(example, &run, last)?;
        before_it.insert(period.kind, name.clone());
        locked.insert(name.clone(), Locked { run, settled });
    }
    Ok(locked)
}

/// The balances that the example's people begin with.
fn owed_before(example: &Example) -> Balances {
    let mut balances = Balances::default();
    for person in &example.people {
        for (component, owed_minor) in &person.owed {
            balances.set(&person.key, component, Balance { owed_minor: *owed_minor, ..Balance::default() });
        }
    }
    balances
}

/// Each person's total, draws included and clawbacks taken off, settled with what negative totals before have left.
fn settled(example: &Example, run: &Run, before: Option<&Locked>) -> Result<BTreeMap<String, Settled>, CalculateError> {
    let mut found = BTreeMap::new();
    for person in example.people.iter().map(|person| &person.key) {
        let opening = before.and_then(|before| before.settled.get(person)).map_or(0, |settled| settled.owed_minor);
        let lines = run.lines.iter().filter(|line| line.person == *person);
        let total = lines
            .clone()
            .try_fold(0_i64, |sum, line| sum.checked_add(line.payable_minor())?.checked_sub(line.clawed_minor()));
        let too_large = || CalculateError::TooLarge {
            person: person.clone(),
            component: lines.clone().next().map_or_else(String::new, |line| line.component.clone()),
        };
        let settled = total.and_then(|total| settle(total, (opening, 0), Rate::ONE)).ok_or_else(too_large)?;
        found.insert(person.clone(), settled);
    }
    Ok(found)
}

/// The example's periods: of a kind that a component of the plan has, where the name allows.
fn periods_of(plan: &Plan, example: &Example, calendar: &Calendar) -> Result<Vec<(String, Period)>, CalculateError> {
    let kinds: BTreeSet<PeriodKind> = plan.components.iter().map(|one| one.period).collect();
    let find = |name: &String| {
        let of_component = kinds.iter().find_map(|kind| calendar.find(*kind, name));
        let period = of_component.or_else(|| calendar.find_any(name));
        let unknown = || CalculateError::UnknownPeriod { period: name.clone() };
        period.map(|period| (name.clone(), period)).ok_or_else(unknown)
    };
    example.periods.iter().map(find).collect()
}

fn compare(expected: &Expectation, plan: &Plan, runs: &BTreeMap<String, Locked>) -> Vec<Mismatch> {
    let Some(locked) = runs.get(&expected.period) else {
        return vec![expected.mismatch("earned", "", ("", ""))];
    };
    let run = &locked.run;
    let money = |minor: i64| decimal::format(minor, plan.currency.minor_digits());
    let line = |component: &str| run.line(&expected.person, component);
    let mut found = Vec::new();
    for (component, minor) in &expected.earned {
        let actual = line(component).map_or(0, |line| line.earned_minor);
        if actual != *minor {
            found.push(expected.mismatch("earned", component, (&money(*minor), &money(actual))));
        }
    }
    if let Some(total) = expected.total {
        let person = run.people.iter().find(|person| person.person == expected.person);
        let actual = person.map_or(0, |person| person.earned_minor);
        if actual != total {
            found.push(expected.mismatch("total", "", (&money(total), &money(actual))));
        }
    }
    for ((balance, component), minor) in &expected.balances {
        let actual = locked.balance(*balance, &expected.person, component);
        if actual != *minor {
            found.push(expected.mismatch(balance.word(), component, (&money(*minor), &money(actual))));
        }
    }
    for (component, why) in &expected.why {
        let actual = line(component).and_then(|line| line.reason).map_or("", |reason| reason.word());
        if actual != why {
            found.push(expected.mismatch("why", component, (why, actual)));
        }
    }
    for (component, attainment) in &expected.attainment {
        found.extend(compare_attainment(expected, component, attainment, line(component)));
    }
    for (component, place) in &expected.place {
        let actual = line(component).and_then(|line| line.place);
        if actual != Some(*place) {
            let actual = actual.map_or_else(String::new, |place| place.to_string());
            found.push(expected.mismatch("place", component, (&place.to_string(), &actual)));
        }
    }
    found.extend(compare_exceptions(expected, run));
    found
}

fn compare_exceptions(expected: &Expectation, run: &Run) -> Option<Mismatch> {
    let wanted: BTreeSet<&str> = expected.exceptions.as_ref()?.iter().map(String::as_str).collect();
    let own = run.exceptions.iter().filter(|exception| exception.person == expected.person);
    let actual: BTreeSet<&str> = own.map(|exception| exception.code.word()).collect();
    let list = |codes: &BTreeSet<&str>| codes.iter().copied().collect::<Vec<_>>().join(", ");
    (wanted != actual).then(|| expected.mismatch("exceptions", "", (&list(&wanted), &list(&actual))))
}

/// An attainment is compared as far as it is written, rounded down as screens do.
fn compare_attainment(
    expected: &Expectation,
    component: &str,
    wanted: &ExpectedAttainment,
    line: Option<&Line>,
) -> Option<Mismatch> {
    let Some(actual) = line.and_then(|line| line.attainment.as_ref()) else {
        return Some(expected.mismatch("attainment", component, (&wanted.text, "")));
    };
    let digits = wanted.text.trim_end_matches(['%', '‰']).split_once('.').map_or(0, |(_, rest)| rest.len());
    let shift = if wanted.text.ends_with('%') { 2 } else { 0 };
    let places = Exact::power_of_ten(u8::try_from(digits + shift).unwrap_or(u8::MAX));
    let shown = (actual * &places).floor();
    let is_equal = shown == &Exact::from(wanted.rate) * &places;
    (!is_equal).then(|| expected.mismatch("attainment", component, (&wanted.text, &explain::fraction(actual))))
}

impl Locked {
    /// Of one component; of the person where it is empty.
    fn balance(&self, balance: ExpectedBalance, person: &str, component: &str) -> i64 {
        let own = self.run.lines.iter().filter(|line| line.person == person);
        let lines = own.filter(|line| component.is_empty() || line.component == component);
        let sum = |amount: fn(&Line) -> i64| lines.map(amount).fold(0, i64::saturating_add);
        let settled = self.settled.get(person).copied().filter(|_| component.is_empty()).unwrap_or_default();
        match balance {
            ExpectedBalance::Payable if component.is_empty() => settled.payable_minor,
            ExpectedBalance::Payable => sum(Line::payable_minor),
            ExpectedBalance::Held => sum(Line::held_minor),
            ExpectedBalance::Owed => sum(Line::owed_minor).saturating_add(settled.owed_minor),
        }
    }
}

impl Expectation {
    fn mismatch(&self, what: &'static str, component: &str, (expected, actual): (&str, &str)) -> Mismatch {
        Mismatch {
            person: self.person.clone(),
            period: self.period.clone(),
            what,
            component: component.to_owned(),
            expected: expected.to_owned(),
            actual: actual.to_owned(),
        }
    }
}
