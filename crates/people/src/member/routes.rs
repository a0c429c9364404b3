//! HTTP for people. A handler unwraps the request, makes one call, wraps the answer.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{Ctx, MemberId, Page, PageQuery, Result, UnitId};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::commands;
use super::model::MemberFilter;
use super::queries;
use super::views::{MemberChange, MemberCreate, MemberItem, MemberLeave, MemberTransfer, MemberView};
use crate::field::views::ValueSet;
use crate::grade::views::VariablePaySet;
use crate::login::commands::Link;
use crate::login::views::{InvitationCreate, LinkView};
use crate::{field, grade, login};

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, edit))
        .routes(routes!(transfer))
        .routes(routes!(leave))
        .routes(routes!(rejoin))
        .routes(routes!(set_field))
        .routes(routes!(set_variable_pay))
        .routes(routes!(invite))
        .routes(routes!(reset_login))
}

#[derive(Deserialize, IntoParams)]
pub(crate) struct MemberPath {
    #[param(value_type = String)]
    pub member_id: MemberId,
}

#[derive(Deserialize, IntoParams)]
struct MemberFieldPath {
    #[param(value_type = String)]
    member_id: MemberId,
    key: String,
}

/// Narrows and orders the list of people.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MemberListQuery {
    /// Text in code or name.
    search: Option<String>,
    /// `code`, `name` or `joined_on`; with `-` before it the other way round.
    sort: Option<String>,
    /// This unit and all below it, today.
    #[param(value_type = Option<String>)]
    unit_id: Option<UnitId>,
    /// Also those who have left.
    with_left: Option<bool>,
    limit: Option<u64>,
    after: Option<String>,
}

/// List the people that the viewer sees today
#[utoipa::path(
    get,
    path = "/people/members",
    operation_id = "people_member_list",
    tag = "people",
    params(MemberListQuery),
    responses((status = 200, body = Page<MemberItem>), Problem),
)]
async fn list(
    ctx: Ctx,
    State(deps): State<Deps>,
    Query(query): Query<MemberListQuery>,
) -> Result<Json<Page<MemberItem>>> {
    let filter = MemberFilter {
        search: query.search,
        sort: query.sort,
        unit: query.unit_id,
        with_left: query.with_left.unwrap_or_default(),
    };
    let page = PageQuery { limit: query.limit, after: query.after };
    queries::list(&ctx, &deps.db, &filter, &page).await.map(Json)
}

/// Add a person
#[utoipa::path(
    post,
    path = "/people/members",
    operation_id = "people_member_create",
    tag = "people",
    request_body = MemberCreate,
    responses((status = 200, body = MemberView), Problem),
)]
async fn create(ctx: Ctx, State(deps): State<Deps>, Json(new): Json<MemberCreate>) -> Result<Json<MemberView>> {
    commands::create(&ctx, &deps.db, new).await.map(Json)
}

/// Get a person
#[utoipa::path(
    get,
    path = "/people/members/{member_id}",
    operation_id = "people_member_get",
    tag = "people",
    params(MemberPath),
    responses((status = 200, body = MemberView), Problem),
)]
async fn get(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<MemberPath>) -> Result<Json<MemberView>> {
    queries::get_one(&ctx, &deps.db, path.member_id).await.map(Json)
}

/// Edit a person's code, name and how they are reached
#[utoipa::path(
    put,
    path = "/people/members/{member_id}",
    operation_id = "people_member_edit",
    tag = "people",
    params(MemberPath, IfMatch),
    request_body = MemberChange,
    responses((status = 200, body = MemberView), Problem),
)]
async fn edit(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<MemberPath>,
    seen: IfMatch,
    Json(change): Json<MemberChange>,
) -> Result<Json<MemberView>> {
    commands::edit(&ctx, &deps.db, path.member_id, seen.version(), change).await.map(Json)
}

/// Move a person to a unit from a day on
#[utoipa::path(
    post,
    path = "/people/members/{member_id}/transfer",
    operation_id = "people_member_transfer",
    tag = "people",
    params(MemberPath, IfMatch),
    request_body = MemberTransfer,
    responses((status = 200, body = MemberView), Problem),
)]
async fn transfer(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<MemberPath>,
    seen: IfMatch,
    Json(to): Json<MemberTransfer>,
) -> Result<Json<MemberView>> {
    commands::transfer(&ctx, &deps.db, path.member_id, seen.version(), to).await.map(Json)
}

