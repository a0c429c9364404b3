//! HTTP for refunds. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::RefundId;
use super::views::{RefundListQuery, RefundView, RefundWrite};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, edit)).routes(routes!(cancel))
}

/// Which refund.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct RefundPath {
    pub refund_id: RefundId,
}

/// List refunds
#[utoipa::path(get, path = "/customers/refunds", operation_id = "customers_refund_list", tag = "customers",
    params(RefundListQuery), responses((status = 200, body = Page<RefundView>), Problem))]
async fn list(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<RefundListQuery>,
) -> Result<Json<Page<RefundView>>> {
    queries::list(&ctx, &deps.db, query).await.map(Json)
}

/// Record a refund
#[utoipa::path(post, path = "/customers/refunds", operation_id = "customers_refund_create", tag = "customers",
    request_body = RefundWrite, responses((status = 200, body = RefundView), Problem))]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<RefundWrite>) -> Result<Json<RefundView>> {
    commands::create(&ctx, &deps.db, body).await.map(Json)
}

/// Get a refund
#[utoipa::path(get, path = "/customers/refunds/{refund_id}", operation_id = "customers_refund_get", tag = "customers",
    params(RefundPath), responses((status = 200, body = RefundView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<RefundPath>) -> Result<Json<RefundView>> {
    queries::get(&ctx, &deps.db, path.refund_id).await.map(Json)
}

/// Change a refund
#[utoipa::path(put, path = "/customers/refunds/{refund_id}", operation_id = "customers_refund_edit", tag = "customers",
    params(RefundPath, IfMatch), request_body = RefundWrite, responses((status = 200, body = RefundView), Problem))]
async fn edit(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<RefundPath>,
    seen: IfMatch,
    Json(body): Json<RefundWrite>,
) -> Result<Json<RefundView>> {
    commands::edit(&ctx, &deps.db, path.refund_id, seen.version(), body).await.map(Json)
}

/// Cancel a refund
#[utoipa::path(post, path = "/customers/refunds/{refund_id}/cancel", operation_id = "customers_refund_cancel", tag = "customers",
    params(RefundPath, IfMatch), responses((status = 200, body = RefundView), Problem))]
async fn cancel(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<RefundPath>,
    seen: IfMatch,
) -> Result<Json<RefundView>> {
    commands::cancel(&ctx, &deps.db, path.refund_id, seen.version()).await.map(Json)
}
