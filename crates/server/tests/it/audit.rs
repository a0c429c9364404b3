//! Every write leaves a record in a chain without gaps, and a chain that was touched is found.

use std::collections::BTreeSet;

use axum::http::Method;
use beichen_kernel::{Id, Kind};
use beichen_store::audit;
use beichen_testkit::{Furnished, TestApp, both, json};
use sea_orm::{ConnectionTrait, DbBackend};

use crate::calls::Call;
use crate::operations;

/// Fails unless every chain is whole and every row has its event; gives the length of the company's.
async fn must_be_whole(app: &TestApp, company: &Furnished) -> i64 {
    let all = audit::verify(&app.db).await.unwrap();
    assert!(all.iter().all(audit::Verified::is_whole), "{all:?}");
    let own = all.iter().find(|one| one.org == company.org.organisation.id).unwrap();
    let ctx = company.org.system();
    let tx = app.db.read(&ctx).await.unwrap();
    let rows = tx
        .rows(
            "SELECT a.seq AS seq FROM store_audit a JOIN store_event e ON e.org_id = a.org_id AND e.seq = a.seq \
             AND e.name = a.operation WHERE a.org_id = $1 ORDER BY a.seq",
            vec![ctx.org.0.into()],
        )
        .await
        .unwrap();
    let seqs: Vec<i64> = rows.iter().map(|row| row.try_get("", "seq").unwrap()).collect();
    assert_eq!(seqs, (1..=own.head.seq).collect::<Vec<_>>(), "no gaps, and each with its event");
    own.head.seq
}

async fn execute(app: &TestApp, sql: &str) {
    app.db.connection().execute_unprepared(sql).await.unwrap();
}

