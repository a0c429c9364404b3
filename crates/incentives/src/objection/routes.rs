//! HTTP for objections. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::ObjectionId;
use super::views::{ObjectionAnswer, ObjectionCreate, ObjectionListQuery, ObjectionView};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get)).routes(routes!(answer))
}

/// Which objection.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ObjectionPath {
    pub objection_id: ObjectionId,
}

/// List objections
#[utoipa::path(get, path = "/incentives/objections", operation_id = "incentives_objection_list", tag = "incentives",
    params(ObjectionListQuery), responses((status = 200, body = Page<ObjectionView>), Problem))]
async fn list(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<ObjectionListQuery>,
) -> Result<Json<Page<ObjectionView>>> {
    queries::list(&ctx, &deps.db, query).await.map(Json)
}

/// Object to the own statement
///
/// While the public notice of its run is open.
#[utoipa::path(post, path = "/incentives/objections", operation_id = "incentives_objection_create",
    tag = "incentives", request_body = ObjectionCreate, responses((status = 200, body = ObjectionView), Problem))]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(body): Json<ObjectionCreate>) -> Result<Json<ObjectionView>> {
    commands::create(&ctx, &deps.db, body).await.map(Json)
}

/// Get an objection
#[utoipa::path(get, path = "/incentives/objections/{objection_id}", operation_id = "incentives_objection_get",
    tag = "incentives", params(ObjectionPath), responses((status = 200, body = ObjectionView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<ObjectionPath>) -> Result<Json<ObjectionView>> {
    queries::get(&ctx, &deps.db, path.objection_id).await.map(Json)
}

/// Answer an objection
///
/// An accepted one sends the run back to a new trial; reviews of what has not changed stand.
#[utoipa::path(post, path = "/incentives/objections/{objection_id}/answer",
    operation_id = "incentives_objection_answer", tag = "incentives", params(ObjectionPath, IfMatch),
    request_body = ObjectionAnswer, responses((status = 200, body = ObjectionView), Problem))]
async fn answer(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<ObjectionPath>,
    seen: IfMatch,
    Json(body): Json<ObjectionAnswer>,
) -> Result<Json<ObjectionView>> {
    commands::answer(&ctx, &deps.db, path.objection_id, seen.version(), body).await.map(Json)
}
