//! HTTP for runs. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::commands;
use super::model::RunId;
use super::queries::{self, payments as files, today as known};
use super::views::{
    AdjustmentListQuery, AdjustmentRow, PaymentFormat, RunListQuery, RunPay, RunReject, RunRow, RunTry, RunView,
    TodayQuery, TodayRow,
};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .routes(routes!(list, try_period))
        .routes(routes!(get))
        .routes(routes!(adjustments))
        .routes(routes!(review_lead))
        .routes(routes!(review_finance))
        .routes(routes!(notice))
        .routes(routes!(reject))
        .routes(routes!(lock))
        .routes(routes!(export))
        .routes(routes!(pay))
        .routes(routes!(payments))
        .routes(routes!(today))
}

/// Which run.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct RunPath {
    pub run_id: RunId,
}

/// List runs
#[utoipa::path(get, path = "/incentives/runs", operation_id = "incentives_run_list", tag = "incentives",
    params(RunListQuery), responses((status = 200, body = Page<RunRow>), Problem))]
async fn list(ctx: Ctx, State(deps): State<Deps>, Query(query): Query<RunListQuery>) -> Result<Json<Page<RunRow>>> {
    queries::list(&ctx, &deps.db, query).await.map(Json)
}

/// Try a period of a plan in force
///
/// The first trial opens the run of the period; another one replaces it, and its reviews begin again.
#[utoipa::path(post, path = "/incentives/runs", operation_id = "incentives_run_try", tag = "incentives",
    request_body = RunTry, responses((status = 200, body = RunView), Problem))]
async fn try_period(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<RunTry>) -> Result<Json<RunView>> {
    commands::try_period(&ctx, &deps.db, body).await.map(Json)
}

/// Get a run
#[utoipa::path(get, path = "/incentives/runs/{run_id}", operation_id = "incentives_run_get", tag = "incentives",
    params(RunPath), responses((status = 200, body = RunView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<RunPath>) -> Result<Json<RunView>> {
    queries::get(&ctx, &deps.db, path.run_id).await.map(Json)
}

/// List the adjustments that a run takes in
///
/// What locked periods would pay as known at its trial, less what was locked and adjusted already.
#[utoipa::path(get, path = "/incentives/runs/{run_id}/adjustments", operation_id = "incentives_run_adjustments",
    tag = "incentives", params(RunPath, AdjustmentListQuery),
    responses((status = 200, body = Page<AdjustmentRow>), Problem))]
async fn adjustments(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<RunPath>,
    Query(query): Query<AdjustmentListQuery>,
) -> Result<Json<Page<AdjustmentRow>>> {
    queries::adjustments(&ctx, &deps.db, path.run_id, query).await.map(Json)
}

/// Approve the units of which one is the reviewer
#[utoipa::path(post, path = "/incentives/runs/{run_id}/review_lead", operation_id = "incentives_run_review_lead",
    tag = "incentives", params(RunPath, IfMatch), responses((status = 200, body = RunView), Problem))]
async fn review_lead(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<RunPath>,
    seen: IfMatch,
) -> Result<Json<RunView>> {
    commands::review_lead(&ctx, &deps.db, path.run_id, seen.version()).await.map(Json)
}

/// Approve a run for finance
#[utoipa::path(post, path = "/incentives/runs/{run_id}/review_finance", operation_id = "incentives_run_review_finance",
    tag = "incentives", params(RunPath, IfMatch), responses((status = 200, body = RunView), Problem))]
async fn review_finance(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<RunPath>,
    seen: IfMatch,
) -> Result<Json<RunView>> {
    commands::review_finance(&ctx, &deps.db, path.run_id, seen.version()).await.map(Json)
}

/// Open the public notice
#[utoipa::path(post, path = "/incentives/runs/{run_id}/notice", operation_id = "incentives_run_notice",
    tag = "incentives", params(RunPath, IfMatch), responses((status = 200, body = RunView), Problem))]
