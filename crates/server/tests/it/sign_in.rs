//! Guessing shuts the door, sessions end, and a cookie cannot be read by scripts.

use axum::http::Method;
use beichen_kernel::{Role, Timestamp};
use beichen_testkit::{Answer, TestApp, TestOrg, TestPerson, both, json};

async fn sign_in(org: &TestOrg, name: &str, password: &str) -> Answer {
    let login = format!("{name}.{}@example.test", org.organisation.id);
    let body = json!({ "login": login, "password": password });
    org.app.request(Method::POST, "/api/people/session", Some(&body)).await
}

async fn with_ann(app: &TestApp) -> (TestOrg, TestPerson) {
    let org = app.org("acme").await;
    let ann = org.person("ann", &[Role::Administrator]).await;
    (org, ann)
}

both! {
    async fn five_wrong_passwords_shut_the_door_for_a_quarter_of_an_hour(app: TestApp) {
        let (org, _) = with_ann(&app).await;
        for _ in 0..5 {
            assert_eq!(sign_in(&org, "ann", "wrong guess 1").await.code(), "people.login.wrong");
        }
        let shut = sign_in(&org, "ann", "long enough 8").await;
        assert_eq!((shut.status.as_u16(), shut.code().as_str()), (429, "people.login.too_many_attempts"));
        app.clock().set(Timestamp::parse("2026-03-16T02:14:59Z").unwrap());
        assert_eq!(sign_in(&org, "ann", "long enough 8").await.status, 429);
        app.clock().set(Timestamp::parse("2026-03-16T02:15:01Z").unwrap());
        sign_in(&org, "ann", "long enough 8").await.ok();
    }

    async fn an_unknown_login_is_answered_like_a_wrong_password(app: TestApp) {
        let (org, _) = with_ann(&app).await;
        let wrong = sign_in(&org, "ann", "wrong guess 1").await;
        let unknown = sign_in(&org, "nobody", "wrong guess 1").await;
        assert_eq!((wrong.status, &wrong.body), (unknown.status, &unknown.body));
    }

    async fn a_session_ends_twelve_hours_after_its_last_request(app: TestApp) {
        let (_, ann) = with_ann(&app).await;
        app.clock().set(Timestamp::parse("2026-03-16T13:59:00Z").unwrap());
        ann.get("/api/people/session").await.ok();
        app.clock().set(Timestamp::parse("2026-03-17T01:58:00Z").unwrap());
        ann.get("/api/people/session").await.ok();
        app.clock().set(Timestamp::parse("2026-03-17T14:00:00Z").unwrap());
        assert_eq!(ann.get("/api/people/session").await.status, 401);
    }

    async fn signing_out_everywhere_ends_every_session(app: TestApp) {
        let (org, ann) = with_ann(&app).await;
        let answer = sign_in(&org, "ann", "long enough 8").await;
        let cookie = answer.headers.get("set-cookie").unwrap().to_str().unwrap().to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap();
        let second = [("cookie", cookie)];
        assert_eq!(app.send(Method::GET, "/api/people/session", None, &second).await.status, 200);
        ann.post("/api/people/sessions/end", json!({})).await.ok();
        assert_eq!(ann.get("/api/people/session").await.status, 401);
        assert_eq!(app.send(Method::GET, "/api/people/session", None, &second).await.status, 401);
    }
}