both! {
    async fn after_each_operation_the_chain_is_whole(app: TestApp) {
        let company = app.furnished("acme").await;
        let mut before = must_be_whole(&app, &company).await;
        assert!(before >= 20, "only {before} records");
        let mut recorded = BTreeSet::new();
        let writes = operations::lasting().into_iter().filter(|operation| operation.method != Method::GET);
        for (place, operation) in writes.enumerate() {
            let answer = Call::of(&operation, &company, 100 + place).by(&company.mighty).await;
            let after = must_be_whole(&app, &company).await;
            assert!(answer.status.is_success() || after == before, "{} was refused and left a record", operation.id);
            if after > before {
                recorded.insert(operation.id);
            }
            before = after;
        }
        assert!(recorded.len() >= 20, "only these left a record: {recorded:?}");
    }

    async fn every_event_is_in_the_catalogue_of_its_crate(app: TestApp) {
        let company = app.furnished("acme").await;
        let known: BTreeSet<&str> =
            beichen_server::catalogues().iter().flat_map(|catalogue| catalogue.events).copied().collect();
        let events = company.org.events().await;
        let unknown: BTreeSet<&String> = events.iter().filter(|name| !known.contains(name.as_str())).collect();
        assert!(unknown.is_empty(), "put these under CATALOGUE.events: {unknown:?}");
    }

    async fn a_row_that_was_touched_is_found(app: TestApp) {
        let company = app.furnished("acme").await;
        let org = company.org.organisation.id;
        let tampered = [
            "UPDATE store_audit SET data = '{}' WHERE org_id = ORG AND seq = 3",
            "UPDATE store_audit SET actor = 'member_x' WHERE org_id = ORG AND seq = 3",
            "UPDATE store_audit SET at = at + 1 WHERE org_id = ORG AND seq = 3",
            "UPDATE store_audit SET hash = 'x' WHERE org_id = ORG AND seq = 3",
            "DELETE FROM store_audit WHERE org_id = ORG AND seq = 3",
        ];
        let keep = "CREATE TABLE kept AS SELECT * FROM store_audit";
        execute(&app, keep).await;
        for sql in tampered {
            execute(&app, &sql.replace("ORG", &org.to_string())).await;
            let found = audit::verify(&app.db).await.unwrap();
            let own = found.iter().find(|one| one.org == org).unwrap();
            assert_eq!(own.broken_at, Some(3), "{sql}");
            execute(&app, "DELETE FROM store_audit").await;
            execute(&app, "INSERT INTO store_audit SELECT * FROM kept").await;
        }
        must_be_whole(&app, &company).await;
        // Cutting off the end leaves a chain that fits row by row; the head tells.
        let last = format!("DELETE FROM store_audit WHERE org_id = {org} AND seq = (SELECT MAX(seq) FROM kept WHERE org_id = {org})");
        execute(&app, &last).await;
        let found = audit::verify(&app.db).await.unwrap();
        assert!(!found.iter().find(|one| one.org == org).unwrap().is_whole());
        execute(&app, "DROP TABLE kept").await;
    }

    async fn personal_values_can_be_erased_and_the_chain_still_holds(app: TestApp) {
        let company = app.furnished("acme").await;
        execute(&app, "UPDATE store_audit SET personal = NULL, personal_salt = NULL").await;
        must_be_whole(&app, &company).await;
        execute(&app, "UPDATE store_audit SET personal = '{\"name\":\"Eve\"}', personal_salt = '00' WHERE seq = 2").await;
        let found = audit::verify(&app.db).await.unwrap();
        assert!(found.iter().any(|one| !one.is_whole()), "a forged personal value is found");
    }

    async fn a_write_without_a_record_is_refused(app: TestApp) {
        let company = app.furnished("acme").await;
        let ctx = company.org.system();
        let before = must_be_whole(&app, &company).await;
        let mut tx = app.db.begin(&ctx).await.unwrap();
        tx.execute("UPDATE customers_customer SET name = 'x' WHERE org_id = $1", vec![ctx.org.0.into()]).await.unwrap();
        let refused = tx.commit().await.unwrap_err();
        assert_eq!((refused.kind(), refused.code()), (Kind::Internal, "store.unrecorded"));
        let name = company.mighty.get(&format!("/api/customers/customers/{}", company.thing("customer_id"))).await.ok();
        assert_eq!(name["name"], "Acme", "nothing of it happened");
        assert_eq!(must_be_whole(&app, &company).await, before);
    }

    async fn two_writers_at_once_leave_no_gap(app: TestApp) {
        let company = app.furnished("acme").await;
        let before = must_be_whole(&app, &company).await;
        let writes = (0..12).map(|number| {
            let person = company.mighty.clone();
            tokio::spawn(async move {
                let body = json!({ "code": format!("C-many-{number}"), "name": "Many" });
                person.post("/api/customers/customers", body).await.ok();
            })
        });
        for write in writes.collect::<Vec<_>>() {
            write.await.unwrap();
        }
        assert_eq!(must_be_whole(&app, &company).await, before + 12);
    }
}

/// A power cut loses nothing that was answered: read from the live writing connection.
#[tokio::test]
async fn the_writer_of_sqlite_is_durable_and_checks_foreign_keys() {
    let app = TestApp::sqlite().await;
    assert_eq!(app.db.backend(), DbBackend::Sqlite);
    assert_eq!(app.db.pragma("synchronous").await.unwrap(), 2, "FULL");
    assert_eq!(app.db.pragma("foreign_keys").await.unwrap(), 1);
    let sql = beichen_store::raw::statement(app.db.backend(), "PRAGMA journal_mode", vec![]);
    let row = app.db.connection().query_one_raw(sql).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "wal");
}

/// A record's subject is shown as the id that the API gave.
#[tokio::test]
async fn a_record_names_what_it_happened_to() {
    let company = TestApp::sqlite().await.furnished("acme").await;
    let path = format!("/api/people/audit?subject={}", company.thing("order_id"));
    let rows = company.mighty.get(&path).await.ok();
    assert_eq!(rows["items"][0]["operation"], "customers.order.created");
    assert_eq!(rows["items"][0]["actor"], beichen_kernel::MemberId::from(company.mighty.member.uuid()).to_string());
}
