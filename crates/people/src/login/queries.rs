//! Reading who is signed in.

use beichen_kernel::{Ctx, Error, OrgId, Result, Scope};
use beichen_store::Deps;

use super::views::{SessionMember, SessionOrganisation, SessionView};
use crate::api::AllPermissions;
use crate::ids::OrganisationId;
use crate::{member, permissions, unit};

/// Who is signed in, with all permissions held.
pub async fn session(ctx: &Ctx, deps: &Deps, all: Option<AllPermissions>) -> Result<SessionView> {
    let id = ctx.member().ok_or_else(Error::unauthenticated)?;
    let tx = deps.db.read(ctx).await?;
    let found = member::store::load(&tx, id).await?;
    let stays = member::store::assignments_of(&tx, id).await?;
    let now = stays.into_iter().find(|stay| stay.days.contains(ctx.today()));
    let unit_name = match &now {
        Some(stay) => Some(unit::store::load(&tx, stay.unit).await?.name),
        None => None,
    };
    let known = all.as_ref().map_or(permissions::ALL, |all| &all.0);
    let mut can: Vec<String> = known
        .iter()
        .filter(|&&permission| ctx.may(permission, Scope::Anywhere))
        .map(|permission| permission.name.to_owned())
        .collect();
    can.sort_unstable();
    can.dedup();
    Ok(SessionView {
        member: SessionMember {
            id,
            code: found.code,
            name: found.name,
            unit_name,
            position: now.and_then(|stay| stay.position),
        },
        organisation: SessionOrganisation {
            name: ctx.organisation.name.clone(),
            currency: ctx.currency().code().to_owned(),
            time_zone: ctx.organisation.zone.iana_name().unwrap_or_default().to_owned(),
        },
        roles: ctx.grants().roles().to_vec(),
        locale: ctx.locale,
        can,
        demo: !deps.demo_sign_ins.is_empty(),
    })
}

/// The number inside an organisation's id.
pub fn number_of(id: OrganisationId) -> OrgId {
    use beichen_kernel::Id as _;
    OrgId(i64::try_from(id.uuid().as_u128()).unwrap_or_default())
}
