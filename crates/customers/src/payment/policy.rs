//! Who may do what to a payment: finance records it; those who share its order see it.

use beichen_kernel::{Ctx, Result, Scope};
use strum::IntoEnumIterator;

use super::model::Action;
use crate::permissions::{CUSTOMERS_PAYMENT_EDIT, CUSTOMERS_REFUND_EDIT};

pub fn check(ctx: &Ctx, action: Action) -> Result<()> {
    match action {
        Action::Edit | Action::Match | Action::Cancel => ctx.require(CUSTOMERS_PAYMENT_EDIT, Scope::Organisation),
        Action::Refund => ctx.require(CUSTOMERS_REFUND_EDIT, Scope::Organisation),
    }
}

/// The actions to offer: those the actor may take and the payment's state permits.
pub fn offered(ctx: &Ctx, is_cancelled: bool, has_order: bool) -> Vec<String> {
    Action::iter()
        .filter(|&action| action.fits(is_cancelled, has_order) && check(ctx, action).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}
