//! Overrides beyond what examples can say: leads by days, people outside the plan, documents behind the pay.

use std::collections::BTreeMap;

use beichen_engine::calculate::{Balances, Credit, Inputs, Membership, Person, Run, Segment, Timetable, calculate};
use beichen_engine::calendar::Calendar;
use beichen_engine::plan::Plan;
use beichen_engine::workdays::Workdays;

use crate::{credit, days, person, plan, refund, run_all as run};

const OWN: &str = r#"
[[component]]
key = "own"
kind = "commission"
period = "month"
measure = "collected"
rate = "5%"
who = 'position == "seller"'
"#;

const CREDITS: &str = r#"
[[component]]
key = "o"
kind = "override"
period = "month"
of = "collected"
rate = "10%"
who = 'position == "lead"'
"#;

const PAY: &str = r#"
[[component]]
key = "o"
kind = "override"
period = "month"
component = "own"
rate = "10%"
who = 'position == "lead"'
"#;

fn over(component: &str) -> Plan {
    plan("2026-01-01", "", &format!("{OWN}{component}"))
}

/// Somebody of a position, led by these people (nearest first) on these days.
fn member(id: &str, position: &str, stays: &[(&str, &str, &[&str])], credits: Vec<Credit>) -> Person {
    let segment = |(from, last, leads): &(&str, &str, &[&str])| Segment {
        position: position.to_owned(),
        leads: leads.iter().map(|lead| (*lead).to_owned()).collect(),
        ..Segment::blank(days(from, last))
    };
    Person {
        id: id.to_owned(),
        code: id.to_owned(),
        segments: stays.iter().map(segment).collect(),
        membership: Membership::ByWho,
        ..person(Vec::new(), credits)
    }
}

fn lead(id: &str) -> Person {
    member(id, "lead", &[("2026-01-01", "2026-12-31", &[])], Vec::new())
}

/// A seller who is led by `x` until the 15th and by `y` from the 16th of March on.
fn mover(credits: Vec<Credit>) -> Person {
    let stays: [(&str, &str, &[&str]); 2] =
        [("2026-01-01", "2026-03-15", &["x"]), ("2026-03-16", "2026-12-31", &["y"])];
    member("m", "seller", &stays, credits)
}

fn pays(run: &Run) -> [i64; 2] {
    ["x", "y"].map(|id| run.line(id, "o").unwrap().earned_minor)
}

#[test]
fn a_credit_and_the_pay_for_it_are_overridden_by_who_stood_above_on_its_day() {
    let credits = vec![credit("2026-03-15", 100_00, "P-1"), credit("2026-03-16", 300_00, "P-2")];
    let people = || vec![lead("x"), lead("y"), mover(credits.clone())];
    assert_eq!(pays(&run(&over(CREDITS), people())), [10_00, 30_00]);
    // 5.00 and 15.00 of commission
    let run = run(&over(PAY), people());
    assert_eq!(pays(&run), [50, 1_50]);
    let documents: Vec<(&str, i64, i64)> = run
        .line("y", "o")
        .unwrap()
        .documents
        .iter()
        .map(|one| (&*one.document, one.credited, one.part_minor))
        .collect();
    assert_eq!(documents, [("P-2", 300_00, 1_50)], "the same document, and what it credits there");
}

#[test]
fn a_refund_takes_back_from_who_stood_above_when_the_payment_came() {
    let paid = credit("2026-03-15", 100_00, "P-1");
    let back = refund("2026-03-20", -40_00, "R-1", &paid);
    let people = vec![lead("x"), lead("y"), mover(vec![paid, back])];
    let run = run(&over(CREDITS), people);
    assert_eq!(pays(&run), [6_00, 0]);
    let document = &run.line("x", "o").unwrap().documents[0];
    assert_eq!((&*document.document, document.refunds.as_slice()), ("P-1", &["R-1".to_owned()][..]));
    assert_eq!((document.credited, document.part_minor), (60_00, 6_00));
}

