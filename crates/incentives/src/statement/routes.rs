//! HTTP for statements. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, PageQuery, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::StatementId;
use super::queries;
use super::views::{DocumentListQuery, StatementDocumentRow, StatementRow, StatementView};
use crate::run::queries::today as known;
use crate::run::views::StatementToday;

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get)).routes(routes!(documents)).routes(routes!(today))
}

/// Which statement.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct StatementPath {
    pub statement_id: StatementId,
}

/// List my own statements
#[utoipa::path(get, path = "/incentives/statements", operation_id = "incentives_statement_list", tag = "incentives",
    params(PageQuery), responses((status = 200, body = Page<StatementRow>), Problem))]
async fn list(ctx: Ctx, State(deps): State<Deps>, Query(query): Query<PageQuery>) -> Result<Json<Page<StatementRow>>> {
    queries::own(&ctx, &deps.db, query).await.map(Json)
}

/// Get a statement
#[utoipa::path(get, path = "/incentives/statements/{statement_id}", operation_id = "incentives_statement_get",
    tag = "incentives", params(StatementPath), responses((status = 200, body = StatementView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<StatementPath>) -> Result<Json<StatementView>> {
    queries::get(&ctx, &deps.db, path.statement_id).await.map(Json)
}

/// List the documents behind a statement
#[utoipa::path(get, path = "/incentives/statements/{statement_id}/documents", operation_id = "incentives_statement_documents",
    tag = "incentives", params(StatementPath, DocumentListQuery),
    responses((status = 200, body = Page<StatementDocumentRow>), Problem))]
async fn documents(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<StatementPath>,
    Query(query): Query<DocumentListQuery>,
) -> Result<Json<Page<StatementDocumentRow>>> {
    queries::documents(&ctx, &deps.db, path.statement_id, query).await.map(Json)
}

/// Get a statement as known today
///
/// Beside what was locked: each component and measure, calculated anew on what is known now.
#[utoipa::path(get, path = "/incentives/statements/{statement_id}/today", operation_id = "incentives_statement_today",
    tag = "incentives", params(StatementPath), responses((status = 200, body = StatementToday), Problem))]
async fn today(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<StatementPath>) -> Result<Json<StatementToday>> {
    known::of_statement(&ctx, &deps.db, path.statement_id).await.map(Json)
}
