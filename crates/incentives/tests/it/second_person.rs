//! What tests of a close do by two people: corrections of locked days, and what they read of a statement.

use beichen_testkit::{Answer, TestPerson, json};
use serde_json::Value;

use crate::scene::{Document, Scene, id, text};

const APPROVALS: &str = "/api/people/approvals";

/// Pays of a statement: what its component earned, what it pays, what was owed before and after.
#[derive(Debug, PartialEq, Eq)]
pub struct Settled {
    pub earned: String,
    pub total: String,
    pub opening: String,
    pub owed: String,
}

impl Settled {
    pub fn of(statement: &Value) -> Self {
        let earned = statement["components"].as_array().unwrap().first().map_or("none".into(), |one| text(&one["pay"]));
        Self {
            earned,
            total: text(&statement["total"]),
            opening: text(&statement["opening"]),
            owed: text(&statement["owed"]),
        }
    }

    pub fn new(earned: &str, total: &str, opening: &str, owed: &str) -> Self {
        let own = str::to_owned;
        Self { earned: own(earned), total: own(total), opening: own(opening), owed: own(owed) }
    }
}

/// An adjustment as tests write it: person, component `c`, locked period, difference.
pub fn late(person: &str, period: &str, difference: &str) -> (String, String, String, String) {
    (person.to_owned(), "c".to_owned(), period.to_owned(), difference.to_owned())
}

impl Scene {
    /// Asks for a correction of locked days, as it was answered.
    pub async fn ask(&self, by: &TestPerson, operation: &str, payload: Value) -> Answer {
        let wish = json!({ "operation": operation, "payload": payload, "reason": "补录" });
        by.post(APPROVALS, wish).await
    }

    /// Somebody decides a correction that waits.
    pub async fn grant(&self, by: &TestPerson, wish: &Value) -> Answer {
        let path = format!("{APPROVALS}/{}", text(&wish["approval"]["id"]));
        by.post_on(&path, &format!("{path}/approve"), json!({})).await
    }

    /// A correction of locked days: it waits, and a second person grants it.
    pub async fn correct(&self, (by, second): (&TestPerson, &TestPerson), operation: &str, payload: Value) {
        let wish = self.ask(by, operation, payload).await.ok();
        assert_eq!(wish["state"], "pending", "the days are locked");
        self.grant(second, &wish).await.ok();
    }

    /// The version that stands at a path.
    pub async fn version(&self, path: &str) -> Value {
        self.hr.get(path).await.ok()["version"].clone()
    }

    /// The payload of a correction of a person.
    pub async fn on_member(&self, person: &TestPerson, body: Value) -> Value {
        let version = self.version(&format!("/api/people/members/{}", person.member)).await;
        json!({ "member_id": person.member, "version": version, "body": body })
    }

    pub async fn cancel(&self, order: &Document) {
        let path = format!("/api/customers/orders/{}", order.id);
        self.director.post_on(&path, &format!("{path}/cancel"), json!({})).await.ok();
    }

    /// Tries a period, and says what it pays somebody.
    pub async fn settled(&self, period: &str, person: &str) -> Settled {
        let run = self.try_period(period).await;
        Settled::of(&self.statements(&run).await[person])
    }

    /// Tries a period, gives its adjustments, and takes it to the lock.
    pub async fn lock_adjusting(&self, period: &str) -> (Vec<(String, String, String, String)>, Value) {
        let run = self.lock(period).await;
        (self.adjustments(&run).await, run)
    }

    /// Another text of the plan comes into force.
    pub async fn next_version(&self, content: &str) -> Answer {
        let plan = format!("/api/incentives/plans/{}", self.plan);
        let (seen, content) = (self.version_of_plan().await, self.accepting(content).await);
        self.director.put_seen(&plan, seen, json!({ "text": content })).await.ok();
        self.director.post_on(&plan, &format!("{plan}/publish"), json!({})).await
    }

    async fn version_of_plan(&self) -> i64 {
        self.director.get(&format!("/api/incentives/plans/{}", self.plan)).await.ok()["version"].as_i64().unwrap()
    }

    /// Somebody's own statement in a run.
    pub async fn statement_of(&self, run: &Value, person: &str) -> String {
        id(&self.statements(run).await[person])
    }
}

impl Scene {
    /// Tries a period and takes it to the public notice: the run.
    pub async fn on_notice(&self, period: &str) -> Value {
        let run = self.try_period(period).await;
        self.step(&self.director, &run, "review_lead", json!({})).await.ok();
        self.step(&self.finance, &run, "review_finance", json!({})).await.ok();
        self.step(&self.director, &run, "notice", json!({})).await.ok()
    }

    /// The instant at which the company works from now on; everybody signs in anew.
    pub async fn at(&mut self, instant: &str) {
        self.org.app.clock().set(beichen_kernel::Timestamp::parse(instant).unwrap());
        for person in [&mut self.director, &mut self.finance, &mut self.hr, &mut self.a, &mut self.b] {
            *person = person.again().await;
        }
    }

    /// A company whose plan, 5 % of what was signed, is in force from March on; the notice lasts so many workdays.
    pub async fn from_march(app: &beichen_testkit::TestApp, notice: u8) -> Self {
        let mut scene = Self::company(app).await;
        let content = crate::scene::plan_text("p", SIGNED).replace("from = \"2026-01-01\"", "from = \"2026-03-01\"");
        scene.plan = id(&scene.director.post("/api/incentives/plans", json!({ "text": content })).await.ok());
        scene.publish().await;
        scene.notice_of(notice).await;
        app.work().await;
        scene.order("SO-1", "2026-03-10", "1000.00", "1000.00").await;
        scene
    }
}

/// 5 % of what was signed in a month.
pub const SIGNED: &str = "[measure.m]\nof = \"orders\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";
