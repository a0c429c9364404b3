//! `own` and `units` end where the table says: a colleague of another unit and its lead see nothing of it, by id, in a
//! list or in a total.

use axum::http::Method;
use beichen_kernel::Role;
use beichen_testkit::{Furnished, TestPerson, both};
use serde_json::Value;

use crate::calls::Call;
use crate::operations::{self, Operation};
use crate::roles::{TABLE, answered_wrongly, written};

/// What belongs to the sales person of the furnished company, or to people of the same unit.
const OWNED: &[&str] = &[
    "member_id",
    "lead_id",
    "spare_id",
    "guest_id",
    "left_id",
    "customer_id",
    "order_id",
    "payment_id",
    "refund_id",
    "document_id",
    "goal_id",
    "statement_id",
    "objection_id",
];

/// What was signed and collected there in March, and signed in February.
const OWNED_AMOUNTS: &[&str] = &["1000.00", "350.00", "70.00"];

/// Lists in which nothing of it stands for anybody, and why.
const NOBODYS: &[(&str, &str)] = &[
    ("customers_product_list", "a product is nobody's own"),
    ("customers_product_get", "a product is nobody's own"),
    ("incentives_trial_list", "a trial is the organisation's; each sees the part in reach"),
    ("incentives_trial_get", "a trial is the organisation's; each sees the part in reach"),
    ("incentives_run_list", "a run is the organisation's; each sees the part in reach"),
    ("incentives_run_get", "a run is the organisation's; each sees the part in reach"),
    ("incentives_plan_versions", "a plan's text is nobody's own"),
    ("incentives_plan_words", "a plan's text is nobody's own"),
];

/// Whether an answer holds anything of it.
fn shows(company: &Furnished, body: &Value) -> Option<String> {
    let ids = OWNED.iter().map(|name| company.thing(name));
    let text = body.to_string();
    ids.chain(OWNED_AMOUNTS.iter().copied()).find(|owned| text.contains(&format!("\"{owned}\""))).map(str::to_owned)
}

/// What somebody is shown who should see nothing of it, or may do with it.
async fn beyond(person: &TestPerson, company: &Furnished, operation: &Operation, place: usize) -> Option<String> {
    if operation.method != Method::GET {
        return answered_wrongly(person, &Call::of(operation, company, place), "–").await;
    }
    for call in Call::readings(operation, company, place) {
        let answer = call.by(person).await;
        let status = answer.status.as_u16();
        let sees = if answer.status.is_success() { shows(company, &answer.body) } else { None };
        if sees.is_some() || ![200, 403, 404].contains(&status) {
            return Some(format!("{} shows {sees:?}: {status} {}", operation.id, answer.body));
        }
    }
    None
}

/// Operations whose reach ends somewhere for this role: those that name a thing, and every list and total.
fn ending(role: Role) -> Vec<Operation> {
    let table = written(TABLE);
    let ends = |operation: &Operation| table.get(&operation.id).is_some_and(|row| row[&role] != "org");
    let all = operations::all().into_iter().filter(ends);
    all.filter(|operation| operation.names_a_thing() || operation.method == Method::GET).collect()
}

async fn stranger(company: &Furnished, role: Role) -> TestPerson {
    let name = format!("west-{role}");
    let person = company.org.person(&name, &[role]).await;
    let west = company.org.unit(&name, None, (role == Role::Lead).then_some(person.member)).await;
    company.org.assign(person.member, west, "2026-01-01").await;
    person
}

both! {
    async fn a_colleague_of_another_unit_sees_nothing_of_it(app: TestApp) {
        let company = app.furnished("acme").await;
        let (mut asked, mut found) = (0, Vec::new());
        for role in [Role::Lead, Role::Sales] {
            let person = stranger(&company, role).await;
            for operation in ending(role) {
                asked += 1;
                let why = beyond(&person, &company, &operation, 5000 + asked).await;
                found.extend(why.map(|why| format!("{role}: {why}")));
            }
        }
        assert!(asked >= 110, "only {asked} calls were made");
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    /// The same calls by the people concerned show something: an empty list would hide nothing.
    async fn a_list_that_does_not_end_is_found(app: TestApp) {
        let company = app.furnished("acme").await;
        let (mut asked, mut silent) = (0, Vec::new());
        for role in [Role::Lead, Role::Sales] {
            let table = written(TABLE);
            let reads = ending(role).into_iter().filter(|one| one.method == Method::GET && table[&one.id][&role] != "–");
            for operation in reads.filter(|one| !NOBODYS.iter().any(|(id, reason)| *id == one.id && !reason.is_empty())) {
                asked += 1;
                if beyond(company.person(role), &company, &operation, 0).await.is_none() {
                    silent.push(format!("{role}: {} showed nothing", operation.id));
                }
            }
        }
        assert!(asked >= 25, "only {asked} lists were asked");
        assert!(silent.is_empty(), "{}", silent.join("\n"));
    }
}
