//! HTTP for grades.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem};
use beichen_kernel::{Ctx, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{GradeChange, GradeCreate, GradeView, GradesView};
use super::{commands, queries};
use crate::field::views::ValueSet;
use crate::ids::GradeId;

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(edit)).routes(routes!(set_value))
}

#[derive(Deserialize, IntoParams)]
struct GradePath {
    #[param(value_type = String)]
    grade_id: GradeId,
}

#[derive(Deserialize, IntoParams)]
struct GradeValuePath {
    #[param(value_type = String)]
    grade_id: GradeId,
    column: String,
}

/// List the grades; values only for those who see all pay
#[utoipa::path(
    get,
    path = "/people/grades",
    operation_id = "people_grade_list",
    tag = "people",
    responses((status = 200, body = GradesView), Problem),
)]
async fn list(ctx: Ctx, State(deps): State<Deps>) -> Result<Json<GradesView>> {
    queries::list(&ctx, &deps.db).await.map(Json)
}

/// Add a grade
#[utoipa::path(
    post,
    path = "/people/grades",
    operation_id = "people_grade_create",
    tag = "people",
    request_body = GradeCreate,
    responses((status = 200, body = GradeView), Problem),
)]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(new): Json<GradeCreate>) -> Result<Json<GradeView>> {
    commands::create(&ctx, &deps.db, new).await.map(Json)
}

/// Edit a grade's name and place
#[utoipa::path(
    put,
    path = "/people/grades/{grade_id}",
    operation_id = "people_grade_edit",
    tag = "people",
    params(GradePath, IfMatch),
    request_body = GradeChange,
    responses((status = 200, body = GradeView), Problem),
)]
async fn edit(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<GradePath>,
    seen: IfMatch,
    Json(change): Json<GradeChange>,
) -> Result<Json<GradeView>> {
    commands::edit(&ctx, &deps.db, path.grade_id, seen.version(), change).await.map(Json)
}

/// Set a column's value from a day on
#[utoipa::path(
    post,
    path = "/people/grades/{grade_id}/values/{column}",
    operation_id = "people_grade_set_value",
    tag = "people",
    params(GradeValuePath, IfMatch),
    request_body = ValueSet,
    responses((status = 200, body = GradeView), Problem),
)]
async fn set_value(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<GradeValuePath>,
    seen: IfMatch,
    Json(set): Json<ValueSet>,
) -> Result<Json<GradeView>> {
    commands::set_value(&ctx, &deps.db, path.grade_id, seen.version(), &path.column, set).await.map(Json)
}
