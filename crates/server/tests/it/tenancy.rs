//! What belongs to another organisation does not exist: 404, whatever the roles, and no body may name it.

use beichen_testkit::{Furnished, TestPerson, both, json};
use serde_json::Value;

use crate::calls::Call;
use crate::operations;

/// Fewer than these and the walk has gone past most of the product.
const LEAST: usize = 45;
const LEAST_IN_BODIES: usize = 26;

/// Every operation that names a thing in its path, on the things of `company`.
fn calls(company: &Furnished) -> Vec<Call> {
    let operations = operations::all().into_iter().filter(operations::Operation::names_a_thing);
    let calls: Vec<Call> =
        operations.enumerate().map(|(place, operation)| Call::of(&operation, company, place)).collect();
    assert!(calls.len() >= LEAST, "only {} operations name a thing", calls.len());
    calls
}

/// The calls that the person is answered with anything but 404.
async fn answered(person: &TestPerson, calls: &[Call]) -> Vec<String> {
    let mut answered = Vec::new();
    for call in calls {
        let answer = call.by(person).await;
        if answer.status != 404 {
            answered.push(format!("{}: {} {}", call.operation, answer.status, answer.body));
        }
    }
    answered
}

/// Places in bodies that an operation does not read, and why.
const UNREAD: &[(&str, &str, &str)] = &[
    ("customers_refund_edit", "/payment_id", "a refund stays with its payment"),
    ("customers_payment_edit", "/customer_id", "a payment with an order has the order's customer"),
];

/// Operations that refuse even a sound body of the furnished company, with which code, and why.
const REFUSED: &[(&str, &str, &str)] =
    &[("incentives_decision_create", "incentives.decision.nothing_waits", "nothing waits for a decision there")];

/// What else a sound body says where it names the thing at this place.
fn besides(operation: &str, pointer: &str) -> Value {
    match (operation, pointer) {
        ("goals_goal_create", "/unit_id") => json!({ "member_id": null, "unit_id": null }),
        ("goals_goal_spread", "/member_id") => json!({
            "unit_id": null, "member_id": null, "period_kind": "year", "period": "2026", "over": "periods",
        }),
        _ => json!({}),
    }
}

/// The thing of a company that a place in a body names.
fn thing<'a>(company: &'a Furnished, operation: &str, pointer: &str) -> &'a str {
    match (operation, pointer.rsplit('/').next().unwrap()) {
        (_, "owner_id") => company.thing("member_id"),
        (_, "leader_id") => company.thing("lead_id"),
        (_, "parent_id") => company.thing("region_id"),
        (_, "to_plan_id") => company.thing("plan_id"),
        ("incentives_objection_create", "statement_id") => company.thing("statement_of_mighty"),
        (_, name) => company.thing(name),
    }
}

/// Sends each sound body with one thing of `other` in it: how many places, and where it was not refused as unknown.
async fn named_from_outside(company: &Furnished, other: &Furnished, person: &TestPerson) -> (usize, Vec<String>) {
    let (mut named, mut found) = (0, Vec::new());
    let open: Vec<&str> =
        beichen_server::catalogues().iter().flat_map(|catalogue| catalogue.open_operations).copied().collect();
    for operation in operations::writes().iter().filter(|operation| !open.contains(&operation.id.as_str())) {
        let unread = |place: &str| UNREAD.iter().any(|(id, known, _)| *id == operation.id && *known == place);
        for pointer in operation.body_ids.iter().filter(|place| !unread(place)) {
            named += 1;
            let call = Call::of(operation, company, 50 + named).with(&besides(&operation.id, pointer));
            let version = call.version(person).await;
            let foreign =
                call.clone().naming(pointer, thing(other, &operation.id, pointer)).seeing(person, &version).await;
            if ![404, 422].contains(&foreign.status.as_u16()) {
                found.push(format!("{} {pointer}: {} {}", operation.id, foreign.status, foreign.body));
                continue;
            }
            // The same body with the company's own thing is taken: it was refused for nothing else.
            let own = call.naming(pointer, thing(company, &operation.id, pointer)).seeing(person, &version).await;
            let refused = |code: &str| own.body["code"] == code;
            let is_known = REFUSED.iter().any(|(id, code, _)| *id == operation.id && refused(code));
            if !own.status.is_success() && !is_known {
                found.push(format!("{} {pointer} of our own: {} {}", operation.id, own.status, own.body));
            }
        }
    }
    (named, found)
}

both! {
    async fn a_thing_of_another_organisation_does_not_exist(app: TestApp) {
        let company = app.furnished("acme").await;
        let calls = calls(&company);
        let stranger = app.furnished("other").await.mighty;
        let seen = answered(&stranger, &calls).await;
        let mend = "load by the id with the organisation, and answer 404 before anything else";
        assert!(seen.is_empty(), "{mend}:\n{}", seen.join("\n"));

        // The same calls from inside are all answered: a wrong path would be 404 to everybody and prove nothing.
        let own = answered(&company.mighty, &calls).await;
        assert_eq!(own.len(), calls.len(), "{}", own.join("\n"));
    }

    async fn no_body_may_name_a_thing_of_another_organisation(app: TestApp) {
        let company = app.furnished("acme").await;
        let other = app.furnished("other").await;
        let (named, found) = named_from_outside(&company, &other, &company.mighty).await;
        assert!(named >= LEAST_IN_BODIES, "only {named} places in bodies name a thing");
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    /// A server that takes every id as it comes.
    async fn a_server_that_does_not_look_whose_it_is_is_found(app: TestApp) {
        let company = app.furnished("acme").await;
        let other = app.furnished("other").await;
        let yes = || axum::Router::new().fallback(|| async { "yes" });
        let calls = calls(&company);
        assert_eq!(answered(&other.mighty.through(yes()), &calls).await.len(), calls.len());
        let (named, found) = named_from_outside(&company, &other, &company.mighty.through(yes())).await;
        assert_eq!(found.len(), named);
    }

    async fn a_profile_and_a_calendar_of_another_organisation_do_not_exist(app: TestApp) {
        app.furnished("acme").await;
        let stranger = app.org("other").await.person("mighty", &[beichen_kernel::Role::Administrator]).await;
        for path in ["/api/sheets/profiles/by-code", "/api/ledger/periods/quarters/2026-Q1"] {
            let answer = stranger.get(path).await;
            // A calendar's key is looked up as in a body: the answer is the one that an unknown key gets everywhere.
            assert!([404, 422].contains(&answer.status.as_u16()), "{path}: {}", answer.body);
            let unknown = stranger.get(&path.replace("by-code", "never-made").replace("quarters", "never-made")).await;
            assert_eq!((answer.status, answer.clone().code()), (unknown.status, unknown.code()), "{path}");
        }
    }
}
