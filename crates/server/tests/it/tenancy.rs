//! What belongs to another organisation does not exist: 404, whatever the roles, and no body may name it.

use beichen_testkit::{Furnished, TestPerson, both};

use crate::calls::Call;
use crate::operations;

const LEAST: usize = 45;

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
        let naming = [
            "people_member_create", "people_unit_create", "customers_customer_create", "customers_order_create",
            "customers_payment_create", "customers_refund_create", "goals_goal_create", "goals_goal_spread",
            "incentives_trial_create", "ledger_value_set",
        ];
        let operations: Vec<_> =
            operations::all().into_iter().filter(|operation| naming.contains(&operation.id.as_str())).collect();
        assert_eq!(operations.len(), naming.len());
        for (place, operation) in operations.iter().enumerate() {
            let answer = Call::of(operation, &company, 50 + place).by(&other.mighty).await;
            let refused = [404, 409, 422].contains(&answer.status.as_u16());
            assert!(refused, "{}: {} {}", operation.id, answer.status, answer.body);
            let own = Call::of(operation, &company, 50 + place).by(&company.mighty).await;
            assert!(own.status.is_success(), "{}: {} {}", operation.id, own.status, own.body);
        }
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
