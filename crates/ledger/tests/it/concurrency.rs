//! Documents recorded at the same time from several connections leave what they would leave one after another.

use std::sync::Arc;

use beichen_ledger::api::{self, Document, SourceDocument};
use beichen_store::Event;

use crate::world::{ANN, BOB, MEASURES, World, order, payment, refund, source};

/// 1,000 payments of 3.00 on ten orders of 250.00: 83 fit whole and one in part, the rest stays unmatched.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_payments_at_once_equal_the_serial_result() {
    let world = World::postgres().await;
    world.publish(MEASURES).await;
    let orders = (1..=10).map(|number| {
        let payees: &[(u128, i64)] = if number % 2 == 0 { &[(ANN, 70), (BOB, 30)] } else { &[(ANN, 100)] };
        source(1, Document::Order(order(number, "2026-02-10", payees, &[150_00, 100_00])))
    });
    world.post(orders.collect()).await;
    let world = Arc::new(world);
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..8_u128 {
        let world = Arc::clone(&world);
        writers.spawn(async move {
            for place in 0..125_u128 {
                let number = 1_000 + writer * 125 + place;
                let order = Some(number % 10 + 1);
                record(&world, source(1, Document::Payment(payment(number, order, "2026-03-05", 3_00)))).await;
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    // All ten orders are paid in full: 5 × 250.00 are Ann's, of the other five she has 70 % and Bob 30 %.
    let collected = world.totals("collected").await;
    assert_eq!(collected.iter().map(|one| one.1).sum::<i64>(), 10 * 250_00);
    assert_eq!(world.totals("fresh").await.iter().map(|one| one.1).sum::<i64>(), 1);
    world.must_be_whole().await;
}

/// Each of 40 payments of 5.00 comes to an order of Bob's, from one of Ann's or from none, while 2.00 of it is given back:
/// 40 × 3.00 are Bob's. No order is touched twice, so that what went wrong would stay wrong.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn payments_that_move_while_they_are_given_back_leave_what_one_after_another_would() {
    let world = World::postgres().await;
    world.publish(MEASURES).await;
    let mut before = Vec::new();
    for number in 0..40 {
        let from = (number % 2 == 0).then_some(100 + number);
        before.push(source(1, Document::Order(order(100 + number, "2026-02-10", &[(ANN, 100)], &[9_00]))));
        before.push(source(1, Document::Order(order(200 + number, "2026-02-11", &[(BOB, 100)], &[9_00]))));
        before.push(source(1, Document::Payment(payment(300 + number, from, "2026-03-05", 5_00))));
    }
    world.post(before).await;
    let world = Arc::new(world);
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..4_u128 {
        let world = Arc::clone(&world);
        writers.spawn(async move {
            for number in (writer * 10)..(writer * 10 + 10) {
                let moved = payment(300 + number, Some(200 + number), "2026-03-05", 5_00);
                let given = refund(400 + number, 300 + number, "2026-03-06", 2_00);
                let moved = record(&world, source(2, Document::Payment(moved)));
                tokio::join!(moved, record(&world, source(1, Document::Refund(given))));
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    assert_eq!(world.totals("collected").await, [(BOB, 40 * 3_00)]);
    world.must_be_whole().await;
}

/// A deadlock or a busy database is answered with 503, and the writer asks again.
async fn record(world: &World, document: SourceDocument) {
    for _ in 0..50 {
        let mut tx = world.db.begin(&world.ctx).await.unwrap();
        let posted = api::post(&mut tx, vec![document.clone()]).await;
        let done = match posted {
            Ok(_) => {
                let subject: beichen_kernel::BatchId = world.ctx.new_id();
                tx.record(subject, Event::new("test.written"));
                tx.commit().await
            }
            Err(error) => Err(error),
        };
        match done {
            Ok(()) => return,
            Err(error) => assert_eq!(error.code(), "store.busy", "{error:?}"),
        }
    }
    panic!("never recorded: {document:?}");
}
