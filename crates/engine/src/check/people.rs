//! What only the organisation knows: people in no published plan or in two, and goals that are missing.
//!
//! One finding tells of everybody it concerns: a reason is signed for a case, not once for each of a thousand people. Two
//! plans that pay somebody the same component on one day are no warning but a refusal: the product refuses to publish.

use std::collections::BTreeMap;

use super::{Finding, accepted};
use crate::calculate::{Person, days_in_version};
use crate::calendar::{Calendar, Period};
use crate::day::{Day, DayRange};
use crate::plan::model::Component;
use crate::plan::{Plan, Severity};

/// How many people a finding names.
const NAMED: usize = 5;

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

/// People of whom the same is found, with the earliest days of it.
struct Concerned<'p> {
    people: Vec<&'p str>,
    days: DayRange,
}

impl<'p> Concerned<'p> {
    fn add(found: Option<Self>, person: &'p str, days: DayRange) -> Self {
        let mut all = found.unwrap_or(Self { people: Vec::new(), days });
        all.people.push(person);
        all.days = if days.from < all.days.from { days } else { all.days };
        all
    }

    fn finding(&self, code: &'static str, plan: &Plan, place: &str) -> Finding {
        let last = self.days.last_day().unwrap_or(self.days.from);
        told_of(Finding::new(code, Severity::Warning, place, plan.valid.at), &self.people)
            .with("from", self.days.from.to_string())
            .with("to", last.to_string())
    }
}

/// How many people a finding is about, and who the first of them are.
fn told_of(finding: Finding, people: &[&str]) -> Finding {
    let named: Vec<&str> = people.iter().copied().take(NAMED).collect();
    let more = if people.len() > NAMED { ", …" } else { "" };
    finding.with("count", people.len().to_string()).with("people", format!("{}{more}", named.join(", ")))
}

/// Who is in no plan on days of this one (`in_no_plan` at `people`), and who is in this one and another on one day
/// (`in_two_plans` at the other plan's key).
pub fn findings_of_enrolment(plan: &Plan, people: &[Enrolment]) -> Vec<Finding> {
    let mut nowhere: Option<Concerned<'_>> = None;
    let mut twice: BTreeMap<&str, Concerned<'_>> = BTreeMap::new();
    for person in people {
        if let Some(days) = in_no_plan(plan, person) {
            nowhere = Some(Concerned::add(nowhere, &person.person, days));
        }
        for other in &person.plans {
            if let Some(days) = in_two_plans(plan, person, other) {
                let so_far = twice.remove(other.0.as_str());
                twice.insert(&other.0, Concerned::add(so_far, &person.person, days));
            }
        }
    }
    let nowhere = nowhere.iter().map(|all| all.finding("incentives.plan.in_no_plan", plan, "people"));
    let twice = twice.iter().map(|(other, all)| {
        all.finding("incentives.plan.in_two_plans", plan, other).with("plan", &plan.key).with("other", *other)
    });
    accepted(plan, nowhere.chain(twice).collect())
}

/// The first days without any plan.
fn in_no_plan(plan: &Plan, person: &Enrolment) -> Option<DayRange> {
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let in_plans: Vec<DayRange> = person.plans.iter().flat_map(|(_, days)| days.iter().copied()).collect();
    person.employed.iter().find_map(|days| first_uncovered(days.intersect(valid), &in_plans))
}

/// The first days in this plan and another.
fn in_two_plans(plan: &Plan, person: &Enrolment, (key, days): &(String, Vec<DayRange>)) -> Option<DayRange> {
    let here = person.plans.iter().find(|(own, _)| *own == plan.key && own != key).map(|(_, days)| days)?;
    let both = here.iter().flat_map(|own| days.iter().map(|other| own.intersect(*other)));
    both.filter(|days| !days.is_empty()).min_by_key(|days| days.from)
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

/// The goals that a plan asks for and people in it do not have (`missing_goal` at the component's key and the measure),
/// with the first period: of the periods that have begun on a day, and always of the plan's first. Somebody of whom `who`
/// cannot be answered is not in the plan.
pub fn findings_of_goals(plan: &Plan, calendar: &Calendar, people: &[Person], today: Day) -> Vec<Finding> {
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let mut found = Vec::new();
    for component in &plan.components {
        let goals = component.goals();
        if goals.is_empty() {
            continue;
        }
        let mut periods = calendar.periods_touching(component.period, valid);
        periods.retain(|period| period.days.from <= today.max(plan.valid.from));
        let mut missing: BTreeMap<String, (Vec<&str>, &Period)> = BTreeMap::new();
        for person in people {
            let days = days_in_version(person, plan, Some(&component.key)).unwrap_or_default();
            let is_in = |period: &&Period| days.iter().any(|days| days.overlaps(period.days));
            for (measure, level) in &goals {
                let has = |period: &Period| {
                    let goal = person.goal(measure, period.days).and_then(|goal| goal.level(*level));
                    goal.is_some_and(|amount| amount > 0)
                };
                let Some(first) = periods.iter().filter(is_in).find(|period| !has(period)) else { continue };
                let (people, earliest) = missing.entry(measure.clone()).or_insert((Vec::new(), first));
                // Several levels of one measure are one missing goal.
                if people.last() != Some(&person.code.as_str()) {
                    people.push(&person.code);
                }
                *earliest = if first.days.from < earliest.days.from { first } else { *earliest };
            }
        }
        found.extend(missing.iter().map(|(measure, all)| missing_goal(component, measure, all)));
    }
    accepted(plan, found)
}

fn missing_goal(component: &Component, measure: &str, (people, first): &(Vec<&str>, &Period)) -> Finding {
    let place = format!("{}@{measure}", component.key);
    told_of(Finding::new("incentives.plan.missing_goal", Severity::Warning, place, component.at), people)
        .with("component", &component.key)
        .with("measure", measure)
        .with("period", &first.name)
}
