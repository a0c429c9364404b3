//! The tree of units: making, moving, closing, and what it refuses.

use beichen_kernel::Role;
use beichen_testkit::{both, json};

both! {
    async fn a_tree_says_how_many_people_are_below_each_unit_on_a_day(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let region = org.unit("region", None, Some(admin.member)).await;
        let team = org.unit("team", Some(region), None).await;
        let ann = org.person("ann", &[]).await;
        org.assign(admin.member, region, "2026-01-01").await;
        org.assign(ann.member, team, "2026-02-01").await;
        let sizes = |tree: serde_json::Value| -> Vec<(String, i64)> {
            let items = tree["items"].as_array().unwrap().clone();
            items.iter().map(|unit| (unit["code"].as_str().unwrap().to_owned(), unit["size"].as_i64().unwrap())).collect()
        };
        let january = admin.get("/api/people/units?on=2026-01-31").await.ok();
        assert_eq!(sizes(january), [("region".to_owned(), 1), ("team".to_owned(), 0)]);
        let now = admin.get("/api/people/units").await.ok();
        assert_eq!(now["items"][0]["leader_name"], "admin");
        assert_eq!(sizes(now), [("region".to_owned(), 2), ("team".to_owned(), 1)]);
    }

    async fn a_circle_is_refused_with_its_units_named_and_nothing_is_written(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let a = org.unit("A", None, None).await;
        let b = org.unit("B", Some(a), None).await;
        let c = org.unit("C", Some(b), None).await;
        let path = format!("/api/people/units/{a}");
        let to = json!({ "parent_id": c.to_string(), "from": "2026-04-01" });
        let refused = admin.post_seen(&format!("{path}/move"), 1, to).await.problem();
        assert_eq!(refused["code"], "people.unit.cycle");
        let circle = refused["params"]["units"].as_str().unwrap();
        assert!(["A → C → B → A", "B → A → C → B", "C → B → A → C"].contains(&circle), "{circle}");
        assert_eq!(admin.get(&path).await.ok()["places"].as_array().unwrap().len(), 1);
    }

    async fn a_unit_is_closed_when_nobody_and_nothing_is_left_in_it(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let a = org.unit("a", None, None).await;
        let b = org.unit("b", None, None).await;
        let ann = org.person("ann", &[]).await;
        org.assign(ann.member, a, "2026-01-01").await;
        let path = format!("/api/people/units/{a}/close");
        let close = json!({ "last_day": "2026-03-31" });
        assert_eq!(admin.post_seen(&path, 1, close.clone()).await.code(), "people.unit.still_used");
        org.assign(ann.member, b, "2026-03-01").await;
        let closed = admin.post_seen(&path, 1, close.clone()).await.ok();
        assert_eq!(closed["places"][0]["to"], "2026-03-31");
        assert_eq!(admin.post_seen(&path, 2, close).await.code(), "people.unit.closed");
    }

    async fn no_unit_stands_below_one_that_closes_first(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let a = org.unit("a", None, None).await;
        let b = org.unit("b", None, None).await;
        hr.post_seen(&format!("/api/people/units/{a}/close"), 1, json!({ "last_day": "2026-06-30" })).await.ok();
        let under = json!({ "parent_id": a, "from": "2026-04-01" });
        assert_eq!(hr.post_seen(&format!("/api/people/units/{b}/move"), 1, under).await.code(), "people.unit.parent_not_open");
        let new = json!({ "code": "c", "name": "c", "parent_id": a, "since": "2026-04-01" });
        assert_eq!(hr.post("/api/people/units", new).await.code(), "people.unit.parent_not_open");
    }

    async fn a_unit_moves_with_its_day_and_a_taken_code_is_refused(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let a = org.unit("a", None, None).await;
        let b = org.unit("b", None, None).await;
        let path = format!("/api/people/units/{b}");
        hr.post_seen(&format!("{path}/move"), 1, json!({ "parent_id": a.to_string(), "from": "2026-02-01" })).await.ok();
        let places = hr.get(&path).await.ok()["places"].clone();
        assert_eq!(places[0]["to"], "2026-01-31");
        assert_eq!((&places[1]["from"], &places[1]["parent_id"]), (&json!("2026-02-01"), &json!(a.to_string())));
        let taken = hr.post("/api/people/units", json!({ "code": "a", "name": "x" })).await;
        assert_eq!(taken.code(), "people.unit.code_taken");
        let sales = org.person("sales", &[Role::Sales]).await;
        assert_eq!(sales.post("/api/people/units", json!({ "code": "x", "name": "x" })).await.code(), "kernel.forbidden");
    }
}
