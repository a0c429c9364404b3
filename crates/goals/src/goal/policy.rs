//! Who may do what to goals: the director sets and publishes, everybody sees the own, leads their tree.

use beichen_kernel::{Ctx, Result, Scope, UnitId};
use strum::IntoEnumIterator as _;

use super::model::{Action, Goal};
use crate::permissions::{GOALS_GOAL_EDIT, GOALS_GOAL_PUBLISH, GOALS_UNIT_READ};

pub fn check(ctx: &Ctx, action: Action) -> Result<()> {
    match action {
        Action::Create | Action::Set | Action::Spread | Action::Delete => {
            ctx.require(GOALS_GOAL_EDIT, Scope::Organisation)
        }
        Action::Publish => ctx.require(GOALS_GOAL_PUBLISH, Scope::Organisation),
    }
}

/// Whether the actor sees the goals of this unit.
pub fn sees_unit(ctx: &Ctx, unit: UnitId) -> bool {
    ctx.may(GOALS_UNIT_READ, Scope::Unit(unit))
}

/// What may be done to one goal.
pub fn offered(ctx: &Ctx, goal: &Goal) -> Vec<String> {
    [Action::Set, Action::Publish, Action::Delete]
        .into_iter()
        .filter(|&action| goal.permits(action) && check(ctx, action).is_ok())
        .map(|action| action.to_string())
        .collect()
}

/// What may be done to goals as a whole.
pub fn offered_on_all(ctx: &Ctx) -> Vec<String> {
    Action::iter()
        .filter(|action| matches!(action, Action::Create | Action::Spread | Action::Publish))
        .filter(|&action| check(ctx, action).is_ok())
        .map(|action| action.to_string())
        .collect()
}
