//! HTTP for payments. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::PaymentId;
use super::views::{PaymentListQuery, PaymentMatch, PaymentRow, PaymentView, PaymentWrite};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, edit))
        .routes(routes!(match_order))
        .routes(routes!(cancel))
}

/// Which payment.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct PaymentPath {
    pub payment_id: PaymentId,
}

/// List payments
///
/// `state=unmatched` is the list of those that no order is known for.
#[utoipa::path(get, path = "/customers/payments", operation_id = "customers_payment_list", tag = "customers",
    params(PaymentListQuery), responses((status = 200, body = Page<PaymentRow>), Problem))]
async fn list(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<PaymentListQuery>,
) -> Result<Json<Page<PaymentRow>>> {
    queries::list(&ctx, &deps.db, query).await.map(Json)
}

/// Record a payment
#[utoipa::path(post, path = "/customers/payments", operation_id = "customers_payment_create", tag = "customers",
    request_body = PaymentWrite, responses((status = 200, body = PaymentView), Problem))]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<PaymentWrite>) -> Result<Json<PaymentView>> {
    commands::create(&ctx, &deps.db, body).await.map(Json)
}

/// Get a payment
#[utoipa::path(get, path = "/customers/payments/{payment_id}", operation_id = "customers_payment_get", tag = "customers",
    params(PaymentPath), responses((status = 200, body = PaymentView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<PaymentPath>) -> Result<Json<PaymentView>> {
    queries::get(&ctx, &deps.db, path.payment_id).await.map(Json)
}

/// Change a payment
#[utoipa::path(put, path = "/customers/payments/{payment_id}", operation_id = "customers_payment_edit", tag = "customers",
    params(PaymentPath, IfMatch), request_body = PaymentWrite, responses((status = 200, body = PaymentView), Problem))]
async fn edit(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<PaymentPath>,
    seen: IfMatch,
    Json(body): Json<PaymentWrite>,
) -> Result<Json<PaymentView>> {
    commands::edit(&ctx, &deps.db, path.payment_id, seen.version(), body).await.map(Json)
}

/// Match a payment with its order
#[utoipa::path(post, path = "/customers/payments/{payment_id}/match", operation_id = "customers_payment_match", tag = "customers",
    params(PaymentPath, IfMatch), request_body = PaymentMatch, responses((status = 200, body = PaymentView), Problem))]
async fn match_order(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<PaymentPath>,
    seen: IfMatch,
    Json(body): Json<PaymentMatch>,
) -> Result<Json<PaymentView>> {
    commands::match_order(&ctx, &deps.db, path.payment_id, seen.version(), body.order_id).await.map(Json)
}

/// Cancel a payment
#[utoipa::path(post, path = "/customers/payments/{payment_id}/cancel", operation_id = "customers_payment_cancel", tag = "customers",
    params(PaymentPath, IfMatch), responses((status = 200, body = PaymentView), Problem))]
async fn cancel(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<PaymentPath>,
    seen: IfMatch,
) -> Result<Json<PaymentView>> {
    commands::cancel(&ctx, &deps.db, path.payment_id, seen.version()).await.map(Json)
}
