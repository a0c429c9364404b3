//! Who may do what to a plan: the director writes and tries it; those who see pay read it.

use beichen_kernel::{Ctx, Result, Scope};
use strum::IntoEnumIterator;

use super::model::Action;
use crate::permissions::{INCENTIVES_PLAN_EDIT, INCENTIVES_PLAN_PUBLISH, INCENTIVES_TRIAL_CREATE};

pub fn check(ctx: &Ctx, action: Action) -> Result<()> {
    match action {
        Action::Edit | Action::Delete => ctx.require(INCENTIVES_PLAN_EDIT, Scope::Organisation),
        Action::Publish => ctx.require(INCENTIVES_PLAN_PUBLISH, Scope::Organisation),
        Action::Try => ctx.require(INCENTIVES_TRIAL_CREATE, Scope::Organisation),
    }
}

/// The actions to offer in a state of [`super::model::Draft::state`].
pub fn offered(ctx: &Ctx, state: &str) -> Vec<String> {
    let fits = |action: Action| match action {
        Action::Delete => state == "draft",
        Action::Publish => state != "in_force",
        Action::Edit | Action::Try => true,
    };
    Action::iter()
        .filter(|&action| fits(action) && check(ctx, action).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}
