//! HTTP for totals. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{Json, Problem, Query};
use beichen_kernel::{Ctx, Result};
use beichen_store::Deps;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::queries;
use super::views::{TotalsQuery, TotalsView};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list))
}

/// List the totals of a measure in a period
#[utoipa::path(get, path = "/ledger/totals", operation_id = "ledger_total_list", tag = "ledger",
    params(TotalsQuery), responses((status = 200, body = TotalsView), Problem))]
async fn list(ctx: Ctx, State(deps): State<Deps>, Query(query): Query<TotalsQuery>) -> Result<Json<TotalsView>> {
    queries::totals(&ctx, &deps.db, query).await.map(Json)
}
