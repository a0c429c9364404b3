//! What the tests of this crate set up again and again.

use std::collections::BTreeMap;

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::Role;
use beichen_testkit::{TestApp, TestOrg, TestPerson, json};
use serde_json::Value;

/// An organisation with one person of each role that these tests need, and the measures `signed` and `collected`.
pub struct World {
    pub org: TestOrg,
    pub admin: TestPerson,
    pub finance: TestPerson,
    pub ann: TestPerson,
    pub bob: TestPerson,
}

const MEASURES: &str = "[measure.signed]\nof = \"orders\"\n\n[measure.collected]\nof = \"payments\"\n";

impl World {
    pub async fn new(app: &TestApp) -> Self {
        let org = app.org("acme").await;
        let director = org.person("director", &[Role::Director]).await;
        director.post("/api/ledger/measures", json!({ "text": MEASURES })).await.ok();
        Self {
            admin: org.person("admin", &[Role::Administrator]).await,
            finance: org.person("finance", &[Role::Finance]).await,
            ann: org.person("ann", &[Role::Sales]).await,
            bob: org.person("bob", &[Role::Sales]).await,
            org,
        }
    }

    /// A customer of nobody.
    pub async fn customer(&self, code: &str) -> Value {
        let write = json!({ "code": code, "name": format!("{code} Ltd") });
        self.admin.post("/api/customers/customers", write).await.ok()
    }

    /// Ann's order of one line over `net`, signed on 2026-03-02, with a customer of its own.
    pub async fn order(&self, code: &str, net: &str) -> Value {
        let customer = self.customer(&format!("C-{code}")).await;
        let write = json!({
            "code": code, "customer_id": customer["id"], "owner_id": self.ann.member.to_string(),
            "signed_on": "2026-03-02", "lines": [{ "net": net }],
        });
        self.admin.post("/api/customers/orders", write).await.ok()
    }

    /// A payment received on 2026-03-10.
    pub async fn payment(&self, code: &str, order: Option<&Value>, amount: &str) -> Value {
        let mut write = json!({ "code": code, "received_on": "2026-03-10", "amount": amount });
        if let Some(order) = order {
            write["order_id"] = order["id"].clone();
        }
        self.finance.post("/api/customers/payments", write).await.ok()
    }

    /// What a measure adds up to by person code, all days; people at 0 are left out.
    pub async fn totals(&self, measure: &str) -> BTreeMap<String, i64> {
        let ctx = self.org.system();
        let tx = self.org.app.db.read(&ctx).await.unwrap();
        let ever = DayRange::new(Day::from_ymd(2000, 1, 1).unwrap(), Day::from_ymd(2100, 1, 1).unwrap());
        let totals = beichen_ledger::api::totals_by_person(&tx, &[measure], ever, None).await.unwrap();
        let members = beichen_people::api::members(&tx).await.unwrap();
        let code = |id| members.iter().find(|member| member.id == id).unwrap().code.clone();
        totals.into_iter().filter(|total| total.amount != 0).map(|total| (code(total.member), total.amount)).collect()
    }

    /// Uploads a file and gives the import with its preview.
    pub async fn upload(&self, kind: &str, profile: &str, file: &str) -> Value {
        let fields = [("kind", kind), ("profile_text", profile)];
        self.admin.import(&fields, "file.csv", file.as_bytes()).await
    }

    /// Writes an import that was uploaded, and gives it as it is afterwards.
    pub async fn apply(&self, import: &Value, rows: &str) -> Value {
        let path = format!("/api/sheets/imports/{}", text(import, "id"));
        let version = import["version"].as_i64().unwrap();
        self.admin.post_seen(&format!("{path}/apply"), version, json!({ "rows": rows })).await.ok();
        self.org.app.work().await;
        self.admin.get(&path).await.ok()
    }

    /// Uploads and writes; every row must be sound.
    pub async fn import(&self, kind: &str, profile: &str, file: &str) -> Value {
        let import = self.upload(kind, profile, file).await;
        assert_eq!(import["counts"]["failed"], 0, "{}", import["failed_rows"]);
        let applied = self.apply(&import, "all").await;
        assert_eq!(applied["state"], "applied", "{applied}");
        applied
    }

    /// The items of a list, as the administrator sees them.
    pub async fn items(&self, path: &str) -> Vec<Value> {
        self.admin.get(path).await.ok()["items"].as_array().unwrap().clone()
    }
}

pub fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}")).to_owned()
}

/// Path of a thing below its list: `/api/customers/orders/order_…`.
pub fn path(list: &str, thing: &Value, verb: &str) -> String {
    format!("/api/customers/{list}/{}{verb}", text(thing, "id"))
}

pub fn version(thing: &Value) -> i64 {
    thing["version"].as_i64().unwrap_or_else(|| panic!("no version in {thing}"))
}

/// One value of each item.
pub fn each(items: &[Value], key: &str) -> Vec<String> {
    items.iter().map(|item| text(item, key)).collect()
}

/// Totals as they are compared.
pub fn sums(expected: &[(&str, i64)]) -> BTreeMap<String, i64> {
    expected.iter().map(|(person, amount)| ((*person).to_owned(), *amount)).collect()
}

/// (row, column, code) of everything that failed.
pub fn failures(import: &Value) -> Vec<(u64, String, String)> {
    let mut failures = Vec::new();
    for row in import["failed_rows"].as_array().unwrap() {
        for error in row["errors"].as_array().unwrap() {
            failures.push((row["row"].as_u64().unwrap(), text(error, "column"), text(error, "code")));
        }
    }
    failures
}

/// new, update, skip, failed.
pub fn counts(import: &Value) -> [u64; 4] {
    ["new", "update", "skip", "failed"].map(|name| import["counts"][name].as_u64().unwrap())
}
