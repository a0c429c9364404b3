//! A company with a locked March, and a wish that waits for a second person.

use beichen_kernel::{MemberId, Role, UnitId};
use beichen_testkit::{Answer, TestApp, TestOrg, TestPerson, json};
use serde_json::Value;

pub const APPROVALS: &str = "/api/people/approvals";

/// Mia is in a locked March and Noa in no run; Hana of HR asks, Dora decides.
pub struct World {
    pub org: TestOrg,
    pub hana: TestPerson,
    pub dora: TestPerson,
    pub mia: MemberId,
    pub noa: MemberId,
    pub west: UnitId,
}

impl World {
    pub async fn new(app: &TestApp) -> Self {
        let org = app.org("acme").await;
        let east = org.unit("east", None, None).await;
        let west = org.unit("west", None, None).await;
        let hana = org.person("hana", &[Role::Hr]).await;
        let dora = org.person("dora", &[Role::Director]).await;
        let mia = org.person("mia", &[Role::Sales]).await.member;
        let noa = org.person("noa", &[Role::Sales]).await.member;
        for member in [mia, noa] {
            org.assign(member, east, "2026-01-01").await;
        }
        for (key, name, kind) in [("pct", "Share", "rate"), ("desk", "Desk", "text")] {
            let field = json!({ "entity": "member", "key": key, "name": name, "kind": kind });
            hana.post("/api/people/fields", field).await.ok();
        }
        org.lock("Sales plan · 2026-03", ("2026-03-01", "2026-03-31"), &[mia], &["signed"]).await;
        Self { org, hana, dora, mia, noa, west }
    }

    pub async fn member(&self, member: MemberId) -> Value {
        self.hana.get(&path(member)).await.ok()
    }

    pub async fn version(&self, member: MemberId) -> i64 {
        self.member(member).await["version"].as_i64().unwrap()
    }

    /// The operation itself, without asking anybody.
    pub async fn directly(&self, member: MemberId, verb: &str, body: &Value) -> Answer {
        self.hana.post_on(&path(member), &format!("{}/{verb}", path(member)), body.clone()).await
    }

    pub async fn ask(&self, operation: &str, payload: Value) -> Answer {
        let wish = json!({ "operation": operation, "payload": payload, "reason": "a late paper" });
        self.hana.post(APPROVALS, wish).await
    }

    pub async fn on(&self, member: MemberId, body: Value) -> Value {
        json!({ "member_id": member, "version": self.version(member).await, "body": body })
    }

    pub fn to_west(&self, from: &str) -> Value {
        json!({ "unit_id": self.west, "from": from })
    }

    /// Mia's transfer on a locked day, as a wish that waits.
    pub async fn waiting(&self) -> Value {
        let payload = self.on(self.mia, self.to_west("2026-03-10")).await;
        let answer = self.ask("people_member_transfer", payload).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.body["approval"].clone()
    }

    pub async fn decide(&self, person: &TestPerson, wish: &Value, verb: &str) -> Answer {
        let path = format!("{APPROVALS}/{}/{verb}", wish["id"].as_str().unwrap());
        let body = if verb == "reject" { json!({ "reason": "not enough" }) } else { json!({}) };
        person.post_seen(&path, wish["version"].as_i64().unwrap(), body).await
    }

    pub async fn state(&self, wish: &Value) -> Value {
        let path = format!("{APPROVALS}/{}", wish["id"].as_str().unwrap());
        self.dora.get(&path).await.ok()
    }

    pub async fn count(&self, event: &str) -> usize {
        self.org.events().await.iter().filter(|name| *name == event).count()
    }
}

pub fn path(member: MemberId) -> String {
    format!("/api/people/members/{member}")
}
