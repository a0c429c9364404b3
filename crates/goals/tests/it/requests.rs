//! Goals through HTTP: a request sent again is answered as before, and nothing is written twice.

use axum::http::Method;
use beichen_kernel::Role;
use beichen_testkit::{both, json};
use serde_json::Value;

both! {
    async fn the_same_request_again_is_answered_alike_and_carried_out_once(app: TestApp) {
        let org = app.org("acme").await;
        let director = org.person("director", &[Role::Director]).await;
        let a = org.person("a", &[Role::Sales]).await;
        let east = org.unit("east", None, None).await;
        org.assign(a.member, east, "2026-01-01").await;
        director.post("/api/ledger/measures", json!({ "text": "[measure.m]\nof = \"orders\"\n" })).await.ok();
        let goal = |more: Value| {
            let mut goal = json!({ "measure": "m", "calendar": "natural", "period": "2026-03", "amount": "100.00" });
            goal.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            goal
        };
        let spread = json!({ "unit_id": east.to_string(), "period": "2026-Q2", "over": "periods", "by": "evenly" });
        for (path, body, event) in [
            ("goals", goal(json!({ "member_id": a.member.to_string() })), "goals.goal.created"),
            ("goals/spread", goal(spread), "goals.goal.spread"),
            ("goals/publish", json!({ "measure": "m", "calendar": "natural" }), "goals.goal.published"),
        ] {
            let path = format!("/api/goals/{path}");
            let key = [("idempotency-key", event)];
            let first = director.send(Method::POST, &path, Some(&body), &key).await.ok();
            let again = director.send(Method::POST, &path, Some(&body), &key).await.ok();
            assert!(first.is_object(), "{first}");
            assert_eq!(first, again);
            assert_eq!(org.events().await.iter().filter(|name| *name == event).count(), 1, "{event}");
        }
    }
}
