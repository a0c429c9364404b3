//! What documents are worth once they are recorded, edited, refunded and cancelled, on both databases.

use beichen_engine::day::DayRange;
use beichen_engine::document::{CustomerFacts, Order, Payment};
use beichen_ledger::api::{self, Document};

use crate::world::{ANN, BOB, EAST, MEASURES, WEST, World, day, id, order, payment, refund, source};

/// Of the first order 0.00 is signed; the first payment is one of the second order.
const FIRST: &str = "[measure.first]\nof = \"orders\"\nwhere = 'customer.is_new'\n\n\
    [measure.first_paid]\nof = \"payments\"\nwhere = 'customer.is_new'\n\n\
    [measure.debut]\nof = \"new_customers\"\nday = \"received_on\"\n";

/// What a payment's own facts decide, and what its order's place in the customer's history does.
const BY_FACTS: &str = "[measure.paid_b]\nof = \"payments\"\nwhere = 'customer.tier == \"B\"'\n\n\
    [measure.paid_a]\nof = \"payments\"\nwhere = 'customer.tier == \"A\"'\n\n\
    [measure.paid_new]\nof = \"payments\"\nwhere = 'customer.is_new'\n\n\
    [measure.signed_a]\nof = \"orders\"\nwhere = 'customer.tier == \"A\"'\n\n\
    [measure.debut]\nof = \"new_customers\"\nday = \"received_on\"\nwhere = 'customer.tier == \"B\" && customer.is_new'\n";

macro_rules! both {
    ($( async fn $name:ident($world:ident) $body:block )*) => {
        $( mod $name {
            use super::*;
            async fn run($world: World) $body
            #[tokio::test]
            async fn sqlite() {
                let world = World::sqlite().await;
                run(world.clone()).await;
                world.check_statements();
            }
            #[tokio::test]
            async fn postgres() {
                let world = World::postgres().await;
                run(world.clone()).await;
                world.check_statements();
            }
        } )*
    };
}