async fn notice(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<RunPath>, seen: IfMatch) -> Result<Json<RunView>> {
    commands::notice(&ctx, &deps.db, path.run_id, seen.version()).await.map(Json)
}

/// Lock a run
///
/// Nothing is calculated, and nothing of it changes any more: what comes later travels as an adjustment.
#[utoipa::path(post, path = "/incentives/runs/{run_id}/lock", operation_id = "incentives_run_lock",
    tag = "incentives", params(RunPath, IfMatch), responses((status = 200, body = RunView), Problem))]
async fn lock(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<RunPath>, seen: IfMatch) -> Result<Json<RunView>> {
    commands::lock(&ctx, &deps.db, path.run_id, seen.version()).await.map(Json)
}

/// Send a run back with a reason
#[utoipa::path(post, path = "/incentives/runs/{run_id}/reject", operation_id = "incentives_run_reject",
    tag = "incentives", params(RunPath, IfMatch), request_body = RunReject,
    responses((status = 200, body = RunView), Problem))]
async fn reject(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<RunPath>,
    seen: IfMatch,
    Json(body): Json<RunReject>,
) -> Result<Json<RunView>> {
    commands::reject(&ctx, &deps.db, path.run_id, seen.version(), body).await.map(Json)
}

/// Note that the payment file is taken out
///
/// The file itself is read from `payments`; after the first time it is marked as a copy.
#[utoipa::path(post, path = "/incentives/runs/{run_id}/export", operation_id = "incentives_run_export",
    tag = "incentives", params(RunPath, IfMatch), responses((status = 200, body = RunView), Problem))]
async fn export(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<RunPath>, seen: IfMatch) -> Result<Json<RunView>> {
    commands::export(&ctx, &deps.db, path.run_id, seen.version()).await.map(|(view, _)| Json(view))
}

/// Mark people as paid
///
/// Those who are named, or everybody who is not marked yet.
#[utoipa::path(post, path = "/incentives/runs/{run_id}/pay", operation_id = "incentives_run_pay", tag = "incentives",
    params(RunPath, IfMatch), request_body = RunPay, responses((status = 200, body = RunView), Problem))]
async fn pay(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<RunPath>,
    seen: IfMatch,
    Json(body): Json<RunPay>,
) -> Result<Json<RunView>> {
    commands::pay(&ctx, &deps.db, path.run_id, seen.version(), body).await.map(Json)
}

/// How the payment file is to be written.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PaymentsQuery {
    /// `xlsx` (usual) or `csv`
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub format: PaymentFormat,
    /// A TOML table `[columns]`: titles with `code`, `name`, `unit`, `period`, `component.KEY`, `earned`, `adjustments`,
    /// `balance`, `total`, `copy`.
    pub template: Option<String>,
}

/// Download the payment file of a run
///
/// After `export`; a row for each person, adjustments apart. Its totals tie to the run.
#[utoipa::path(get, path = "/incentives/runs/{run_id}/payments", operation_id = "incentives_run_payments",
    tag = "incentives", params(RunPath, PaymentsQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), Problem))]
async fn payments(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<RunPath>,
    Query(query): Query<PaymentsQuery>,
) -> Result<Response> {
    let template = query.template.as_deref();
    let (name, bytes) = files::file(&ctx, &deps.db, path.run_id, query.format, template).await?;
    let kind = match query.format {
        PaymentFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        PaymentFormat::Csv => "text/csv; charset=utf-8",
    };
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    Ok((headers, bytes).into_response())
}

/// List the people of a run as locked and as known today
///
/// Calculated anew on what is known now; nothing is kept.
#[utoipa::path(get, path = "/incentives/runs/{run_id}/today", operation_id = "incentives_run_today",
    tag = "incentives", params(RunPath, TodayQuery), responses((status = 200, body = Page<TodayRow>), Problem))]
async fn today(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<RunPath>,
    Query(query): Query<TodayQuery>,
) -> Result<Json<Page<TodayRow>>> {
    known::of_run(&ctx, &deps.db, path.run_id, query).await.map(Json)
}
