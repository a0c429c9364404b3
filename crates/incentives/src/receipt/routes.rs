//! HTTP for receipts. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use beichen_kernel::http::{Path, Problem};
use beichen_kernel::{Ctx, Result};
use beichen_store::Deps;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::queries;
use crate::statement::routes::StatementPath;

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(receipt))
}

/// Download the receipt of a statement
///
/// A self-contained JSON file that `beichen verify` calculates again without any database. Its format: docs/receipt.md.
#[utoipa::path(get, path = "/incentives/statements/{statement_id}/receipt", operation_id = "incentives_statement_receipt",
    tag = "incentives", params(StatementPath),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), Problem))]
async fn receipt(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<StatementPath>) -> Result<Response> {
    let (name, bytes) = queries::file(&ctx, &deps.db, path.statement_id).await?;
    let headers = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
