//! A small company for golden cases: two sellers, their units, documents, a plan, and what a trial of it pays.

use std::collections::BTreeMap;

use beichen_kernel::{Role, UnitId};
use beichen_testkit::{TestApp, TestOrg, TestPerson, json};
use serde_json::Value;

/// The company. `a` and `b` sell in the unit `east` since the new year.
pub struct Scene {
    pub org: TestOrg,
    pub director: TestPerson,
    pub finance: TestPerson,
    pub hr: TestPerson,
    pub a: TestPerson,
    pub b: TestPerson,
    pub east: UnitId,
    customer: String,
    pub plan: String,
}

/// What a document's answer names it.
pub struct Document {
    pub id: String,
}

impl Document {
    fn of(answer: &Value) -> Self {
        Self { id: id(answer) }
    }
}

/// Pays by person's code, then by component; `total` among them.
pub type Pays = BTreeMap<String, BTreeMap<String, String>>;

impl Scene {
    /// The company with its plan: `[plan]` is written here, the rest is given.
    pub async fn with(app: &TestApp, rest: &str) -> Self {
        Self::who(app, "true", rest).await
    }

    /// As [`Scene::with`], for the people of whom `who` holds.
    pub async fn who(app: &TestApp, who: &str, rest: &str) -> Self {
        let mut scene = Self::company(app).await;
        let who = if who == "true" { String::new() } else { format!("who = '{who}'\n") };
        scene.adopt(&(who + rest)).await;
        scene
    }

    /// The company without a plan.
    pub async fn company(app: &TestApp) -> Self {
        let org = app.org("acme").await;
        let director = org.person("director", &[Role::Director]).await;
        let finance = org.person("finance", &[Role::Finance]).await;
        let hr = org.person("hr", &[Role::Hr, Role::Administrator]).await;
        let a = org.person("a", &[Role::Sales]).await;
        let b = org.person("b", &[Role::Sales]).await;
        let east = org.unit("east", None, None).await;
        org.assign(a.member, east, "2026-01-01").await;
        org.assign(b.member, east, "2026-01-01").await;
        let customer =
            id(&director.post("/api/customers/customers", json!({ "code": "K1", "name": "苏州锐泽" })).await.ok());
        Self { org, director, finance, hr, a, b, east, customer, plan: String::new() }
    }

    /// Publishes the measures of a plan and keeps it: what stands in `[plan]` besides, then the rest.
    pub async fn adopt(&mut self, rest: &str) {
        let text = plan_text("p", rest);
        self.director.post("/api/ledger/measures", json!({ "text": text })).await.ok();
        self.plan = id(&self.director.post("/api/incentives/plans", json!({ "text": text })).await.ok());
    }

    /// A typed field of members, grades, customers or orders.
    pub async fn field(&self, entity: &str, key: &str, kind: &str) {
        let field = json!({ "entity": entity, "key": key, "name": key, "kind": kind });
        self.hr.post("/api/people/fields", field).await.ok();
    }

    /// Takes a sheet in, every row of it.
    pub async fn import(&self, kind: &str, file: &str) {
        let import = self.hr.import(&[("kind", kind), ("profile_text", "")], "file.csv", file.as_bytes()).await;
        assert_eq!(import["counts"]["failed"], 0, "{import}");
        let path = format!("/api/sheets/imports/{}/apply", text(&import["id"]));
        self.hr.post_seen(&path, import["version"].as_i64().unwrap(), json!({ "rows": "all" })).await.ok();
        self.org.app.work().await;
    }

    pub async fn product(&self, code: &str, family: &str) -> String {
        let body = json!({ "code": code, "name": code, "family": family });
        id(&self.director.post("/api/customers/products", body).await.ok())
    }

    /// An order of `a` with one line.
    pub async fn order(&self, code: &str, day: &str, net: &str, gross: &str) -> Document {
        self.order_with(code, day, json!({ "lines": [{ "net": net, "gross": gross }] })).await
    }

    /// An order of `a` with what is given besides.
    pub async fn order_with(&self, code: &str, day: &str, more: Value) -> Document {
        let body = self.order_body(code, day, more);
        Document::of(&self.director.post("/api/customers/orders", body).await.ok())
    }

