//! What only the organisation knows: who is in no plan, who is in two, whose goals are missing.

use beichen_engine::calculate::{Goal, Membership, Person, Segment};
use beichen_engine::calendar::Calendar;
use beichen_engine::check::{Enrolment, Finding, findings_of_enrolment, findings_of_goals};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::Plan;
use beichen_engine::plan::model::GoalBasis;

use crate::{COMMISSION, MONTHLY, params, places, plan_of};

/// Every period of the plan has begun.
const LATER: Day = Day::MAX;

fn days(from: &str, last: &str) -> DayRange {
    DayRange::including(from.parse::<Day>().unwrap(), last.parse::<Day>().unwrap())
}

fn enrolment(person: &str, employed: DayRange, plans: &[(&str, &str, &str)]) -> Enrolment {
    let plans = plans.iter().map(|(key, from, last)| ((*key).to_owned(), vec![days(from, last)])).collect();
    Enrolment { person: person.to_owned(), employed: vec![employed], plans }
}

/// The plan of `plan_of` is valid in 2026 and its key is `check`.
#[test]
fn days_in_no_plan_are_found_with_the_earliest_of_them() {
    let plan = plan_of("", MONTHLY);
    let year = days("2025-01-01", "2027-12-31");
    let find = |people: &[Enrolment]| findings_of_enrolment(&plan, people);
    let half = enrolment("E1", year, &[("check", "2026-01-01", "2026-06-30")]);
    let found = find(std::slice::from_ref(&half));
    assert_eq!(places(&found), [("in_no_plan", "people")]);
    assert_eq!(params(&found[0], ["count", "people", "from", "to"]), ["1", "E1", "2026-07-01", "2026-12-31"]);
    let gap = enrolment("E2", year, &[("check", "2026-01-01", "2026-04-30"), ("west", "2026-05-02", "2026-12-31")]);
    let found = find(&[half, gap]);
    assert_eq!(params(&found[0], ["count", "people", "from", "to"]), ["2", "E1, E2", "2026-05-01", "2026-05-01"]);
    let whole = enrolment("E1", year, &[("check", "2026-01-01", "2026-06-30"), ("west", "2026-07-01", "2026-12-31")]);
    assert_eq!(places(&find(&[whole])), []);
    let left = enrolment("E1", days("2026-01-01", "2026-06-30"), &[("check", "2026-01-01", "2026-06-30")]);
    assert_eq!(places(&find(&[left])), [], "nobody has to be in a plan after leaving");
}

#[test]
fn of_many_people_the_first_five_are_named() {
    let people: Vec<Enrolment> =
        (1..=7).map(|place| enrolment(&format!("E{place}"), days("2026-03-01", "2026-03-31"), &[])).collect();
    let plan = plan_of("", MONTHLY);
    let five = findings_of_enrolment(&plan, &people[..5]);
    assert_eq!(params(&five[0], ["count", "people"]), ["5", "E1, E2, E3, E4, E5"]);
    let seven = findings_of_enrolment(&plan, &people);
    assert_eq!(params(&seven[0], ["count", "people"]), ["7", "E1, E2, E3, E4, E5, …"]);
}

#[test]
fn days_in_two_plans_are_found_at_the_other_plan() {
    let plan = plan_of("", MONTHLY);
    let year = days("2026-01-01", "2026-12-31");
    let both = |from: &str| {
        let twice =
            |person| enrolment(person, year, &[("check", "2026-01-01", "2026-06-30"), ("west", from, "2026-12-31")]);
        findings_of_enrolment(&plan, &[twice("E1"), twice("E2")])
    };
    let found = both("2026-06-30");
    assert_eq!(places(&found), [("in_two_plans", "west")]);
    assert_eq!(
        params(&found[0], ["plan", "other", "count", "from", "to"]),
        ["check", "west", "2", "2026-06-30", "2026-06-30"]
    );
    assert_eq!(places(&both("2026-07-01")), []);
}

#[test]
fn they_are_accepted_in_the_text_like_every_warning() {
    let accept = "accept = [{ finding = \"in_no_plan\", at = \"people\", reason = \"试用期\" }, { finding = \"missing_goal\", at = \"monthly@collected\", reason = \"四月下达\" }]";
    let plan = plan_of(accept, MONTHLY);
    let found = findings_of_enrolment(&plan, &[enrolment("E1", days("2026-01-01", "2026-12-31"), &[])]);
    assert_eq!(found[0].accepted.as_deref(), Some("试用期"));
    let found = findings_of_goals(&plan, &Calendar::natural(), &[person("E1", &[])], LATER);
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
        findings_of_goals(plan, &Calendar::natural(), &[person("E1", months), person("E2", &[])], LATER)
    };
    let (february, march, april) =
        (("2026-02-01", "2026-02-28", 100), ("2026-03-01", "2026-03-31", 100), ("2026-04-01", "2026-04-30", 100));
    let plan = plan_of("", MONTHLY);
    let told = |found: &[Finding]| params(&found[0], ["measure", "people", "count", "period"]).map(str::to_owned);
    let found = missing(&plan, &[march]);
    assert_eq!(places(&found), [("missing_goal", "monthly@collected")]);
    assert_eq!(told(&found), ["collected", "E1, E2", "2", "2026-02"]);
    let all = [february, march, april];
    assert_eq!(told(&missing(&plan, &all)), ["collected", "E2", "1", "2026-02"]);
    let naught = [february, march, ("2026-04-01", "2026-04-30", 0)];
    assert_eq!(told(&missing(&plan, &naught))[1], "E1, E2", "a goal of 0 is none");
    assert_eq!(places(&missing(&plan_of("", COMMISSION), &[])), [], "a plain rate needs no goal");
    let gated = plan_of("", &format!("{COMMISSION}when = 'reached(\"collected\", \"80%\")'"));
    assert_eq!(places(&missing(&gated, &[])), [("missing_goal", "c@collected")]);
    let tiers = plan_of(
        "",
        &COMMISSION.replace("rate = \"5%\"", "rate = \"5%\"\ntiers = [[\"0%\", \"1x\"], [\"100%\", \"2x\"]]"),
    );
    assert_eq!(places(&missing(&tiers, &[])), [("missing_goal", "c@collected")]);
}

/// In the plan from 10 February: before its first period nothing is missing.
#[test]
fn goals_of_periods_that_have_not_begun_are_not_missed() {
    let plan = plan_of("", MONTHLY);
    let on = |today: &str| {
        let found = findings_of_goals(&plan, &Calendar::natural(), &[person("E1", &[])], today.parse().unwrap());
        found.first().map(|found| found.params["period"].clone())
    };
    assert_eq!(on("2026-01-31"), None);
    assert_eq!(on("2026-02-01").as_deref(), Some("2026-02"));
}
