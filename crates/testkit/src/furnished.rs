//! A company in which one of everything stands that can be asked for by its id, and somebody of each role.

use std::collections::BTreeMap;

use beichen_kernel::{MemberId, Role, UnitId};
use serde_json::{Value, json};
use strum::IntoEnumIterator;

use crate::app::{TestApp, TestOrg, TestPerson};

/// A company with things in it. Everything with an owner belongs to the sales person, who is in the lead's unit.
#[derive(Clone)]
pub struct Furnished {
    pub org: TestOrg,
    /// Holds every role at once.
    pub mighty: TestPerson,
    people: BTreeMap<Role, TestPerson>,
    things: BTreeMap<String, String>,
}

const MEASURES: &str = "[measure.signed]\nof = \"orders\"\n\n[measure.collected]\nof = \"payments\"\n\n\
    [measure.visits]\nof = \"manual\"\nunit = \"count\"\n";

/// Five in a hundred of what is signed, for everybody of the region.
pub const PLAN: &str = "[plan]\nkey = \"five\"\ntitle = \"Five in a hundred\"\ncurrency = \"CNY\"\n\
    valid = { from = \"2026-01-01\", to = \"2026-12-31\" }\nwho = 'in_unit(\"region\")'\n\n[measure.signed]\nof = \"orders\"\n\n\
    [[component]]\nkey = \"commission\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"signed\"\nrate = \"5%\"\n";

/// Maps a file of customers.
pub const PROFILE: &str = "[columns]\ncode = \"code\"\nname = \"name\"\n";

impl TestApp {
    /// A furnished company.
    pub async fn furnished(&self, name: &str) -> Furnished {
        let org = self.org(name).await;
        let mighty = org.person("mighty", &Role::iter().collect::<Vec<_>>()).await;
        let mut people = BTreeMap::new();
        for role in Role::iter() {
            people.insert(role, org.person(&role.to_string(), &[role]).await);
        }
        let mut company = Furnished { org, mighty, people, things: BTreeMap::new() };
        company.furnish_people().await;
        company.furnish_ledger().await;
        company.furnish_documents().await;
        company.furnish_pay().await;
        company.furnish_sheets().await;
        company.furnish_correction().await;
        company
    }
}

impl Furnished {
    /// Who holds this role and no other.
    pub fn person(&self, role: Role) -> &TestPerson {
        &self.people[&role]
    }

    /// The id, key or name that stands for a parameter of a path, e.g. `order_id`.
    #[track_caller]
    pub fn thing(&self, parameter: &str) -> &str {
        self.things.get(parameter).unwrap_or_else(|| {
            panic!("the furnished company has no {parameter}: let crates/testkit/src/furnished.rs make one")
        })
    }

    /// All of them.
    pub const fn things(&self) -> &BTreeMap<String, String> {
        &self.things
    }

    fn keep(&mut self, parameter: &str, value: impl Into<String>) {
        self.things.insert(parameter.to_owned(), value.into());
    }

    async fn make(&self, path: &str, body: Value) -> Value {
        self.mighty.post(path, body).await.ok()
    }

    async fn furnish_people(&mut self) {
        let lead = self.person(Role::Lead).member;
        let sales = self.person(Role::Sales).member;
        let region = self.org.unit("region", None, None).await;
        let team = self.org.unit("team", Some(region), Some(lead)).await;
        for member in [lead, sales] {
            self.org.assign(member, team, "2026-01-01").await;
        }
        let spare = self.org.person("spare", &[Role::Viewer]).await.member;
        self.org.assign(spare, team, "2026-01-01").await;
        for role in [Role::Director, Role::Hr, Role::Finance] {
            self.org.assign(self.person(role).member, region, "2026-01-01").await;
        }
        self.org.assign(self.mighty.member, region, "2026-01-01").await;
        self.keep_ids(sales, team, region, spare);

        let of_member = json!({ "entity": "member", "key": "nickname", "name": "Nickname", "kind": "text" });
        let field = self.make("/api/people/fields", of_member).await;
        self.keep("field_id", text(&field, "id"));
        let of_grade = json!({ "entity": "grade", "key": "base", "name": "Base", "kind": "money" });
        self.make("/api/people/fields", of_grade).await;
        let grade = self.make("/api/people/grades", json!({ "code": "P1", "name": "P1", "place": 1 })).await;
        self.keep("grade_id", text(&grade, "id"));
        let guest =
            self.make("/api/people/members", json!({ "code": "guest", "name": "Guest", "unit_id": team })).await;
        self.keep("guest_id", text(&guest, "id"));
        let person = self.mighty.get(&format!("/api/people/members/{spare}")).await.ok();
        self.keep("grant_id", text(&person["roles"][0], "id"));
        self.furnish_ends(team, region).await;
    }

