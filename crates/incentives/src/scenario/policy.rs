//! Who may ask what: about a person whoever sees that person's pay, about a plan whoever sees all pay.

use beichen_kernel::{Ctx, Result, Scope};

use crate::permissions::{INCENTIVES_SCENARIO_ESTIMATE, INCENTIVES_SCENARIO_SIMULATE};

/// About one person; the caller narrows by who is seen.
pub fn may_estimate(ctx: &Ctx) -> Result<()> {
    ctx.require(INCENTIVES_SCENARIO_ESTIMATE, Scope::Anywhere)
}

/// About everybody.
pub fn may_simulate(ctx: &Ctx) -> Result<()> {
    ctx.require(INCENTIVES_SCENARIO_SIMULATE, Scope::Organisation)
}
