//! HTTP for typed fields.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem};
use beichen_kernel::{Ctx, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{FieldChange, FieldCreate, FieldView, FieldsView};
use super::{commands, queries};
use crate::ids::FieldId;

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(edit))
}

#[derive(Deserialize, IntoParams)]
struct FieldPath {
    #[param(value_type = String)]
    field_id: FieldId,
}

/// List all typed fields
#[utoipa::path(
    get,
    path = "/people/fields",
    operation_id = "people_field_list",
    tag = "people",
    responses((status = 200, body = FieldsView), Problem),
)]
async fn list(ctx: Ctx, State(deps): State<Deps>) -> Result<Json<FieldsView>> {
    queries::list(&ctx, &deps.db).await.map(Json)
}

/// Add a typed field
#[utoipa::path(
    post,
    path = "/people/fields",
    operation_id = "people_field_create",
    tag = "people",
    request_body = FieldCreate,
    responses((status = 200, body = FieldView), Problem),
)]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(new): Json<FieldCreate>) -> Result<Json<FieldView>> {
    commands::create(&ctx, &deps.db, new).await.map(Json)
}

/// Edit a field's name and choices
#[utoipa::path(
    put,
    path = "/people/fields/{field_id}",
    operation_id = "people_field_edit",
    tag = "people",
    params(FieldPath, IfMatch),
    request_body = FieldChange,
    responses((status = 200, body = FieldView), Problem),
)]
async fn edit(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<FieldPath>,
    seen: IfMatch,
    Json(change): Json<FieldChange>,
) -> Result<Json<FieldView>> {
    commands::edit(&ctx, &deps.db, path.field_id, seen.version(), change).await.map(Json)
}
