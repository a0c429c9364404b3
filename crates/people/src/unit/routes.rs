//! HTTP for the tree of units.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Result, UnitId};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{UnitChange, UnitClose, UnitCreate, UnitPlace, UnitTreeView, UnitView};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .routes(routes!(tree, create))
        .routes(routes!(get, rename))
        .routes(routes!(move_to))
        .routes(routes!(close))
}

#[derive(Deserialize, IntoParams)]
struct UnitPath {
    #[param(value_type = String)]
    unit_id: UnitId,
}

/// Which day's tree.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct UnitTreeQuery {
    /// Today, when absent.
    on: Option<String>,
}

/// The tree of units of a day
#[utoipa::path(
    get,
    path = "/people/units",
    operation_id = "people_unit_tree",
    tag = "people",
    params(UnitTreeQuery),
    responses((status = 200, body = UnitTreeView), Problem),
)]
async fn tree(ctx: Ctx, State(deps): State<Deps>, Query(query): Query<UnitTreeQuery>) -> Result<Json<UnitTreeView>> {
    let on = crate::wire::maybe_day("on", query.on.as_deref())?;
    queries::tree(&ctx, &deps.db, on).await.map(Json)
}

/// Make a unit
#[utoipa::path(
    post,
    path = "/people/units",
    operation_id = "people_unit_create",
    tag = "people",
    request_body = UnitCreate,
    responses((status = 200, body = UnitView), Problem),
)]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(new): Json<UnitCreate>) -> Result<Json<UnitView>> {
    commands::create(&ctx, &deps.db, new).await.map(Json)
}

/// Get a unit
#[utoipa::path(
    get,
    path = "/people/units/{unit_id}",
    operation_id = "people_unit_get",
    tag = "people",
    params(UnitPath),
    responses((status = 200, body = UnitView), Problem),
)]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<UnitPath>) -> Result<Json<UnitView>> {
    queries::get(&ctx, &deps.db, path.unit_id).await.map(Json)
}

/// Change a unit's code and name
#[utoipa::path(
    put,
    path = "/people/units/{unit_id}",
    operation_id = "people_unit_rename",
    tag = "people",
    params(UnitPath, IfMatch),
    request_body = UnitChange,
    responses((status = 200, body = UnitView), Problem),
)]
async fn rename(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<UnitPath>,
    seen: IfMatch,
    Json(change): Json<UnitChange>,
) -> Result<Json<UnitView>> {
    commands::rename(&ctx, &deps.db, path.unit_id, seen.version(), change).await.map(Json)
}

/// Say where a unit stands and who leads it, from a day on
///
/// A move that would put a unit below itself is refused, with the circle named.
#[utoipa::path(
    post,
    path = "/people/units/{unit_id}/move",
    operation_id = "people_unit_move",
    tag = "people",
    params(UnitPath, IfMatch),
    request_body = UnitPlace,
    responses((status = 200, body = UnitView), Problem),
)]
async fn move_to(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<UnitPath>,
    seen: IfMatch,
    Json(to): Json<UnitPlace>,
) -> Result<Json<UnitView>> {
    commands::move_to(&ctx, &deps.db, path.unit_id, seen.version(), to).await.map(Json)
}

/// Close a unit; the day is its last one
#[utoipa::path(
    post,
    path = "/people/units/{unit_id}/close",
    operation_id = "people_unit_close",
    tag = "people",
    params(UnitPath, IfMatch),
    request_body = UnitClose,
    responses((status = 200, body = UnitView), Problem),
)]
async fn close(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<UnitPath>,
    seen: IfMatch,
    Json(close): Json<UnitClose>,
) -> Result<Json<UnitView>> {
    commands::close(&ctx, &deps.db, path.unit_id, seen.version(), close).await.map(Json)
}
