//! HTTP for measures. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{Json, Problem};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{MeasureFollow, MeasurePreview, MeasurePublish, MeasureView, MeasuresPublished};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, publish)).routes(routes!(preview)).routes(routes!(follow))
}

/// List the measures in force
#[utoipa::path(get, path = "/ledger/measures", operation_id = "ledger_measure_list", tag = "ledger",
    responses((status = 200, body = Page<MeasureView>), Problem))]
async fn list(ctx: Ctx, State(deps): State<Deps>) -> Result<Json<Page<MeasureView>>> {
    queries::list(&ctx, &deps.db).await.map(Json)
}

/// Publish measures
///
/// Reads the `[measure.*]` tables of a plan text: absent measures are created, different ones refused.
#[utoipa::path(post, path = "/ledger/measures", operation_id = "ledger_measure_publish", tag = "ledger",
    request_body = MeasurePublish, responses((status = 200, body = MeasuresPublished), Problem))]
async fn publish(
    ctx: Ctx,
    State(deps): State<Deps>,
    Json(body): Json<MeasurePublish>,
) -> Result<Json<MeasuresPublished>> {
    commands::publish_measures(&ctx, &deps.db, &body.text).await.map(Json)
}

/// Preview a new version of a measure
///
/// Reckons every document under it and changes nothing.
#[utoipa::path(post, path = "/ledger/measures/preview", operation_id = "ledger_measure_preview", tag = "ledger",
    request_body = MeasureFollow, responses((status = 200, body = MeasurePreview), Problem))]
async fn preview(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<MeasureFollow>) -> Result<Json<MeasurePreview>> {
    queries::preview(&ctx, &deps.db, body).await.map(Json)
}

/// Publish a new version of a measure
///
/// From a day on that no locked run covers. Documents are reckoned again as a job with progress.
#[utoipa::path(post, path = "/ledger/measures/versions", operation_id = "ledger_measure_follow", tag = "ledger",
    request_body = MeasureFollow, responses((status = 200, body = MeasureView), Problem))]
async fn follow(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<MeasureFollow>) -> Result<Json<MeasureView>> {
    commands::publish_version(&ctx, &deps.db, &body.text, &body.from).await.map(Json)
}
