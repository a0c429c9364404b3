//! HTTP for saved profiles.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, Page, PageQuery, Result, Scope};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::commands::{self, SaveProfile};
use super::queries;
use super::views::{ProfileSave, ProfileView};
use crate::kind::Registry;
use crate::permissions::SHEETS_PROFILE_EDIT;

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, save))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct ProfilePath {
    name: String,
}

/// List saved profiles
#[utoipa::path(
    get,
    path = "/sheets/profiles",
    operation_id = "sheets_profile_list",
    tag = "sheets",
    params(PageQuery),
    responses((status = 200, body = Page<ProfileView>), Problem),
)]
async fn list(ctx: Ctx, State(deps): State<Deps>, Query(query): Query<PageQuery>) -> Result<Json<Page<ProfileView>>> {
    let can = if ctx.may(SHEETS_PROFILE_EDIT, Scope::Organisation) { vec!["save".to_owned()] } else { Vec::new() };
    let page = queries::list(&ctx, &deps.db, &query).await?;
    Ok(Json(page.map(|saved| ProfileView::of(&ctx, saved)).offering(can)))
}

/// Get a saved profile
#[utoipa::path(
    get,
    path = "/sheets/profiles/{name}",
    operation_id = "sheets_profile_get",
    tag = "sheets",
    params(ProfilePath),
    responses((status = 200, body = ProfileView), Problem),
)]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<ProfilePath>) -> Result<Json<ProfileView>> {
    let saved = queries::get(&ctx, &deps.db, &path.name).await?;
    Ok(Json(ProfileView::of(&ctx, saved)))
}

/// Save a profile
///
/// `If-Match: "0"` for a new one.
#[utoipa::path(
    put,
    path = "/sheets/profiles/{name}",
    operation_id = "sheets_profile_save",
    tag = "sheets",
    params(ProfilePath, IfMatch),
    request_body = ProfileSave,
    responses((status = 200, body = ProfileView), Problem),
)]
async fn save(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(registry): Extension<Arc<Registry>>,
    Path(path): Path<ProfilePath>,
    seen: IfMatch,
    Json(body): Json<ProfileSave>,
) -> Result<Json<ProfileView>> {
    let new = SaveProfile { name: path.name, kind: body.kind, text: body.text, seen: seen.version() };
    let saved = commands::save(&ctx, &deps.db, &registry, new).await?;
    Ok(Json(ProfileView::of(&ctx, saved)))
}
