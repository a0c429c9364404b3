//! A sound call of every operation, on the things of a furnished company.

use axum::http::Method;
use beichen_testkit::furnished::{PLAN, PROFILE};
use beichen_testkit::{Answer, Furnished, TestPerson, json};
use serde_json::Value;

use crate::operations::Operation;

/// A version that nothing has reached: whoever may do the thing is told so with 412, and nothing is changed.
const NEVER: &str = "999999";

/// A request, ready to be sent by anybody.
#[derive(Debug, Clone)]
pub struct Call {
    pub operation: String,
    method: Method,
    path: String,
    body: Option<Value>,
    pub asks_version: bool,
    is_upload: bool,
    key: Option<String>,
}

impl Call {
    /// The operation on the things of `company`; what it creates is numbered by `place`, so that it is new each time.
    #[track_caller]
    pub fn of(operation: &Operation, company: &Furnished, place: usize) -> Self {
        let is_upload = operation.body.as_deref() == Some("multipart/form-data");
        let wants_body = operation.body.is_some() && !is_upload;
        let body = wants_body.then(|| {
            body(&operation.id, company, place).unwrap_or_else(|| {
                panic!("{} has a body that nobody wrote down: add it to crates/server/tests/it/calls.rs", operation.id)
            })
        });
        Self {
            operation: operation.id.clone(),
            method: operation.method.clone(),
            path: path(operation, company),
            body,
            asks_version: operation.asks_version,
            is_upload,
            key: None,
        }
    }

    /// Every way to read what the operation reads: totals are read by unit and by person.
    pub fn readings(operation: &Operation, company: &Furnished, place: usize) -> Vec<Self> {
        let call = Self::of(operation, company, place);
        let by_person = call.path.replace("by=unit", "by=person");
        if by_person == call.path { vec![call] } else { vec![Self { path: by_person, ..call.clone() }, call] }
    }

