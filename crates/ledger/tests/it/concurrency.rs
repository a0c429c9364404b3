//! Payments recorded at the same time from two connections leave what they would leave one after another.

use std::sync::Arc;

use beichen_ledger::api::{self, Document};
use beichen_store::Event;

use crate::world::{ANN, BOB, MEASURES, World, order, payment, source};

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
                record(&world, number, number % 10 + 1).await;
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

/// A deadlock or a busy database is answered with 503, and the writer asks again.
async fn record(world: &World, number: u128, order: u128) {
    for _ in 0..50 {
        let mut tx = world.db.begin(&world.ctx).await.unwrap();
        let one = source(1, Document::Payment(payment(number, Some(order), "2026-03-05", 3_00)));
        if api::post(&mut tx, vec![one]).await.is_err() {
            continue;
        }
        let subject: beichen_kernel::BatchId = world.ctx.new_id();
        tx.record(subject, Event::new("test.written"));
        if tx.commit().await.is_ok() {
            return;
        }
    }
    panic!("payment {number} was never recorded");
}
