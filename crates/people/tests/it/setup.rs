//! The first set-up: once, and only with the token from the console.

use axum::http::Method;
use beichen_kernel::Role;
use beichen_testkit::{TestApp, both, json};
use serde_json::Value;

fn request(token: &str) -> Value {
    json!({
        "token": token, "organisation": "Acme", "currency": "CNY", "time_zone": "Asia/Shanghai",
        "name": "Ada", "login": "ada@example.test", "password": "long enough 8",
    })
}

both! {
    async fn the_console_token_makes_the_first_organisation_once(app: TestApp) {
        let path = "/api/people/setup";
        assert_eq!(app.request(Method::GET, path, None).await.ok(), json!({ "needed": true, "has_organisation": false, "demo_users": [] }));
        let wrong = app.request(Method::POST, path, Some(&request("guess"))).await;
        assert_eq!(wrong.code(), "people.login.setup_token_wrong");
        let mut nowhere = request("console-token");
        nowhere["time_zone"] = json!("Asia/Nowhere");
        let refused = app.request(Method::POST, path, Some(&nowhere)).await;
        assert_eq!(refused.field_code("time_zone"), "people.organisation.unknown_zone");

        let view = app.request(Method::POST, path, Some(&request("console-token"))).await;
        assert!(view.headers["set-cookie"].to_str().unwrap().starts_with("beichen_session="));
        let view = view.ok();
        assert_eq!(view["roles"], json!(["administrator"]));
        assert_eq!(view["member"]["name"], "Ada");

        let state = app.request(Method::GET, path, None).await.ok();
        assert_eq!((&state["needed"], &state["has_organisation"]), (&json!(false), &json!(false)), "nobody hears of it");
        let again = app.request(Method::POST, path, Some(&request("console-token"))).await;
        assert_eq!(again.code(), "people.login.setup_done");
    }

    async fn set_up_is_open_while_nobody_can_administer_whoever_else_can_sign_in(app: TestApp) {
        let org = app.org("acme").await;
        org.person("ann", &[Role::Sales]).await;
        let path = "/api/people/setup";
        let state = app.request(Method::GET, path, None).await.ok();
        assert_eq!((&state["needed"], &state["has_organisation"]), (&json!(true), &json!(true)));
        // The organisation is there: only its administrator is asked for.
        let mut asked = request("console-token");
        for of_organisation in ["organisation", "currency", "time_zone"] {
            asked.as_object_mut().unwrap().remove(of_organisation);
        }
        let view = app.request(Method::POST, path, Some(&asked)).await.ok();
        assert_eq!((&view["organisation"]["name"], &view["roles"]), (&json!("acme"), &json!(["administrator"])));
        assert_eq!(view["member"]["code"], "U-0001");
        assert_eq!(app.request(Method::GET, path, None).await.ok()["needed"], json!(false));
        let again = app.request(Method::POST, path, Some(&request("console-token"))).await;
        assert_eq!(again.code(), "people.login.setup_done");
    }

    async fn of_two_set_ups_at_once_one_makes_the_administrator(app: TestApp) {
        let mut second = request("console-token");
        second["login"] = json!("bob@example.test");
        for _ in 0..6 {
            let app = TestApp::like(&app).await;
            let (one, other) = (request("console-token"), second.clone());
            let (one, other) = tokio::join!(
                app.request(Method::POST, "/api/people/setup", Some(&one)),
                app.request(Method::POST, "/api/people/setup", Some(&other)),
            );
            let refused = if one.status == 200 { other } else { one };
            assert_eq!(refused.code(), "people.login.setup_done");
        }
    }
}
