//! HTTP for calendars and periods. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_engine::calendar::PeriodKind;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{CalendarView, CalendarWrite, PeriodView};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, save)).routes(routes!(period))
}

/// Which period.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct PeriodPath {
    /// `natural`, or the key of another calendar.
    calendar: String,
    /// `2026-03`, `2026-Q1`, `2026`, a listed name, or a first day.
    period: String,
}

/// Which kind, where a name could mean several.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PeriodQuery {
    #[param(value_type = Option<String>)]
    kind: Option<PeriodKind>,
}

/// List the calendars
#[utoipa::path(get, path = "/ledger/calendars", operation_id = "ledger_calendar_list", tag = "ledger",
    responses((status = 200, body = Page<CalendarView>), Problem))]
async fn list(ctx: Ctx, State(deps): State<Deps>) -> Result<Json<Page<CalendarView>>> {
    queries::list(&ctx, &deps.db).await.map(Json)
}

/// Create or change a calendar
///
/// `If-Match` is the version seen; 0 for a new one.
#[utoipa::path(post, path = "/ledger/calendars", operation_id = "ledger_calendar_save", tag = "ledger",
    params(IfMatch), request_body = CalendarWrite, responses((status = 200, body = CalendarView), Problem))]
async fn save(
    ctx: Ctx,
    State(deps): State<Deps>,
    seen: IfMatch,
    Json(body): Json<CalendarWrite>,
) -> Result<Json<CalendarView>> {
    commands::save(&ctx, &deps.db, seen.version(), body).await.map(Json)
}

/// Get a period
#[utoipa::path(get, path = "/ledger/periods/{calendar}/{period}", operation_id = "ledger_period_get", tag = "ledger",
    params(PeriodPath, PeriodQuery), responses((status = 200, body = PeriodView), Problem))]
async fn period(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<PeriodPath>,
    Query(query): Query<PeriodQuery>,
) -> Result<Json<PeriodView>> {
    queries::period(&ctx, &deps.db, &path.calendar, &path.period, query.kind).await.map(Json)
}
