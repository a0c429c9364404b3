//! HTTP for goals.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, PageQuery, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::GoalId;
use super::views::{
    GoalCreate, GoalDetail, GoalGrid, GoalPublish, GoalPublished, GoalQuery, GoalSet, GoalSpread, GoalSpreadDone,
    GoalView,
};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, set, delete))
        .routes(routes!(grid))
        .routes(routes!(spread))
        .routes(routes!(publish))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct GoalPath {
    goal_id: GoalId,
}

/// List goals
///
/// The own ones, those of the led tree, or all.
#[utoipa::path(
    get,
    path = "/goals/goals",
    operation_id = "goals_goal_list",
    tag = "goals",
    params(GoalQuery),
    responses((status = 200, body = Page<GoalView>), Problem),
)]
async fn list(ctx: Ctx, State(deps): State<Deps>, Query(query): Query<GoalQuery>) -> Result<Json<Page<GoalView>>> {
    let page = PageQuery { limit: query.limit, after: query.after.clone() };
    let goals = queries::list(&ctx, &deps.db, &query.into(), &page).await?;
    Ok(Json(goals.map(|goal| GoalView::of(&ctx, goal))))
}

/// Write a goal down
///
/// As a draft: people are measured by it once it is published.
#[utoipa::path(
    post,
    path = "/goals/goals",
    operation_id = "goals_goal_create",
    tag = "goals",
    request_body = GoalCreate,
    responses((status = 200, body = GoalView), Problem),
)]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<GoalCreate>) -> Result<Json<GoalView>> {
    commands::create(&ctx, &deps.db, body.try_into()?).await.map(Json)
}

/// Get a goal with its versions
#[utoipa::path(
    get,
    path = "/goals/goals/{goal_id}",
    operation_id = "goals_goal_get",
    tag = "goals",
    params(GoalPath),
    responses((status = 200, body = GoalDetail), Problem),
)]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<GoalPath>) -> Result<Json<GoalDetail>> {
    let (named, versions, digits) = queries::get(&ctx, &deps.db, path.goal_id).await?;
    Ok(Json(GoalDetail::of(&ctx, named, versions, digits)))
}

/// Change a goal
///
/// What is published stays until it is published again.
#[utoipa::path(
    put,
    path = "/goals/goals/{goal_id}",
    operation_id = "goals_goal_set",
    tag = "goals",
    params(GoalPath, IfMatch),
    request_body = GoalSet,
    responses((status = 200, body = GoalView), Problem),
)]
async fn set(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<GoalPath>,
    seen: IfMatch,
    Json(body): Json<GoalSet>,
) -> Result<Json<GoalView>> {
    commands::set(&ctx, &deps.db, (path.goal_id, seen.version()), &body.amount, body.basis).await.map(Json)
}

/// Take a draft back
///
/// Only a goal that was never published.
#[utoipa::path(
    delete,
    path = "/goals/goals/{goal_id}",
    operation_id = "goals_goal_delete",
    tag = "goals",
    params(GoalPath, IfMatch),
    responses((status = 200, body = GoalView), Problem),
)]
async fn delete(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<GoalPath>,
    seen: IfMatch,
) -> Result<Json<GoalView>> {
    commands::delete(&ctx, &deps.db, path.goal_id, seen.version()).await.map(Json)
}

/// Get the tree of goals of a period
///
/// `measure`, `calendar` and `period` are needed.
#[utoipa::path(
    get,
    path = "/goals/grid",
    operation_id = "goals_goal_grid",
    tag = "goals",
    params(GoalQuery),
    responses((status = 200, body = GoalGrid), Problem),
)]
async fn grid(ctx: Ctx, State(deps): State<Deps>, Query(query): Query<GoalQuery>) -> Result<Json<GoalGrid>> {
    let grid = queries::grid(&ctx, &deps.db, &query.into()).await?;
    Ok(Json(GoalGrid::of(&ctx, grid)))
}

/// Spread an amount
///
/// Over people, units or shorter periods, evenly or by last year's share; the parts add up exactly.
#[utoipa::path(
    post,
    path = "/goals/goals/spread",
    operation_id = "goals_goal_spread",
    tag = "goals",
    request_body = GoalSpread,
    responses((status = 200, body = GoalSpreadDone), Problem),
)]
async fn spread(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<GoalSpread>) -> Result<Json<GoalSpreadDone>> {
    commands::spread(&ctx, &deps.db, body.try_into()?).await.map(Json)
}

/// Publish goals
///
/// From then on people are measured by them; the versions before are kept.
#[utoipa::path(
    post,
    path = "/goals/goals/publish",
    operation_id = "goals_goal_publish",
    tag = "goals",
    request_body = GoalPublish,
    responses((status = 200, body = GoalPublished), Problem),
)]
async fn publish(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<GoalPublish>) -> Result<Json<GoalPublished>> {
    commands::publish(&ctx, &deps.db, body.into()).await.map(Json)
}
