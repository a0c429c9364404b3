//! What is earned is paid, held or owed: over any chain of periods nothing is lost and nothing is made.

use std::collections::BTreeMap;
use std::sync::Arc;

use beichen_engine::calculate::{Balance, Balances, Line, MovementCause, Run};
use beichen_engine::calendar::PeriodKind;
use beichen_engine::day::Day;
use beichen_engine::plan::Plan;
use proptest::prelude::*;

use crate::order::shuffle;
use crate::world::{Known, Paid, months, paid, person, plan, run_after};

const MODIFIED: &str = r#"
[[component]]
key = "floor"
kind = "commission"
period = "month"
measure = "collected"
rate = "10%"
draw = { amount = "300.00", recover_from = 3, recover = "33.3%" }
holdback = { rate = "15%" }
hold = { until = "collected" }
pay = ["50%", "25%", "25%"]
clawback = [["1 month", "100%"], ["2 months", "50%"]]

[[component]]
key = "on_top"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "2%"], ["1000", "4.37%"], ["3000", "10%"]]
cap = "90.00"
cap_excess = "carry"
draw = { amount = "20.00", kind = "on_top" }
hold = { until = "collected" }
pay = ["0%", "33.3333%", "66.6667%"]

[[component]]
key = "given"
kind = "attainment"
period = "month"
measure = "collected"
base = "400.00"
gate = "30%"
floor = "17.77"
draw = { amount = "100.00", recoverable = false }
holdback = { rate = "7.7%", less = "collected" }
hold = { until = "collected" }

[[component]]
key = "year"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "0.7%"], ["2000", "1.3%"], ["6000", "2.9%"]]
apply = "whole"
accumulate = "year_to_date"
draw = { amount = "5.00" }
holdback = { rate = "10%" }
hold = { until = "collected" }
pay = ["60%", "40%"]
"#;

const LADDER: &str = r#"
[[component]]
key = "plain"
kind = "commission"
period = "month"
measure = "collected"
rate = "3.3%"
cap = "70.00"
cap_excess = "carry"
clawback = [["12 months", "100%"]]

[[component]]
key = "each"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "1%"], ["100", "3%"]]
accumulate = "transaction"
clawback = [["12 months", "100%"]]

[[component]]
key = "year"
kind = "commission"
period = "month"
measure = "collected"
rate = "1.7%"
accumulate = "year_to_date"
cap = "300.00"
clawback = [["12 months", "100%"]]

[[component]]
key = "bonus"
kind = "attainment"
period = "month"
measure = "collected"
base = "400.00"
gate = "30%"
clawback = [["12 months", "100%"]]
"#;

/// When each payment is paid in full; some never are.
fn collected(payments: &[Paid]) -> BTreeMap<Arc<str>, Day> {
    let first = Day::from_ymd(2026, 1, 1).unwrap();
    let in_full = payments.iter().enumerate().filter(|(place, _)| place % 3 != 0);
    in_full.map(|(place, one)| (format!("P-{place}").into(), first.plus_days(one.day + 17 * place as i32))).collect()
}

/// The months run one after the other, each with what it opened with.
fn chain(plan: &Plan, payments: &[Paid], from: i32, seed: Option<u64>) -> Vec<(Balances, Run)> {
    let mut own = person("a", from, 200_000, payments);
    if let Some(seed) = seed {
        shuffle(&mut own.credits, seed);
    }
    let mut runs: Vec<(Balances, Run)> = Vec::new();
    for month in months() {
        let opening = runs.last().map(|(_, run)| run.closing.clone()).unwrap_or_default();
        let known = Known { opening: opening.clone(), paid_in_full: collected(payments) };
        runs.push((opening, run_after(plan, vec![own.clone()], PeriodKind::Month, &month, known)));
    }
    runs
}

