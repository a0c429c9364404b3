//! A write that a browser sends from another site is refused; answers forbid foreign scripts and frames.

use axum::http::Method;
use beichen_kernel::Role;
use beichen_testkit::{TestApp, TestPerson, json};

async fn status(person: &TestPerson, method: Method, headers: &[(&str, &str)]) -> u16 {
    let body = json!({ "code": format!("C-{}", headers.len()), "name": "Acme" });
    let body = (method == Method::POST).then_some(&body);
    person.send(method, "/api/customers/customers", body, headers).await.status.as_u16()
}

#[tokio::test]
async fn a_write_from_another_site_is_refused() {
    let ann = TestApp::sqlite().await.org("acme").await.person("ann", &[Role::Administrator]).await;
    let host = ("host", "beichen.test");
    for foreign in [
        ("origin", "https://evil.test"),
        ("origin", "http://beichen.test.evil.test"),
        ("origin", "http://beichen.test:8080"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        assert_eq!(status(&ann, Method::POST, &[host, foreign]).await, 403, "{foreign:?}");
        assert_eq!(status(&ann, Method::GET, &[host, foreign]).await, 200, "{foreign:?}");
    }
    let answer =
        ann.send(Method::POST, "/api/customers/customers", None, &[host, ("origin", "https://evil.test")]).await;
    assert_eq!(answer.code(), "kernel.wrong_origin");
    let own = [host, ("origin", "http://beichen.test"), ("sec-fetch-site", "same-origin")];
    assert_eq!(status(&ann, Method::POST, &own).await, 200);
}

#[tokio::test]
async fn a_sign_in_from_another_site_is_refused_too() {
    let app = TestApp::sqlite().await;
    let body = json!({ "login": "ann@example.test", "password": "long enough 8" });
    let headers = [("host", "beichen.test"), ("origin", "https://evil.test")];
    let answer = app.send(Method::POST, "/api/people/session", Some(&body), &headers).await;
    assert_eq!(answer.code(), "kernel.wrong_origin");
}

#[tokio::test]
async fn every_answer_forbids_foreign_scripts_and_frames() {
    let app = TestApp::sqlite().await;
    for path in ["/api/people/session", "/api/nothing", "/live"] {
        let answer = app.request(Method::GET, path, None).await;
        let policy = answer.headers.get("content-security-policy").unwrap().to_str().unwrap();
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(answer.headers.get("x-content-type-options").unwrap(), "nosniff", "{path}");
    }
    let answer = app.request(Method::GET, "/api/people/session", None).await;
    assert_eq!(answer.headers.get("cache-control").unwrap(), "no-store");
    assert_eq!(answer.headers.get("content-type").unwrap(), "application/problem+json");
}
