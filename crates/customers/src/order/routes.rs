//! HTTP for orders. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::OrderId;
use super::views::{OrderListQuery, OrderRow, OrderView, OrderWrite};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, edit)).routes(routes!(cancel))
}

/// Which order.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct OrderPath {
    pub order_id: OrderId,
}

/// List orders
#[utoipa::path(get, path = "/customers/orders", operation_id = "customers_order_list", tag = "customers",
    params(OrderListQuery), responses((status = 200, body = Page<OrderRow>), Problem))]
async fn list(ctx: Ctx, State(deps): State<Deps>, Query(query): Query<OrderListQuery>) -> Result<Json<Page<OrderRow>>> {
    queries::list(&ctx, &deps.db, query).await.map(Json)
}

/// Record an order
///
/// Shares of a split add up to 100 %.
#[utoipa::path(post, path = "/customers/orders", operation_id = "customers_order_create", tag = "customers",
    request_body = OrderWrite, responses((status = 200, body = OrderView), Problem))]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<OrderWrite>) -> Result<Json<OrderView>> {
    commands::create(&ctx, &deps.db, body).await.map(Json)
}

/// Get an order
#[utoipa::path(get, path = "/customers/orders/{order_id}", operation_id = "customers_order_get", tag = "customers",
    params(OrderPath), responses((status = 200, body = OrderView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<OrderPath>) -> Result<Json<OrderView>> {
    queries::get(&ctx, &deps.db, path.order_id).await.map(Json)
}

/// Change an order
#[utoipa::path(put, path = "/customers/orders/{order_id}", operation_id = "customers_order_edit", tag = "customers",
    params(OrderPath, IfMatch), request_body = OrderWrite, responses((status = 200, body = OrderView), Problem))]
async fn edit(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<OrderPath>,
    seen: IfMatch,
    Json(body): Json<OrderWrite>,
) -> Result<Json<OrderView>> {
    commands::edit(&ctx, &deps.db, path.order_id, seen.version(), body).await.map(Json)
}

/// Cancel an order
#[utoipa::path(post, path = "/customers/orders/{order_id}/cancel", operation_id = "customers_order_cancel", tag = "customers",
    params(OrderPath, IfMatch), responses((status = 200, body = OrderView), Problem))]
async fn cancel(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<OrderPath>,
    seen: IfMatch,
) -> Result<Json<OrderView>> {
    commands::cancel(&ctx, &deps.db, path.order_id, seen.version()).await.map(Json)
}
