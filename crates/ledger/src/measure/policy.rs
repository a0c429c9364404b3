//! Who may see and publish measures.

use beichen_kernel::{Ctx, Result, Scope};

use crate::permissions::{LEDGER_MEASURE_PUBLISH, LEDGER_MEASURE_READ};

pub fn check_read(ctx: &Ctx) -> Result<()> {
    ctx.require(LEDGER_MEASURE_READ, Scope::Organisation)
}

pub fn check_publish(ctx: &Ctx) -> Result<()> {
    ctx.require(LEDGER_MEASURE_PUBLISH, Scope::Organisation)
}

/// What the actor may do with the list.
pub fn offered(ctx: &Ctx) -> Vec<String> {
    if check_publish(ctx).is_ok() { vec!["publish".to_owned()] } else { Vec::new() }
}
