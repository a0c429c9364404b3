//! HTTP for trials. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::TrialId;
use super::views::{TrialCreate, TrialListQuery, TrialView};
use super::{commands, queries};
use crate::statement::queries as statements;
use crate::statement::views::{StatementListQuery, StatementRow};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get)).routes(routes!(people))
}

/// Which trial.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct TrialPath {
    pub trial_id: TrialId,
}

/// List trials
#[utoipa::path(get, path = "/incentives/trials", operation_id = "incentives_trial_list", tag = "incentives",
    params(TrialListQuery), responses((status = 200, body = Page<TrialView>), Problem))]
async fn list(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<TrialListQuery>,
) -> Result<Json<Page<TrialView>>> {
    queries::list(&ctx, &deps.db, query).await.map(Json)
}

/// Calculate a plan for a period
#[utoipa::path(post, path = "/incentives/trials", operation_id = "incentives_trial_create", tag = "incentives",
    request_body = TrialCreate, responses((status = 200, body = TrialView), Problem))]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<TrialCreate>) -> Result<Json<TrialView>> {
    commands::create(&ctx, &deps.db, body).await.map(Json)
}

/// Get a trial
#[utoipa::path(get, path = "/incentives/trials/{trial_id}", operation_id = "incentives_trial_get", tag = "incentives",
    params(TrialPath), responses((status = 200, body = TrialView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<TrialPath>) -> Result<Json<TrialView>> {
    queries::get(&ctx, &deps.db, path.trial_id).await.map(Json)
}

/// List the people of a trial
#[utoipa::path(get, path = "/incentives/trials/{trial_id}/statements", operation_id = "incentives_trial_people",
    tag = "incentives", params(TrialPath, StatementListQuery),
    responses((status = 200, body = Page<StatementRow>), Problem))]
async fn people(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<TrialPath>,
    Query(query): Query<StatementListQuery>,
) -> Result<Json<Page<StatementRow>>> {
    statements::of_trial(&ctx, &deps.db, path.trial_id, query).await.map(Json)
}
