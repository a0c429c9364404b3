//! Who sees whom: in lists, by id, and over time.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::Role;
use beichen_people::api;
use beichen_people::permissions::PEOPLE_MEMBER_READ;
use beichen_testkit::{TestPerson, both, json};
use serde_json::Value;

async fn codes(person: &TestPerson) -> Vec<String> {
    let page = person.get("/api/people/members").await.ok();
    page["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

both! {
    async fn a_lead_sees_the_own_tree_a_seller_only_the_own_person_hr_everybody(app: TestApp) {
        let org = app.org("acme").await;
        let lead = org.person("lead", &[Role::Lead]).await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let ann = org.person("ann", &[Role::Sales]).await;
        let bob = org.person("bob", &[Role::Sales]).await;
        let region = org.unit("region", None, Some(lead.member)).await;
        let team = org.unit("team", Some(region), None).await;
        let other = org.unit("other", None, None).await;
        org.assign(ann.member, team, "2026-01-01").await;
        org.assign(bob.member, other, "2026-01-01").await;
        assert_eq!(codes(&lead).await, ["ann", "lead"]);
        assert_eq!(codes(&ann).await, ["ann"]);
        assert_eq!(codes(&hr).await, ["ann", "bob", "hr", "lead"]);
        let bobs = format!("/api/people/members/{}", bob.member);
        assert_eq!(lead.get(&bobs).await.code(), "kernel.not_found");
        assert_eq!(ann.get(&bobs).await.code(), "kernel.not_found");
        bob.get(&bobs).await.ok();
        let viewer = org.person("viewer", &[Role::Viewer]).await;
        assert_eq!(viewer.get("/api/people/members").await.code(), "kernel.forbidden");
    }

    async fn a_former_lead_keeps_the_days_of_leading(app: TestApp) {
        let org = app.org("acme").await;
        let old = org.person("old", &[Role::Lead]).await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let new = org.person("new", &[]).await;
        let ann = org.person("ann", &[Role::Sales]).await;
        let team = org.unit("team", None, Some(old.member)).await;
        org.assign(ann.member, team, "2026-01-01").await;
        let path = format!("/api/people/units/{team}/move");
        hr.post_seen(&path, 1, json!({ "leader_id": new.member.to_string(), "from": "2026-03-01" })).await.ok();

        let range = DayRange::new(day("2025-12-01"), day("2026-05-01"));
        let (old_ctx, new_ctx) = (old.ctx().await, new.ctx().await);
        let tx = app.db.read(&old_ctx).await.unwrap();
        let seen = api::visible(&tx, PEOPLE_MEMBER_READ).await.unwrap();
        assert_eq!(seen.days_of(ann.member, range), [DayRange::new(day("2026-01-01"), day("2026-03-01"))]);
        let tx = app.db.read(&new_ctx).await.unwrap();
        let seen = api::visible(&tx, PEOPLE_MEMBER_READ).await.unwrap();
        assert_eq!(seen.days_of(ann.member, range), [DayRange::new(day("2026-03-01"), day("2026-05-01"))]);
        assert!(seen.includes(new.member, day("2000-01-01")));
        assert_eq!(codes(&old).await, ["old"]);
        assert_eq!(codes(&new).await, ["ann", "new"]);
    }

    async fn a_former_lead_reads_a_person_as_of_the_days_of_leading(app: TestApp) {
        let org = app.org("acme").await;
        let old = org.person("old", &[Role::Lead]).await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let ann = org.person("ann", &[]).await;
        let team = org.unit("team", None, Some(old.member)).await;
        let other = org.unit("other", None, None).await;
        org.assign(ann.member, team, "2026-01-01").await;
        hr.post("/api/people/fields", json!({ "entity": "member", "key": "city", "name": "City", "kind": "text" })).await.ok();
        let path = format!("/api/people/members/{}", ann.member);
        for (city, from) in [("Wuhan", "2025-12-01"), ("Xian", "2026-02-01"), ("Dalian", "2026-03-10")] {
            hr.post_on(&path, &format!("{path}/fields/city"), json!({ "value": city, "from": from })).await.ok();
        }
        admin.post_on(&path, &format!("{path}/roles"), json!({ "role": "finance" })).await.ok();
        let to = json!({ "unit_id": other, "from": "2026-03-01", "position": "Manager" });
        hr.post_on(&path, &format!("{path}/transfer"), to).await.ok();
        hr.post_on(&path, &format!("{path}/leave"), json!({ "left_on": "2026-04-30" })).await.ok();

        let seen = old.get(&path).await.ok();
        assert_eq!(seen["name"], "ann");
        for hidden in ["unit_id", "unit_name", "position", "grade", "left_on"] {
            assert_eq!(seen[hidden], Value::Null, "{hidden}");
        }
        let stays = seen["assignments"].as_array().unwrap();
        assert_eq!((stays.len(), &stays[0]["unit_code"], &stays[0]["to"]), (1, &json!("team"), &json!("2026-02-28")));
        assert_eq!(seen["roles"], json!([]), "finance began on 16 March");
        let fields: Vec<(&Value, &Value)> =
            seen["fields"].as_array().unwrap().iter().map(|field| (&field["value"], &field["from"])).collect();
        assert_eq!(fields, [(&json!("Wuhan"), &json!("2026-01-01")), (&json!("Xian"), &json!("2026-02-01"))]);
        let whole = hr.get(&path).await.ok();
        assert_eq!((&whole["unit_name"], &whole["left_on"]), (&json!("other"), &json!("2026-04-30")));
        assert_eq!(whole["fields"].as_array().unwrap().len(), 3);
    }

    async fn the_role_of_a_lead_without_a_unit_reaches_the_own_unit_of_each_day(app: TestApp) {
        let org = app.org("acme").await;
        let lead = org.person("lead", &[Role::Lead]).await;
        let ann = org.person("ann", &[]).await;
        let bob = org.person("bob", &[]).await;
        let east = org.unit("east", None, None).await;
        let team = org.unit("team", Some(east), None).await;
        let west = org.unit("west", None, None).await;
        org.assign(lead.member, east, "2026-01-01").await;
        org.assign(lead.member, west, "2026-04-01").await;
        org.assign(ann.member, team, "2026-01-01").await;
        org.assign(bob.member, west, "2026-01-01").await;
        assert_eq!(codes(&lead).await, ["ann", "lead"]);
        let ctx = lead.ctx().await;
        let tx = app.db.read(&ctx).await.unwrap();
        let seen = api::visible(&tx, PEOPLE_MEMBER_READ).await.unwrap();
        let spring = DayRange::new(day("2026-01-01"), day("2026-07-01"));
        assert_eq!(seen.days_of(ann.member, spring), [DayRange::new(day("2026-03-16"), day("2026-04-01"))]);
        assert_eq!(seen.days_of(bob.member, spring), [DayRange::new(day("2026-04-01"), day("2026-07-01"))]);
    }

    async fn the_condition_means_the_same_in_sql_as_in_memory(app: TestApp) {
        let org = app.org("acme").await;
        let lead = org.person("lead", &[Role::Lead]).await;
        let ann = org.person("ann", &[]).await;
        let team = org.unit("team", None, Some(lead.member)).await;
        let other = org.unit("other", None, None).await;
        org.assign(ann.member, team, "2026-01-01").await;
        org.assign(ann.member, other, "2026-02-01").await;
        org.assign(ann.member, team, "2026-03-01").await;
        let ctx = lead.ctx().await;
        let tx = app.db.read(&ctx).await.unwrap();
        let seen = api::visible(&tx, PEOPLE_MEMBER_READ).await.unwrap();
        let (condition, values) = seen.sql("member_id", "from_day", 2).unwrap();
        let sql = format!("SELECT from_day FROM people_assignment WHERE org_id = $1 AND {condition} ORDER BY from_day");
        let rows = tx.rows(&sql, [vec![ctx.org.0.into()], values].concat()).await.unwrap();
        assert_eq!(rows.len(), 2);
    }
}
