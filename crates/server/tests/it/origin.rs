//! A write that a browser sends from another site is refused; answers forbid foreign scripts and frames.

use axum::http::Method;
use beichen_kernel::Role;
use beichen_testkit::{TestApp, TestPerson, json};

async fn status(person: &TestPerson, method: Method, headers: &[(&str, &str)]) -> u16 {
    // Another code each time: what counts is whether it is carried out.
    let body = json!({ "code": person.org.system().request.0, "name": "Acme" });
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

/// `--public-url` may name a path below a host, or spell out the usual port; an origin has neither.
#[tokio::test]
async fn a_public_address_counts_as_an_origin() {
    let app = TestApp::sqlite().await;
    let ann = app.org("acme").await.person("ann", &[Role::Administrator]).await;
    for public_url in ["https://Beichen.test", "https://beichen.test/", "https://beichen.test:443/sales/"] {
        let deps = beichen_store::Deps { public_url: Some(public_url.to_owned()), ..app.deps.clone() };
        let ann = ann.through(beichen_server::app(deps));
        assert_eq!(status(&ann, Method::POST, &[("origin", "https://beichen.test")]).await, 200, "{public_url}");
        for foreign in ["http://beichen.test", "https://beichen.test:8443", "https://sales.beichen.test", "null"] {
            assert_eq!(status(&ann, Method::POST, &[("origin", foreign)]).await, 403, "{public_url} {foreign}");
        }
    }
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
