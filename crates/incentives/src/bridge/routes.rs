//! HTTP for bridges. A handler unwraps the request, makes one call, wraps the answer. Nothing is kept.

use axum::extract::State;
use beichen_kernel::http::{Json, Path, Problem};
use beichen_kernel::{Ctx, Result};
use beichen_store::Deps;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::queries;
use super::views::BridgeView;
use crate::statement::routes::StatementPath;

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(bridge))
}

/// Split the difference between a statement and today into its causes
///
/// Inputs are replaced in a fixed order: data, splits, goals, plan, roster; rounding is the rest.
#[utoipa::path(get, path = "/incentives/statements/{statement_id}/bridge", operation_id = "incentives_statement_bridge",
    tag = "incentives", params(StatementPath), responses((status = 200, body = BridgeView), Problem))]
async fn bridge(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<StatementPath>) -> Result<Json<BridgeView>> {
    queries::of_statement(&ctx, &deps.db, path.statement_id).await.map(Json)
}
