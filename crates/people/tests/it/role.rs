//! Roles: given, taken, and never the last administrator's.

use beichen_kernel::Role;
use beichen_testkit::{both, json};

both! {
    async fn a_role_is_given_and_taken(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let ann = org.person("ann", &[]).await;
        assert_eq!(ann.get("/api/people/members").await.code(), "kernel.forbidden");
        let person = format!("/api/people/members/{}", ann.member);
        let path = format!("{person}/roles");
        let given = admin.post_on(&person, &path, json!({ "role": "hr" })).await.ok();
        let again = admin.post_on(&person, &path, json!({ "role": "hr" })).await;
        assert_eq!(again.code(), "people.role.already_held");
        let stale = admin.post_seen(&path, 1, json!({ "role": "lead" })).await;
        assert_eq!(stale.code(), "kernel.stale", "somebody has given a role since");
        assert_eq!(admin.post(&path, json!({ "role": "lead" })).await.code(), "kernel.if_match_missing");
        ann.get("/api/people/members").await.ok();
        let revoke = format!("{path}/{}/revoke", given["roles"][0]["id"].as_str().unwrap());
        admin.post_on(&person, &revoke, json!({})).await.ok();
        assert_eq!(ann.get("/api/people/members").await.code(), "kernel.forbidden");
        assert_eq!(admin.post_on(&person, &revoke, json!({})).await.code(), "people.role.over");
        assert_eq!(ann.post_seen(&path, 1, json!({ "role": "hr" })).await.code(), "kernel.forbidden");
        let hr = org.person("hr", &[Role::Hr]).await;
        assert_eq!(hr.post_seen(&path, 1, json!({ "role": "hr" })).await.code(), "kernel.forbidden");
    }

    async fn the_last_administrator_stays(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let path = format!("/api/people/members/{}", admin.member);
        let view = admin.get(&path).await.ok();
        let revoke = format!("{path}/roles/{}/revoke", view["roles"][0]["id"].as_str().unwrap());
        assert_eq!(admin.post_on(&path, &revoke, json!({})).await.code(), "people.role.last_administrator");
        let leave = json!({ "left_on": "2026-03-31" });
        let version = view["version"].as_i64().unwrap();
        assert_eq!(
            admin.post_seen(&format!("{path}/leave"), version, leave).await.code(),
            "people.role.last_administrator"
        );
        org.person("second", &[Role::Administrator]).await;
        admin.post_on(&path, &revoke, json!({})).await.ok();
    }

    async fn a_unit_goes_with_the_role_of_a_lead_only(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let ann = org.person("ann", &[]).await;
        let team = org.unit("team", None, None).await;
        let person = format!("/api/people/members/{}", ann.member);
        let path = format!("{person}/roles");
        let hr = admin.post_on(&person, &path, json!({ "role": "hr", "unit_id": team.to_string() })).await;
        assert_eq!(hr.code(), "people.role.unit_only_for_lead");
        admin.post_on(&person, &path, json!({ "role": "lead", "unit_id": team.to_string() })).await.ok();
        assert!(ann.ctx().await.grants().led_units().contains(&team));
    }
}
