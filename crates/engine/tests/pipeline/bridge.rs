//! Differences reckoned by hand, one for each cause.

use beichen_engine::bridge::{Bridge, Cause, bridge};
use beichen_engine::calculate::{Balances, Credit, Inputs, Membership, Person, Segment, Timetable};
use beichen_engine::calendar::Calendar;
use beichen_engine::plan::Plan;
use beichen_engine::workdays::Workdays;

use crate::{credit, days, goal, person, plan};

const COMMISSION: &str = r#"
[[component]]
key = "c"
kind = "commission"
period = "month"
measure = "collected"
rate = "5%"
"#;

const BONUS: &str = r#"
[[component]]
key = "c"
kind = "attainment"
period = "month"
measure = "collected"
base = "4000.00"
gate = "80%"
"#;

fn inputs<'a>(plan: &'a Plan, workdays: &'a Workdays, people: Vec<Person>) -> Inputs<'a> {
    let calendar = Calendar::natural();
    let timetable = Timetable::new(plan, &calendar, &calendar.find_any("2026-03").unwrap(), None);
    Inputs {
        plan,
        earlier_versions: Vec::new(),
        timetable,
        workdays,
        people,
        opening: Balances::default(),
        paid_in_full: std::collections::BTreeMap::new(),
        granted: None,
    }
}

fn bridged(a: (&Plan, Vec<Person>), b: (&Plan, Vec<Person>)) -> Bridge {
    let workdays = Workdays::mainland_china();
    bridge(&inputs(a.0, &workdays, a.1), &inputs(b.0, &workdays, b.1)).unwrap()
}

/// Before, after, and data, splits, goals, plan, roster, rounding as text.
fn of(bridge: &Bridge, id: &str) -> (i64, i64, [String; 6]) {
    let line = bridge.lines.iter().find(|line| line.person == id && line.component == "c").unwrap();
    (line.before_minor, line.after_minor, line.changes.clone().map(|change| change.minor.to_string()))
}

fn parts(parts: [&str; 6]) -> [String; 6] {
    parts.map(str::to_owned)
}

fn named(id: &str, credits: Vec<Credit>) -> Person {
    Person { id: id.to_owned(), code: id.to_owned(), ..person(vec![goal("2026-03-01", "2026-03-31", 10_000)], credits) }
}

fn commission() -> Plan {
    plan("2026-01-01", "", COMMISSION)
}

/// 5 % of 0.30 is 1.5 fen, paid as 2; of 0.90 it is 4.5, paid as 5: 3 by data, nothing by rounding. Of 0.50 it is 2.5,
/// paid as 3: 1 more than before, and so is what data changes. Of 0.44 it is 2.2, paid as 2: 0.7 by data are rounded off.
#[test]
fn a_later_payment_is_data_and_rounding_is_the_rest() {
    let plan = commission();
    let with = |amount: i64| {
        let more = (amount != 0).then(|| credit("2026-03-09", amount, "P-2"));
        vec![named("a", [credit("2026-03-02", 30, "P-1")].into_iter().chain(more).collect())]
    };
    let found = |amount: i64| of(&bridged((&plan, with(0)), (&plan, with(amount))), "a");
    assert_eq!(found(60), (2, 5, parts(["3", "0", "0", "0", "0", "0"])));
    assert_eq!(found(20), (2, 3, parts(["1", "0", "0", "0", "0", "0"])));
    assert_eq!(found(14), (2, 2, parts(["7/10", "0", "0", "0", "0", "-7/10"])));
}

/// A document of 100.00 at 70/30 becomes one of 200.00 at 50/50. With the old shares the two would have 140.00 and 60.00,
/// 40.00 and 30.00 more at 5 %: 3.50 and 1.50 by data; the split then moves 40.00, 2.00.
#[test]
fn a_document_that_grew_and_is_divided_otherwise_is_data_in_the_old_shares_and_then_a_split() {
    let plan = commission();
    let shared = |first: i64, second: i64| {
        vec![
            named("a", vec![credit("2026-03-02", first, "P-1")]),
            named("b", vec![credit("2026-03-02", second, "P-1")]),
        ]
    };
    let found = bridged((&plan, shared(7_000, 3_000)), (&plan, shared(10_000, 10_000)));
    assert_eq!(of(&found, "a"), (350, 500, parts(["350", "-200", "0", "0", "0", "0"])));
    assert_eq!(of(&found, "b"), (150, 500, parts(["150", "200", "0", "0", "0", "0"])));
}

