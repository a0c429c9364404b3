//! People: joining, moving, leaving, lists.

use beichen_kernel::{Role, UnitId};
use beichen_testkit::{TestPerson, both, json};
use serde_json::Value;

async fn version(person: &TestPerson, path: &str) -> i64 {
    person.get(path).await.ok()["version"].as_i64().unwrap()
}

fn codes(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn a_person_joins_moves_and_leaves_and_the_past_stays(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let east = org.unit("east", None, None).await;
        let west = org.unit("west", None, None).await;
        let new = json!({ "code": "m1", "name": "Mia", "joined_on": "2026-01-05", "unit_id": east.to_string(), "position": "Sales" });
        let member = hr.post("/api/people/members", new).await.ok();
        assert_eq!(member["unit_name"], "east");
        let path = format!("/api/people/members/{}", member["id"].as_str().unwrap());
        let to = json!({ "unit_id": west.to_string(), "from": "2026-03-01", "position": "Senior" });
        let stale = hr.post_seen(&format!("{path}/transfer"), 99, to.clone()).await;
        assert_eq!(stale.code(), "kernel.stale");
        let moved = hr.post_seen(&format!("{path}/transfer"), version(&hr, &path).await, to).await.ok();
        assert_eq!(
            moved["assignments"],
            json!([
                { "unit_id": east.to_string(), "unit_code": "east", "unit_name": "east", "grade": null, "position": "Sales", "from": "2026-01-05", "to": "2026-02-28" },
                { "unit_id": west.to_string(), "unit_code": "west", "unit_name": "west", "grade": null, "position": "Senior", "from": "2026-03-01", "to": null },
            ])
        );
        let leave = json!({ "left_on": "2026-03-10" });
        let left = hr.post_seen(&format!("{path}/leave"), version(&hr, &path).await, leave.clone()).await.ok();
        assert_eq!(left["assignments"][1]["to"], "2026-03-10");
        assert_eq!(left["can"], json!(["edit", "rejoin", "set_field", "set_pay"]));
        let again = hr.post_seen(&format!("{path}/leave"), version(&hr, &path).await, leave).await;
        assert_eq!(again.code(), "people.member.has_left");
        assert_eq!(codes(&hr.get("/api/people/members?search=mia").await.ok()), Vec::<String>::new());
        assert_eq!(codes(&hr.get("/api/people/members?search=mia&with_left=true").await.ok()), ["m1"]);
        let back = json!({ "unit_id": east.to_string(), "from": "2026-03-12" });
        hr.post_seen(&format!("{path}/rejoin"), version(&hr, &path).await, back).await.ok();
        assert_eq!(codes(&hr.get("/api/people/members?search=mia").await.ok()), ["m1"]);
    }

    async fn a_leaver_comes_back_into_an_open_unit_of_the_own_organisation_only(app: TestApp) {
        let org = app.org("acme").await;
        let foreign = app.org("other").await.unit("foreign", None, None).await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let east = org.unit("east", None, None).await;
        let west = org.unit("west", None, None).await;
        let ann = org.person("ann", &[]).await;
        org.assign(ann.member, east, "2026-01-01").await;
        let path = format!("/api/people/members/{}", ann.member);
        let rejoin = format!("{path}/rejoin");
        let back = |unit: UnitId, from: &str| json!({ "unit_id": unit, "from": from });
        assert_eq!(hr.post_on(&path, &rejoin, back(west, "2026-03-12")).await.code(), "people.member.has_not_left");
        hr.post_on(&path, &format!("{path}/leave"), json!({ "left_on": "2026-03-10" })).await.ok();
        let close = format!("/api/people/units/{east}/close");
        hr.post_seen(&close, 1, json!({ "last_day": "2026-06-30" })).await.ok();
        assert_eq!(hr.post_on(&path, &rejoin, back(west, "2026-03-10")).await.code(), "people.member.has_left");
        assert_eq!(hr.post_on(&path, &rejoin, back(east, "2026-03-12")).await.code(), "people.member.unit_not_open");
        assert_eq!(hr.post_on(&path, &rejoin, back(foreign, "2026-03-12")).await.code(), "kernel.not_found");
        let mut graded = back(west, "2026-03-12");
        graded["grade"] = json!("S9");
        assert_eq!(hr.post_on(&path, &rejoin, graded).await.code(), "people.member.unknown_grade");
        let view = hr.post_on(&path, &rejoin, back(west, "2026-03-12")).await.ok();
        assert_eq!((&view["unit_name"], &view["left_on"]), (&json!("west"), &Value::Null));
    }

    async fn nobody_is_moved_into_a_unit_that_closes_before_they_go(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let east = org.unit("east", None, None).await;
        let west = org.unit("west", None, None).await;
        let ann = org.person("ann", &[]).await;
        org.assign(ann.member, east, "2026-01-01").await;
        hr.post_seen(&format!("/api/people/units/{west}/close"), 1, json!({ "last_day": "2026-06-30" })).await.ok();
        let path = format!("/api/people/members/{}", ann.member);
        let transfer = format!("{path}/transfer");
        let to = json!({ "unit_id": west, "from": "2026-04-01" });
        assert_eq!(hr.post_on(&path, &transfer, to.clone()).await.code(), "people.member.unit_not_open");
        hr.post_on(&path, &transfer, json!({ "unit_id": east, "from": "2026-07-01", "position": "Senior" })).await.ok();
        hr.post_on(&path, &transfer, to).await.ok();
    }

    async fn refusals_name_what_is_wrong(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let path = "/api/people/members";
        assert_eq!(hr.post(path, json!({ "code": " ", "name": "x" })).await.code(), "people.member.code_missing");
        assert_eq!(hr.post(path, json!({ "code": "x", "name": "" })).await.code(), "people.member.name_missing");
        assert_eq!(hr.post(path, json!({ "code": "hr", "name": "x" })).await.code(), "people.member.code_taken");
        let day = hr.post(path, json!({ "code": "x", "name": "x", "joined_on": "2026-02-30" })).await;
        assert_eq!(day.field_code("joined_on"), "people.not_a_day");
        let sales = org.person("sales", &[Role::Sales]).await;
        assert_eq!(sales.post(path, json!({ "code": "x", "name": "x" })).await.code(), "kernel.forbidden");
    }

    async fn a_list_is_searched_sorted_and_goes_on_by_cursor(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("zz", &[Role::Hr]).await;
        for (code, name) in [("b", "Zoe"), ("a", "Yan"), ("c", "100%_x")] {
            hr.post("/api/people/members", json!({ "code": code, "name": name })).await.ok();
        }
        let first = hr.get("/api/people/members?limit=2").await.ok();
        assert_eq!(codes(&first), ["a", "b"]);
        let next = format!("/api/people/members?limit=2&after={}", first["next"].as_str().unwrap());
        let second = hr.get(&next).await.ok();
        assert_eq!((codes(&second), &second["next"]), (vec!["c".to_owned(), "zz".to_owned()], &Value::Null));
        assert_eq!(codes(&hr.get("/api/people/members?sort=-code&limit=1").await.ok()), ["zz"]);
        assert_eq!(codes(&hr.get("/api/people/members?search=%25_X").await.ok()), ["c"]);
        assert_eq!(hr.get("/api/people/members?sort=pay").await.field_code("sort"), "store.unknown_sort");
    }
}
