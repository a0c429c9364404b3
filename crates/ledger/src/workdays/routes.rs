//! HTTP for workday tables. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem};
use beichen_kernel::{Ctx, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{WorkdaysView, WorkdaysWrite};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(get, save))
}

/// Which year.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct YearPath {
    year: i32,
}

/// Get the workday table of a year
#[utoipa::path(get, path = "/ledger/workdays/{year}", operation_id = "ledger_workdays_get", tag = "ledger",
    params(YearPath), responses((status = 200, body = WorkdaysView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<YearPath>) -> Result<Json<WorkdaysView>> {
    queries::get(&ctx, &deps.db, path.year).await.map(Json)
}

/// Replace the workday table of a year
///
/// `If-Match` is the version seen; 0 for a shipped table and where there is none.
#[utoipa::path(put, path = "/ledger/workdays/{year}", operation_id = "ledger_workdays_save", tag = "ledger",
    params(YearPath, IfMatch), request_body = WorkdaysWrite, responses((status = 200, body = WorkdaysView), Problem))]
async fn save(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<YearPath>,
    seen: IfMatch,
    Json(body): Json<WorkdaysWrite>,
) -> Result<Json<WorkdaysView>> {
    commands::save(&ctx, &deps.db, path.year, seen.version(), body).await.map(Json)
}
