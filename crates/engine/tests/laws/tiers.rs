//! More sales never pay less under marginal tiers, nor under a rising curve.

use beichen_engine::calendar::PeriodKind;
use proptest::prelude::*;

use crate::world::{Paid, person, plan, run};

const RISING: &str = r#"
[[component]]
key = "marginal"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "2%"], ["1000", "1%"], ["3000", "10%"]]

[[component]]
key = "each"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "2%"], ["1000", "1%"], ["3000", "10%"]]
accumulate = "transaction"

[[component]]
key = "curve"
kind = "attainment"
period = "month"
measure = "collected"
base = "4000.00"
gate = "20%"
curve = { shape = "linear", points = [["20%", "30%"], ["100%", "100%"], ["150%", "170%"]], beyond = "extend" }
"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn one_payment_more_or_larger_never_lowers_the_pay(
        amounts in prop::collection::vec(1..400_000_i64, 1..8),
        more in 1..300_000_i64,
        place in any::<prop::sample::Index>(),
    ) {
        let plan = plan(RISING);
        let pay = |amounts: &[i64]| {
            let payments: Vec<Paid> =
                amounts.iter().enumerate().map(|(day, amount)| Paid { day: day as i32, amount: *amount, refund: None }).collect();
            let run = run(&plan, vec![person("a", 0, 300_000, &payments)], PeriodKind::Month, "2026-01");
            run.lines.iter().map(|line| line.earned_minor).collect::<Vec<_>>()
        };
        let before = pay(&amounts);
        let mut larger = amounts.clone();
        larger[place.index(amounts.len())] += more;
        let mut longer = amounts.clone();
        longer.push(more);
        for after in [pay(&larger), pay(&longer)] {
            for (before, after) in before.iter().zip(&after) {
                prop_assert!(after >= before, "{before} became {after}");
            }
        }
    }

    #[test]
    fn marginal_pay_does_not_depend_on_how_an_amount_is_cut_into_payments(
        amounts in prop::collection::vec(1..400_000_i64, 1..8),
    ) {
        let plan = plan(RISING);
        let pay = |amounts: &[i64]| {
            let payments: Vec<Paid> = amounts.iter().map(|amount| Paid { day: 3, amount: *amount, refund: None }).collect();
            let run = run(&plan, vec![person("a", 0, 300_000, &payments)], PeriodKind::Month, "2026-01");
            (run.line("a", "marginal").unwrap().exact.clone(), run.line("a", "curve").unwrap().exact.clone())
        };
        prop_assert_eq!(pay(&amounts), pay(&[amounts.iter().sum()]));
    }
}
