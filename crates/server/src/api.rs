//! The router: what the capabilities bring, under `/api`, behind the same middleware.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::{Extension, Router, middleware};
use beichen_kernel::http::ProblemBody;
use beichen_kernel::{Catalogue, Error, Kind, Permission};
use beichen_people::api::{AllPermissions, CorrectionKind, Corrections};
use beichen_sheets::{ImportKind, Registry};
use beichen_store::Deps;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::Operation;
use utoipa_axum::router::OpenApiRouter;

/// A request body larger than this is refused; an upload has its own bound in `sheets`.
const BODY_BYTES: usize = 1024 * 1024;
const REQUEST_SECONDS: u64 = 60;

#[derive(OpenApi)]
#[openapi(
    info(title = "Beichen", description = "From the payment to the bonus, every fen explained."),
    components(schemas(ProblemBody, beichen_kernel::FieldError))
)]
struct Root;

/// Every capability's names.
pub fn catalogues() -> Vec<Catalogue> {
    vec![
        beichen_people::CATALOGUE,
        beichen_ledger::CATALOGUE,
        beichen_sheets::CATALOGUE,
        beichen_customers::CATALOGUE,
        beichen_goals::CATALOGUE,
        beichen_incentives::CATALOGUE,
    ]
}

/// Every permission that an operation asks for, by name.
pub fn permissions() -> Vec<Permission> {
    let all = catalogues();
    let mut found: Vec<Permission> =
        all.iter().flat_map(|one| one.operations).filter_map(|(_, permission)| *permission).collect();
    found.sort_by_key(|permission| permission.name);
    found.dedup_by_key(|permission| permission.name);
    found
}

/// What every entity believes of its table.
pub fn entities() -> Vec<beichen_store::schema::TableEntity> {
    [beichen_customers::entities(), beichen_incentives::entities()].into_iter().flatten().collect()
}

/// Every kind of sheet that can be imported.
pub fn import_kinds() -> Registry {
    let kinds: Vec<Arc<dyn ImportKind>> = [
        beichen_people::import_kinds(),
        beichen_ledger::import_kinds(),
        beichen_goals::import_kinds(),
        beichen_customers::import_kinds(),
    ]
    .into_iter()
    .flatten()
    .collect();
    Registry::new(kinds)
}

/// Every operation that a second person can grant inside locked days.
pub fn corrections() -> Corrections {
    let kinds: Vec<Arc<dyn CorrectionKind>> = [
        beichen_people::correction_kinds(),
        beichen_ledger::correction_kinds(),
        beichen_goals::correction_kinds(),
        beichen_customers::correction_kinds(),
        beichen_incentives::correction_kinds(),
    ]
    .into_iter()
    .flatten()
    .collect();
    Corrections::new(kinds)
}

fn capabilities() -> OpenApiRouter<Deps> {
    OpenApiRouter::with_openapi(Root::openapi()).nest(
        "/api",
        OpenApiRouter::new()
            .merge(beichen_people::routes())
            .merge(beichen_ledger::routes())
            .merge(beichen_sheets::routes())
            .merge(beichen_customers::routes())
            .merge(beichen_goals::routes())
            .merge(beichen_incentives::routes()),
    )
}

/// Routes and their description. Every POST of somebody who is signed in takes an `Idempotency-Key`, except an upload.
fn described() -> (Router<Deps>, utoipa::openapi::OpenApi) {
    let (router, mut api) = capabilities().split_for_parts();
    let open: Vec<&str> = catalogues().iter().flat_map(|one| one.open_operations).copied().collect();
    for operation in api.paths.paths.values_mut().filter_map(|path| path.post.as_mut()) {
        let is_open = operation.operation_id.as_deref().is_some_and(|id| open.contains(&id));
        if !is_open && !takes_upload(operation) {
            operation.parameters.get_or_insert_default().push(crate::guard::key_parameter().into());
        }
    }
    (router, api)
}

fn takes_upload(operation: &Operation) -> bool {
    matches!(&operation.request_body, Some(RefOr::T(body)) if body.content.contains_key("multipart/form-data"))
}

/// The description of every operation, as committed in `openapi.json`.
pub fn openapi() -> utoipa::openapi::OpenApi {
    described().1
}

/// The whole application.
pub fn app(deps: Deps) -> Router {
    let (router, api) = described();
    let description = Arc::new(serde_json::to_value(&api).unwrap_or_default());
    router
        .route("/api/openapi.json", axum::routing::get(move || std::future::ready(axum::Json((*description).clone()))))
        .route("/api/{*rest}", axum::routing::any(no_such_path))
        .layer(middleware::from_fn(crate::guard::once))
        .layer(middleware::from_fn_with_state(deps.clone(), crate::auth::session))
        .layer(middleware::from_fn_with_state(deps.clone(), crate::guard::same_origin))
        .layer(Extension(Arc::new(import_kinds())))
        .layer(Extension(Arc::new(corrections())))
        .layer(Extension(AllPermissions(permissions().into())))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .merge(crate::serve::health())
        .fallback(crate::web::asset)
        .layer(middleware::from_fn(crate::guard::headers))
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(REQUEST_SECONDS),
        ))
        .layer(CatchPanicLayer::new())
        .with_state(deps)
}

async fn no_such_path() -> Error {
    Error::new(Kind::NotFound, "kernel.no_such_path")
}
