//! What only the organisation knows: people in no published plan or in two, and goals that are missing.
//!
//! Two plans that pay somebody the same component on one day are no warning but a refusal: the product refuses to publish.

use super::{Finding, accepted};
use crate::calculate::{CalculateError, Person, days_in_version};
use crate::calendar::{Calendar, Period};
use crate::day::{Day, DayRange};
use crate::plan::model::Component;
use crate::plan::{Plan, Severity};

/// Somebody with the published plans that they are in, the checked one among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Code of the person.
    pub person: String,
    /// The days on which the person should be in some plan.
    pub employed: Vec<DayRange>,
    /// Key of each plan, with the days in it.
    pub plans: Vec<(String, Vec<DayRange>)>,
}

/// Who is in no plan on days of this one (`in_no_plan` at the person's code), and who is in this one and another on one
/// day (`in_two_plans` at the code and the other plan's key).
pub fn findings_of_enrolment(plan: &Plan, people: &[Enrolment]) -> Vec<Finding> {
    let found = people.iter().flat_map(|person| {
        let twice = person.plans.iter().filter_map(|other| in_two_plans(plan, person, other));
        in_no_plan(plan, person).into_iter().chain(twice)
    });
    accepted(plan, found.collect())
}

/// The first days without any plan.
fn in_no_plan(plan: &Plan, person: &Enrolment) -> Option<Finding> {
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let in_plans: Vec<DayRange> = person.plans.iter().flat_map(|(_, days)| days.iter().copied()).collect();
    let without = person.employed.iter().find_map(|days| first_uncovered(days.intersect(valid), &in_plans))?;
    Some(of_days("incentives.plan.in_no_plan", plan, person, person.person.clone(), without))
}

/// The first days in this plan and another.
fn in_two_plans(plan: &Plan, person: &Enrolment, (key, days): &(String, Vec<DayRange>)) -> Option<Finding> {
    let here = person.plans.iter().find(|(own, _)| *own == plan.key && own != key).map(|(_, days)| days)?;
    let both = here.iter().flat_map(|own| days.iter().map(|other| own.intersect(*other)));
    let first = both.filter(|days| !days.is_empty()).min_by_key(|days| days.from)?;
    let place = format!("{}@{key}", person.person);
    Some(of_days("incentives.plan.in_two_plans", plan, person, place, first).with("plan", &plan.key).with("other", key))
}

fn of_days(code: &'static str, plan: &Plan, person: &Enrolment, place: String, days: DayRange) -> Finding {
    let last = days.last_day().unwrap_or(days.from);
    Finding::new(code, Severity::Warning, place, plan.valid.at)
        .with("person", &person.person)
        .with("from", days.from.to_string())
        .with("to", last.to_string())
}

/// The first days of a range that lie in none of the others.
fn first_uncovered(range: DayRange, others: &[DayRange]) -> Option<DayRange> {
    let mut from: Day = range.from;
    while let Some(other) = others.iter().find(|other| other.contains(from)) {
        from = other.end;
    }
    let next = others.iter().map(|other| other.from).filter(|day| *day > from).min();
    let end = next.map_or(range.end, |next| next.min(range.end));
    Some(DayRange::new(from, end)).filter(|days| !days.is_empty())
}

/// The goals that a plan asks for and somebody in it does not have (`missing_goal` at the component's key, the measure
/// and the person's code), each with its first period and how many there are.
///
/// # Errors
/// As [`days_in_version`], where `who` cannot be answered.
pub fn findings_of_goals(plan: &Plan, calendar: &Calendar, people: &[Person]) -> Result<Vec<Finding>, CalculateError> {
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let mut found = Vec::new();
    for component in &plan.components {
        let periods = calendar.periods_touching(component.period, valid);
        for person in people {
            let days = days_in_version(person, plan, Some(&component.key))?;
            let is_in = |period: &&Period| days.iter().any(|days| days.overlaps(period.days));
            let own: Vec<&Period> = periods.iter().filter(is_in).collect();
            found.extend(missing_goals(component, person, &own));
        }
    }
    Ok(accepted(plan, found))
}

fn missing_goals(component: &Component, person: &Person, periods: &[&Period]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (measure, level) in component.goals() {
        let has = |period: &Period| {
            person.goal(&measure, period.days).and_then(|goal| goal.level(level)).is_some_and(|amount| amount > 0)
        };
        let missing: Vec<&&Period> = periods.iter().filter(|period| !has(period)).collect();
        let Some(first) = missing.first() else { continue };
        let place = format!("{}@{measure}@{}", component.key, person.code);
        let finding = Finding::new("incentives.plan.missing_goal", Severity::Warning, place, component.at)
            .with("component", &component.key)
            .with("measure", &measure)
            .with("person", &person.code)
            .with("period", &first.name)
            .with("count", missing.len().to_string());
        found.push(finding);
    }
    found
}
