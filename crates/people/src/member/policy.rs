//! Who may do what to a person, and which people the actor sees.

use beichen_kernel::{Ctx, Error, Id, MemberId, Result, Scope, UnitId};
use beichen_store::Tx;
use strum::IntoEnumIterator;

use super::model::{Action, Member};
use crate::api;
use crate::permissions::{
    PEOPLE_INVITATION_CREATE, PEOPLE_LOGIN_RESET, PEOPLE_MEMBER_EDIT, PEOPLE_MEMBER_READ, PEOPLE_PAY_READ,
    PEOPLE_ROLE_GRANT,
};

/// Fails unless the actor may do this.
pub fn check(ctx: &Ctx, action: Action) -> Result<()> {
    let permission = match action {
        Action::Edit | Action::Transfer | Action::Leave | Action::Rejoin => PEOPLE_MEMBER_EDIT,
        Action::Invite => PEOPLE_INVITATION_CREATE,
        Action::ResetLogin => PEOPLE_LOGIN_RESET,
        Action::Grant => PEOPLE_ROLE_GRANT,
    };
    ctx.require(permission, Scope::Organisation)
}

/// What the actor may do with the person now.
pub fn offered(ctx: &Ctx, member: &Member) -> Vec<String> {
    Action::iter()
        .filter(|&action| member.permits(action) && check(ctx, action).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}

/// Somebody whom the actor sees on no day does not exist. Whoever may not read people at all sees nobody.
pub async fn must_see(tx: &Tx<'_>, member: MemberId) -> Result<()> {
    if tx.ctx().member() == Some(member) {
        return Ok(());
    }
    let hidden = || Error::not_found(MemberId::NAME);
    let visible = api::visible(tx, PEOPLE_MEMBER_READ).await.map_err(|_| hidden())?;
    match visible.members() {
        Some(members) if !members.contains(&member) => Err(hidden()),
        _ => Ok(()),
    }
}

/// Whether the person's fields of money and rate are shown.
pub fn shows_pay(ctx: &Ctx, member: MemberId, unit: Option<UnitId>) -> bool {
    let own = ctx.member() == Some(member);
    ctx.may(PEOPLE_PAY_READ, Scope::Organisation) || own && ctx.may(PEOPLE_PAY_READ, Scope::Member { member, unit })
}
