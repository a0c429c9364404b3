//! The same request twice is carried out once, and what somebody has changed meanwhile is not overwritten.

use axum::http::Method;
use beichen_kernel::{Role, Timestamp};
use beichen_testkit::app::NOON;
use beichen_testkit::{Answer, Furnished, TestPerson, both, json};
use serde_json::Value;

use crate::calls::Call;
use crate::operations;

/// Fewer than this and the walk has gone past most of what can be repeated.
const LEAST: usize = 30;

/// Operations whose answer is kept for nobody, and why.
const UNKEPT: &[(&str, &str)] = &[
    ("people_member_invite", "the answer is a link that lets somebody in, shown once"),
    ("people_member_reset_login", "the answer is a link that lets somebody in, shown once"),
    ("sheets_import_apply", "asks for a version, so a second one is refused"),
    ("sheets_import_discard", "asks for a version, so a second one is refused"),
];

/// Sends every POST twice with one key each: how many were carried out, and which were answered otherwise the second
/// time, or with nothing.
async fn repeated(company: &Furnished, person: &TestPerson) -> (usize, Vec<String>) {
    let (mut carried_out, mut found) = (0, Vec::new());
    for (place, operation) in operations::writes().into_iter().enumerate().filter(|(_, one)| one.takes_key) {
        if UNKEPT.iter().any(|(id, reason)| *id == operation.id && !reason.is_empty()) {
            continue;
        }
        let call = Call::of(&operation, company, 300 + place);
        let version = call.version(person).await;
        let call = call.keyed(format!("once-{place}"));
        let first = call.seeing(person, &version).await;
        if !first.status.is_success() {
            continue;
        }
        carried_out += 1;
        let second = call.seeing(person, &version).await;
        if first.body.is_null() || (first.status, &first.body) != (second.status, &second.body) {
            found.push(format!(
                "{}: end it with tx.finish(view): first {} {}, then {} {}",
                operation.id, first.status, first.body, second.status, second.body
            ));
        }
    }
    (carried_out, found)
}

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

    async fn whatever_is_sent_twice_with_one_key_is_answered_alike(app: TestApp) {
        let company = app.furnished("acme").await;
        let (carried_out, found) = repeated(&company, &company.mighty).await;
        assert!(carried_out >= LEAST, "only {carried_out} operations were carried out");
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    /// A server that gives another answer each time, and one that answers with nothing.
    async fn an_operation_that_is_carried_out_twice_is_found(app: TestApp) {
        let company = app.furnished("acme").await;
        let count = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
        let counting = axum::Router::new().fallback(move || {
            let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            std::future::ready(axum::Json(json!({ "number": number })))
        });
        let (carried_out, found) = repeated(&company, &company.mighty.through(counting)).await;
        assert_eq!((carried_out, found.len()), (found.len(), carried_out));
        assert!(carried_out >= LEAST);
        let silent = axum::Router::new().fallback(|| async {});
        let (carried_out, found) = repeated(&company, &company.mighty.through(silent)).await;
        assert_eq!(found.len(), carried_out);
    }

    async fn a_request_with_a_key_that_changes_nothing_is_answered_as_without_one(app: TestApp) {
        let ann = app.org("acme").await.person("ann", &[Role::Administrator]).await;
        let calendar = json!({ "key": "fiscal", "first_month": 4 });
        let first = ann.post_seen("/api/ledger/calendars", 0, calendar.clone()).await.ok();
        let headers = [("if-match", "1"), ("idempotency-key", "k-1")];
        for _ in 0..2 {
            let same = ann.send(Method::POST, "/api/ledger/calendars", Some(&calendar), &headers).await.ok();
            assert_eq!(same, first);
        }
        assert_eq!(count(&ann, "ledger.calendar.saved").await, 1);
    }

    async fn a_key_has_one_to_a_hundred_and_twenty_eight_characters(app: TestApp) {
        let ann = app.org("acme").await.person("ann", &[Role::Administrator]).await;
        for bad in ["", &"k".repeat(129), "schl\u{fc}ssel"] {
            let refused = create(&ann, bad, "Acme").await;
            assert_eq!((refused.status.as_u16(), refused.body["params"]["most"].as_i64()), (422, Some(128)), "{bad:?}");
            assert_eq!(refused.code(), "store.idempotency_key");
        }
        create(&ann, &"k".repeat(128), "Acme").await.ok();
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

/// The description names the header where it is read, and nowhere else.
#[test]
fn every_write_of_somebody_signed_in_that_is_no_upload_takes_a_key() {
    let open: Vec<&str> =
        beichen_server::catalogues().iter().flat_map(|catalogue| catalogue.open_operations).copied().collect();
    for operation in operations::all() {
        let is_upload = operation.body.as_deref() == Some("multipart/form-data");
        let expected = operation.method == Method::POST && !is_upload && !open.contains(&operation.id.as_str());
        assert_eq!(operation.takes_key, expected, "{}", operation.id);
    }
}
