//! Who asks for corrections of locked days, and who decides them.

use beichen_kernel::{Ctx, MemberId, Reach, Result, Scope};
use strum::IntoEnumIterator;

use super::model::{Action, Approval};
use crate::permissions::{PEOPLE_APPROVAL_CREATE, PEOPLE_APPROVAL_DECIDE, PEOPLE_APPROVAL_READ};

/// Fails unless the actor may do this to somebody's wish; whose it is, is the wish's own affair.
pub fn check(ctx: &Ctx, action: Action) -> Result<()> {
    let permission = match action {
        Action::Approve | Action::Reject => PEOPLE_APPROVAL_DECIDE,
        Action::Withdraw => PEOPLE_APPROVAL_CREATE,
    };
    ctx.require(permission, Scope::Organisation)
}

/// Whose wishes the actor sees: `None` for everybody's, else those of that member.
pub fn visible(ctx: &Ctx) -> Result<Option<MemberId>> {
    match ctx.reach(PEOPLE_APPROVAL_READ)? {
        Reach::Organisation => Ok(None),
        Reach::Units | Reach::Own => Ok(ctx.member()),
    }
}

/// What the actor may do with the wish now.
pub fn offered(ctx: &Ctx, approval: &Approval) -> Vec<String> {
    let Some(member) = ctx.member() else { return Vec::new() };
    Action::iter()
        .filter(|&action| approval.must_permit(action, member).is_ok() && check(ctx, action).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}
