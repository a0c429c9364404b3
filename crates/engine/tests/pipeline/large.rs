//! Amounts far beyond any company's are exact, and what does not fit is an error of the run, never a wrap.

use beichen_engine::calculate::CalculateError;

use crate::{credit, goal, person, plan, run, try_run};

const C: &str = "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\nrate = \"99.9999%\"\n";

#[test]
fn ten_to_the_fifteen_is_exact() {
    let plan = plan("2026-01-01", "", C);
    let credits = (0..9).map(|place| credit("2026-03-01", 1_000_000_000_000_001, &format!("P-{place}"))).collect();
    let run = run(&plan, person(Vec::new(), credits), "2026-03");
    // 9,000,000,000,000,009 − 9,000,000,000.000009
    assert_eq!(run.lines[0].earned_minor, 8_999_991_000_000_009);
}

#[test]
fn pay_beyond_64_bits_is_an_error() {
    let plan = plan("2026-01-01", "", &C.replace("99.9999%", "200%"));
    let outcome = try_run(&[&plan], person(Vec::new(), vec![credit("2026-03-01", i64::MAX, "P-1")]), "2026-03");
    assert!(matches!(outcome, Err(CalculateError::TooLarge { .. })), "{outcome:?}");
}

#[test]
fn sums_beyond_64_bits_are_still_compared_exactly() {
    let bonus = "[[component]]\nkey = \"b\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"collected\"\nbase = \"100.00\"\ngate = \"200%\"\ncurve = { shape = \"bands\", bands = [[\"0%\", \"1\"]] }\n";
    let plan = plan("2026-01-01", "", bonus);
    let pay = |second: i64| {
        let credits = vec![credit("2026-03-01", i64::MAX, "P-1"), credit("2026-03-02", second, "P-2")];
        run(&plan, person(vec![goal("2026-03-01", "2026-03-31", i64::MAX)], credits), "2026-03").lines[0].earned_minor
    };
    assert_eq!((pay(i64::MAX - 1), pay(i64::MAX)), (0, 10_000));
}

#[test]
fn a_negative_goal_is_no_goal() {
    let bonus = "[[component]]\nkey = \"b\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"collected\"\nbase = \"100.00\"\ncurve = { shape = \"proportional\" }\n";
    let plan = plan("2026-01-01", "", bonus);
    let run =
        run(&plan, person(vec![goal("2026-03-01", "2026-03-31", -5)], vec![credit("2026-03-01", 5, "P-1")]), "2026-03");
    assert_eq!((run.lines[0].earned_minor, run.exceptions[0].code.word()), (0, "no_goal"));
}