both! {
    async fn an_order_split_70_to_30_credits_both_with_their_unit_of_the_day(world) {
        world.publish(MEASURES).await;
        world.post(vec![source(1, Document::Order(order(1, "2026-02-10", &[(ANN, 70), (BOB, 30)], &[5])))]).await;
        // 5 fen at 70/30: 3.5 and 1.5 tie, the earlier gets the rest.
        assert_eq!(world.totals("signed").await, [(ANN, 4), (BOB, 1)]);
        let tx = world.db.read(&world.ctx).await.unwrap();
        let credits = api::credits_of_document(&tx, id(1)).await.unwrap();
        let mut units: Vec<_> = credits
            .iter()
            .filter(|credit| credit.measure == "signed")
            .map(|credit| (uuid::Uuid::from(credit.member), credit.unit.map(uuid::Uuid::from)))
            .collect();
        units.sort();
        assert_eq!(units, [(id(ANN), Some(id(EAST))), (id(BOB), Some(id(WEST)))]);
        drop(tx);
        world.must_be_whole().await;
    }

    // A payment is asked about its own facts, which its order's may have left behind since, and counts as often as it
    // is credited.
    async fn a_payment_counts_by_its_own_facts_and_by_who_is_new(world) {
        world.publish(BY_FACTS).await;
        let tier = |tier: &str| CustomerFacts { tier: tier.to_owned(), ..CustomerFacts::default() };
        let ordered = |number: u128, day: &str, amount: i64, of: &str| {
            let order = order(number, day, &[(ANN, 100)], &[amount]);
            source(1, Document::Order(Order { customer_facts: tier(of), ..order }))
        };
        let paid = |number: u128, of: u128, amount: i64, tier_of: &str| {
            let payment = payment(number, Some(of), "2026-03-05", amount);
            source(1, Document::Payment(Payment { customer_facts: tier(tier_of), ..payment }))
        };
        world.post(vec![ordered(1, "2026-03-02", 70_00, "A"), ordered(2, "2026-03-03", 90_00, "B")]).await;
        world.post(vec![paid(3, 1, 10_00, "B"), paid(4, 1, 20_00, "A"), paid(5, 2, 40_00, "B")]).await;
        let tx = world.db.read(&world.ctx).await.unwrap();
        let march = DayRange::new(day("2026-03-01"), day("2026-04-01"));
        // Of tier B are payments 3 and 5, whatever their orders; the first order is 1, with payments 3 and 4.
        for (key, count, total) in
            [("paid_b", 2, 50_00), ("paid_a", 1, 20_00), ("paid_new", 2, 30_00), ("signed_a", 1, 70_00), ("debut", 1, 1)]
        {
            let measure = api::measure(&tx, key).await.unwrap();
            let counted: Vec<_> = api::document_counts(&tx, &measure, march).await.unwrap().into_iter().collect();
            assert_eq!(counted, [(id(ANN).into(), count)], "{key}");
            assert_eq!(world.totals(key).await, [(ANN, total)], "{key}");
        }
    }

    async fn an_edit_reverses_what_stood_and_appends_what_stands_now(world) {
        world.publish(MEASURES).await;
        world.post(vec![source(1, Document::Order(order(1, "2026-02-10", &[(ANN, 100)], &[100_00])))]).await;
        let posted = world.post(vec![source(2, Document::Order(order(1, "2026-03-10", &[(BOB, 100)], &[80_00])))]).await;
        // Reversed and appended: the amount, and the new customer who moves to Bob.
        assert_eq!(posted.credits, 4);
        assert_eq!(world.totals("signed").await, [(BOB, 80_00)]);
        assert_eq!(world.totals("fresh").await, [(BOB, 1)]);
        world.must_be_whole().await;
    }

    async fn a_payment_is_spread_a_refund_takes_it_back_and_the_rest_stays_unmatched(world) {
        world.publish(MEASURES).await;
        world.post(vec![source(1, Document::Order(order(1, "2026-02-10", &[(ANN, 100)], &[60_00, 40_00])))]).await;
        world.post(vec![source(1, Document::Payment(payment(2, Some(1), "2026-03-05", 120_00)))]).await;
        assert_eq!(world.totals("collected").await, [(ANN, 100_00)]);
        let tx = world.db.read(&world.ctx).await.unwrap();
        assert_eq!(api::unmatched_minor(&tx, id(2)).await.unwrap(), 20_00);
        assert_eq!(api::matched_minor(&tx, id(1)).await.unwrap(), 100_00);
        drop(tx);
        // 20.00 come from what is unmatched, 30.00 from the lines.
        world.post(vec![source(1, Document::Refund(refund(3, 2, "2026-03-20", 50_00)))]).await;
        assert_eq!(world.totals("collected").await, [(ANN, 70_00)]);
        let tx = world.db.read(&world.ctx).await.unwrap();
        assert_eq!(api::unmatched_minor(&tx, id(2)).await.unwrap(), 0);
        drop(tx);
        world.must_be_whole().await;
    }

    async fn a_payment_moved_to_another_order_counts_for_its_payees(world) {
        world.publish(MEASURES).await;
        world.post(vec![
            source(1, Document::Order(order(1, "2026-02-10", &[(ANN, 100)], &[100_00]))),
            source(1, Document::Order(order(2, "2026-02-11", &[(BOB, 100)], &[100_00]))),
            source(1, Document::Payment(payment(3, Some(1), "2026-03-05", 50_00))),
            source(1, Document::Refund(refund(4, 3, "2026-03-06", 10_00))),
        ]).await;
        assert_eq!(world.totals("collected").await, [(ANN, 40_00)]);
        world.post(vec![source(2, Document::Payment(payment(3, Some(2), "2026-03-05", 50_00)))]).await;
        assert_eq!(world.totals("collected").await, [(BOB, 40_00)]);
        world.post(vec![source(3, Document::Payment(payment(3, None, "2026-03-05", 50_00)))]).await;
        assert_eq!(world.totals("collected").await, []);
        world.must_be_whole().await;
    }

    async fn cancelling_the_first_order_makes_the_next_one_count_as_the_new_customer(world) {
        world.publish(MEASURES).await;
        world.post(vec![
            source(1, Document::Order(order(1, "2026-02-10", &[(ANN, 100)], &[100_00]))),
            source(1, Document::Order(order(2, "2026-02-11", &[(BOB, 100)], &[100_00]))),
        ]).await;
        assert_eq!(world.totals("fresh").await, [(ANN, 1)]);
        let mut cancelled = order(1, "2026-02-10", &[(ANN, 100)], &[100_00]);
        cancelled.cancelled = true;
        world.post(vec![source(2, Document::Order(cancelled))]).await;
        assert_eq!(world.totals("fresh").await, [(BOB, 1)]);
        assert_eq!(world.totals("signed").await, [(BOB, 100_00)]);
        world.must_be_whole().await;
    }

    async fn a_measure_published_later_credits_what_was_recorded_before(world) {
        world.post(vec![source(1, Document::Order(order(1, "2026-02-10", &[(ANN, 100)], &[100_00])))]).await;
        world.publish(MEASURES).await;
        assert_eq!(world.totals("signed").await, [(ANN, 100_00)]);
        let other = "[measure.signed]\nof = \"orders\"\namount = \"gross\"\n";
        let refused = api::publish_measures(&world.ctx, &world.db, other).await.unwrap_err();
        assert_eq!(refused.code(), "ledger.measure.differs");
        assert_eq!(refused.params()["difference"], "- amount = \"net\"\n+ amount = \"gross\"");
        let same = api::publish_measures(&world.ctx, &world.db, MEASURES).await.unwrap();
        assert_eq!((same.created.len(), same.unchanged.len()), (0, 4));
    }

    async fn an_older_version_and_a_foreign_currency_are_refused(world) {
        world.post(vec![source(2, Document::Order(order(1, "2026-02-10", &[(ANN, 100)], &[100_00])))]).await;
        let mut tx = world.db.begin(&world.ctx).await.unwrap();
        let again = source(2, Document::Order(order(1, "2026-02-10", &[(ANN, 100)], &[90_00])));
        assert_eq!(api::post(&mut tx, vec![again]).await.unwrap_err().code(), "kernel.stale");
        let mut foreign = source(1, Document::Order(order(5, "2026-02-10", &[(ANN, 100)], &[90_00])));
        foreign.currency = "USD".parse().unwrap();
        assert_eq!(api::post(&mut tx, vec![foreign]).await.unwrap_err().code(), "ledger.document.foreign_currency");
        let alone = source(1, Document::Refund(refund(6, 99, "2026-03-20", 50_00)));
        assert_eq!(api::post(&mut tx, vec![alone]).await.unwrap_err().code(), "ledger.document.payment_missing");
    }

    async fn documents_are_counted_by_payee_also_those_worth_nothing(world) {
        world.publish(MEASURES).await;
        world.post(vec![
            source(1, Document::Order(order(1, "2026-02-10", &[(ANN, 70), (BOB, 30)], &[0]))),
            source(1, Document::Order(order(2, "2026-02-11", &[(ANN, 100)], &[800_00]))),
            source(1, Document::Payment(payment(3, Some(2), "2026-02-12", 600_00))),
            source(1, Document::Payment(payment(4, Some(2), "2026-02-13", 100_00))),
        ]).await;
        let days = beichen_engine::day::DayRange::new(day("2026-02-01"), day("2026-03-01"));
        let mut seen = Vec::new();
        world.publish(FIRST).await;
        let tx = world.db.read(&world.ctx).await.unwrap();
        for key in ["signed", "collected", "big", "fresh", "first", "first_paid", "debut"] {
            let measure = api::measure(&tx, key).await.unwrap();
            let counts = api::document_counts(&tx, &measure, days).await.unwrap();
            let of = |person: u128| counts.get(&id(person).into()).copied().unwrap_or(0);
            seen.push((key, of(ANN), of(BOB)));
        }
        // The first order is worth nothing and nothing was paid on it, and still it is the one that counts.
        assert_eq!(seen, [
            ("signed", 2, 1), ("collected", 2, 0), ("big", 1, 0), ("fresh", 1, 1),
            ("first", 1, 1), ("first_paid", 0, 0), ("debut", 1, 0),
        ]);
    }
}
