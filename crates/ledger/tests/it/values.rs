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

    /// The first file says 3 of the 5th; the second says 4 of it and 7 of the 6th. Undone, the 5th is 3 again and nothing
    /// is left of the 6th; the first one is undone after it, and not while March is locked for Ann.
    async fn a_sheet_of_values_is_undone(app: TestApp) {
        let (org, _, ann) = company(&app).await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let import = async |rows: &str| {
            let file = format!("measure,person,day,value\n{rows}");
            let import = hr.import(&[("kind", "manual"), ("profile_text", "")], "values.csv", file.as_bytes()).await;
            let path = format!("/api/sheets/imports/{}", import["id"].as_str().unwrap());
            hr.post_on(&path, &format!("{path}/apply"), json!({ "rows": "all" })).await.ok();
            app.work().await;
            path
        };
        let undone = async |path: &str| {
            hr.post_on(path, &format!("{path}/undo"), json!({})).await.ok();
            app.work().await;
            let import = hr.get(path).await.ok();
            let reasons: Vec<Value> = import["work"]["problem"]["fields"]
                .as_array()
                .map(|fields| fields.iter().map(|field| field["code"].clone()).collect())
                .unwrap_or_default();
            (import["undone"].clone(), reasons)
        };
        let total = async || {
            let totals = hr.get("/api/ledger/totals?measure=visits&period=2026-03").await.ok();
            let ann = totals["items"].as_array().unwrap().iter().find(|row| row["code"] == "ann").cloned();
            ann.map(|row| row["amount"].as_str().unwrap().to_owned())
        };
        let first = import("visits,ann,2026-03-05,3\n").await;
        let second = import("visits,ann,2026-03-05,4\nvisits,ann,2026-03-06,7\n").await;
        assert_eq!(total().await.as_deref(), Some("11"));
        assert_eq!(undone(&first).await, (Value::Null, vec![json!("sheets.undo.changed_since")]));
        assert_eq!(undone(&second).await.0, json!({ "taken_back": 1, "restored": 1, "left": 0 }));
        assert_eq!(total().await.as_deref(), Some("3"));
        // What was taken back may come again.
        let third = import("visits,ann,2026-03-06,7\n").await;
        assert_eq!(total().await.as_deref(), Some("10"));
        org.lock("P · 2026-03", ("2026-03-01", "2026-03-31"), &[ann.member], &["visits"]).await;
        assert_eq!(undone(&third).await, (Value::Null, vec![json!("sheets.undo.locked")]));
        assert_eq!(total().await.as_deref(), Some("10"));
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
