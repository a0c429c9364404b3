//! Who may do what to a customer: its owner, the owner's leads, and those who see everything.

use beichen_kernel::{Ctx, Result, Scope};
use strum::IntoEnumIterator;

use super::model::Action;
use crate::permissions::CUSTOMERS_CUSTOMER_EDIT;

/// Fails unless the actor may do this; the unit of the owner is the one of today.
pub fn check(ctx: &Ctx, action: Action, scope: Scope) -> Result<()> {
    match action {
        Action::Edit => ctx.require(CUSTOMERS_CUSTOMER_EDIT, scope),
    }
}

/// What the actor may do with it now.
pub fn offered(ctx: &Ctx, scope: Scope) -> Vec<String> {
    Action::iter()
        .filter(|&action| check(ctx, action, scope).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}
