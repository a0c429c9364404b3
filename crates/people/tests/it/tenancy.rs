//! Another organisation's things do not exist, and nobody gets nothing.

use axum::http::Method;
use beichen_kernel::Role;
use beichen_testkit::{both, json};

both! {
    async fn another_organisations_people_and_units_are_not_found(app: TestApp) {
        let acme = app.org("acme").await;
        let other = app.org("other").await;
        let admin = acme.person("admin", &[Role::Administrator, Role::Hr]).await;
        let them = other.person("them", &[Role::Sales]).await;
        let unit = other.unit("team", None, None).await;
        let member = format!("/api/people/members/{}", them.member);
        assert_eq!(admin.get(&member).await.code(), "kernel.not_found");
        for (path, body) in [
            (format!("{member}/leave"), json!({ "left_on": "2026-03-16" })),
            (format!("{member}/transfer"), json!({ "unit_id": unit.to_string(), "from": "2026-03-16" })),
            (format!("{member}/roles"), json!({ "role": "hr" })),
            (format!("{member}/invite"), json!({ "login": "x@example.test" })),
            (format!("{member}/reset-login"), json!({})),
            (format!("{member}/variable-pay"), json!({ "amount": "1", "from": "2026-01-01" })),
            (format!("/api/people/units/{unit}/close"), json!({ "last_day": "2026-03-31" })),
            (format!("/api/people/units/{unit}/move"), json!({ "from": "2026-03-31" })),
        ] {
            assert_eq!(admin.post_seen(&path, 1, body).await.code(), "kernel.not_found", "{path}");
        }
        assert_eq!(admin.get(&format!("/api/people/units/{unit}")).await.code(), "kernel.not_found");
    }

    async fn nobody_is_answered_401(app: TestApp) {
        for path in ["session", "members", "units", "fields", "grades", "settings", "audit"] {
            let answer = app.request(Method::GET, &format!("/api/people/{path}"), None).await;
            assert_eq!(answer.status.as_u16(), 401, "{path}");
        }
    }
}
