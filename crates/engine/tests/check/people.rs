//! What only the organisation knows: who is in no plan, who is in two, whose goals are missing.

use beichen_engine::calculate::{Goal, Membership, Person, Segment};
use beichen_engine::calendar::Calendar;
use beichen_engine::check::{Enrolment, findings_of_enrolment, findings_of_goals};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::Plan;
use beichen_engine::plan::model::GoalBasis;

use crate::{COMMISSION, MONTHLY, params, places, plan_of};

fn days(from: &str, last: &str) -> DayRange {
    DayRange::including(from.parse::<Day>().unwrap(), last.parse::<Day>().unwrap())
}

fn enrolled(employed: DayRange, plans: &[(&str, &str, &str)]) -> Vec<Enrolment> {
    let plans = plans.iter().map(|(key, from, last)| ((*key).to_owned(), vec![days(from, last)])).collect();
    vec![Enrolment { person: "E1".to_owned(), employed: vec![employed], plans }]
}

/// The plan of `plan_of` is valid in 2026 and its key is `check`.
#[test]
fn a_day_in_no_plan_is_found_with_the_first_days_without() {
    let plan = plan_of("", MONTHLY);
    let year = days("2025-01-01", "2027-12-31");
    let found = findings_of_enrolment(&plan, &enrolled(year, &[("check", "2026-01-01", "2026-06-30")]));
    assert_eq!(places(&found), [("in_no_plan", "E1")]);
    assert_eq!(params(&found[0], ["person", "from", "to"]), ["E1", "2026-07-01", "2026-12-31"]);
    let gap = [("check", "2026-01-01", "2026-06-30"), ("west", "2026-07-02", "2026-12-31")];
    assert_eq!(params(&findings_of_enrolment(&plan, &enrolled(year, &gap))[0], ["from", "to"]), ["2026-07-01"; 2]);
    let whole = [("check", "2026-01-01", "2026-06-30"), ("west", "2026-07-01", "2026-12-31")];
    assert_eq!(places(&findings_of_enrolment(&plan, &enrolled(year, &whole))), []);
    let left = enrolled(days("2026-01-01", "2026-06-30"), &[("check", "2026-01-01", "2026-06-30")]);
    assert_eq!(places(&findings_of_enrolment(&plan, &left)), [], "nobody has to be in a plan after leaving");
}

#[test]
fn a_day_in_two_plans_is_found_with_the_other_plan() {
    let plan = plan_of("", MONTHLY);
    let year = days("2026-01-01", "2026-12-31");
    let both = |from: &str| {
        let plans = [("check", "2026-01-01", "2026-06-30"), ("west", from, "2026-12-31")];
        findings_of_enrolment(&plan, &enrolled(year, &plans))
    };
    let found = both("2026-06-30");
    assert_eq!(places(&found), [("in_two_plans", "E1@west")]);
    assert_eq!(params(&found[0], ["plan", "other", "from", "to"]), ["check", "west", "2026-06-30", "2026-06-30"]);
    assert_eq!(places(&both("2026-07-01")), []);
}

#[test]
fn they_are_accepted_in_the_text_like_every_warning() {
    let accept = "accept = [{ finding = \"in_no_plan\", at = \"E1\", reason = \"试用期\" }, { finding = \"missing_goal\", at = \"monthly@collected@E1\", reason = \"四月下达\" }]";
    let plan = plan_of(accept, MONTHLY);
    let found = findings_of_enrolment(&plan, &enrolled(days("2026-01-01", "2026-12-31"), &[]));
    assert_eq!(found[0].accepted.as_deref(), Some("试用期"));
    let found = findings_of_goals(&plan, &Calendar::natural(), &[person("E1", &[])]).unwrap();
    assert_eq!(found[0].accepted.as_deref(), Some("四月下达"));
}

/// In the plan from February to April, with a goal of collections for these months.
fn person(code: &str, months: &[(&str, &str, i64)]) -> Person {
    let goal = |(from, last, amount): &(&str, &str, i64)| Goal {
        measure: "collected".to_owned(),
        days: days(from, last),
        basis: GoalBasis::Full,
        goal: Some(*amount),
        sprint: None,
        challenge: None,
    };
    let in_plan = days("2026-02-10", "2026-04-05");
    Person {
        id: code.to_owned(),
        code: code.to_owned(),
        membership: Membership::Days(vec![in_plan]),
        segments: vec![Segment::blank(in_plan)],
        coefficients: Vec::new(),
        goals: months.iter().map(goal).collect(),
        credits: Vec::new(),
        ratings: Vec::new(),
        awards: Vec::new(),
    }
}

#[test]
fn a_period_without_a_goal_is_found_where_the_component_needs_one() {
    let missing = |plan: &Plan, months: &[(&str, &str, i64)]| {
        findings_of_goals(plan, &Calendar::natural(), &[person("E1", months)]).unwrap()
    };
    let (february, march, april) =
        (("2026-02-01", "2026-02-28", 100), ("2026-03-01", "2026-03-31", 100), ("2026-04-01", "2026-04-30", 100));
    let plan = plan_of("", MONTHLY);
    let found = missing(&plan, &[march]);
    assert_eq!(places(&found), [("missing_goal", "monthly@collected@E1")]);
    assert_eq!(params(&found[0], ["measure", "person", "period", "count"]), ["collected", "E1", "2026-02", "2"]);
    assert_eq!(places(&missing(&plan, &[february, march, april])), []);
    assert_eq!(missing(&plan, &[february, march, ("2026-04-01", "2026-04-30", 0)]).len(), 1, "a goal of 0 is none");
    assert_eq!(places(&missing(&plan_of("", COMMISSION), &[])), [], "a plain rate needs no goal");
    let gated = plan_of("", &format!("{COMMISSION}when = 'reached(\"collected\", \"80%\")'"));
    assert_eq!(places(&missing(&gated, &[])), [("missing_goal", "c@collected@E1")]);
    let tiers = plan_of(
        "",
        &COMMISSION.replace("rate = \"5%\"", "rate = \"5%\"\ntiers = [[\"0%\", \"1x\"], [\"100%\", \"2x\"]]"),
    );
    assert_eq!(places(&missing(&tiers, &[])), [("missing_goal", "c@collected@E1")]);
}
