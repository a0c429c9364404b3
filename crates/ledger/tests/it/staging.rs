//! Imports in bulk leave the same ledger as documents recorded one by one.

use beichen_kernel::BatchId;
use beichen_ledger::api::{self, Document, SourceDocument};

use crate::world::{ANN, BOB, World, order, payment, source};

const SIMPLE: &str = "[measure.signed]\nof = \"orders\"\n\n[measure.collected]\nof = \"payments\"\n";

fn orders() -> Vec<SourceDocument> {
    (1..=40)
        .map(|number| {
            let payees: &[(u128, i64)] = if number % 3 == 0 { &[(ANN, 60), (BOB, 40)] } else { &[(ANN, 100)] };
            let amount = i64::try_from(number).unwrap() * 100;
            let mut one = source(1, Document::Order(order(number, "2026-02-10", payees, &[amount, 1])));
            one.place = i64::try_from(number).unwrap();
            one
        })
        .collect()
}

async fn import(world: &World, documents: Vec<SourceDocument>, between: impl AsyncFnOnce(&World)) {
    let batch: BatchId = world.ctx.new_id();
    let mut tx = world.db.begin(&world.ctx).await.unwrap();
    api::stage(&mut tx, batch, documents).await.unwrap();
    tx.commit_unrecorded().await.unwrap();
    between(world).await;
    let mut tx = world.db.begin(&world.ctx).await.unwrap();
    api::apply(&mut tx, batch).await.unwrap();
    api::discard(&mut tx, batch).await.unwrap();
    world.commit(tx).await;
}

async fn ready_rows_are_moved(world: World) {
    world.publish(SIMPLE).await;
    import(&world, orders(), async |_| {}).await;
    let other = World::sqlite().await;
    other.publish(SIMPLE).await;
    other.post(orders()).await;
    assert_eq!(world.totals("signed").await, other.totals("signed").await);
    world.must_be_whole().await;
    // A second batch adds to the totals of days that have one, and spreads over orders of the first.
    let payments = (1..=40).map(|number| {
        let mut one = source(1, Document::Payment(payment(100 + number, Some(number), "2026-02-10", 50)));
        one.place = i64::try_from(number).unwrap();
        one
    });
    import(&world, payments.collect(), async |_| {}).await;
    let collected: i64 = world.totals("collected").await.iter().map(|one| one.1).sum();
    assert_eq!(collected, 40 * 50);
    world.must_be_whole().await;
}

#[tokio::test]
async fn ready_rows_are_moved_on_sqlite() {
    ready_rows_are_moved(World::sqlite().await).await;
}

#[tokio::test]
async fn ready_rows_are_moved_on_postgres() {
    ready_rows_are_moved(World::postgres().await).await;
}

#[tokio::test]
async fn a_measure_published_between_check_and_apply_credits_the_batch_too() {
    let world = World::sqlite().await;
    import(&world, orders(), async |world| world.publish(SIMPLE).await).await;
    let total: i64 = world.totals("signed").await.iter().map(|one| one.1).sum();
    assert_eq!(total, (1..=40).map(|number| number * 100 + 1).sum::<i64>());
    world.must_be_whole().await;
}

#[tokio::test]
async fn a_rebuild_finds_nothing_to_mend_and_mends_what_was_broken() {
    let world = World::sqlite().await;
    world.publish(SIMPLE).await;
    world.post(orders()).await;
    let before = world.totals("signed").await;
    let rebuilt = api::rebuild(&world.ctx, &world.db).await.unwrap();
    assert_eq!(rebuilt.differed, 0);
    let mut tx = world.db.begin(&world.ctx).await.unwrap();
    tx.execute("UPDATE ledger_measure_daily SET amount = amount + 1 WHERE org_id = 7", vec![]).await.unwrap();
    world.commit(tx).await;
    assert_ne!(world.totals("signed").await, before);
    assert!(api::rebuild(&world.ctx, &world.db).await.unwrap().differed > 0);
    assert_eq!(world.totals("signed").await, before);
}
