//! Manual values, typed and from sheets.

use beichen_kernel::Role;
use beichen_testkit::{TestApp, TestOrg, TestPerson, both, json};
use serde_json::Value;

const MEASURES: &str = "[measure.visits]\nof = \"manual\"\nunit = \"count\"\n\n\
    [measure.spent]\nof = \"manual\"\nunit = \"money\"\n";

/// Ann is in the lead's unit until 2026-03-09.
async fn company(app: &TestApp) -> (TestOrg, TestPerson, TestPerson) {
    let org = app.org("acme").await;
    let lead = org.person("lead", &[Role::Lead]).await;
    let ann = org.person("ann", &[Role::Sales]).await;
    let east = org.unit("east", None, Some(lead.member)).await;
    let west = org.unit("west", None, None).await;
    org.assign(ann.member, east, "2026-01-01").await;
    org.assign(ann.member, west, "2026-03-10").await;
    let director = org.person("director", &[Role::Director]).await;
    director.post("/api/ledger/measures", json!({ "text": MEASURES })).await.ok();
    (org, lead, ann)
}

fn value(person: &TestPerson, day: &str) -> Value {
    json!({ "measure": "visits", "member_id": person.member.to_string(), "day": day, "value": "3" })
}

both! {
    async fn a_lead_types_values_of_the_days_on_which_the_person_was_in_the_led_tree(app: TestApp) {
        let (org, lead, ann) = company(&app).await;
        let bob = org.person("bob", &[Role::Sales]).await;
        let set = async |who: &TestPerson, whom: &TestPerson, day: &str| {
            who.post_seen("/api/ledger/values", 0, value(whom, day)).await.status
        };
        assert_eq!(set(&lead, &ann, "2026-03-09").await, 200);
        assert_eq!(set(&lead, &ann, "2026-03-10").await, 404);
        assert_eq!(set(&lead, &bob, "2026-03-09").await, 404);
        assert_eq!(set(&ann, &ann, "2026-03-08").await, 403);
        let hr = org.person("hr", &[Role::Hr]).await;
        assert_eq!(set(&hr, &ann, "2026-03-10").await, 200);
        assert_eq!(set(&hr, &ann, "2026-03-10").await, 412);
    }

    async fn a_sheet_of_the_kind_manual_says_amounts_and_days_as_people_write_them(app: TestApp) {
        let (org, ..) = company(&app).await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let file = "measure,person,day,value\nvisits,ann,2026/1/5,\"1,200\"\nspent,ann,2026年1月6日,1.2万\n\
            spent,ann,2026-01-07,0.125\nvisits,ann,2026-01-08,1.5\n";
        let import = hr.import(&[("kind", "manual"), ("profile_text", "")], "values.csv", file.as_bytes()).await;
        assert_eq!((&import["counts"]["new"], &import["counts"]["rounded"]), (&json!(3), &json!(1)));
        assert_eq!(import["failed_rows"][0]["errors"][0]["code"], "sheets.cell.number_too_fine");
        let apply = format!("/api/sheets/imports/{}/apply", import["id"].as_str().unwrap());
        hr.post_seen(&apply, import["version"].as_i64().unwrap(), json!({ "rows": "valid" })).await.ok();
        app.work().await;
        for (measure, amount) in [("visits", "1200"), ("spent", "12000.13")] {
            let totals = hr.get(&format!("/api/ledger/totals?measure={measure}&period=2026-01")).await.ok();
            assert_eq!(totals["items"][0]["amount"], amount);
        }
    }
}
