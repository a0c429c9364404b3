//! Giving and taking roles.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, Error, Id, MemberId, Result, Role, UnitId, Version};
use beichen_store::{Db, Event, Tx};

use crate::ids::GrantId;
use crate::member::commands::begin_change;
use crate::member::model::{Action, Grant, RoleError};
use crate::member::views::MemberView;
use crate::member::{queries, store};
use crate::store::epoch;
use crate::unit;

/// Gives a role inside the caller's transaction, and records it. Holding it already is a refusal.
pub async fn give(tx: &mut Tx<'_>, member: MemberId, role: Role, unit: Option<UnitId>, from: Day) -> Result<()> {
    if let Some(unit) = unit {
        if role != Role::Lead {
            return Err(RoleError::UnitOnlyForLead.into());
        }
        unit::store::load(tx, unit).await?;
    }
    let held = store::grants_of(tx, member).await?;
    if held.iter().any(|grant| grant.role == role && grant.unit == unit && grant.days.end > from) {
        return Err(RoleError::AlreadyHeld { role: role.to_string() }.into());
    }
    let grant = Grant { id: tx.ctx().new_id(), member, role, unit, days: DayRange::new(from, Day::MAX) };
    store::insert_grant(tx, &grant).await?;
    tx.record(
        member,
        beichen_store::Event::new("people.role.granted")
            .with("role", role.to_string())
            .with("unit", unit.map(|unit| unit.to_string()))
            .with("from", from.to_string()),
    );
    Ok(())
}

/// Refuses when the organisation would be left without an administrator who can sign in. Two who take the role from
/// each other wait for each other.
pub async fn must_keep_administrator(tx: &mut Tx<'_>, member: MemberId, role: Option<Role>) -> Result<()> {
    if role.is_some_and(|role| role != Role::Administrator) {
        return Ok(());
    }
    epoch::hold(tx).await?;
    let holders = store::holders(tx, Role::Administrator, tx.today()).await?;
    if holders == [member] { Err(RoleError::LastAdministrator.into()) } else { Ok(()) }
}

/// Gives a role from today on.
pub async fn grant(
    ctx: &Ctx,
    db: &Db,
    id: MemberId,
    seen: Version,
    role: Role,
    unit: Option<UnitId>,
) -> Result<MemberView> {
    let mut tx = db.begin(ctx).await?;
    let mut member = begin_change(&tx, id, Action::Grant, seen).await?;
    give(&mut tx, id, role, unit, ctx.today()).await?;
    store::save(&mut tx, &mut member).await?;
    let view = queries::view(&tx, &member).await?;
    tx.finish(view).await
}

/// Takes a role: it ends with yesterday.
pub async fn revoke(ctx: &Ctx, db: &Db, id: MemberId, seen: Version, grant: GrantId) -> Result<MemberView> {
    let mut tx = db.begin(ctx).await?;
    let mut member = begin_change(&tx, id, Action::Grant, seen).await?;
    let grants = store::grants_of(&tx, id).await?;
    let found =
        grants.into_iter().find(|held| held.id == grant).ok_or_else(|| Error::not_found(<GrantId as Id>::NAME))?;
    if found.days.end <= ctx.today() {
        return Err(RoleError::Over.into());
    }
    must_keep_administrator(&mut tx, id, Some(found.role)).await?;
    store::end_grant(&mut tx, &found, ctx.today().max(found.days.from)).await?;
    store::save(&mut tx, &mut member).await?;
    tx.record(id, Event::new("people.role.revoked").with("role", found.role.to_string()));
    let view = queries::view(&tx, &member).await?;
    tx.finish(view).await
}