/// 5 fen at 70/30 are 4 and 1, 10 fen are 7 and 3: no split has changed, though 4 of 5 is not 7 of 10.
#[test]
fn shares_that_only_look_other_for_their_remainders_are_no_split() {
    let plan = commission();
    let shared = |first: i64, second: i64| {
        vec![
            named("a", vec![credit("2026-03-02", first, "P-1")]),
            named("b", vec![credit("2026-03-02", second, "P-1")]),
        ]
    };
    let found = bridged((&plan, shared(4, 1)), (&plan, shared(7, 3)));
    assert_eq!(of(&found, "a").2, parts(["3/20", "0", "0", "0", "0", "-3/20"]));
    assert_eq!(of(&found, "b").2, parts(["1/10", "0", "0", "0", "0", "-1/10"]));
    // Of equal documents the split has changed, by however little.
    let found = bridged((&plan, shared(4, 1)), (&plan, shared(3, 2)));
    assert_eq!(of(&found, "a").2, parts(["0", "-1/20", "0", "0", "0", "1/20"]));
}

/// 90.00 of 100.00 pays 90 % of 4,000.00; of 120.00 it is 75 %, below the gate. Then 6 % more of a base of 5,000.00
/// changes nothing behind a closed gate.
#[test]
fn a_goal_is_replaced_before_the_plan() {
    let old = plan("2026-01-01", "", BONUS);
    let new = plan("2026-01-01", "", &BONUS.replace("4000.00", "5000.00"));
    let with = |amount: i64| {
        let goals = vec![goal("2026-03-01", "2026-03-31", amount)];
        vec![Person { goals, ..named("a", vec![credit("2026-03-02", 9_000, "P-1")]) }]
    };
    let found = bridged((&old, with(10_000)), (&new, with(12_000)));
    assert_eq!(of(&found, "a"), (360_000, 0, parts(["0", "0", "-360000", "0", "0", "0"])));
    let found = bridged((&old, with(12_000)), (&new, with(10_000)));
    assert_eq!(of(&found, "a"), (0, 450_000, parts(["0", "0", "360000", "90000", "0", "0"])));
}

/// Somebody who comes, and somebody who leaves, come and leave with the roster: until then the plan pays them nothing,
/// or what they had.
#[test]
fn who_comes_or_leaves_does_so_with_the_roster() {
    let plan = commission();
    let here = |id: &str| named(id, vec![credit("2026-03-02", 10_000, &format!("P-{id}"))]);
    let found = bridged((&plan, vec![here("a")]), (&plan, vec![here("a"), here("b")]));
    assert_eq!(of(&found, "a"), (500, 500, parts(["0"; 6])));
    assert_eq!(of(&found, "b"), (0, 500, parts(["0", "0", "0", "0", "500", "0"])));
    let gone = Person { membership: Membership::Days(Vec::new()), ..here("b") };
    let found = bridged((&plan, vec![here("a"), here("b")]), (&plan, vec![here("a"), gone]));
    assert_eq!(of(&found, "b"), (500, 0, parts(["0", "0", "0", "0", "-500", "0"])));
}

/// Half the month in the plan, and the other half's payment does not count.
#[test]
fn days_in_the_plan_are_roster() {
    let plan = plan("2026-01-01", "who = 'position == \"sales\"'", COMMISSION);
    let until = |last: &str| {
        let segment = Segment { position: "sales".into(), ..Segment::blank(days("2026-01-01", last)) };
        let credits = vec![credit("2026-03-02", 10_000, "P-1"), credit("2026-03-20", 4_000, "P-2")];
        vec![Person { segments: vec![segment], ..named("a", credits) }]
    };
    let found = bridged((&plan, until("2026-12-31")), (&plan, until("2026-03-15")));
    assert_eq!(of(&found, "a"), (700, 500, parts(["0", "0", "0", "0", "-200", "0"])));
}

#[test]
fn the_order_is_printed_and_a_person_has_all_components_together() {
    let plan = plan("2026-01-01", "", &format!("{COMMISSION}{}", COMMISSION.replace("\"c\"", "\"d\"")));
    let with = |amount: i64| vec![named("a", vec![credit("2026-03-02", amount, "P-1")])];
    let found = bridged((&plan, with(1_000)), (&plan, with(3_000)));
    let words = found.of_person("a").map(|change| (change.cause.word(), change.minor.to_string()));
    assert_eq!(words.clone().map(|(word, _)| word), ["data", "splits", "goals", "plan", "roster", "rounding"]);
    assert_eq!(words[0].1, "200");
    assert_eq!(found.of_person("b").map(|change| change.minor.is_zero()), [true; 6]);
    let written = serde_json::to_value(&found.lines[0].changes).unwrap();
    assert_eq!(written[0], serde_json::json!({ "cause": "data", "minor": "100" }));
    assert_eq!(Cause::ORDER.len(), written.as_array().unwrap().len());
}