    /// Somebody who has left, and a unit in which nobody is.
    async fn furnish_ends(&mut self, team: UnitId, region: UnitId) {
        let gone = json!({ "code": "gone", "name": "Gone", "unit_id": team, "joined_on": "2026-01-01" });
        let gone = format!("/api/people/members/{}", text(&self.make("/api/people/members", gone).await, "id"));
        self.mighty.post_on(&gone, &format!("{gone}/leave"), json!({ "left_on": "2026-03-10" })).await.ok();
        self.keep("left_id", gone.rsplit('/').next().unwrap_or_default());
        let empty = self.org.unit("empty", Some(region), None).await;
        self.keep("empty_unit_id", empty.to_string());
    }

    fn keep_ids(&mut self, sales: MemberId, team: UnitId, region: UnitId, spare: MemberId) {
        self.keep("member_id", sales.to_string());
        self.keep("lead_id", self.person(Role::Lead).member.to_string());
        self.keep("spare_id", spare.to_string());
        self.keep("unit_id", team.to_string());
        self.keep("region_id", region.to_string());
        self.keep("key", "nickname");
        self.keep("column", "base");
        self.keep("setting", "board_amounts");
        self.keep("year", "2026");
        self.keep("calendar", "quarters");
        self.keep("period", "2026-Q1");
        self.keep("kind", "customers");
        self.keep("name", "by-code");
    }

    async fn furnish_ledger(&self) {
        self.make("/api/ledger/measures", json!({ "text": MEASURES })).await;
        let first = json!({ "kind": "quarter", "name": "2026-Q1", "from": "2026-01-01", "to": "2026-03-31" });
        let quarters = json!({ "key": "quarters", "periods": [first] });
        self.mighty.post_seen("/api/ledger/calendars", 0, quarters).await.ok();
    }

    async fn furnish_documents(&mut self) {
        let owner = self.thing("member_id").to_owned();
        let customer = json!({ "code": "C-1", "name": "Acme", "owner_id": owner });
        let customer = text(&self.make("/api/customers/customers", customer).await, "id");
        let product = self.make("/api/customers/products", json!({ "code": "P-1", "name": "Press" })).await;
        let line = json!({ "product_id": product["id"], "net": "1000.00" });
        let order = json!({
            "code": "O-1", "customer_id": customer, "owner_id": owner, "signed_on": "2026-03-02", "lines": [line],
        });
        let order = text(&self.make("/api/customers/orders", order).await, "id");
        let payment = json!({ "code": "R-1", "order_id": order, "received_on": "2026-03-10", "amount": "400.00" });
        let payment = text(&self.make("/api/customers/payments", payment).await, "id");
        let refund = json!({ "code": "B-1", "payment_id": payment, "refunded_on": "2026-03-12", "amount": "50.00" });
        let refund = text(&self.make("/api/customers/refunds", refund).await, "id");
        let document = order.replace("order_", "document_");
        for (parameter, id) in [
            ("customer_id", customer),
            ("product_id", text(&product, "id")),
            ("order_id", order),
            ("payment_id", payment),
            ("refund_id", refund),
            ("document_id", document),
        ] {
            self.keep(parameter, id);
        }
    }

    async fn furnish_pay(&mut self) {
        let goal = json!({
            "measure": "signed", "calendar": "natural", "period_kind": "month", "period": "2026-03",
            "member_id": self.thing("member_id"), "amount": "2000.00",
        });
        let goal = self.make("/api/goals/goals", goal).await;
        self.keep("goal_id", text(&goal, "id"));
        let plan = self.make("/api/incentives/plans", json!({ "text": PLAN })).await;
        self.keep("plan_id", text(&plan, "id"));
        self.keep("plan_hash", text(&plan, "hash"));
        for (parameter, key) in [("draft_plan_id", "extra"), ("spare_plan_id", "spare")] {
            let draft =
                PLAN.replace("\"five\"", &format!("\"{key}\"")).replace("\"commission\"\nkind", "\"extra\"\nkind");
            let draft = self.make("/api/incentives/plans", json!({ "text": draft })).await;
            self.keep(parameter, text(&draft, "id"));
        }
        let path = format!("/api/incentives/plans/{}", text(&plan, "id"));
        self.mighty.post_on(&path, &format!("{path}/publish"), json!({})).await.ok();
        let trial = self.make("/api/incentives/trials", json!({ "plan_id": plan["id"], "period": "2026-03" })).await;
        let trial = text(&trial, "id");
        let people = self.mighty.get(&format!("/api/incentives/trials/{trial}/statements")).await.ok();
        let own =
            people["items"].as_array().unwrap().iter().find(|row| row["member"]["id"] == *self.thing("member_id"));
        self.keep("statement_id", text(own.expect("the sales person has a statement"), "id"));
        self.keep("trial_id", trial);
        self.furnish_runs().await;
    }

