//! Nobody-signed-in is answered 401 by every operation but the few that the catalogues list as open.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use beichen_testkit::TestApp;
use tower::ServiceExt;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::operations::{self, Operation};

/// What answers nobody with anything but 401.
async fn unguarded(router: &Router, operations: &[Operation], open: &[&str]) -> Vec<String> {
    let mut findings = Vec::new();
    for operation in operations.iter().filter(|operation| !open.contains(&operation.id.as_str())) {
        let path: Vec<&str> =
            operation.path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
        let request = Request::builder().method(operation.method.clone()).uri(path.join("/"));
        let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        if response.status() != 401 {
            findings.push(format!(
                "{} answers nobody with {}: take `ctx: Ctx` first, or list it under CATALOGUE.open_operations",
                operation.id,
                response.status(),
            ));
        }
    }
    findings
}

fn open_operations() -> Vec<&'static str> {
    beichen_server::catalogues().iter().flat_map(|catalogue| catalogue.open_operations).copied().collect()
}

#[tokio::test]
async fn nobody_is_answered_401_by_everything_that_is_not_open() {
    let app = TestApp::sqlite().await;
    let operations = operations::all();
    let open = open_operations();
    assert!(operations.len() - open.len() >= 95, "only {} operations were asked", operations.len() - open.len());
    let findings = unguarded(&beichen_server::app(app.deps.clone()), &operations, &open).await;
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

/// The list is short, and whoever lengthens it has to come here.
#[test]
fn the_open_operations_are_signing_in_the_first_set_up_and_invitations() {
    let mut open = open_operations();
    open.sort_unstable();
    assert_eq!(open, ["people_invitation_accept", "people_session_create", "people_setup_get", "people_setup_run"],);
}

#[utoipa::path(get, path = "/api/goals/things", operation_id = "goals_thing_list", tag = "goals", responses((status = 200)))]
async fn forgetful() -> &'static str {
    "for anybody"
}

#[tokio::test]
async fn an_operation_without_a_guard_is_found() {
    let (router, description) = OpenApiRouter::<()>::new().routes(routes!(forgetful)).split_for_parts();
    let operations = operations::of(&serde_json::to_value(&description).unwrap());
    assert_eq!(unguarded(&router, &operations, &[]).await.len(), 1);
}

#[tokio::test]
async fn a_session_that_does_not_exist_is_nobody() {
    let app = TestApp::sqlite().await;
    let cookie = [("cookie", "beichen_session=0000")];
    let answer = app.send(axum::http::Method::GET, "/api/people/session", None, &cookie).await;
    assert_eq!(answer.code(), "kernel.unauthenticated");
}
