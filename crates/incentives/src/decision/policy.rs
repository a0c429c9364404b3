//! Who may ask for a decision, and which outcomes are offered. A second person grants it. Source: decisions.md "Who may do what".

use beichen_kernel::{Ctx, Result, Scope};

use super::model::Subject;
use crate::permissions::INCENTIVES_DECISION_CREATE;

/// Fails unless the actor may ask for decisions.
pub fn check(ctx: &Ctx) -> Result<()> {
    ctx.require(INCENTIVES_DECISION_CREATE, Scope::Organisation)
}

/// The outcomes to offer; none while somebody else's wish waits to be granted.
pub fn offered(ctx: &Ctx, subject: Subject, is_asked: bool) -> Vec<String> {
    if is_asked || check(ctx).is_err() {
        return Vec::new();
    }
    subject.outcomes().iter().map(ToString::to_string).collect()
}