    /// The same call with an `Idempotency-Key`.
    pub fn keyed(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// The same call whose body names something else at a pointer such as `/lines/0/product_id`.
    #[track_caller]
    pub fn naming(mut self, pointer: &str, id: &str) -> Self {
        let mend = format!("{}: write {pointer} into its body in crates/server/tests/it/calls.rs", self.operation);
        *self.body.as_mut().and_then(|body| body.pointer_mut(pointer)).expect(&mend) = id.into();
        self
    }

    /// The same call with other values in its body.
    pub fn with(mut self, values: &Value) -> Self {
        if let (Some(Value::Object(body)), Value::Object(values)) = (&mut self.body, values) {
            body.extend(values.clone());
        }
        self
    }

    pub async fn by(&self, person: &TestPerson) -> Answer {
        self.seeing(person, NEVER).await
    }

    /// The call by somebody who has read what stands: a refusal for an old version says the version.
    pub async fn on_what_stands(&self, person: &TestPerson) -> Answer {
        let version = self.version(person).await;
        self.seeing(person, &version).await
    }

    /// The version that stands, for an operation that asks.
    pub async fn version(&self, person: &TestPerson) -> String {
        if !self.asks_version {
            return NEVER.to_owned();
        }
        self.by(person).await.body["params"]["version"].to_string()
    }

    pub async fn seeing(&self, person: &TestPerson, version: &str) -> Answer {
        if self.is_upload {
            let fields = [("kind", "customers"), ("profile_text", PROFILE)];
            return person.upload(&self.path, &fields, "customers.csv", b"code,name\nC-9,Ninth\n").await;
        }
        let mut headers = Vec::new();
        if self.asks_version {
            headers.push(("if-match", version));
        }
        headers.extend(self.key.as_deref().map(|key| ("idempotency-key", key)));
        person.send(self.method.clone(), &self.path, self.body.as_ref(), &headers).await
    }
}

#[track_caller]
fn path(operation: &Operation, company: &Furnished) -> String {
    let spare = ["people_member_reset_login", "people_role_grant", "people_role_revoke"];
    let filled: Vec<String> = operation
        .path
        .split('/')
        .map(|part| {
            let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else {
                return part.to_owned();
            };
            let thing = match (name, operation.id.as_str()) {
                // What ends a sign-in or takes a role is done to somebody whom no other call needs.
                ("member_id", id) if spare.contains(&id) => "spare_id",
                ("member_id", "people_member_invite") => "guest_id",
                ("member_id", "people_member_rejoin") => "left_id",
                ("unit_id", "people_unit_close") => "empty_unit_id",
                ("key", "people_setting_set") => "setting",
                // What is published stays; a draft comes into force, and another one goes.
                ("plan_id", "incentives_plan_publish") => "draft_plan_id",
                ("plan_id", "incentives_plan_delete") => "spare_plan_id",
                ("statement_id", "incentives_statement_today") => "statement_of_sales",
                _ => name,
            };
            company.thing(thing).to_owned()
        })
        .collect();
    let query = match operation.id.as_str() {
        "incentives_plan_words" => "?number=1",
        "goals_goal_grid" => "?measure=signed&calendar=natural&period=2026-03",
        "ledger_total_list" => "?measure=signed&period=2026-03&by=unit",
        _ => "",
    };
    format!("{}{query}", filled.join("/"))
}

fn body(operation: &str, company: &Furnished, place: usize) -> Option<Value> {
    of_people(operation, company, place)
        .or_else(|| of_documents(operation, company, place))
        .or_else(|| of_pay(operation, company, place))
}

fn of_people(operation: &str, company: &Furnished, place: usize) -> Option<Value> {
    let body = match operation {
        "people_session_create" => json!({ "login": "nobody@example.test", "password": "long enough 8" }),
        "people_setup_run" => json!({
            "token": "wrong", "organisation": "New", "currency": "CNY", "time_zone": "Asia/Shanghai", "name": "Ann",
            "login": "ann@example.test", "password": "long enough 8",
        }),
        "people_invitation_accept" => json!({ "token": "1.none", "password": "long enough 8" }),
        "people_password_change" => json!({ "old_password": "long enough 8", "new_password": "long enough 9" }),
        "people_member_create" => json!({
            "code": format!("new-{place}"), "name": "New", "unit_id": company.thing("unit_id"),
        }),
        "people_member_edit" => json!({ "code": "sales", "name": "sales" }),
        "people_member_transfer" => json!({ "unit_id": company.thing("region_id"), "from": "2026-03-01" }),
        "people_member_rejoin" => json!({ "unit_id": company.thing("region_id"), "from": "2026-03-16" }),
        "people_member_leave" => json!({ "left_on": "2026-03-31" }),
        "people_member_set_field" => json!({ "value": "Ace", "from": "2026-03-01" }),
        "people_member_set_variable_pay" => json!({ "amount": "3000.00", "from": "2026-03-01" }),
        "people_member_invite" => json!({ "login": format!("guest.{place}@example.test") }),
        "people_role_grant" => json!({ "role": "lead", "unit_id": company.thing("unit_id") }),
        // Led by the lead: whoever leads a unit has the rights of a lead from then on.
        "people_unit_create" => json!({
            "code": format!("unit-{place}"), "name": "New", "parent_id": company.thing("region_id"),
            "leader_id": company.thing("lead_id"),
        }),
        "people_unit_rename" => json!({ "code": "team", "name": "Team" }),
        "people_unit_move" => json!({
            "parent_id": company.thing("region_id"), "leader_id": company.thing("lead_id"), "from": "2026-03-01",
        }),
        "people_unit_close" => json!({ "last_day": "2026-12-31" }),
        "people_field_create" => {
            json!({ "entity": "member", "key": format!("field_{place}"), "name": "New", "kind": "text" })
        }
        "people_field_edit" => json!({ "name": "Nickname" }),
        "people_grade_create" => json!({ "code": format!("G{place}"), "name": "New", "place": 2 }),
        "people_grade_edit" => json!({ "name": "P1", "place": 1 }),
        "people_grade_set_value" => json!({ "value": "5000.00", "from": "2026-03-01" }),
        "people_setting_set" => json!({ "value": "true" }),
        // Each operation asks for its own permission besides; without a reason nobody gets that far.
        "people_approval_create" => json!({ "operation": "people_member_transfer", "payload": {}, "reason": "" }),
        "people_approval_reject" => json!({ "reason": "no" }),
        _ => return None,
    };
    Some(body)
}

fn of_documents(operation: &str, company: &Furnished, place: usize) -> Option<Value> {
    let body = match operation {
        "ledger_calendar_save" => json!({ "key": format!("fiscal_{place}"), "first_month": 4 }),
        "ledger_workdays_save" => json!({ "exceptions": [] }),
        "ledger_measure_publish" => json!({ "text": format!("[measure.signed_{place}]\nof = \"orders\"\n") }),
        // Each version begins after the one before.
        "ledger_measure_preview" | "ledger_measure_follow" => json!({
            "text": format!("[measure.collected]\nof = \"payments\"\nwhere = 'amount_at_least(\"{place}.00\")'\n"),
            "from": day_of(place),
        }),
        "ledger_value_set" => json!({
            "measure": "visits", "member_id": company.thing("member_id"), "day": "2026-03-05", "value": place.to_string(),
        }),
        "customers_customer_create" | "customers_customer_edit" => {
            json!({ "code": format!("C-new-{place}"), "name": "New", "owner_id": company.thing("member_id") })
        }
        "customers_product_create" | "customers_product_edit" => {
            json!({ "code": format!("P-new-{place}"), "name": "New" })
        }
        "customers_order_create" | "customers_order_edit" => json!({
            "code": format!("O-new-{place}"), "customer_id": company.thing("customer_id"),
            "owner_id": company.thing("member_id"), "signed_on": "2026-03-03",
            "lines": [{ "product_id": company.thing("product_id"), "net": "10.00" }],
            "splits": [{ "member_id": company.thing("member_id"), "share": "1" }],
        }),
        "customers_payment_create" | "customers_payment_edit" => json!({
            "code": format!("R-new-{place}"), "order_id": company.thing("order_id"),
            "customer_id": company.thing("customer_id"), "received_on": "2026-03-11", "amount": "100.00",
        }),
        "customers_payment_match" => json!({ "order_id": company.thing("order_id") }),
        "customers_refund_create" | "customers_refund_edit" => json!({
            "code": format!("B-new-{place}"), "payment_id": company.thing("payment_id"), "refunded_on": "2026-03-13",
            "amount": "1.00",
        }),
        _ => return None,
    };
    Some(body)
}

/// Another day of the years after the company's for each number.
fn day_of(place: usize) -> String {
    let first = beichen_engine::day::Day::from_ymd(2030, 1, 1).unwrap_or(beichen_engine::day::Day::MAX);
    first.plus_days(i32::try_from(place).unwrap_or_default()).to_string()
}

fn of_pay(operation: &str, company: &Furnished, place: usize) -> Option<Value> {
    let body = match operation {
        "goals_goal_create" => json!({
            "measure": "collected", "calendar": "natural", "period_kind": "month",
            "period": format!("2027-{:02}", place % 12 + 1), "member_id": company.thing("member_id"), "amount": "100.00",
        }),
        "goals_goal_set" => json!({ "amount": "2500.00" }),
        "goals_goal_spread" => json!({
            "measure": "signed", "calendar": "natural", "period_kind": "month", "period": "2026-04",
            "unit_id": company.thing("unit_id"), "amount": "900.00", "over": "people", "by": "evenly",
        }),
        "goals_goal_publish" => json!({ "measure": "signed", "calendar": "natural", "reason": "agreed" }),
        "incentives_plan_create" => json!({ "text": PLAN.replace("\"five\"", &format!("\"five-{place}\"")) }),
        "incentives_plan_check" | "incentives_plan_edit" => json!({ "text": PLAN }),
        "incentives_trial_create" => json!({ "plan_id": company.thing("plan_id"), "period": "2026-03" }),
        "incentives_scenario_estimate" => json!({
            "plan_id": company.thing("plan_id"), "period": "2026-03", "member_id": company.thing("member_id"),
            "further": [{ "measure": "signed", "amount": "100.00" }],
        }),
        "incentives_scenario_forecast" => json!({
            "plan_id": company.thing("plan_id"), "period": "2026-03", "member_id": company.thing("member_id"),
            "measures": { "signed": { "low": "100.00", "expected": "200.00", "high": "300.00" } },
        }),
        "incentives_scenario_simulate" => {
            json!({ "text": PLAN, "periods": ["2026-03"], "plan_id": company.thing("plan_id") })
        }
        "incentives_plan_confirm" => json!({ "number": 1, "hash": company.thing("plan_hash") }),
        "incentives_run_try" => json!({ "plan_id": company.thing("plan_id"), "period": "2026-02" }),
        "incentives_run_reject" => json!({ "reason": "an order is wrong" }),
        "incentives_run_pay" => json!({}),
        // Everybody objects to the own statement: a walk by other people names theirs.
        "incentives_objection_create" => json!({
            "statement_id": company.thing("statement_of_mighty"), "reason": format!("order {place} is missing"),
        }),
        // Nothing waits in the furnished company, and whatever does is decided by two people.
        "incentives_decision_create" => json!({
            "plan_id": company.thing("plan_id"), "period_kind": "month", "member_id": company.thing("member_id"),
            "subject": "balance", "outcome": "move", "to_plan_id": company.thing("plan_id"),
        }),
        "incentives_objection_answer" => json!({ "accept": false, "answer": "it was signed later" }),
        "sheets_import_apply" => json!({ "rows": "all" }),
        "sheets_profile_save" => json!({ "kind": "customers", "text": PROFILE }),
        _ => return None,
    };
    Some(body)
}
