//! Who may do what to an order: those who share it, their leads of its day, and those who see everything.

use beichen_kernel::{Ctx, Result, Scope};
use strum::IntoEnumIterator;

use super::model::Action;
use crate::permissions::CUSTOMERS_ORDER_EDIT;

pub fn check(ctx: &Ctx, action: Action, scope: Scope) -> Result<()> {
    match action {
        Action::Edit | Action::Cancel => ctx.require(CUSTOMERS_ORDER_EDIT, scope),
    }
}

/// The actions to offer: those the actor may take, and none once it is cancelled.
pub fn offered(ctx: &Ctx, is_cancelled: bool, scope: Scope) -> Vec<String> {
    Action::iter()
        .filter(|&action| action.fits(is_cancelled) && check(ctx, action, scope).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}