    /// January is locked, an order of it comes late, and February is on public notice with an objection.
    async fn furnish_runs(&mut self) {
        let system = self.org.system();
        beichen_people::api::set_setting(&system, &self.org.app.db, "notice_workdays", "0").await.expect("a setting");
        // A lock waits until every credit bears its unit.
        self.org.app.work().await;
        let january = self.on_notice("2026-01").await;
        let path = format!("/api/incentives/runs/{}", text(&january, "id"));
        self.person(Role::Finance).post_on(&path, &format!("{path}/lock"), json!({})).await.ok();
        for (code, day, net) in [("O-late", "2026-01-20", "60.00"), ("O-2", "2026-02-10", "70.00")] {
            let order = json!({
                "code": code, "customer_id": self.thing("customer_id"), "owner_id": self.thing("member_id"),
                "signed_on": day, "lines": [{ "net": net }],
            });
            self.make("/api/customers/orders", order).await;
        }

        let february = self.on_notice("2026-02").await;
        self.keep("run_id", text(&february, "id"));
        let path = format!("/api/incentives/trials/{}/statements", text(&february, "trial_id"));
        let page = self.mighty.get(&path).await.ok();
        for row in page["items"].as_array().unwrap() {
            self.keep(&format!("statement_of_{}", text(&row["member"], "code")), text(row, "id"));
        }
        let own = self.thing("statement_of_sales").to_owned();
        let objection = json!({ "statement_id": own, "component": "commission", "reason": "an order is missing" });
        let objection = self.person(Role::Sales).post("/api/incentives/objections", objection).await.ok();
        self.keep("objection_id", text(&objection, "id"));
    }

    /// A run of the plan, tried and reviewed.
    async fn on_notice(&self, period: &str) -> Value {
        let wanted = json!({ "plan_id": self.thing("plan_id"), "period": period });
        let run = self.person(Role::Director).post("/api/incentives/runs", wanted).await.ok();
        let path = format!("/api/incentives/runs/{}", text(&run, "id"));
        for (by, step) in [
            (self.person(Role::Lead), "review_lead"),
            (&self.mighty, "review_lead"),
            (self.person(Role::Director), "review_lead"),
            (&self.mighty, "review_finance"),
            (&self.mighty, "notice"),
        ] {
            by.post_on(&path, &format!("{path}/{step}"), json!({})).await.ok();
        }
        run
    }

    /// What the administrator asks for inside days that a lock covers; nothing else here lies in them.
    async fn furnish_correction(&mut self) {
        let spare = self.thing("spare_id").to_owned();
        let locked = spare.parse().expect("the id of a person");
        self.org.lock("Five in a hundred · 2020-01", ("2020-01-01", "2020-01-31"), &[locked], &["signed"]).await;
        let version = self.mighty.get(&format!("/api/people/members/{spare}")).await.ok()["version"].clone();
        let to = json!({ "unit_id": self.thing("region_id"), "from": "2020-01-15" });
        let payload = json!({ "member_id": spare, "version": version, "body": to });
        let wish = json!({ "operation": "people_member_transfer", "payload": payload, "reason": "a late paper" });
        let wish = self.person(Role::Administrator).post("/api/people/approvals", wish).await.ok();
        self.keep("approval_id", text(&wish["approval"], "id"));
    }

    async fn furnish_sheets(&mut self) {
        let save = json!({ "kind": "customers", "text": PROFILE });
        self.mighty.put_seen("/api/sheets/profiles/by-code", 0, save).await.ok();
        let fields = [("kind", "customers"), ("profile", "by-code")];
        let file = b"code,name\nC-2,Second\n";
        let import = self.mighty.import(&fields, "customers.csv", file).await;
        self.keep("batch_id", text(&import, "id"));
    }
}

#[track_caller]
fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}")).to_owned()
}
