//! HTTP for roles.

use axum::extract::State;
use beichen_kernel::http::{IfMatch, Json, Path, Problem};
use beichen_kernel::{Ctx, MemberId, Result, Role, UnitId};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::commands;
use crate::ids::GrantId;
use crate::member::routes::MemberPath;
use crate::member::views::MemberView;

pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().routes(routes!(grant)).routes(routes!(revoke))
}

#[derive(Deserialize, IntoParams)]
struct GrantPath {
    #[param(value_type = String)]
    member_id: MemberId,
    #[param(value_type = String)]
    grant_id: GrantId,
}

/// A role, and for a lead the unit if it is not the own one.
#[derive(Deserialize, ToSchema)]
struct RoleGrant {
    role: Role,
    #[serde(default)]
    unit_id: Option<UnitId>,
}

/// Give a person a role from today on
#[utoipa::path(
    post,
    path = "/people/members/{member_id}/roles",
    operation_id = "people_role_grant",
    tag = "people",
    params(MemberPath, IfMatch),
    request_body = RoleGrant,
    responses((status = 200, body = MemberView), Problem),
)]
async fn grant(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<MemberPath>,
    seen: IfMatch,
    Json(new): Json<RoleGrant>,
) -> Result<Json<MemberView>> {
    commands::grant(&ctx, &deps.db, path.member_id, seen.version(), new.role, new.unit_id).await.map(Json)
}

/// Take a role from a person
#[utoipa::path(
    post,
    path = "/people/members/{member_id}/roles/{grant_id}/revoke",
    operation_id = "people_role_revoke",
    tag = "people",
    params(GrantPath, IfMatch),
    responses((status = 200, body = MemberView), Problem),
)]
async fn revoke(
    ctx: Ctx,
    State(deps): State<Deps>,
    Path(path): Path<GrantPath>,
    seen: IfMatch,
) -> Result<Json<MemberView>> {
    commands::revoke(&ctx, &deps.db, path.member_id, seen.version(), path.grant_id).await.map(Json)
}