fn moved(line: &Line, cause: MovementCause) -> i64 {
    let movements = line.payout.iter().flat_map(|payout| &payout.movements);
    movements.filter(|movement| movement.cause == cause).map(|movement| movement.amount_minor).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn earned_is_payable_and_what_moves_into_held_and_out_of_owed(
        payments in prop::collection::vec(paid(), 0..25),
        from in 0..90_i32,
    ) {
        let plan = plan(MODIFIED);
        for (opening, run) in chain(&plan, &payments, from, None) {
            for line in &run.lines {
                let payout = line.payout.as_ref().unwrap();
                let all: i64 = payout.movements.iter().map(|movement| movement.amount_minor).sum();
                prop_assert_eq!(line.earned_minor + all, payout.payable_minor, "{:?}", line);
                let (before, after) = (of(&opening, line), of(&run.closing, line));
                let held = after.held_minor().unwrap() - before.held_minor().unwrap();
                let owed = after.owed_minor - before.owed_minor;
                prop_assert_eq!((payout.held_minor, payout.owed_minor), (after.held_minor().unwrap(), after.owed_minor));
                let given = if line.component == "given" { moved(line, MovementCause::Drawn) } else { 0 };
                let less = moved(line, MovementCause::HoldbackLess);
                prop_assert_eq!(line.earned_minor + given + less, payout.payable_minor + held - owed, "{:?}", line);
                prop_assert!(after.owed_minor >= 0);
            }
            let text = serde_json::to_string(&run.closing).unwrap();
            prop_assert_eq!(serde_json::from_str::<Balances>(&text).unwrap(), run.closing);
        }
    }

    #[test]
    fn what_a_year_has_held_is_released_to_who_waits_long_enough(payments in prop::collection::vec(paid(), 0..25)) {
        let plan = plan(MODIFIED);
        let runs = chain(&plan, &payments, 0, None);
        let closing = of_component(&runs, "floor");
        prop_assert_eq!((closing.holdback_minor, &closing.carried), (0, &Vec::new()));
        let waiting = |name: &String| collected(&payments).get(name.as_str()).is_none_or(|day| day.year() > 2026);
        prop_assert!(closing.on_hold.keys().all(waiting), "{:?}", closing);
        prop_assert!(closing.instalments.iter().all(|one| one.period.as_str() > "2026-10"), "{:?}", closing);
    }

    #[test]
    fn the_order_of_the_credits_never_matters_to_a_chain(
        payments in prop::collection::vec(paid(), 0..25),
        seed in any::<u64>(),
    ) {
        let plan = plan(MODIFIED);
        prop_assert_eq!(chain(&plan, &payments, 0, None), chain(&plan, &payments, 0, Some(seed)));
    }

    #[test]
    fn refunding_everything_takes_everything_back(payments in prop::collection::vec(paid(), 1..15)) {
        let all: Vec<Paid> = payments
            .into_iter()
            .map(|one| Paid { refund: Some((one.refund.map_or(40, |(after, _)| after), one.amount)), ..one })
            .map(|one| Paid { day: one.day.min(270), ..one })
            .collect();
        let mut left: BTreeMap<String, i64> = BTreeMap::new();
        for (_, run) in chain(&plan(LADDER), &all, 0, None) {
            for line in &run.lines {
                *left.entry(line.component.clone()).or_default() += line.earned_minor - line.clawed_minor();
                prop_assert!(line.earned_minor >= 0, "a refund lowered the actual: {:?}", line);
            }
        }
        prop_assert!(left.values().all(|minor| *minor == 0), "{:?}", left);
    }

    #[test]
    fn a_clawback_never_takes_more_than_was_paid_for_the_document(payments in prop::collection::vec(paid(), 0..15)) {
        for (_, run) in chain(&plan(LADDER), &payments, 0, None) {
            for (_, _, balance) in run.closing.iter() {
                for entry in &balance.attributed {
                    prop_assert!((0..=entry.part_minor).contains(&entry.taken_minor), "{:?}", entry);
                }
            }
        }
    }
}

fn of(balances: &Balances, line: &Line) -> Balance {
    balances.of(&line.person, &line.component).cloned().unwrap_or_default()
}

fn of_component(runs: &[(Balances, Run)], component: &str) -> Balance {
    runs.last().and_then(|(_, run)| run.closing.of("a", component)).cloned().unwrap_or_default()
}
