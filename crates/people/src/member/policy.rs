//! Who may do what to a person.

use beichen_kernel::{Ctx, MemberId, Result, Scope, UnitId};
use strum::IntoEnumIterator;

use super::model::{Action, Member};
use crate::permissions::{
    PEOPLE_INVITATION_CREATE, PEOPLE_LOGIN_RESET, PEOPLE_MEMBER_EDIT, PEOPLE_PAY_EDIT, PEOPLE_PAY_READ,
    PEOPLE_ROLE_GRANT,
};

/// Fails unless the actor may do this.
pub fn check(ctx: &Ctx, action: Action) -> Result<()> {
    let permission = match action {
        Action::Edit | Action::Transfer | Action::Leave | Action::Rejoin | Action::SetField => PEOPLE_MEMBER_EDIT,
        Action::Invite => PEOPLE_INVITATION_CREATE,
        Action::ResetLogin => PEOPLE_LOGIN_RESET,
        Action::Grant => PEOPLE_ROLE_GRANT,
        Action::SetPay => PEOPLE_PAY_EDIT,
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

/// Whether the person's fields of money and rate are shown.
pub fn shows_pay(ctx: &Ctx, member: MemberId, unit: Option<UnitId>) -> bool {
    let own = ctx.member() == Some(member);
    ctx.may(PEOPLE_PAY_READ, Scope::Organisation) || own && ctx.may(PEOPLE_PAY_READ, Scope::Member { member, unit })
}
