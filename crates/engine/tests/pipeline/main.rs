//! The pipeline beyond what examples can say: explanations, plan versions, days in the plan, large amounts.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test stops at the first surprise"
)]

mod bridge;
mod days;
mod explanation;
mod large;
mod overriding;
mod payout;
mod ranking;
mod receipt;
mod scenario;
mod shared;
mod versions;

use std::collections::BTreeMap;
use std::sync::Arc;

use beichen_engine::calculate::{
    Balances, CalculateError, Credit, Goal, Inputs, Membership, Person, Run, Segment, Timetable, calculate,
};
use beichen_engine::calendar::Calendar;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::GoalBasis;
use beichen_engine::plan::{Plan, Surroundings, read_plan};
use beichen_engine::workdays::Workdays;

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn days(from: &str, last: &str) -> DayRange {
    DayRange::including(day(from), day(last))
}

/// A plan of payments, valid from a day to the end of 2026.
pub fn plan(from: &str, head: &str, components: &str) -> Plan {
    let text = format!(
        "[plan]\nkey = \"p\"\ntitle = \"P\"\ncurrency = \"CNY\"\nvalid = {{ from = \"{from}\", to = \"2026-12-31\" }}\n{head}\n[measure.collected]\nof = \"payments\"\n{components}"
    );
    let reading = read_plan(&text, &Surroundings::default());
    reading.plan.ok_or(reading.diagnostics).unwrap()
}

pub fn credit(on: &str, amount: i64, document: &str) -> Credit {
    Credit {
        measure: Arc::from("collected"),
        day: day(on),
        amount,
        document: Arc::from(document),
        line: 0,
        of_document: None,
        of_day: None,
        refunded_on: None,
        recorded: (0, 0),
        facts: None,
    }
}

pub fn refund(on: &str, amount: i64, document: &str, of: &Credit) -> Credit {
    Credit { of_document: Some(of.document.clone()), of_day: Some(of.day), ..credit(on, amount, document) }
}

pub fn goal(from: &str, last: &str, amount: i64) -> Goal {
    Goal {
        measure: String::from("collected"),
        days: days(from, last),
        basis: GoalBasis::Full,
        goal: Some(amount),
        sprint: None,
        challenge: None,
    }
}

/// Somebody of whom `who` is asked, with one set of facts for the year.
pub fn person(goals: Vec<Goal>, credits: Vec<Credit>) -> Person {
    Person {
        id: String::from("a"),
        code: String::from("001"),
        membership: Membership::ByWho,
        segments: vec![Segment::blank(days("2026-01-01", "2026-12-31"))],
        coefficients: Vec::new(),
        goals,
        credits,
        ratings: Vec::new(),
        awards: Vec::new(),
    }
}

pub fn try_run(plans: &[&Plan], person: Person, period: &str) -> Result<Run, CalculateError> {
    try_run_all(plans, vec![person], period)
}

fn try_run_all(plans: &[&Plan], people: Vec<Person>, period: &str) -> Result<Run, CalculateError> {
    try_run_after(plans, people, period, Balances::default())
}

/// As [`try_run_all`], opening with what the period before closed.
pub fn try_run_after(
    plans: &[&Plan],
    people: Vec<Person>,
    period: &str,
    opening: Balances,
) -> Result<Run, CalculateError> {
    let (plan, earlier) = plans.split_last().unwrap();
    let calendar = Calendar::natural();
    let workdays = Workdays::mainland_china();
    let period = calendar.find_any(period).unwrap();
    let timetable = Timetable::of_versions(plans, &calendar, &period, Some(day("2026-01-01")));
    let inputs = Inputs {
        plan,
        earlier_versions: earlier.to_vec(),
        timetable,
        workdays: &workdays,
        people,
        opening,
        paid_in_full: BTreeMap::new(),
        granted: None,
    };
    calculate(&inputs)
}

pub fn run(plan: &Plan, person: Person, period: &str) -> Run {
    try_run(&[plan], person, period).unwrap()
}

/// March of all these people together.
pub fn run_all(plan: &Plan, people: Vec<Person>) -> Run {
    try_run_all(&[plan], people, "2026-03").unwrap()
}
