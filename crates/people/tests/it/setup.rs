//! The first set-up: once, and only with the token from the console.

use axum::http::Method;
use beichen_testkit::{both, json};
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
        assert_eq!(app.request(Method::GET, path, None).await.ok(), json!({ "needed": true, "demo_users": [] }));
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

        assert_eq!(app.request(Method::GET, path, None).await.ok()["needed"], json!(false));
        let again = app.request(Method::POST, path, Some(&request("console-token"))).await;
        assert_eq!(again.code(), "people.login.setup_done");
    }
}
