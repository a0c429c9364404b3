//! The same request twice is carried out once, and what somebody has changed meanwhile is not overwritten.

use axum::http::Method;
use beichen_kernel::{Role, Timestamp};
use beichen_testkit::app::NOON;
use beichen_testkit::{Answer, TestPerson, both, json};
use serde_json::Value;

async fn create(person: &TestPerson, key: &str, name: &str) -> Answer {
    let body = json!({ "code": "C-7", "name": name });
    person.send(Method::POST, "/api/customers/customers", Some(&body), &[("idempotency-key", key)]).await
}

async fn count(person: &TestPerson, event: &str) -> usize {
    person.org.events().await.iter().filter(|name| *name == event).count()
}

both! {
    async fn the_same_request_twice_is_answered_alike_and_carried_out_once(app: TestApp) {
        let ann = app.org("acme").await.person("ann", &[Role::Administrator]).await;
        let first = create(&ann, "k-1", "Acme").await.ok();
        let second = create(&ann, "k-1", "Acme").await.ok();
        assert_eq!(first, second);
        assert_eq!(count(&ann, "customers.customer.created").await, 1);
    }

    async fn an_answer_is_kept_for_seven_days_and_no_longer(app: TestApp) {
        let org = app.org("acme").await;
        let ann = org.person("ann", &[Role::Administrator]).await;
        create(&ann, "k-1", "Acme").await.ok();
        let kept = async |days: i64| {
            app.clock().set(Timestamp::parse(NOON).unwrap().plus_seconds(days * 86_400 - 1));
            beichen_server::jobs::tidy(&app.deps).await.unwrap();
            let ctx = org.system();
            let tx = app.db.read(&ctx).await.unwrap();
            let sql = "SELECT key FROM store_idempotency WHERE org_id = $1";
            tx.rows(sql, vec![org.organisation.id.0.into()]).await.unwrap().len()
        };
        assert_eq!(kept(7).await, 1);
        assert_eq!(kept(8).await, 0);
    }

    async fn the_same_key_with_another_body_is_refused(app: TestApp) {
        let ann = app.org("acme").await.person("ann", &[Role::Administrator]).await;
        create(&ann, "k-1", "Acme").await.ok();
        let other = create(&ann, "k-1", "Other").await;
        assert_eq!(other.status, 422);
        assert_eq!(other.code(), "store.idempotency_other_body");
        assert_eq!(count(&ann, "customers.customer.created").await, 1);
    }

    async fn a_key_is_its_writers_own(app: TestApp) {
        let org = app.org("acme").await;
        let ann = org.person("ann", &[Role::Administrator]).await;
        let bob = org.person("bob", &[Role::Administrator]).await;
        create(&ann, "k-1", "Acme").await.ok();
        let answer = create(&bob, "k-1", "Acme").await;
        assert_eq!(answer.status, 409, "the code is taken; nothing is replayed to somebody else: {}", answer.body);
    }

    async fn a_refused_request_leaves_its_key_free(app: TestApp) {
        let ann = app.org("acme").await.person("ann", &[Role::Administrator]).await;
        assert_eq!(create(&ann, "k-1", "").await.status, 422);
        create(&ann, "k-1", "Acme").await.ok();
        assert_eq!(count(&ann, "customers.customer.created").await, 1);
    }

    async fn a_thing_that_was_changed_meanwhile_is_not_overwritten(app: TestApp) {
        let ann = app.org("acme").await.person("ann", &[Role::Administrator]).await;
        let customer: Value = create(&ann, "k-1", "Acme").await.ok();
        let path = format!("/api/customers/customers/{}", customer["id"].as_str().unwrap());
        let body = |name: &str| json!({ "code": "C-7", "name": name });
        let changed = ann.put_seen(&path, 1, body("First")).await.ok();
        assert_eq!(changed["version"], 2);
        let stale = ann.put_seen(&path, 1, body("Second")).await;
        assert_eq!(stale.status, 412);
        assert_eq!(stale.body["params"]["version"], 2);
        assert_eq!(ann.get(&path).await.ok()["name"], "First");
        let unseen = ann.send(Method::PUT, &path, Some(&body("Third")), &[]).await;
        assert_eq!(unseen.code(), "kernel.if_match_missing");
    }
}
