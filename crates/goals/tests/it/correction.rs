//! Goals of locked days: published by a second person's leave, and exactly those that were shown.

use beichen_kernel::{MemberId, Role, UnitId};
use beichen_testkit::{Answer, TestApp, TestOrg, TestPerson, both, json};
use serde_json::Value;

/// Ann is in a locked March of the measure `m`; Dirk asks, Hana decides.
struct World {
    org: TestOrg,
    dirk: TestPerson,
    hana: TestPerson,
    ann: MemberId,
    bob: MemberId,
    east: UnitId,
}

impl World {
    async fn new(app: &TestApp) -> Self {
        let org = app.org("acme").await;
        let dirk = org.person("dirk", &[Role::Director]).await;
        let hana = org.person("hana", &[Role::Hr]).await;
        let east = org.unit("east", None, None).await;
        let ann = org.person("ann", &[Role::Sales]).await.member;
        let bob = org.person("bob", &[Role::Sales]).await.member;
        for member in [ann, bob] {
            org.assign(member, east, "2026-01-01").await;
        }
        let measures = "[measure.m]\nof = \"orders\"\n\n[measure.n]\nof = \"orders\"\n";
        dirk.post("/api/ledger/measures", json!({ "text": measures })).await.ok();
        org.lock("Sales plan · 2026-03", ("2026-03-01", "2026-03-31"), &[ann], &["m"]).await;
        Self { org, dirk, hana, ann, bob, east }
    }

    async fn draft(&self, measure: &str, period: &str, subject: Value, amount: &str) -> Value {
        let mut goal = json!({ "measure": measure, "calendar": "natural", "period": period, "amount": amount });
        goal.as_object_mut().unwrap().extend(subject.as_object().unwrap().clone());
        self.dirk.post("/api/goals/goals", goal).await.ok()
    }

    async fn publish(&self, measure: &str, period: &str) -> Answer {
        let body = json!({ "measure": measure, "calendar": "natural", "period": period, "reason": "agreed" });
        self.dirk.post("/api/goals/goals/publish", body).await
    }

    async fn ask(&self, period: &str) -> Answer {
        let body = json!({ "measure": "m", "calendar": "natural", "period": period, "reason": "agreed" });
        let wish = json!({ "operation": "goals_goal_publish", "payload": { "body": body }, "reason": "a late paper" });
        self.dirk.post("/api/people/approvals", wish).await
    }

    async fn approve(&self, wish: &Value) -> Answer {
        let path = format!("/api/people/approvals/{}/approve", wish["id"].as_str().unwrap());
        self.hana.post_seen(&path, wish["version"].as_i64().unwrap(), json!({})).await
    }

    async fn state(&self, goal: &Value) -> Value {
        self.dirk.get(&format!("/api/goals/goals/{}", goal["id"].as_str().unwrap())).await.ok()["goal"]["state"].clone()
    }

    async fn published(&self) -> usize {
        self.org.events().await.iter().filter(|name| *name == "goals.goal.published").count()
    }
}

both! {
    async fn a_person_s_goal_of_a_locked_month_waits_for_a_second_person(app: TestApp) {
        let world = World::new(&app).await;
        let goal = world.draft("m", "2026-03", json!({ "member_id": world.ann }), "100.00").await;
        let refused = world.publish("m", "2026-03").await;
        assert_eq!(refused.body["params"]["label"], "Sales plan · 2026-03");
        assert_eq!(refused.code(), "people.fence.locked");
        let asked = world.ask("2026-03").await;
        assert_eq!(asked.status, 201, "{}", asked.body);
        let wish = asked.body["approval"].clone();
        assert_eq!(wish["summary"], "m · natural · 2026-03 · 1");
        let drafts = json!([{ "goal_id": goal["id"], "version": goal["version"], "period": "2026-03", "was": null, "amount": "100.00" }]);
        assert_eq!(wish["payload"]["drafts"], drafts);
        assert_eq!((world.state(&goal).await, world.published().await), (json!("draft"), 0));

        assert_eq!(world.approve(&wish).await.ok()["state"], "approved");
        assert_eq!((world.state(&goal).await, world.published().await), (json!("published"), 1));
    }

    async fn what_no_lock_covers_is_published_at_once(app: TestApp) {
        let world = World::new(&app).await;
        for (measure, period, subject) in [
            ("m", "2026-03", json!({ "member_id": world.bob })),
            ("m", "2026-04", json!({ "member_id": world.ann })),
            ("n", "2026-03", json!({ "member_id": world.ann })),
        ] {
            let goal = world.draft(measure, period, subject, "100.00").await;
            world.publish(measure, period).await.ok();
            assert_eq!(world.state(&goal).await, "published", "{measure} {period}");
        }
        world.draft("m", "2026-03", json!({ "unit_id": world.east }), "900.00").await;
        let done = world.ask("2026-03").await;
        assert_eq!((done.status.as_u16(), &done.body["state"]), (200, &json!("done")), "a unit's goal moves no pay");
        assert_eq!(world.dirk.get("/api/people/approvals").await.ok()["items"], json!([]));
    }

    /// Once published, an unchanged goal of a locked month does not stand in the way of another one's.
    async fn only_what_differs_from_what_is_published_counts(app: TestApp) {
        let world = World::new(&app).await;
        world.draft("m", "2026-02", json!({ "member_id": world.ann }), "100.00").await;
        world.publish("m", "2026-02").await.ok();
        world.org.lock("Sales plan · 2026-02", ("2026-02-01", "2026-02-28"), &[world.ann], &["m"]).await;
        let other = world.draft("m", "2026-02", json!({ "member_id": world.bob }), "50.00").await;
        world.publish("m", "2026-02").await.ok();
        assert_eq!(world.state(&other).await, "published");
    }

    async fn a_draft_that_was_changed_since_is_not_published_unseen(app: TestApp) {
        let world = World::new(&app).await;
        let goal = world.draft("m", "2026-03", json!({ "member_id": world.ann }), "100.00").await;
        let wish = world.ask("2026-03").await.ok()["approval"].clone();
        let at = format!("/api/goals/goals/{}", goal["id"].as_str().unwrap());
        world.dirk.put_seen(&at, goal["version"].as_i64().unwrap(), json!({ "amount": "1.00" })).await.ok();
        assert_eq!(world.approve(&wish).await.code(), "people.approval.outdated");
        assert_eq!((world.state(&goal).await, world.published().await), (json!("draft"), 0));
        let wish = world.ask("2026-03").await.ok()["approval"].clone();
        world.approve(&wish).await.ok();
        assert_eq!(world.state(&goal).await, "published");
    }
}
