//! Totals over HTTP: who sees which, and that nothing is lost where units close and people have none.

use beichen_kernel::Role;
use beichen_people::api as people;
use beichen_testkit::{TestApp, TestOrg, TestPerson, both, json};
use serde_json::Value;

/// Ann in East below North until 2026-03-09, then in South; East is closed after the 12th. Bob in South, Carl nowhere.
/// Signed: Ann 100.00 on the 2nd and 40.00 on the 11th, Bob 50.00 on the 3rd, Carl 7.00 on the 4th.
struct Company {
    org: TestOrg,
    /// Leads East, as long as it is there.
    chief: TestPerson,
    /// Has the role of a lead over North, whose leader is nobody.
    deputy: TestPerson,
}

const MEASURES: &str = "[measure.signed]\nof = \"orders\"\n";

impl Company {
    async fn new(app: &TestApp) -> Self {
        let org = app.org("acme").await;
        let chief = org.person("chief", &[Role::Lead]).await;
        let deputy = org.person("deputy", &[]).await;
        let mighty = org.person("mighty", &[Role::Administrator, Role::Director, Role::Hr]).await;
        let north = org.unit("north", None, None).await;
        let east = org.unit("east", Some(north), Some(chief.member)).await;
        let south = org.unit("south", None, None).await;
        let ctx = org.system();
        people::grant_role(&ctx, &app.db, deputy.member, Role::Lead, Some(north)).await.unwrap();
        let [ann, bob, carl] =
            [org.person("ann", &[]).await, org.person("bob", &[]).await, org.person("carl", &[]).await];
        org.assign(ann.member, east, "2026-01-01").await;
        org.assign(ann.member, south, "2026-03-10").await;
        org.assign(bob.member, south, "2026-01-01").await;
        let closing = json!({ "last_day": "2026-03-12" });
        mighty
            .post_on(&format!("/api/people/units/{east}"), &format!("/api/people/units/{east}/close"), closing)
            .await
            .ok();
        mighty.post("/api/ledger/measures", json!({ "text": MEASURES })).await.ok();
        let customer = mighty.post("/api/customers/customers", json!({ "code": "C-1", "name": "One" })).await.ok();
        for (code, owner, day, net) in [
            ("SO-1", &ann, "2026-03-02", "100.00"),
            ("SO-2", &ann, "2026-03-11", "40.00"),
            ("SO-3", &bob, "2026-03-03", "50.00"),
            ("SO-4", &carl, "2026-03-04", "7.00"),
        ] {
            let write = json!({
                "code": code, "customer_id": customer["id"], "owner_id": owner.member.to_string(),
                "signed_on": day, "lines": [{ "net": net }],
            });
            mighty.post("/api/customers/orders", write).await.ok();
        }
        Self { org, chief, deputy }
    }
}

async fn totals(person: &TestPerson, by: &str) -> Value {
    person.get(&format!("/api/ledger/totals?measure=signed&period=2026-03&by={by}")).await.ok()
}

fn amounts(totals: &Value) -> Vec<(&str, &str)> {
    let rows = totals["items"].as_array().unwrap();
    rows.iter().map(|row| (row["code"].as_str().unwrap(), row["amount"].as_str().unwrap())).collect()
}

both! {
    async fn the_viewer_sees_every_unit_a_closed_one_under_its_last_parent_and_the_whole(app: TestApp) {
        let company = Company::new(&app).await;
        let viewer = company.org.person("viewer", &[Role::Viewer]).await;
        let seen = totals(&viewer, "unit").await;
        assert_eq!(amounts(&seen), [("east", "100.00"), ("north", "100.00"), ("south", "90.00")]);
        assert_eq!(seen["organisation"], "197.00");
        assert_eq!(viewer.get("/api/ledger/totals?measure=signed&period=2026-03&by=person").await.status, 403);
    }

    async fn a_lead_by_role_sees_the_led_units_and_not_the_whole(app: TestApp) {
        let company = Company::new(&app).await;
        let seen = totals(&company.deputy, "unit").await;
        assert_eq!(amounts(&seen), [("east", "100.00"), ("north", "100.00")]);
        assert_eq!(seen["organisation"], json!(null));
        // Today East is closed, so its leader leads nothing.
        assert_eq!(amounts(&totals(&company.chief, "unit").await), []);
    }

    async fn a_former_lead_sees_the_sums_of_the_own_days(app: TestApp) {
        let company = Company::new(&app).await;
        let seen = totals(&company.chief, "person").await;
        assert_eq!(amounts(&seen), [("ann", "100.00")]);
        assert_eq!((&seen["items"][0]["documents"], &seen["items"][0]["is_whole"]), (&json!(1), &json!(false)));
        let director = company.org.person("director", &[Role::Director]).await;
        let seen = totals(&director, "person").await;
        assert_eq!(amounts(&seen), [("ann", "140.00"), ("bob", "50.00"), ("carl", "7.00")]);
        assert_eq!((&seen["items"][0]["documents"], &seen["items"][0]["is_whole"]), (&json!(2), &json!(true)));
    }
}
