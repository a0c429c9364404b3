//! Links: an invitation lets one person in once; a reset link gives a new password.

use axum::http::Method;
use beichen_kernel::Role;
use beichen_people::api::{self, NewUser};
use beichen_testkit::{Answer, TestApp, both, json};
use serde_json::Value;

async fn accept(app: &TestApp, link: &Value, password: &str) -> Answer {
    let body = json!({ "token": link["token"], "password": password });
    app.request(Method::POST, "/api/people/invitations/accept", Some(&body)).await
}

both! {
    async fn an_invitation_opens_the_door_once_and_not_after_a_week(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let member = hr.post("/api/people/members", json!({ "code": "m1", "name": "Mia" })).await.ok();
        let path = format!("/api/people/members/{}/invite", member["id"].as_str().unwrap());
        let late = hr.post(&path, json!({ "login": "13800138000" })).await.ok();
        app.clock().set(app.clock().now().plus_seconds(7 * 24 * 3600));
        assert_eq!(accept(&app, &late, "long enough 8").await.code(), "people.login.invitation_over");
        let hr = hr.org.person("hr2", &[Role::Hr]).await;
        let link = hr.post(&path, json!({ "login": "138 0013 8000" })).await.ok();
        assert_eq!(link["url"], Value::Null);
        app.clock().set(app.clock().now().plus_seconds(7 * 24 * 3600 - 1));
        assert_eq!(accept(&app, &link, "short").await.code(), "people.login.password_too_short");
        let view = accept(&app, &link, "long enough 8").await.ok();
        assert_eq!(view["member"]["name"], "Mia");
        assert_eq!(accept(&app, &link, "long enough 8").await.code(), "people.login.invitation_over");
    }

    async fn an_invitation_never_becomes_a_reset(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let member = hr.post("/api/people/members", json!({ "code": "boss", "name": "Boss" })).await.ok();
        let path = format!("/api/people/members/{}/invite", member["id"].as_str().unwrap());
        let first = hr.post(&path, json!({ "login": "boss@acme.test" })).await.ok();
        let second = hr.post(&path, json!({ "login": "boss@acme.test" })).await.ok();
        assert_eq!(accept(&app, &first, "long enough 8").await.code(), "people.login.invitation_over");
        accept(&app, &second, "long enough 8").await.ok();
        for link in [&first, &second] {
            assert_eq!(accept(&app, link, "hr knows this 9").await.code(), "people.login.invitation_over");
        }
        assert_eq!(hr.post(&path, json!({ "login": "boss@acme.test" })).await.code(), "people.login.already_has_login");
        let body = json!({ "login": "boss@acme.test", "password": "long enough 8" });
        app.request(Method::POST, "/api/people/session", Some(&body)).await.ok();
    }

    async fn a_login_given_another_way_voids_the_invitation(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let member = hr.post("/api/people/members", json!({ "code": "boss", "name": "Boss" })).await.ok();
        let path = format!("/api/people/members/{}/invite", member["id"].as_str().unwrap());
        let link = hr.post(&path, json!({ "login": "other@acme.test" })).await.ok();
        let user = NewUser {
            login: "boss@acme.test".into(),
            password: "long enough 8".into(),
            member: Some("boss".into()),
            ..NewUser::default()
        };
        api::add_user(&org.system(), &app.db, user).await.unwrap();
        assert_eq!(accept(&app, &link, "hr knows this 9").await.code(), "people.login.invitation_over");
    }

    async fn a_reset_link_is_void_once_other_organisations_use_the_login_too(app: TestApp) {
        let acme = app.org("acme").await;
        let other = app.org("other").await;
        let admin = acme.person("admin", &[Role::Administrator]).await;
        let ann = acme.person("ann", &[Role::Sales]).await;
        let reset = admin.post(&format!("/api/people/members/{}/reset-login", ann.member), json!({})).await.ok();
        let hr = other.person("hr", &[Role::Hr]).await;
        let there = hr.post("/api/people/members", json!({ "code": "a2", "name": "Ann" })).await.ok();
        let invite = format!("/api/people/members/{}/invite", there["id"].as_str().unwrap());
        let login = format!("ann.{}@example.test", acme.organisation.id);
        let link = hr.post(&invite, json!({ "login": login })).await.ok();
        accept(&app, &link, "long enough 8").await.ok();
        assert_eq!(accept(&app, &reset, "brand new 9").await.code(), "people.login.shared");
    }

    async fn a_reset_link_replaces_the_password_and_ends_the_sessions(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let ann = org.person("ann", &[Role::Sales]).await;
        let path = format!("/api/people/members/{}/reset-login", ann.member);
        let link = admin.post(&path, json!({})).await.ok();
        assert_eq!(ann.get("/api/people/session").await.code(), "kernel.unauthenticated");
        accept(&app, &link, "brand new 9").await.ok();
        let body = json!({ "login": format!("ann.{}@example.test", org.organisation.id), "password": "brand new 9" });
        app.request(Method::POST, "/api/people/session", Some(&body)).await.ok();
    }
}
