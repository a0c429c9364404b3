//! HTTP for settings and the audit chain.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, PageQuery, Result};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::views::{AuditRowView, SettingChange, SettingView, SettingsView};
use super::{commands, queries};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(set)).routes(routes!(audit))
}

#[derive(Deserialize, IntoParams)]
struct SettingPath {
    key: String,
}

/// Narrows the audit chain.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AuditQuery {
    /// The id of one thing.
    subject: Option<String>,
    limit: Option<u64>,
    after: Option<String>,
}

/// List the settings
#[utoipa::path(
    get,
    path = "/people/settings",
    operation_id = "people_setting_list",
    tag = "people",
    responses((status = 200, body = SettingsView), Problem),
)]
async fn list(ctx: Ctx, State(deps): State<Deps>) -> Result<Json<SettingsView>> {
    queries::settings(&ctx, &deps.db).await.map(Json)
}

/// Set a setting
#[utoipa::path(
    put,
    path = "/people/settings/{key}",
    operation_id = "people_setting_set",
    tag = "people",
    params(SettingPath, IfMatch),
    request_body = SettingChange,
    responses((status = 200, body = SettingView), Problem),
)]
async fn set(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<SettingPath>,
    seen: IfMatch,
    Json(change): Json<SettingChange>,
) -> Result<Json<SettingView>> {
    commands::set(&ctx, &deps.db, &path.key, &change.value, Some(seen.version())).await.map(Json)
}

/// Read the audit chain, newest first
#[utoipa::path(
    get,
    path = "/people/audit",
    operation_id = "people_audit_list",
    tag = "people",
    params(AuditQuery),
    responses((status = 200, body = Page<AuditRowView>), Problem),
)]
async fn audit(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<AuditQuery>,
) -> Result<Json<Page<AuditRowView>>> {
    let page = PageQuery { limit: query.limit, after: query.after };
    queries::audit(&ctx, &deps.db, query.subject.as_deref(), &page).await.map(Json)
}
