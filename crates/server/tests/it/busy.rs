//! What the database refuses is told by its code: busy is tried again, a taken key and a thing that is gone are said.

use std::time::Duration;

use beichen_kernel::{Error, Kind};
use beichen_store::Db;
use beichen_store::db::DbOptions;
use beichen_testkit::{TestApp, TestOrg, both};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

const LOCK: &str = "SELECT seq FROM store_audit_head WHERE org_id = $1";

/// What a writer on `other` is told while `held` writes.
async fn told(org: &TestOrg, other: &Db) -> Error {
    let ctx = org.system();
    let values = || vec![ctx.org.0.into()];
    let held = org.app.db.begin(&ctx).await.unwrap();
    held.row(&format!("{LOCK}{}", held.for_update()), values()).await.unwrap();
    if other.is_sqlite() {
        other.connection().execute_unprepared("PRAGMA busy_timeout = 1").await.unwrap();
        return other.begin(&ctx).await.err().unwrap();
    }
    let mut waiting = other.begin(&ctx).await.unwrap();
    waiting.execute("SET LOCAL lock_timeout = '20ms'", vec![]).await.unwrap();
    waiting.row(&format!("{LOCK}{}", waiting.for_update()), values()).await.unwrap_err()
}

async fn second(app: &TestApp) -> Db {
    if app.db.is_sqlite() {
        Db::open_sqlite(&app.deps.folder.join("beichen.db"), &DbOptions::default()).await.unwrap()
    } else {
        app.db.clone()
    }
}

both! {
    async fn a_writer_who_waits_too_long_is_told_to_come_again(app: TestApp) {
        let org = app.org("acme").await;
        let error = told(&org, &second(&app).await).await;
        assert_eq!((error.kind(), error.code()), (Kind::Unavailable, "store.busy"), "{error}");
        assert_eq!(error.retry_after_seconds(), Some(2));
    }

    async fn a_row_of_something_that_is_not_there_is_a_conflict(app: TestApp) {
        let org = app.org("acme").await;
        let ctx = org.system();
        let mut tx = app.db.begin(&ctx).await.unwrap();
        let sql = "INSERT INTO people_assignment (org_id, member_id, from_day, end_day, unit_id) \
            VALUES ($1, $2, '2026-03-01', '9999-12-31', $2)";
        let nobody = uuid::Uuid::from(ctx.new_id::<beichen_kernel::MemberId>());
        let gone = tx.execute(sql, vec![ctx.org.0.into(), nobody.into()]).await.unwrap_err();
        assert_eq!((gone.kind(), gone.code()), (Kind::Conflict, "store.gone"), "{gone}");
    }
}

/// A transaction on PostgreSQL that has read the head of the organisation as it was.
async fn with_snapshot(app: &TestApp, org: &TestOrg) -> DatabaseTransaction {
    let tx = app.db.begin_writing().await.unwrap();
    tx.execute_unprepared("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").await.unwrap();
    tx.execute_unprepared(&head(org, "SELECT seq FROM store_audit_head WHERE org_id = ORG")).await.unwrap();
    tx
}

fn head(org: &TestOrg, sql: &str) -> String {
    sql.replace("ORG", &org.organisation.id.to_string())
}

#[tokio::test]
async fn a_serialisation_failure_is_busy() {
    let app = TestApp::postgres().await;
    let org = app.org("acme").await;
    let update = head(&org, "UPDATE store_audit_head SET seq = seq WHERE org_id = ORG");
    let late = with_snapshot(&app, &org).await;
    let early = app.db.begin_writing().await.unwrap();
    early.execute_unprepared(&update).await.unwrap();
    early.commit().await.unwrap();
    let error = beichen_store::error::from_db(late.execute_unprepared(&update).await.unwrap_err());
    assert_eq!(error.code(), "store.busy", "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadlock_is_busy() {
    let app = TestApp::postgres().await;
    let orgs = [app.org("one").await, app.org("two").await];
    let lock = "SELECT seq FROM store_audit_head WHERE org_id = ORG FOR UPDATE";
    let [one, two] = [head(&orgs[0], lock), head(&orgs[1], lock)];
    let (first, second) = (app.db.begin_writing().await.unwrap(), app.db.begin_writing().await.unwrap());
    first.execute_unprepared(&one).await.unwrap();
    second.execute_unprepared(&two).await.unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(20), async {
        tokio::join!(first.execute_unprepared(&two), second.execute_unprepared(&one))
    });
    let (one, two) = ended.await.unwrap();
    let error = beichen_store::error::from_db(one.err().or(two.err()).unwrap());
    assert_eq!(error.code(), "store.busy", "{error}");
}