#[test]
fn who_has_left_gives_back_what_refunds_take() {
    let paid = credit("2026-02-15", 100_00, "P-1");
    let back = refund("2026-03-20", -40_00, "R-1", &paid);
    let left = member("x", "lead", &[("2026-01-01", "2026-02-28", &[])], Vec::new());
    let run = run(&over(CREDITS), vec![left, mover(vec![paid, back])]);
    assert_eq!(run.line("x", "o").unwrap().earned_minor, -4_00);
    assert!(run.people.iter().any(|person| person.person == "x"), "listed, because the refund concerns them");
}

#[test]
fn credits_below_count_without_the_plan_and_pay_does_not_exist_there() {
    let outside = |credits| member("m", "clerk", &[("2026-01-01", "2026-12-31", &["x", "y", "x"])], credits);
    let credits = vec![credit("2026-03-15", 100_00, "P-1")];
    let people = || vec![lead("x"), lead("y"), outside(credits.clone())];
    assert_eq!(pays(&run(&over(CREDITS), people())), [10_00, 10_00], "twice above is once");
    assert_eq!(pays(&run(&over(PAY), people())), [0, 0]);
}

#[test]
fn nobody_is_below_oneself() {
    let own = vec![credit("2026-03-15", 100_00, "P-1")];
    let odd = member("x", "lead", &[("2026-01-01", "2026-12-31", &["x"])], own);
    assert_eq!(run(&over(CREDITS), vec![odd]).line("x", "o").unwrap().earned_minor, 0);
}

#[test]
fn what_no_document_is_behind_goes_by_the_last_day() {
    let own = OWN.replace("rate = \"5%\"", "rate = \"5%\"\nfloor = \"80.00\"");
    let plan = plan("2026-01-01", "", &format!("{own}{PAY}"));
    assert_eq!(pays(&run(&plan, vec![lead("x"), lead("y"), mover(Vec::new())])), [0, 8_00]);
}

/// A locked month calculated again: the seller would now be champion with 500.00, and was locked with 300.00. Until two
/// people decide, the lead has 10 % of 300.00, and half of 300.00 is due next month.
#[test]
fn an_override_and_instalments_count_a_locked_prize_as_it_was_granted() {
    let prize = "[[component]]\nkey = \"own\"\nkind = \"ranking\"\nperiod = \"month\"\nby = \"collected\"\n\
        among = \"organisation\"\nprizes = [\"500.00\"]\npay = [\"50%\", \"50%\"]\nwho = 'position == \"seller\"'\n";
    let plan = plan("2026-01-01", "", &format!("{prize}{PAY}"));
    let stays: [(&str, &str, &[&str]); 1] = [("2026-01-01", "2026-12-31", &["x"])];
    let seller = member("m", "seller", &stays, vec![credit("2026-03-10", 100_000, "P-1")]);
    let people = vec![lead("x"), seller];
    let (calendar, workdays) = (Calendar::natural(), Workdays::mainland_china());
    let mut inputs = Inputs {
        plan: &plan,
        earlier_versions: Vec::new(),
        timetable: Timetable::new(&plan, &calendar, &calendar.find_any("2026-03").unwrap(), None),
        workdays: &workdays,
        people,
        opening: Balances::default(),
        paid_in_full: BTreeMap::new(),
        granted: None,
    };
    let open = calculate(&inputs).unwrap();
    assert_eq!(open.line("x", "o").unwrap().earned_minor, 5_000);

    inputs.granted = Some(BTreeMap::from([(("m".to_owned(), "own".to_owned()), 30_000)]));
    let again = calculate(&inputs).unwrap();
    let own = again.line("m", "own").unwrap();
    assert_eq!((own.earned_minor, own.granted_minor, own.payable_minor()), (50_000, Some(30_000), 15_000));
    assert_eq!(again.line("x", "o").unwrap().earned_minor, 3_000);
    assert_eq!(again.closing.of("m", "own").unwrap().held_minor(), Some(15_000));
}
