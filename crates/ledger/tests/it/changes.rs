//! Documents by when they were recorded: what an import wrote, what hangs on it since, and what changed in a stretch of time.

use std::collections::BTreeSet;

use beichen_engine::document::Order;
use beichen_kernel::{BatchId, Timestamp};
use beichen_ledger::api::{self, Document, DocumentChange, Origin, SourceDocument};
use uuid::Uuid;

use crate::world::{ANN, BOB, MEASURES, World, id, order, payment, refund, source};

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

/// Posts in one transaction, and gives its id.
async fn posted(world: &World, documents: Vec<SourceDocument>) -> Uuid {
    let mut tx = world.db.begin(&world.ctx).await.unwrap();
    let writer = Uuid::from(tx.id());
    api::post(&mut tx, documents).await.unwrap();
    world.commit(tx).await;
    writer
}

/// `kind version before → after payees`
fn said(change: &DocumentChange) -> String {
    let before = change.before.map_or("–".to_owned(), |amount| amount.to_string());
    let payees: Vec<String> = change.payees.iter().map(|&one| Uuid::from(one).as_u128().to_string()).collect();
    format!("{} {} {before} → {} {}", change.kind, change.version, change.after, payees.join("+"))
}

both! {
    async fn every_version_says_what_stood_before_it(world) {
        world.publish(MEASURES).await;
        let first = order(1, "2026-02-10", &[(ANN, 70), (BOB, 30)], &[60, 40]);
        let second = order(1, "2026-02-11", &[(BOB, 100)], &[50]);
        posted(&world, vec![source(1, Document::Order(first))]).await;
        posted(&world, vec![
            source(2, Document::Order(second.clone())),
            source(1, Document::Payment(payment(2, Some(1), "2026-03-01", 30))),
        ]).await;
        posted(&world, vec![source(3, Document::Order(Order { cancelled: true, ..second }))]).await;
        let now = world.ctx.now();
        let after = Timestamp::from_micros(now.micros() + 1);
        let tx = world.db.read(&world.ctx).await.unwrap();
        let changes = api::document_changes(&tx, now, after).await.unwrap();
        assert_eq!(
            changes.iter().map(said).collect::<Vec<_>>(),
            [
                format!("order 1 – → 100 {ANN}+{BOB}"),
                format!("order 2 100 → 50 {BOB}"),
                format!("payment 1 – → 30 {BOB}"),
                format!("order 3 50 → 0 {BOB}"),
            ]
        );
        assert_eq!(changes[0].actor, "system via test");
        assert!(api::document_changes(&tx, after, Timestamp::from_micros(i64::MAX)).await.unwrap().is_empty());
    }

    async fn what_an_import_wrote_is_found_with_what_came_after_it(world) {
        let batch: BatchId = world.ctx.new_id();
        let row = |row: i64, version: i64, document: Document| SourceDocument {
            origin: Some(Origin { batch, row }),
            ..source(version, document)
        };
        let one = |number: u128, amount: i64| Document::Order(order(number, "2026-03-02", &[(ANN, 100)], &[amount]));
        let writer = posted(&world, vec![row(2, 1, one(1, 10)), row(3, 1, one(2, 20)), row(4, 1, one(3, 30))]).await;
        // By hand, the edit keeps the origin; a payment comes to the third.
        posted(&world, vec![row(3, 2, one(2, 25))]).await;
        let paying = posted(&world, vec![source(1, Document::Payment(payment(9, Some(3), "2026-03-03", 5)))]).await;

        let tx = world.db.read(&world.ctx).await.unwrap();
        let written = api::written_by(&tx, "order", batch, writer).await.unwrap();
        let shown: Vec<_> = written.iter().map(|one| (one.row, one.id, one.version, one.stands)).collect();
        assert_eq!(shown, [(2, id(1), 1, true), (3, id(2), 1, false), (4, id(3), 1, true)]);
        assert!(api::written_by(&tx, "payment", batch, writer).await.unwrap().is_empty());
        let ids: BTreeSet<Uuid> = written.iter().map(|one| one.id).collect();
        let named = api::named_since(&tx, &ids, writer).await.unwrap();
        assert_eq!(named.into_iter().collect::<Vec<_>>(), [(id(3), "D-9".to_owned())]);
        assert!(api::named_since(&tx, &ids, paying).await.unwrap().is_empty(), "not since then");
        drop(tx);
        posted(&world, vec![source(1, Document::Refund(refund(10, 9, "2026-03-04", 1)))]).await;
        let tx = world.db.read(&world.ctx).await.unwrap();
        let named = api::named_since(&tx, &BTreeSet::from([id(9)]), paying).await.unwrap();
        assert_eq!(named.into_iter().collect::<Vec<_>>(), [(id(9), "D-10".to_owned())]);
    }
}