/// Let a person leave; the day is the last one
#[utoipa::path(
    post,
    path = "/people/members/{member_id}/leave",
    operation_id = "people_member_leave",
    tag = "people",
    params(MemberPath, IfMatch),
    request_body = MemberLeave,
    responses((status = 200, body = MemberView), Problem),
)]
async fn leave(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<MemberPath>,
    seen: IfMatch,
    Json(leave): Json<MemberLeave>,
) -> Result<Json<MemberView>> {
    commands::leave(&ctx, &deps.db, path.member_id, seen.version(), leave).await.map(Json)
}

/// Take a leaver back from a day on
#[utoipa::path(
    post,
    path = "/people/members/{member_id}/rejoin",
    operation_id = "people_member_rejoin",
    tag = "people",
    params(MemberPath, IfMatch),
    request_body = MemberTransfer,
    responses((status = 200, body = MemberView), Problem),
)]
async fn rejoin(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<MemberPath>,
    seen: IfMatch,
    Json(to): Json<MemberTransfer>,
) -> Result<Json<MemberView>> {
    commands::rejoin(&ctx, &deps.db, path.member_id, seen.version(), to).await.map(Json)
}

/// Set a person's field from a day on
#[utoipa::path(
    post,
    path = "/people/members/{member_id}/fields/{key}",
    operation_id = "people_member_set_field",
    tag = "people",
    params(MemberFieldPath, IfMatch),
    request_body = ValueSet,
    responses((status = 200, body = MemberView), Problem),
)]
async fn set_field(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<MemberFieldPath>,
    seen: IfMatch,
    Json(set): Json<ValueSet>,
) -> Result<Json<MemberView>> {
    field::commands::set_member_value(&ctx, &deps.db, path.member_id, seen.version(), &path.key, set).await.map(Json)
}

/// Set a person's variable pay of a year from a day on
#[utoipa::path(
    post,
    path = "/people/members/{member_id}/variable-pay",
    operation_id = "people_member_set_variable_pay",
    tag = "people",
    params(MemberPath, IfMatch),
    request_body = VariablePaySet,
    responses((status = 200, body = MemberView), Problem),
)]
async fn set_variable_pay(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<MemberPath>,
    seen: IfMatch,
    Json(set): Json<VariablePaySet>,
) -> Result<Json<MemberView>> {
    grade::commands::set_variable_pay(&ctx, &deps.db, path.member_id, seen.version(), set).await.map(Json)
}

/// Invite a person to sign in; the link is shown once
#[utoipa::path(
    post,
    path = "/people/members/{member_id}/invite",
    operation_id = "people_member_invite",
    tag = "people",
    params(MemberPath),
    request_body = InvitationCreate,
    responses((status = 200, body = LinkView), Problem),
)]
async fn invite(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<MemberPath>,
    Json(new): Json<InvitationCreate>,
) -> Result<Json<LinkView>> {
    let link = login::commands::invite(&ctx, &deps.db, path.member_id, &new.login).await?;
    Ok(Json(link_view(&deps, link)))
}

/// Give a person who cannot sign in a link to set a new password; it is shown once
#[utoipa::path(
    post,
    path = "/people/members/{member_id}/reset-login",
    operation_id = "people_member_reset_login",
    tag = "people",
    params(MemberPath),
    responses((status = 200, body = LinkView), Problem),
)]
async fn reset_login(ctx: Ctx, State(deps): State<Deps>, Path(path): Path<MemberPath>) -> Result<Json<LinkView>> {
    let link = login::commands::reset_link(&ctx, &deps.db, path.member_id).await?;
    Ok(Json(link_view(&deps, link)))
}

fn link_view(deps: &Deps, link: Link) -> LinkView {
    let url = deps
        .public_url
        .as_deref()
        .map(|address| format!("{}/invitation?token={}", address.trim_end_matches('/'), link.token));
    LinkView { token: link.token, url, expires_at: link.expires_at }
}
