//! Every write leaves a record in a chain without gaps, and a chain that was touched is found.

use std::collections::BTreeSet;

use beichen_kernel::{Catalogue, Id, Kind};
use beichen_store::audit;
use beichen_testkit::{Furnished, TestApp, TestPerson, both, json};
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

/// Fewer than this and the walk has gone past most of the product.
const LEAST: usize = 50;

/// Writes that leave no record, and why.
const UNRECORDED: &[(&str, &str)] = &[
    ("incentives_plan_check", "reads a text and keeps nothing"),
    ("incentives_scenario_estimate", "reckons and keeps nothing"),
    ("incentives_scenario_forecast", "reckons and keeps nothing"),
    ("incentives_scenario_simulate", "reckons and keeps nothing"),
    ("ledger_measure_preview", "reckons and keeps nothing"),
    ("sheets_import_create", "an import is recorded when it is written"),
    ("sheets_import_apply", "puts a job down; the job records what it writes"),
    ("sheets_import_discard", "throws away what nobody has seen"),
];

/// What became of a write, and whether it left a record.
#[derive(Debug)]
struct Outcome {
    operation: String,
    status: u16,
    recorded: bool,
}

impl Outcome {
    fn finding(&self) -> Option<String> {
        let exempt = UNRECORDED.iter().any(|(id, reason)| *id == self.operation && !reason.is_empty());
        let Self { operation, status, .. } = self;
        match (self.status < 300, self.recorded) {
            (true, false) if !exempt => Some(format!("{operation}: tx.record what it did, or say in audit.rs why not")),
            (true, true) if exempt => Some(format!("{operation} leaves a record: take it off UNRECORDED")),
            (false, true) => Some(format!("{operation} was refused with {status} and left a record")),
            _ => None,
        }
    }
}

/// Carries every write out, each by somebody who has read what stands.
async fn outcomes(app: &TestApp, company: &Furnished, person: &TestPerson) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let mut before = must_be_whole(app, company).await;
    for (place, operation) in operations::writes().into_iter().enumerate() {
        let answer = Call::of(&operation, company, 100 + place).on_what_stands(person).await;
        let after = must_be_whole(app, company).await;
        let (status, recorded) = (answer.status.as_u16(), after > before);
        outcomes.push(Outcome { operation: operation.id, status, recorded });
        before = after;
    }
    outcomes
}

/// Events that no crate has in its catalogue.
fn uncatalogued<'a>(events: &'a BTreeSet<String>, catalogues: &[Catalogue]) -> Vec<&'a String> {
    let known: BTreeSet<&str> = catalogues.iter().flat_map(|catalogue| catalogue.events).copied().collect();
    events.iter().filter(|name| !known.contains(name.as_str())).collect()
}

async fn execute(app: &TestApp, sql: &str) {
    app.db.connection().execute_unprepared(sql).await.unwrap();
}

both! {
    async fn after_each_write_the_chain_is_whole_and_has_its_record(app: TestApp) {
        let company = app.furnished("acme").await;
        let before = must_be_whole(&app, &company).await;
        assert!(before >= 20, "only {before} records");
        let outcomes = outcomes(&app, &company, &company.mighty).await;
        let carried_out: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.status < 300).collect();
        let refused: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.status >= 300).collect();
        assert!(carried_out.len() >= LEAST, "only {} writes were carried out; refused: {refused:#?}", carried_out.len());
        let found: Vec<String> = outcomes.iter().filter_map(Outcome::finding).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    /// A server that says yes and does nothing leaves no record: every one of its answers is found.
    async fn a_write_that_leaves_no_record_is_found(app: TestApp) {
        let company = app.furnished("acme").await;
        let yes = axum::Router::new().fallback(|| async { "yes" });
        let outcomes = outcomes(&app, &company, &company.mighty.through(yes)).await;
        let found: Vec<String> = outcomes.iter().filter_map(Outcome::finding).collect();
        assert_eq!(found.len(), outcomes.len() - UNRECORDED.len());
        let refused = Outcome { operation: "customers_order_edit".into(), status: 409, recorded: true };
        assert!(refused.finding().is_some());
    }

    async fn every_event_is_in_the_catalogue_of_its_crate(app: TestApp) {
        let company = app.furnished("acme").await;
        outcomes(&app, &company, &company.mighty).await;
        app.work().await;
        let events: BTreeSet<String> = company.org.events().await.into_iter().collect();
        assert!(events.len() >= 30, "only {} events were seen", events.len());
        let unknown = uncatalogued(&events, &beichen_server::catalogues());
        assert!(unknown.is_empty(), "put these under CATALOGUE.events: {unknown:?}");
        let without_goals: Vec<Catalogue> =
            beichen_server::catalogues().into_iter().filter(|one| one.capability != "goals").collect();
        assert!(!uncatalogued(&events, &without_goals).is_empty());
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
        let mut tx = app.db.begin(&ctx).await.unwrap();
        tx.execute("UPDATE customers_customer SET name = 'x' WHERE org_id = $1", vec![ctx.org.0.into()]).await.unwrap();
        let refused = tx.commit_unrecorded().await.unwrap_err();
        assert_eq!(refused.code(), "store.unrecorded", "this table is not on the list of those that need no record");
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
