//! HTTP for corrections of locked days. A handler unwraps the request, makes one call, wraps the answer.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, PageQuery, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{ApprovalError, ApprovalFilter};
use super::views::{ApprovalCreate, ApprovalReject, ApprovalView, CorrectionView};
use super::{commands, queries};
use crate::correction::Corrections;
use crate::ids::ApprovalId;

type Kinds = Extension<Arc<Corrections>>;

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get))
        .routes(routes!(approve))
        .routes(routes!(reject))
        .routes(routes!(withdraw))
}

#[derive(Deserialize, IntoParams)]
struct ApprovalPath {
    #[param(value_type = String)]
    approval_id: ApprovalId,
}

/// Narrows and orders the list of corrections.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ApprovalListQuery {
    /// Text in summary, reason, operation or the lock's label.
    search: Option<String>,
    /// `requested_at`, `operation`, `state` or `from`; with `-` before it the other way round.
    sort: Option<String>,
    /// `pending`, `approved`, `rejected` or `withdrawn`.
    state: Option<String>,
    limit: Option<u64>,
    after: Option<String>,
}

/// List corrections of locked days
///
/// Those who decide see all, others the own ones.
#[utoipa::path(
    get,
    path = "/people/approvals",
    operation_id = "people_approval_list",
    tag = "people",
    params(ApprovalListQuery),
    responses((status = 200, body = Page<ApprovalView>), Problem),
)]
async fn list(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<ApprovalListQuery>,
) -> Result<Json<Page<ApprovalView>>> {
    let unknown = |text: &String| ApprovalError::UnknownState { state: text.clone() };
    let state = query.state.as_ref().map(|text| text.parse().map_err(|_| unknown(text))).transpose()?;
    let filter = ApprovalFilter { search: query.search, sort: query.sort, state };
    let page = PageQuery { limit: query.limit, after: query.after };
    queries::list(&ctx, &deps.db, &filter, &page).await.map(Json)
}

/// Carry a change out, or ask for a second person where a lock covers it
///
/// 200 with `done` where no lock covers it; 201 with `pending` where it waits. Any other refusal is the operation's own.
#[utoipa::path(
    post,
    path = "/people/approvals",
    operation_id = "people_approval_create",
    tag = "people",
    request_body = ApprovalCreate,
    responses((status = 200, body = CorrectionView), (status = 201, body = CorrectionView), Problem),
)]
async fn create(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(kinds): Kinds,
    Json(new): Json<ApprovalCreate>,
) -> Result<Response> {
    match commands::request(&ctx, &deps, &kinds, new).await {
        Ok(done) => Ok((status_of(&done.state), Json(done)).into_response()),
        Err(error) => match error.replayed() {
            Some(answer) => {
                let state = answer.get("state").and_then(serde_json::Value::as_str).unwrap_or_default();
                Ok((status_of(state), Json(answer.clone())).into_response())
            }
            None => Err(error),
        },
    }
}

fn status_of(state: &str) -> StatusCode {
    if state == CorrectionView::DONE { StatusCode::OK } else { StatusCode::CREATED }
}

/// Get a correction of locked days
#[utoipa::path(
    get,
    path = "/people/approvals/{approval_id}",
    operation_id = "people_approval_get",
    tag = "people",
    params(ApprovalPath),
    responses((status = 200, body = ApprovalView), Problem),
)]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<ApprovalPath>) -> Result<Json<ApprovalView>> {
    queries::get_one(&ctx, &deps.db, path.approval_id).await.map(Json)
}

/// Grant a correction of locked days, which carries it out
///
/// By another person than the one who asked, with whose present rights it is carried out.
#[utoipa::path(
    post,
    path = "/people/approvals/{approval_id}/approve",
    operation_id = "people_approval_approve",
    tag = "people",
    params(ApprovalPath, IfMatch),
    responses((status = 200, body = ApprovalView), Problem),
)]
async fn approve(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(kinds): Kinds,
    Path(path): Path<ApprovalPath>,
    seen: IfMatch,
) -> Result<Json<ApprovalView>> {
    commands::approve(&ctx, &deps, &kinds, path.approval_id, Some(seen.version())).await.map(Json)
}

/// Turn a correction of locked days down
#[utoipa::path(
    post,
    path = "/people/approvals/{approval_id}/reject",
    operation_id = "people_approval_reject",
    tag = "people",
    params(ApprovalPath, IfMatch),
    request_body = ApprovalReject,
    responses((status = 200, body = ApprovalView), Problem),
)]
async fn reject(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<ApprovalPath>,
    seen: IfMatch,
    Json(why): Json<ApprovalReject>,
) -> Result<Json<ApprovalView>> {
    commands::reject(&ctx, &deps.db, path.approval_id, seen.version(), &why.reason).await.map(Json)
}

/// Take the own correction of locked days back
#[utoipa::path(
    post,
    path = "/people/approvals/{approval_id}/withdraw",
    operation_id = "people_approval_withdraw",
    tag = "people",
    params(ApprovalPath, IfMatch),
    responses((status = 200, body = ApprovalView), Problem),
)]
async fn withdraw(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<ApprovalPath>,
    seen: IfMatch,
) -> Result<Json<ApprovalView>> {
    commands::withdraw(&ctx, &deps.db, path.approval_id, seen.version()).await.map(Json)
}