    /// The order as it is written; for edits.
    pub fn order_body(&self, code: &str, day: &str, more: Value) -> Value {
        let mut body = json!({
            "code": code, "customer_id": self.customer, "owner_id": self.a.member.to_string(), "signed_on": day,
        });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        body
    }

    pub fn split(&self, of_a: &str, of_b: &str) -> Value {
        json!([
            { "member_id": self.a.member.to_string(), "share": of_a },
            { "member_id": self.b.member.to_string(), "share": of_b },
        ])
    }

    pub async fn pay(&self, order: &Document, day: &str, amount: &str) -> Document {
        let body = json!({ "order_id": order.id, "received_on": day, "amount": amount });
        Document::of(&self.finance.post("/api/customers/payments", body).await.ok())
    }

    pub async fn refund(&self, payment: &Document, day: &str, amount: &str) -> Document {
        let body = json!({ "payment_id": payment.id, "refunded_on": day, "amount": amount });
        Document::of(&self.finance.post("/api/customers/refunds", body).await.ok())
    }

    /// A published goal of `a` for a month.
    pub async fn goal(&self, measure: &str, month: &str, amount: &str, basis: &str) {
        self.goal_of(&self.a, measure, month, amount, basis).await;
    }

    pub async fn goal_of(&self, person: &TestPerson, measure: &str, month: &str, amount: &str, basis: &str) {
        let goal = json!({
            "measure": measure, "calendar": "natural", "period": month, "amount": amount, "basis": basis,
            "member_id": person.member.to_string(),
        });
        self.director.post("/api/goals/goals", goal).await.ok();
        let publish = json!({ "measure": measure, "calendar": "natural", "period": month, "reason": "年度分解" });
        self.director.post("/api/goals/goals/publish", publish).await.ok();
    }

    /// A trial's id.
    pub async fn try_plan(&self, period: &str) -> String {
        let body = json!({ "plan_id": self.plan, "period": period });
        id(&self.director.post("/api/incentives/trials", body).await.ok())
    }

    /// What the plan pays for a period.
    pub async fn pays(&self, period: &str) -> Pays {
        let trial = self.try_plan(period).await;
        let page = self.director.get(&format!("/api/incentives/trials/{trial}/statements?limit=200")).await.ok();
        let mut pays = Pays::new();
        for row in page["items"].as_array().unwrap() {
            let mut components = BTreeMap::new();
            for component in row["components"].as_array().unwrap() {
                components.insert(text(&component["key"]), text(&component["pay"]));
            }
            components.insert("total".to_owned(), text(&row["total"]));
            pays.insert(text(&row["member"]["code"]), components);
        }
        pays
    }

    /// What one component pays `a`.
    pub async fn pay_of_a(&self, period: &str) -> String {
        self.pays(period).await["a"]["c"].clone()
    }

    /// What one component pays `a` and `b`.
    pub async fn pay_of_both(&self, period: &str) -> (String, String) {
        let pays = self.pays(period).await;
        (pays["a"]["c"].clone(), pays["b"]["c"].clone())
    }
}

/// A company whose months are closed: three people of the office, a notice of no workdays, the clock after the year.
impl Scene {
    /// The company with its plan in force, on a day when everything of 2026 is over.
    pub async fn in_force(app: &TestApp, rest: &str) -> Self {
        app.clock().set("2027-02-01T02:00:00Z".parse_at());
        let scene = Self::with(app, rest).await;
        scene.publish().await;
        scene.notice_of(0).await;
        app.work().await;
        scene
    }

    /// Publishes the plan's draft; that people have no goals yet, or are in no plan, is accepted in its text.
    pub async fn publish(&self) {
        let plan = format!("/api/incentives/plans/{}", self.plan);
        let draft = self.director.get(&plan).await.ok();
        let accepted = self.accepting(&text(&draft["text"])).await;
        if accepted != text(&draft["text"]) {
            self.director.put_seen(&plan, draft["version"].as_i64().unwrap(), json!({ "text": accepted })).await.ok();
        }
        self.director.post_on(&plan, &format!("{plan}/publish"), json!({})).await.ok();
    }

