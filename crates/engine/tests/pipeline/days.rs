//! Days in the plan: `who` is asked for each day, facts are those of the last one.

use beichen_engine::calculate::{Coefficient, Person, Segment};
use beichen_engine::plan::expression::FactValue;
use beichen_engine::plan::model::GoalBasis;
use beichen_engine::rate::Rate;

use crate::{credit, days, goal, person, plan, refund, run};

const RATE: &str = r#"
[[component]]
key = "rate"
kind = "commission"
period = "month"
measure = "collected"
rate = { member = "pct" }
who = 'position == "sales"'
"#;

fn position(from: &str, last: &str, position: &str, ppm: i64) -> Segment {
    let mut segment = Segment { position: position.to_owned(), ..Segment::blank(days(from, last)) };
    segment.fields.insert(String::from("pct"), FactValue::Rate(Rate::from_ppm(ppm)));
    segment
}

fn moving() -> Person {
    let paid = ["2026-03-05", "2026-03-15", "2026-03-25"];
    let credits = paid.iter().map(|day| credit(day, 100_000, day)).collect();
    let segments = vec![
        position("2026-01-01", "2026-03-10", "sales", 10_000),
        position("2026-03-11", "2026-03-20", "support", 90_000),
        position("2026-03-21", "2026-12-31", "sales", 20_000),
    ];
    Person { segments, ..person(Vec::new(), credits) }
}

#[test]
fn credits_of_days_outside_who_do_not_count_and_the_last_days_rate_holds_for_all() {
    let run = run(&plan("2026-01-01", "", RATE), moving(), "2026-03");
    assert_eq!(run.line("a", "rate").unwrap().earned_minor, 4_000);
    assert_eq!(run.people[0].days, [days("2026-03-01", "2026-03-10"), days("2026-03-21", "2026-03-31")]);
}

#[test]
fn who_may_ask_for_a_goal_of_any_period_that_covers_the_day() {
    let component = RATE.replace("who = 'position == \"sales\"'", "").replace("{ member = \"pct\" }", "\"1%\"");
    let plan = plan("2026-01-01", "who = 'has_goal(\"collected\")'", &component);
    let paid = || vec![credit("2026-03-05", 100_000, "P-1")];
    let quarter = person(vec![goal("2026-01-01", "2026-03-31", 1)], paid());
    assert_eq!(run(&plan, quarter, "2026-03").line("a", "rate").unwrap().earned_minor, 1_000);
    let other = person(vec![goal("2026-04-01", "2026-06-30", 1)], paid());
    let outside = run(&plan, other, "2026-03");
    assert!(outside.lines.is_empty() && outside.people.is_empty());
}

#[test]
fn a_refund_after_the_last_day_in_the_plan_puts_the_leaver_among_the_people() {
    let plan = plan("2026-01-01", "", RATE);
    let paid = credit("2026-02-20", 100_000, "P-1");
    let credits = vec![refund("2026-03-05", -40_000, "R-1", &paid), paid];
    let leaver =
        Person { segments: vec![position("2026-01-01", "2026-02-28", "sales", 10_000)], ..person(Vec::new(), credits) };
    let run = run(&plan, leaver, "2026-03");
    assert_eq!(run.line("a", "rate").unwrap().earned_minor, -400);
    assert_eq!((run.people.len(), run.people[0].days.len()), (1, 0));
}

#[test]
fn of_several_coefficients_the_one_for_the_fewest_days_holds_on_the_last_day() {
    let component =
        format!("{}times = [{{ coefficient = \"unit\" }}]\n", RATE.replace("who = 'position == \"sales\"'", ""));
    let plan = plan("2026-01-01", "", &component);
    let coefficient = |from: &str, last: &str, ppm: i64| Coefficient {
        key: String::from("unit"),
        days: days(from, last),
        value: Rate::from_ppm(ppm),
    };
    let coefficients = vec![
        coefficient("2026-01-01", "2026-12-31", 3_000_000),
        coefficient("2026-03-01", "2026-03-31", 2_000_000),
        coefficient("2026-04-01", "2026-04-30", 5_000_000),
    ];
    let somebody = Person { coefficients, ..moving() };
    // 3 × 1,000.00 at 2 % = 60.00, times 2
    assert_eq!(run(&plan, somebody, "2026-03").line("a", "rate").unwrap().earned_minor, 12_000);
}

#[test]
fn a_final_goal_stays_whole_for_somebody_who_joins_late() {
    let component = "[[component]]\nkey = \"b\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"collected\"\nbase = \"100.00\"\ncurve = { shape = \"proportional\" }\nprorate = \"calendar\"\n";
    let plan = plan("2026-01-01", "", component);
    let mut own = goal("2026-03-01", "2026-03-31", 310_000);
    own.basis = GoalBasis::Final;
    let paid = vec![credit("2026-03-31", 10_000, "P-1")];
    let joiner = Person { segments: vec![Segment::blank(days("2026-03-31", "2026-12-31"))], ..person(vec![own], paid) };
    // base 100 × 1/31, attainment 100 / 3 100: 0.104…
    assert_eq!(run(&plan, joiner, "2026-03").line("a", "b").unwrap().earned_minor, 10);
}
