//! Random people with payments and refunds, under a plan that uses every rule at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use beichen_engine::calculate::{
    Balances, Credit, Goal, Inputs, Membership, Person, Run, Segment, Timetable, calculate,
};
use beichen_engine::calendar::{Calendar, PeriodKind};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::GoalBasis;
use beichen_engine::plan::{Plan, Surroundings, read_plan};
use beichen_engine::workdays::Workdays;
use proptest::prelude::*;

pub const HEAD: &str = r#"
[plan]
key = "laws"
title = "Laws"
currency = "CNY"
valid = { from = "2026-01-01", to = "2026-12-31" }

[measure.collected]
of = "payments"
"#;

/// A plan of the shared head and these components.
pub fn plan(components: &str) -> Plan {
    let reading = read_plan(&format!("{HEAD}{components}"), &Surroundings::default());
    reading.plan.ok_or(reading.diagnostics).unwrap()
}

pub const EVERYTHING: &str = r#"
[[component]]
key = "bonus"
kind = "attainment"
period = "month"
measure = "collected"
base = "4000.00"
gate = "20%"
gate_start = "from_zero"
curve = { shape = "linear", points = [["20%", "30%"], ["100%", "100%"], ["150%", "170%"]] }
cap = "5000.00"
floor = "17.77"
prorate = "workdays"

[[component]]
key = "marginal"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "2%"], ["1000", "4.37%"], ["3000", "10%"]]

[[component]]
key = "whole"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "1%"], ["1500", "2.5%"]]
apply = "whole"
edge = "down"
cap_each = "20.00"

[[component]]
key = "each"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "1%"], ["100", "3%"]]
accumulate = "transaction"
times = [{ coefficient = "person" }]

[[component]]
key = "goal_tiers"
kind = "commission"
period = "month"
measure = "collected"
rate = "3.3%"
tiers = [["0%", "1x"], ["100%", "1.5x"]]
rates_by = [['customer.is_new', "7%"]]

[[component]]
key = "year"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "0.7%"], ["2000", "1.3%"], ["6000", "2.9%"]]
apply = "whole"
accumulate = "year_to_date"
"#;

/// A payment of a person, and how much of it is refunded after so many days.
#[derive(Debug, Clone)]
pub struct Paid {
    pub day: i32,
    pub amount: i64,
    pub refund: Option<(i32, i64)>,
}

pub fn paid() -> impl Strategy<Value = Paid> {
    let refund = proptest::option::weighted(0.3, (0..60_i32, 1..=100_i64));
    (0..300_i32, 1..500_000_i64, refund).prop_map(|(day, amount, refund)| Paid {
        day,
        amount,
        refund: refund.map(|(after, percent)| (after, (amount * percent / 100).max(1))),
    })
}

/// The credits of payments and their refunds, each refund one document of its own.
pub fn credits(paid: &[Paid]) -> Vec<Credit> {
    let first = Day::from_ymd(2026, 1, 1).unwrap();
    let mut credits = Vec::new();
    for (place, one) in paid.iter().enumerate() {
        let day = first.plus_days(one.day);
        let payment = credit(day, one.amount, &format!("P-{place}"), place as i64);
        if let Some((after, amount)) = one.refund {
            credits.push(Credit {
                of_document: Some(payment.document.clone()),
                of_day: Some(day),
                ..credit(day.plus_days(after), -amount, &format!("R-{place}"), 1_000 + place as i64)
            });
        }
        credits.push(payment);
    }
    credits
}

fn credit(day: Day, amount: i64, document: &str, seq: i64) -> Credit {
    Credit {
        measure: Arc::from("collected"),
        day,
        amount,
        document: Arc::from(document),
        line: 0,
        of_document: None,
        of_day: None,
        refunded_on: None,
        recorded: (seq, 0),
        facts: None,
    }
}

/// A person in the plan from a day on, with a monthly goal.
pub fn person(key: &str, from: i32, goal: i64, paid: &[Paid]) -> Person {
    let first = Day::from_ymd(2026, 1, 1).unwrap();
    let days = DayRange::new(first.plus_days(from), Day::from_ymd(2027, 1, 1).unwrap());
    let months = Calendar::natural().periods_inside(PeriodKind::Month, DayRange::new(first, days.end));
    let goals = months.iter().map(|month| Goal {
        measure: String::from("collected"),
        days: month.days,
        basis: GoalBasis::Full,
        goal: Some(goal),
        sprint: None,
        challenge: None,
    });
    Person {
        id: key.to_owned(),
        code: key.to_owned(),
        membership: Membership::Days(vec![days]),
        segments: vec![Segment::blank(days)],
        coefficients: Vec::new(),
        goals: goals.collect(),
        credits: credits(paid),
        ratings: Vec::new(),
        awards: Vec::new(),
    }
}

/// The run of one period ("2026-03", "2026").
pub fn run(plan: &Plan, people: Vec<Person>, kind: PeriodKind, period: &str) -> Run {
    run_after(plan, people, kind, period, Known::default())
}

/// What a run of a chain knows beside the people.
#[derive(Default)]
pub struct Known {
    pub opening: Balances,
    pub paid_in_full: BTreeMap<Arc<str>, Day>,
}

/// The run of one period that opens with what the one before closed.
pub fn run_after(plan: &Plan, people: Vec<Person>, kind: PeriodKind, period: &str, known: Known) -> Run {
    let workdays = Workdays::mainland_china();
    let Known { opening, paid_in_full } = known;
    calculate(&Inputs { opening, paid_in_full, ..inputs(plan, &workdays, people, kind, period) }).unwrap()
}

/// What the run of a first period is made of.
pub fn inputs<'a>(
    plan: &'a Plan,
    workdays: &'a Workdays,
    people: Vec<Person>,
    kind: PeriodKind,
    period: &str,
) -> Inputs<'a> {
    let calendar = Calendar::natural();
    let period = calendar.find(kind, period).unwrap();
    let timetable = Timetable::new(plan, &calendar, &period, Day::from_ymd(2026, 1, 1));
    let (earlier_versions, opening, paid_in_full) = (Vec::new(), Balances::default(), BTreeMap::new());
    let granted = None;
    Inputs { plan, earlier_versions, timetable, workdays, people, opening, paid_in_full, granted }
}

/// The twelve months of the plan.
pub fn months() -> Vec<String> {
    (1..=12).map(|month| format!("2026-{month:02}")).collect()
}
