//! Who may do what to goals: the director sets and publishes, everybody sees the own, leads their tree.

use std::collections::HashMap;

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, Result, Scope, UnitId};
use beichen_people::api::Visible;
use strum::IntoEnumIterator as _;

use super::model::{Action, Goal, Subject};
use crate::permissions::{GOALS_GOAL_EDIT, GOALS_GOAL_PUBLISH};

/// Whose goals the actor sees on which days. A goal is of its period's last day, of today while that is open.
pub struct Seen {
    pub members: Visible,
    /// `None` for all units.
    pub units: Option<HashMap<UnitId, Vec<DayRange>>>,
}

impl Seen {
    pub fn includes(&self, subject: Subject, day: Day) -> bool {
        match subject {
            Subject::Member(member) => self.members.includes(member, day),
            Subject::Unit(unit) => self.units.as_ref().is_none_or(|units| {
                units.get(&unit).is_some_and(|ranges| ranges.iter().any(|days| days.contains(day)))
            }),
        }
    }
}

pub fn check(ctx: &Ctx, action: Action) -> Result<()> {
    match action {
        Action::Create | Action::Set | Action::Spread | Action::Delete => {
            ctx.require(GOALS_GOAL_EDIT, Scope::Organisation)
        }
        Action::Publish => ctx.require(GOALS_GOAL_PUBLISH, Scope::Organisation),
    }
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