    /// The text with what the check finds about people accepted in it.
    pub async fn accepting(&self, plan: &str) -> String {
        let found = self.director.post("/api/incentives/plans/check", json!({ "text": plan })).await.ok();
        let of_people = ["incentives.plan.in_no_plan", "incentives.plan.in_two_plans", "incentives.plan.missing_goal"];
        let open = found["findings"].as_array().unwrap().iter().filter(|one| one["accepted"].is_null());
        let of_people = open.filter(|one| of_people.contains(&one["code"].as_str().unwrap()));
        let fixes: Vec<String> = of_people.map(|one| text(&one["fix"])).collect();
        match (fixes.is_empty(), plan.contains("accept = [")) {
            (true, _) => plan.to_owned(),
            (false, true) => plan.replacen("accept = [", &format!("accept = [{}, ", fixes.join(", ")), 1),
            (false, false) => {
                let valid = plan.find("valid = {").unwrap();
                let (before, after) = plan.split_at(valid);
                format!("{before}accept = [{}]\n{after}", fixes.join(", "))
            }
        }
    }

    /// How many workdays the public notice lasts.
    pub async fn notice_of(&self, workdays: u8) {
        let setting = workdays.to_string();
        beichen_people::api::set_setting(&self.org.system(), &self.org.app.db, "notice_workdays", &setting)
            .await
            .unwrap();
    }

    /// Tries a period: the run.
    pub async fn try_period(&self, period: &str) -> Value {
        self.director.post("/api/incentives/runs", json!({ "plan_id": self.plan, "period": period })).await.ok()
    }

    /// One step of a run by somebody, as it was answered.
    pub async fn step(&self, by: &TestPerson, run: &Value, verb: &str, body: Value) -> beichen_testkit::Answer {
        let run = format!("/api/incentives/runs/{}", id(run));
        by.post_on(&run, &format!("{run}/{verb}"), body).await
    }

    /// Tries a period and takes it to the lock: the run.
    pub async fn lock(&self, period: &str) -> Value {
        let run = self.try_period(period).await;
        self.step(&self.director, &run, "review_lead", json!({})).await.ok();
        self.step(&self.finance, &run, "review_finance", json!({})).await.ok();
        self.step(&self.director, &run, "notice", json!({})).await.ok();
        self.step(&self.finance, &run, "lock", json!({})).await.ok()
    }

    /// The whole statements of a run by person's code.
    pub async fn statements(&self, run: &Value) -> BTreeMap<String, Value> {
        let path = format!("/api/incentives/trials/{}/statements?limit=200", text(&run["trial_id"]));
        let page = self.director.get(&path).await.ok();
        let mut found = BTreeMap::new();
        for row in page["items"].as_array().unwrap() {
            let path = format!("/api/incentives/statements/{}", id(row));
            found.insert(text(&row["member"]["code"]), self.director.get(&path).await.ok());
        }
        found
    }

    /// The adjustments of a run: person, component, locked period, difference.
    pub async fn adjustments(&self, run: &Value) -> Vec<(String, String, String, String)> {
        let path = format!("/api/incentives/runs/{}/adjustments?limit=200", id(run));
        let page = self.director.get(&path).await.ok();
        let row = |row: &Value| {
            let field = |name: &str| text(&row[name]);
            (text(&row["member"]["code"]), field("component"), field("period"), field("difference"))
        };
        page["items"].as_array().unwrap().iter().map(row).collect()
    }
}

/// An instant written as RFC 3339.
pub trait ParseAt {
    fn parse_at(&self) -> beichen_kernel::Timestamp;
}

impl ParseAt for str {
    fn parse_at(&self) -> beichen_kernel::Timestamp {
        beichen_kernel::Timestamp::parse(self).unwrap()
    }
}

/// The text of a plan of 2026: `[plan]` is written here, the rest is given.
pub fn plan_text(key: &str, rest: &str) -> String {
    format!(
        "[plan]\nkey = \"{key}\"\ntitle = \"P\"\ncurrency = \"CNY\"\n\
         valid = {{ from = \"2026-01-01\", to = \"2026-12-31\" }}\n{rest}"
    )
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

pub fn id(answer: &Value) -> String {
    text(&answer["id"])
}
