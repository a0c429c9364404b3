//! Days in the plan: `who` is asked for each day, facts are those of the last one.

use beichen_engine::calculate::{Coefficient, CoefficientScope, Person, Segment};
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
fn a_leavers_refund_counts_among_the_people_of_a_bonus_without_a_line_of_its_own() {
    let component = "[[component]]\nkey = \"b\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"collected\"\nagainst = \"1000.00\"\nbase = \"100.00\"\nfloor = \"10.00\"\n";
    let plan = plan("2026-01-01", "", component);
    let paid = credit("2026-02-20", 100_000, "P-1");
    let credits = vec![refund("2026-03-05", -40_000, "R-1", &paid), paid];
    let leaver =
        Person { segments: vec![Segment::blank(days("2026-01-01", "2026-02-28"))], ..person(Vec::new(), credits) };
    let run = run(&plan, leaver, "2026-03");
    assert!(run.lines.is_empty());
    assert_eq!((run.people.len(), run.people[0].earned_minor), (1, 0));
}

/// 1,000.00 paid on 31 March times the coefficient `perf`.
fn paid_with(coefficients: &[(CoefficientScope, &str, &str, i64)], kind: &str, period: &str) -> i64 {
    let component = format!(
        "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"{kind}\"\nmeasure = \"collected\"\nrate = \"100%\"\ntimes = [{{ coefficient = \"perf\" }}]\n"
    );
    let coefficients =
        coefficients.iter().map(|(scope, from, last, ppm)| coefficient(scope, from, last, *ppm)).collect();
    let segment = Segment {
        units: vec![String::from("team"), String::from("region")],
        ..Segment::blank(days("2026-01-01", "2026-12-31"))
    };
    let paid = vec![credit("2026-03-31", 100_000, "P-1")];
    let somebody = Person { coefficients, segments: vec![segment], ..person(Vec::new(), paid) };
    run(&plan("2026-01-01", "", &component), somebody, period).line("a", "c").unwrap().earned_minor
}

fn coefficient(scope: &CoefficientScope, from: &str, last: &str, ppm: i64) -> Coefficient {
    let (key, value) = (String::from("perf"), Rate::from_ppm(ppm));
    Coefficient { key, scope: scope.clone(), days: days(from, last), value }
}

#[test]
fn of_equal_periods_the_persons_coefficient_holds_then_the_nearest_units_then_the_companys() {
    let unit = |code: &str| CoefficientScope::Unit(code.to_owned());
    let march = |scope, ppm| (scope, "2026-03-01", "2026-03-31", ppm);
    let all = [
        march(CoefficientScope::Company, 1_200_000),
        march(unit("region"), 1_300_000),
        march(unit("team"), 1_400_000),
        march(CoefficientScope::Person, 1_500_000),
        march(unit("elsewhere"), 100_000),
    ];
    let without = |count: usize| [&all[..4 - count], &all[4..]].concat();
    assert_eq!(paid_with(&all, "month", "2026-03"), 150_000);
    assert_eq!(paid_with(&without(1), "month", "2026-03"), 140_000);
    assert_eq!(paid_with(&without(2), "month", "2026-03"), 130_000);
    assert_eq!(paid_with(&without(3), "month", "2026-03"), 120_000);
    assert_eq!(paid_with(&without(4), "month", "2026-03"), 100_000);
}

#[test]
fn the_smallest_period_around_the_components_own_decides_before_the_scope() {
    let (company, own) = (CoefficientScope::Company, CoefficientScope::Person);
    let month = (company.clone(), "2026-03-01", "2026-03-31", 500_000);
    let quarter = (company, "2026-01-01", "2026-03-31", 1_100_000);
    let year = (own, "2026-01-01", "2026-12-31", 3_000_000);
    let all = [month.clone(), quarter, year.clone()];
    assert_eq!(paid_with(&all, "month", "2026-03"), 50_000);
    assert_eq!(paid_with(&all, "quarter", "2026-Q1"), 110_000);
    assert_eq!(paid_with(&all, "year", "2026"), 300_000);
    assert_eq!(
        paid_with(&[month, year], "quarter", "2026-Q1"),
        300_000,
        "March is no part of a quarter's coefficients"
    );
}

#[test]
fn who_is_asked_anew_where_a_coefficient_begins_and_ends() {
    let component = RATE.replace("who = 'position == \"sales\"'", "").replace("{ member = \"pct\" }", "\"1%\"");
    let plan = plan("2026-01-01", "who = 'coefficient.perf == \"1.5\"'", &component);
    let march = coefficient(&CoefficientScope::Company, "2026-03-01", "2026-03-31", 1_500_000);
    let paid = vec![credit("2026-03-15", 100_000, "P-1")];
    let run = run(&plan, Person { coefficients: vec![march], ..person(Vec::new(), paid) }, "2026-03");
    assert_eq!(run.line("a", "rate").unwrap().earned_minor, 1_000);
    assert_eq!(run.people[0].days, [days("2026-03-01", "2026-03-31")]);
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
