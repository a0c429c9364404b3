//! HTTP for documents. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{Json, Path, Problem};
use beichen_kernel::{Ctx, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::DocumentId;
use super::queries;
use super::views::DocumentView;

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Which document.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct DocumentPath {
    document_id: DocumentId,
}

/// Get a document with its versions and credits
#[utoipa::path(get, path = "/ledger/documents/{document_id}", operation_id = "ledger_document_get", tag = "ledger",
    params(DocumentPath), responses((status = 200, body = DocumentView), Problem))]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<DocumentPath>) -> Result<Json<DocumentView>> {
    queries::get(&ctx, &deps.db, path.document_id).await.map(Json)
}
