//! Who may do what to a plan: the director writes and tries it; those who see pay read it.

use beichen_kernel::{Ctx, Result, Scope};
use strum::IntoEnumIterator;

use super::model::Action;
use crate::permissions::{INCENTIVES_PLAN_EDIT, INCENTIVES_TRIAL_CREATE};

pub fn check(ctx: &Ctx, action: Action) -> Result<()> {
    match action {
        Action::Edit | Action::Delete => ctx.require(INCENTIVES_PLAN_EDIT, Scope::Organisation),
        Action::Try => ctx.require(INCENTIVES_TRIAL_CREATE, Scope::Organisation),
    }
}

/// The actions to offer.
pub fn offered(ctx: &Ctx) -> Vec<String> {
    Action::iter()
        .filter(|&action| check(ctx, action).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}
