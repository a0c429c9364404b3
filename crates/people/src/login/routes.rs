//! HTTP for signing in and out, the first set-up, passwords and links.

use std::net::SocketAddr;

use axum::Extension;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use beichen_kernel::http::{Json, Problem};
use beichen_kernel::{Ctx, Error, Locale, Result};
use beichen_store::Deps;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::commands::{self, Entrance, SignIn, session, setup};
use super::views::{
    ChooseView, Done, InvitationAccept, OrganisationChoice, PasswordChange, SessionView, SetupRequest, SetupView,
    SignInAnswer, SignInRequest,
};
use super::{queries, store};
use crate::api::AllPermissions;
use crate::organisation::commands::subject;

/// The cookie that holds the session's token.
const COOKIE: &str = "beichen_session";

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .routes(routes!(get, create, delete))
        .routes(routes!(end))
        .routes(routes!(setup_get, setup_run))
        .routes(routes!(accept))
        .routes(routes!(change_password))
}

/// Who is signed in
#[utoipa::path(
    get,
    path = "/people/session",
    operation_id = "people_session_get",
    tag = "people",
    responses((status = 200, body = SessionView), Problem),
)]
async fn get(ctx: Ctx, State(deps): State<Deps>, all: Option<Extension<AllPermissions>>) -> Result<Json<SessionView>> {
    queries::session(&ctx, &deps, all.map(|Extension(all)| all)).await.map(Json)
}

/// Sign in
///
/// When the login belongs to several organisations, the answer names them, and the request is made again with one.
#[utoipa::path(
    post,
    path = "/people/session",
    operation_id = "people_session_create",
    tag = "people",
    request_body = SignInRequest,
    responses((status = 200, body = SignInAnswer), Problem),
)]
async fn create(
    State(deps): State<Deps>,
    Extension(locale): Extension<Locale>,
    all: Option<Extension<AllPermissions>>,
    from: From,
    Json(asked): Json<SignInRequest>,
) -> Result<Response> {
    let wanted = SignIn {
        login: &asked.login,
        password: &asked.password,
        organisation: asked.organisation_id.map(queries::number_of),
        address: from.address,
        agent: &from.agent,
        locale,
    };
    match commands::sign_in(&deps.db, &deps.clock, wanted).await? {
        Entrance::In { token, ctx } => {
            let view = queries::session(&ctx, &deps, all.map(|Extension(all)| all)).await?;
            with_cookie(&deps, &token, Json(SignInAnswer::In(Box::new(view))))
        }
        Entrance::Choose(organisations) => {
            let choose = organisations
                .iter()
                .map(|organisation| OrganisationChoice {
                    organisation_id: subject(organisation.id),
                    name: organisation.name.clone(),
                })
                .collect();
            Ok(Json(SignInAnswer::Choose(ChooseView { choose })).into_response())
        }
    }
}

/// Sign out on this device
#[utoipa::path(
    delete,
    path = "/people/session",
    operation_id = "people_session_delete",
    tag = "people",
    responses((status = 200, body = Done), Problem),
)]
async fn delete(_ctx: Ctx, State(deps): State<Deps>, headers: HeaderMap) -> Result<Response> {
    if let Some(token) = token_of(&headers) {
        store::end_session(&deps.db, &session::token_hash(&token)).await?;
    }
    without_cookie(&deps)
}

/// Sign out on all devices
#[utoipa::path(
    post,
    path = "/people/sessions/end",
    operation_id = "people_session_end",
    tag = "people",
    responses((status = 200, body = Done), Problem),
)]
async fn end(ctx: Ctx, State(deps): State<Deps>) -> Result<Response> {
    commands::sign_out_everywhere(&ctx, &deps.db).await?;
    without_cookie(&deps)
}

/// Whether the first set-up is still to come, and whom the sample company lets in
#[utoipa::path(
    get,
    path = "/people/setup",
    operation_id = "people_setup_get",
    tag = "people",
    responses((status = 200, body = SetupView), Problem),
)]
async fn setup_get(State(deps): State<Deps>) -> Result<Json<SetupView>> {
    let demo_users = deps.demo_sign_ins.iter().map(Into::into).collect();
    let (needed, has_organisation) = setup::state(&deps.db, &deps.clock).await?;
    Ok(Json(SetupView { needed, has_organisation, demo_users }))
}

/// Make the first organisation and its administrator, with the token from the console
#[utoipa::path(
    post,
    path = "/people/setup",
    operation_id = "people_setup_run",
    tag = "people",
    request_body = SetupRequest,
    responses((status = 200, body = SessionView), Problem),
)]
async fn setup_run(
    State(deps): State<Deps>,
    Extension(locale): Extension<Locale>,
    all: Option<Extension<AllPermissions>>,
    from: From,
    Json(asked): Json<SetupRequest>,
) -> Result<Response> {
    let (member, login, ctx) = setup::run(&deps, asked).await?;
    let token = session::open(&ctx, &deps.db, member, Some(login), &from.agent).await?;
    let ctx = session::context_of(&deps.db, ctx.organisation, member, locale, &deps.clock).await?;
    let view = queries::session(&ctx, &deps, all.map(|Extension(all)| all)).await?;
    with_cookie(&deps, &token, Json(view))
}

/// Accept an invitation or a reset link with a password
#[utoipa::path(
    post,
    path = "/people/invitations/accept",
    operation_id = "people_invitation_accept",
    tag = "people",
    request_body = InvitationAccept,
    responses((status = 200, body = SignInAnswer), Problem),
)]
async fn accept(
    State(deps): State<Deps>,
    locale: Extension<Locale>,
    all: Option<Extension<AllPermissions>>,
    from: From,
    Json(asked): Json<InvitationAccept>,
) -> Result<Response> {
    let login = commands::accept(&deps.db, &deps.clock, &asked.token, &asked.password).await?;
    let request = SignInRequest { login, password: asked.password, organisation_id: None };
    create(State(deps), locale, all, from, Json(request)).await
}

/// Change the own password; all other sessions end
#[utoipa::path(
    post,
    path = "/people/password",
    operation_id = "people_password_change",
    tag = "people",
    request_body = PasswordChange,
    responses((status = 200, body = Done), Problem),
)]
async fn change_password(
    ctx: Ctx,
    State(deps): State<Deps>,
    from: From,
    Json(change): Json<PasswordChange>,
) -> Result<Response> {
    let member = ctx.member().ok_or_else(Error::unauthenticated)?;
    let login =
        commands::change_password(&ctx, &deps.db, &deps.clock, &change.old_password, &change.new_password).await?;
    let token = session::open(&ctx, &deps.db, member, Some(login), &from.agent).await?;
    with_cookie(&deps, &token, Json(Done { done: true }))
}

/// Where a request comes from.
struct From {
    agent: String,
    address: Option<std::net::IpAddr>,
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self { agent: agent.to_owned(), address })
    }
}

fn token_of(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token.to_owned())
}

fn with_cookie(deps: &Deps, token: &str, answer: impl IntoResponse) -> Result<Response> {
    set_cookie(deps, token, super::model::ABSOLUTE_SECONDS, answer)
}

fn without_cookie(deps: &Deps) -> Result<Response> {
    set_cookie(deps, "", 0, Json(Done { done: true }))
}

fn set_cookie(deps: &Deps, token: &str, seconds: i64, answer: impl IntoResponse) -> Result<Response> {
    let is_https = deps.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let secure = if is_https { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={token}; HttpOnly; SameSite=Lax; Path=/; Max-Age={seconds}{secure}");
    let mut response = answer.into_response();
    response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&cookie).map_err(Error::internal)?);
    Ok(response)
}
