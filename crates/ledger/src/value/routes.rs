//! HTTP for manual values. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Problem};
use beichen_kernel::{Ctx, Result};
use beichen_store::Deps;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::commands;
use super::views::{ValueView, ValueWrite};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(set))
}

/// Set a manual value
///
/// `If-Match` is the version seen; 0 where none stands for the measure, person and day.
#[utoipa::path(post, path = "/ledger/values", operation_id = "ledger_value_set", tag = "ledger",
    params(IfMatch), request_body = ValueWrite, responses((status = 200, body = ValueView), Problem))]
async fn set(
    ctx: Ctx,
    State(deps): State<Deps>,
    seen: IfMatch,
    Json(body): Json<ValueWrite>,
) -> Result<Json<ValueView>> {
    commands::set(&ctx, &deps.db, seen.version(), body).await.map(Json)
}
