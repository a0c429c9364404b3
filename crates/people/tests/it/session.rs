//! Signing in: what a session opens, when it ends, and what happens to guessers.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::{Method, Request};
use beichen_kernel::{Role, Timestamp};
use beichen_testkit::{Answer, TestApp, TestOrg, both, json};
use serde_json::Value;

async fn sign_in(app: &TestApp, login: &str, password: &str) -> Answer {
    let body = json!({ "login": login, "password": password });
    app.request(Method::POST, "/api/people/session", Some(&body)).await
}

fn cookie(answer: &Answer) -> String {
    answer.headers["set-cookie"].to_str().unwrap().to_owned()
}

/// A sign-in that comes from an address.
async fn guess_from(app: &TestApp, login: &str, password: &str) -> Answer {
    let body = json!({ "login": login, "password": password }).to_string();
    let from = ConnectInfo(SocketAddr::from(([192, 0, 2, 7], 4711)));
    let request = Request::post("/api/people/session").header("content-type", "application/json").extension(from);
    app.answer(request.body(body.into()).unwrap()).await
}

async fn attempts(org: &TestOrg) -> usize {
    let ctx = org.system();
    let tx = org.app.db.read(&ctx).await.unwrap();
    tx.rows("SELECT key FROM people_sign_in_attempt", Vec::new()).await.unwrap().len()
}

async fn session(app: &TestApp, cookie: &str) -> Answer {
    let pair = cookie.split(';').next().unwrap().to_owned();
    app.send(Method::GET, "/api/people/session", None, &[("cookie", &pair)]).await
}

