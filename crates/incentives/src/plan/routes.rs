//! HTTP for plans. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::PlanId;
use super::views::{
    PlanCheckView, PlanConfirm, PlanListQuery, PlanRow, PlanVersionRow, PlanView, PlanWords, PlanWordsQuery, PlanWrite,
};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(check))
        .routes(routes!(get, edit, delete))
        .routes(routes!(publish))
        .routes(routes!(versions))
        .routes(routes!(words))
        .routes(routes!(confirm))
}

/// Which plan.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct PlanPath {
    pub plan_id: PlanId,
}

/// List plans
#[utoipa::path(get, path = "/incentives/plans", operation_id = "incentives_plan_list", tag = "incentives",
    params(PlanListQuery), responses((status = 200, body = Page<PlanRow>), Problem))]
async fn list(ctx: Ctx, State(deps): State<Deps>, Query(query): Query<PlanListQuery>) -> Result<Json<Page<PlanRow>>> {
    queries::list(&ctx, &deps.db, query).await.map(Json)
}

/// Draft a plan
///
/// A text with errors is refused; each stands in `fields` with its line and column.
#[utoipa::path(post, path = "/incentives/plans", operation_id = "incentives_plan_create", tag = "incentives",
    request_body = PlanWrite, responses((status = 200, body = PlanView), Problem))]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<PlanWrite>) -> Result<Json<PlanView>> {
    commands::create(&ctx, &deps.db, body).await.map(Json)
}

/// Check a plan's text
///
/// Keeps nothing. Runs the worked examples and looks for cliffs, falling pay and double credit.
#[utoipa::path(post, path = "/incentives/plans/check", operation_id = "incentives_plan_check", tag = "incentives",
    request_body = PlanWrite, responses((status = 200, body = PlanCheckView), Problem))]
async fn check(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<PlanWrite>) -> Result<Json<PlanCheckView>> {
    queries::check(&ctx, &deps.db, body).await.map(Json)
}

/// Get a plan
#[utoipa::path(get, path = "/incentives/plans/{plan_id}", operation_id = "incentives_plan_get", tag = "incentives",
    params(PlanPath), responses((status = 200, body = PlanView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<PlanPath>) -> Result<Json<PlanView>> {
    queries::get(&ctx, &deps.db, path.plan_id).await.map(Json)
}

/// Change a draft's text
#[utoipa::path(put, path = "/incentives/plans/{plan_id}", operation_id = "incentives_plan_edit", tag = "incentives",
    params(PlanPath, IfMatch), request_body = PlanWrite, responses((status = 200, body = PlanView), Problem))]
async fn edit(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<PlanPath>,
    seen: IfMatch,
    Json(body): Json<PlanWrite>,
) -> Result<Json<PlanView>> {
    commands::edit(&ctx, &deps.db, path.plan_id, seen.version(), body).await.map(Json)
}

/// Delete a draft
#[utoipa::path(delete, path = "/incentives/plans/{plan_id}", operation_id = "incentives_plan_delete", tag = "incentives",
    params(PlanPath, IfMatch), responses((status = 200), Problem))]
async fn delete(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<PlanPath>, seen: IfMatch) -> Result<Json<()>> {
    commands::delete(&ctx, &deps.db, path.plan_id, seen.version()).await.map(Json)
}

/// Publish a plan's text as its next version
///
/// Warnings of the check must be accepted in the text, each with its reason. From its first day on, its people are paid
/// by it.
#[utoipa::path(post, path = "/incentives/plans/{plan_id}/publish", operation_id = "incentives_plan_publish",
    tag = "incentives", params(PlanPath, IfMatch), responses((status = 200, body = PlanView), Problem))]
async fn publish(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<PlanPath>,
    seen: IfMatch,
) -> Result<Json<PlanView>> {
    commands::publish(&ctx, &deps.db, path.plan_id, seen.version()).await.map(Json)
}

/// List the published versions of a plan
///
/// Newest first. Sales people see the plans that they are in.
#[utoipa::path(get, path = "/incentives/plans/{plan_id}/versions", operation_id = "incentives_plan_versions",
    tag = "incentives", params(PlanPath), responses((status = 200, body = Page<PlanVersionRow>), Problem))]
async fn versions(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<PlanPath>,
) -> Result<Json<Page<PlanVersionRow>>> {
    queries::versions(&ctx, &deps.db, path.plan_id).await.map(Json)
}

/// Read a plan in plain sentences
///
/// In the reader's language, with what it changes since the version before. Sales people read the plans that they are in.
#[utoipa::path(get, path = "/incentives/plans/{plan_id}/words", operation_id = "incentives_plan_words",
    tag = "incentives", params(PlanPath, PlanWordsQuery), responses((status = 200, body = PlanWords), Problem))]
async fn words(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<PlanPath>,
    Query(query): Query<PlanWordsQuery>,
) -> Result<Json<PlanWords>> {
    queries::words(&ctx, &deps.db, path.plan_id, query).await.map(Json)
}

/// Confirm that a published version was read
#[utoipa::path(post, path = "/incentives/plans/{plan_id}/confirm", operation_id = "incentives_plan_confirm",
    tag = "incentives", params(PlanPath), request_body = PlanConfirm,
    responses((status = 200, body = PlanVersionRow), Problem))]
async fn confirm(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<PlanPath>,
    Json(body): Json<PlanConfirm>,
) -> Result<Json<PlanVersionRow>> {
    commands::confirm(&ctx, &deps.db, path.plan_id, body).await.map(Json)
}
