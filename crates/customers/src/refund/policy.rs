//! Who may do what to a refund: finance records it; those who share its payment's order see it.

use beichen_kernel::{Ctx, Result, Scope};
use strum::IntoEnumIterator;

use super::model::Action;
use crate::permissions::CUSTOMERS_REFUND_EDIT;

pub fn check(ctx: &Ctx, action: Action) -> Result<()> {
    match action {
        Action::Edit | Action::Cancel => ctx.require(CUSTOMERS_REFUND_EDIT, Scope::Organisation),
    }
}

/// The actions to offer: those the actor may take, and none once it is cancelled.
pub fn offered(ctx: &Ctx, is_cancelled: bool) -> Vec<String> {
    Action::iter()
        .filter(|&action| !is_cancelled && check(ctx, action).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}
