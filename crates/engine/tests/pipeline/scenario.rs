//! What would be paid: the same calculation on other inputs.

use std::collections::BTreeMap;

use beichen_engine::calculate::{Balances, Inputs, Timetable, calculate};
use beichen_engine::calendar::Calendar;
use beichen_engine::scenario::{Change, Further, compare, estimate, forecast};
use beichen_engine::workdays::Workdays;

use crate::{credit, day, goal, person, plan, run};

/// 2 % up to 10,000.00 of a month and 5 % above.
const TIERS: &str = "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\n\
    tiers = [[\"0\", \"2%\"], [\"10000\", \"5%\"]]\n";
/// 4,000.00 from 80 % on, in proportion.
const BONUS: &str = "[[component]]\nkey = \"b\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"collected\"\n\
    base = \"4000.00\"\ngate = \"80%\"\ncurve = { shape = \"proportional\" }\n";

fn march<T>(components: &str, ask: impl FnOnce(&mut Inputs<'_>) -> T) -> T {
    let plan = plan("2026-01-01", "", components);
    let (calendar, workdays) = (Calendar::natural(), Workdays::mainland_china());
    let period = calendar.find_any("2026-03").unwrap();
    let own = person(vec![goal("2026-03-01", "2026-03-31", 1_000_000)], vec![credit("2026-03-05", 600_000, "P-1")]);
    let mut inputs = Inputs {
        plan: &plan,
        earlier_versions: Vec::new(),
        timetable: Timetable::new(&plan, &calendar, &period, None),
        workdays: &workdays,
        people: vec![own],
        opening: Balances::default(),
        paid_in_full: BTreeMap::new(),
        granted: None,
    };
    ask(&mut inputs)
}

/// 6,000.00 pay 120.00. With 7,000.00 more: 10,000 × 2 % + 3,000 × 5 % = 350.00. Nothing stays behind in the inputs.
#[test]
fn further_payments_are_paid_on_top_of_what_there_is() {
    let more = Further { person: "a".into(), measure: "collected".into(), day: day("2026-03-20"), amount: 700_000 };
    let (now, then, again) = march(TIERS, |inputs| {
        let now = calculate(inputs).unwrap();
        let then = estimate(inputs, std::slice::from_ref(&more)).unwrap();
        (now, then, calculate(inputs).unwrap())
    });
    assert_eq!(now.line("a", "c").unwrap().earned_minor, 12_000);
    assert_eq!(then.line("a", "c").unwrap().earned_minor, 35_000);
    assert_eq!(now, again);
}

/// 79 %, 90 % and 120 % of the goal of 10,000.00: nothing, 3,600.00 and 4,800.00.
#[test]
fn pay_at_the_totals_that_are_expected() {
    let paid = march(BONUS, |inputs| {
        [790_000, 900_000, 1_200_000].map(|total| {
            let totals = BTreeMap::from([("collected".to_owned(), total)]);
            forecast(inputs, "a", &totals).unwrap().line("a", "b").unwrap().earned_minor
        })
    });
    assert_eq!(paid, [0, 360_000, 480_000]);
}

#[test]
fn two_plans_are_compared_over_all_periods() {
    let (tiers, bonus) = (plan("2026-01-01", "", TIERS), plan("2026-01-01", "", BONUS));
    let own = || person(vec![goal("2026-03-01", "2026-03-31", 1_000_000)], vec![credit("2026-03-05", 900_000, "P-1")]);
    let runs = |plan| ["2026-02", "2026-03"].map(|month| run(plan, own(), month));
    let found = compare(&runs(&tiers), &runs(&bonus)).unwrap();
    assert_eq!(found, BTreeMap::from([("a".to_owned(), Change { before_minor: 18_000, after_minor: 360_000 })]));
}
