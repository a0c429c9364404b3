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

/// Five in a hundred of what is signed.
pub const PLAN: &str = "[plan]\nkey = \"five\"\ntitle = \"Five in a hundred\"\ncurrency = \"CNY\"\n\
    valid = { from = \"2026-01-01\", to = \"2026-12-31\" }\n\n[measure.signed]\nof = \"orders\"\n\n\
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
        let trial = self.make("/api/incentives/trials", json!({ "plan_id": plan["id"], "period": "2026-03" })).await;
        let trial = text(&trial, "id");
        let people = self.mighty.get(&format!("/api/incentives/trials/{trial}/statements")).await.ok();
        let own =
            people["items"].as_array().unwrap().iter().find(|row| row["member"]["id"] == *self.thing("member_id"));
        self.keep("statement_id", text(own.expect("the sales person has a statement"), "id"));
        self.keep("trial_id", trial);
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
