//! Who may see and change calendars.

use beichen_kernel::{Ctx, Result, Scope};

use crate::permissions::{LEDGER_CALENDAR_EDIT, LEDGER_CALENDAR_READ};

pub fn check_read(ctx: &Ctx) -> Result<()> {
    ctx.require(LEDGER_CALENDAR_READ, Scope::Organisation)
}

pub fn check_edit(ctx: &Ctx) -> Result<()> {
    ctx.require(LEDGER_CALENDAR_EDIT, Scope::Organisation)
}

/// What the actor may do with the list.
pub fn offered(ctx: &Ctx) -> Vec<String> {
    if check_edit(ctx).is_ok() { vec!["edit".to_owned()] } else { Vec::new() }
}