both! {
    async fn a_password_opens_a_session_and_signing_out_ends_it(app: TestApp) {
        let org = app.org("acme").await;
        let ann = org.person("ann", &[Role::Sales]).await;
        let login = format!(" ANN.{}@example.test ", org.organisation.id);
        let answer = sign_in(&app, &login, "long enough 8").await;
        let cookie = cookie(&answer);
        assert!(cookie.contains("; HttpOnly; SameSite=Lax; Path=/; Max-Age=1209600"), "{cookie}");
        assert!(!cookie.contains("Secure"), "{cookie}");
        let view = answer.ok();
        assert_eq!(view["member"]["id"], ann.member.to_string());
        assert_eq!(view["organisation"], json!({ "name": "acme", "currency": "CNY", "time_zone": "Asia/Shanghai" }));
        assert_eq!(view["roles"], json!(["sales"]));
        let held: Vec<&str> = view["can"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        assert!(held.contains(&"people.member.read") && !held.contains(&"people.member.edit"), "{held:?}");

        let pair = cookie.split(';').next().unwrap();
        app.send(Method::DELETE, "/api/people/session", None, &[("cookie", pair)]).await.ok();
        assert_eq!(session(&app, &cookie).await.code(), "kernel.unauthenticated");
        ann.get("/api/people/session").await.ok();
    }

    async fn an_unknown_login_and_a_wrong_password_are_told_the_same(app: TestApp) {
        let org = app.org("acme").await;
        org.person("ann", &[]).await;
        let wrong = sign_in(&app, &format!("ann.{}@example.test", org.organisation.id), "not the password").await;
        let unknown = sign_in(&app, "nobody@example.test", "not the password").await;
        assert_eq!(wrong.status, unknown.status);
        assert_eq!(wrong.problem(), unknown.problem());
    }

    async fn the_sixth_guess_waits_a_quarter_of_an_hour_even_with_the_right_password(app: TestApp) {
        let org = app.org("acme").await;
        org.person("ann", &[]).await;
        let login = format!("ann.{}@example.test", org.organisation.id);
        for _ in 0..5 {
            assert_eq!(sign_in(&app, &login, "guess guess").await.code(), "people.login.wrong");
        }
        let shut = sign_in(&app, &login, "long enough 8").await;
        assert_eq!(shut.status.as_u16(), 429);
        assert_eq!(shut.problem()["params"], json!({ "minutes": "15" }));
        app.clock().set(app.clock().now().plus_seconds(15 * 60));
        sign_in(&app, &login, "long enough 8").await.ok();
    }

    async fn the_own_password_does_not_reset_the_count_of_an_address_and_made_up_names_are_forgotten(app: TestApp) {
        let org = app.org("acme").await;
        org.person("ann", &[]).await;
        let login = format!("ann.{}@example.test", org.organisation.id);
        for guess in 0..150 {
            guess_from(&app, &format!("{guess}@guess.test"), "guess guess").await;
        }
        guess_from(&app, &login, "long enough 8").await.ok();
        for guess in 150..300 {
            assert_eq!(guess_from(&app, &format!("{guess}@guess.test"), "guess guess").await.code(), "people.login.wrong");
        }
        assert_eq!(guess_from(&app, &login, "long enough 8").await.code(), "people.login.too_many_attempts");
        sign_in(&app, &login, "long enough 8").await.ok();
        assert_eq!(attempts(&org).await, 301, "300 names and the address");
        app.clock().set(app.clock().now().plus_seconds(15 * 60 + 1));
        guess_from(&app, &login, "long enough 8").await.ok();
        assert_eq!(attempts(&org).await, 1, "the address");
    }

    async fn a_session_ends_after_twelve_idle_hours(app: TestApp) {
        let org = app.org("acme").await;
        let ann = org.person("ann", &[]).await;
        let start = app.clock().now();
        app.clock().set(start.plus_seconds(11 * 3600));
        ann.get("/api/people/session").await.ok();
        app.clock().set(start.plus_seconds(22 * 3600));
        ann.get("/api/people/session").await.ok();
        app.clock().set(start.plus_seconds(34 * 3600));
        assert_eq!(ann.get("/api/people/session").await.code(), "kernel.unauthenticated");
    }

    async fn a_session_ends_after_a_fortnight_however_busy(app: TestApp) {
        let org = app.org("acme").await;
        let ann = org.person("ann", &[]).await;
        let start = app.clock().now();
        for hours in (10..336).step_by(10) {
            app.clock().set(start.plus_seconds(hours * 3600));
            ann.get("/api/people/session").await.ok();
        }
        app.clock().set(start.plus_seconds(336 * 3600));
        assert_eq!(ann.get("/api/people/session").await.code(), "kernel.unauthenticated");
    }

    async fn signing_out_everywhere_ends_every_session_of_the_person_only(app: TestApp) {
        let org = app.org("acme").await;
        let ann = org.person("ann", &[]).await;
        let bob = org.person("bob", &[]).await;
        let login = format!("ann.{}@example.test", org.organisation.id);
        let second = cookie(&sign_in(&app, &login, "long enough 8").await);
        ann.post("/api/people/sessions/end", json!({})).await.ok();
        assert_eq!(session(&app, &second).await.code(), "kernel.unauthenticated");
        assert_eq!(ann.get("/api/people/session").await.code(), "kernel.unauthenticated");
        bob.get("/api/people/session").await.ok();
    }

    async fn a_new_password_needs_the_old_one_and_ends_the_other_sessions(app: TestApp) {
        let org = app.org("acme").await;
        let ann = org.person("ann", &[]).await;
        let change = |old: &str, new: &str| json!({ "old_password": old, "new_password": new });
        let path = "/api/people/password";
        assert_eq!(ann.post(path, change("wrong one!", "brand new 9")).await.code(), "people.login.old_password_wrong");
        assert_eq!(ann.post(path, change("long enough 8", "short")).await.code(), "people.login.password_too_short");
        let fresh = cookie(&ann.post(path, change("long enough 8", "brand new 9")).await);
        assert_eq!(ann.get("/api/people/session").await.code(), "kernel.unauthenticated");
        session(&app, &fresh).await.ok();
        let login = format!("ann.{}@example.test", org.organisation.id);
        assert_eq!(sign_in(&app, &login, "long enough 8").await.code(), "people.login.wrong");
        sign_in(&app, &login, "brand new 9").await.ok();
    }

    async fn whoever_left_yesterday_is_nobody_today(app: TestApp) {
        let org = app.org("acme").await;
        let ann = org.person("ann", &[]).await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let path = format!("/api/people/members/{}", ann.member);
        let version = hr.get(&path).await.ok()["version"].as_i64().unwrap();
        hr.post_seen(&format!("{path}/leave"), version, json!({ "left_on": "2026-03-16" })).await.ok();
        ann.get("/api/people/session").await.ok();
        app.clock().set(Timestamp::parse("2026-03-16T16:00:00Z").unwrap());
        assert_eq!(ann.get("/api/people/session").await.code(), "kernel.unauthenticated");
    }

    async fn a_login_of_two_organisations_chooses_one(app: TestApp) {
        let acme = app.org("acme").await;
        let other = app.org("other").await;
        acme.person("ann", &[Role::Sales]).await;
        let hr = other.person("hr", &[Role::Hr]).await;
        let member = hr.post("/api/people/members", json!({ "code": "a2", "name": "Ann" })).await.ok();
        let login = format!("ann.{}@example.test", acme.organisation.id);
        let invite = format!("/api/people/members/{}/invite", member["id"].as_str().unwrap());
        let link = hr.post(&invite, json!({ "login": login })).await.ok();
        let accept = |password: &str| json!({ "token": link["token"], "password": password });
        let accept_path = "/api/people/invitations/accept";
        let stranger = app.request(Method::POST, accept_path, Some(&accept("not her password"))).await;
        assert_eq!(stranger.code(), "people.login.wrong");
        let answer = app.request(Method::POST, accept_path, Some(&accept("long enough 8"))).await.ok();
        let names: Vec<&Value> = answer["choose"].as_array().unwrap().iter().map(|choice| &choice["name"]).collect();
        assert_eq!(names.len(), 2, "{answer}");

        let chosen = answer["choose"].as_array().unwrap().iter().find(|choice| choice["name"] == "other").unwrap();
        let body = json!({ "login": login, "password": "long enough 8", "organisation_id": chosen["organisation_id"] });
        let view = app.request(Method::POST, "/api/people/session", Some(&body)).await.ok();
        assert_eq!(view["organisation"]["name"], "other");
        assert_eq!(view["member"]["code"], "a2");
    }
}
