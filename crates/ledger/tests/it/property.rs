//! Whatever is recorded in whatever order: kept totals = rebuilt totals = a fresh reckoning.

use beichen_ledger::api::{Document, SourceDocument};
use proptest::prelude::*;

use crate::world::{ANN, BOB, MEASURES, World, order, payment, refund, source};

/// One thing that somebody records about one of three orders, four payments or two refunds.
#[derive(Debug, Clone)]
enum Step {
    Order { number: u128, day: u8, split: bool, amounts: Vec<i64>, cancelled: bool },
    Payment { number: u128, order: Option<u128>, amount: i64, cancelled: bool },
    Refund { number: u128, amount: i64, cancelled: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let amounts = prop::collection::vec(1_i64..90_000, 1..4);
    prop_oneof![
        (1_u128..=3, 1_u8..=28, any::<bool>(), amounts, prop::bool::weighted(0.2)).prop_map(
            |(number, day, split, amounts, cancelled)| Step::Order { number, day, split, amounts, cancelled }
        ),
        (1_u128..=4, prop::option::weighted(0.9, 1_u128..=3), 1_i64..90_000, prop::bool::weighted(0.1))
            .prop_map(|(number, order, amount, cancelled)| Step::Payment { number, order, amount, cancelled }),
        (1_u128..=2, 1_i64..50_000, prop::bool::weighted(0.1)).prop_map(|(number, amount, cancelled)| Step::Refund {
            number,
            amount,
            cancelled
        }),
    ]
}

fn handed(step: &Step, version: i64) -> SourceDocument {
    let document = match step {
        Step::Order { number, day, split, amounts, cancelled } => {
            let payees: &[(u128, i64)] = if *split { &[(ANN, 70), (BOB, 30)] } else { &[(BOB, 100)] };
            let mut order = order(*number, &format!("2026-02-{day:02}"), payees, amounts);
            order.cancelled = *cancelled;
            Document::Order(order)
        }
        Step::Payment { number, order, amount, cancelled } => {
            let mut payment = payment(10 + number, *order, "2026-03-05", *amount);
            payment.cancelled = *cancelled;
            Document::Payment(payment)
        }
        Step::Refund { number, amount, cancelled } => {
            let mut refund = refund(20 + number, 10 + number, "2026-03-06", *amount);
            refund.cancelled = *cancelled;
            Document::Refund(refund)
        }
    };
    source(version, document)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn kept_totals_equal_a_rebuild_and_a_fresh_reckoning(steps in prop::collection::vec(step(), 1..14)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let world = World::sqlite().await;
            world.publish(MEASURES).await;
            let first = (1..=2).map(|number| Step::Payment { number, order: Some(number), amount: 70_000, cancelled: false });
            let steps: Vec<Step> = first.chain(steps).collect();
            for (version, step) in (1..).zip(&steps) {
                world.post(vec![handed(step, version)]).await;
            }
            world.must_be_whole().await;
        });
    }
}
