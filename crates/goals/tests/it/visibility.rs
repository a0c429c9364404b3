//! Who sees the goals of which periods: the lead of the period's last day, of today while it is open.

use beichen_kernel::Role;
use beichen_testkit::{TestPerson, both, json};
use serde_json::Value;

const MONTHS: [&str; 4] = ["2026-01", "2026-02", "2026-03", "2026-04"];

/// The months whose goals of `what` somebody finds in the list, the latest first; each can be opened, no other can.
async fn months(viewer: &TestPerson, director: &TestPerson, what: &str) -> Vec<String> {
    let list = async |person: &TestPerson| -> Vec<Value> {
        let page = person.get("/api/goals/goals?measure=m&calendar=natural&limit=200").await.ok();
        page["items"].as_array().unwrap().iter().filter(|goal| goal["subject"]["code"] == what).cloned().collect()
    };
    let seen = list(viewer).await;
    for goal in list(director).await {
        let path = format!("/api/goals/goals/{}", goal["id"].as_str().unwrap());
        let is_seen = seen.iter().any(|other| other["id"] == goal["id"]);
        assert_eq!(viewer.get(&path).await.status, if is_seen { 200 } else { 404 }, "{goal}");
    }
    seen.iter().map(|goal| goal["period"]["name"].as_str().unwrap().to_owned()).collect()
}

/// Whether the grid of a month shows somebody the goal of `what`.
async fn is_in_grid(viewer: &TestPerson, month: &str, what: &str) -> bool {
    let grid = viewer.get(&format!("/api/goals/grid?measure=m&calendar=natural&period={month}")).await.ok();
    grid["lines"].as_array().unwrap().iter().any(|line| line["subject"]["code"] == what)
}

both! {
    /// Old led the east to the end of February, new leads it since; today is the 16th of March.
    async fn a_lead_sees_the_goals_of_the_periods_on_whose_last_day_the_unit_was_led(app: TestApp) {
        let org = app.org("acme").await;
        let director = org.person("director", &[Role::Director]).await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let (old, new) = (org.person("old", &[Role::Lead]).await, org.person("new", &[Role::Lead]).await);
        let a = org.person("a", &[Role::Sales]).await;
        let east = org.unit("east", None, Some(old.member)).await;
        let pod = org.unit("pod", Some(east), None).await;
        org.assign(a.member, pod, "2026-01-01").await;
        let path = format!("/api/people/units/{east}");
        let place = json!({ "parent_id": null, "leader_id": new.member.to_string(), "from": "2026-03-01" });
        admin.post_on(&path, &format!("{path}/move"), place).await.ok();
        director.post("/api/ledger/measures", json!({ "text": "[measure.m]\nof = \"orders\"\n" })).await.ok();
        for month in MONTHS {
            for (key, id) in [("member_id", a.member.to_string()), ("unit_id", pod.to_string())] {
                let mut goal = json!({ "measure": "m", "calendar": "natural", "period": month, "amount": "1.00" });
                goal[key] = id.into();
                director.post("/api/goals/goals", goal).await.ok();
            }
        }
        for what in ["a", "pod"] {
            assert_eq!(months(&old, &director, what).await, ["2026-02", "2026-01"], "{what}");
            assert_eq!(months(&new, &director, what).await, ["2026-04", "2026-03"], "{what}");
            assert_eq!(months(&director, &director, what).await, ["2026-04", "2026-03", "2026-02", "2026-01"]);
            assert!(is_in_grid(&old, "2026-02", what).await && !is_in_grid(&old, "2026-03", what).await);
            assert!(!is_in_grid(&new, "2026-02", what).await && is_in_grid(&new, "2026-03", what).await);
        }
        assert_eq!(months(&a, &director, "a").await.len(), 4);
        assert!(months(&a, &director, "pod").await.is_empty());
    }
}
