//! The days that are worked.

use beichen_engine::workdays::Workdays;
use beichen_kernel::{Ctx, Result, Scope};
use beichen_store::{Db, Tx};

use super::store;
use super::views::WorkdaysView;
use crate::permissions::LEDGER_CALENDAR_READ;

/// The shipped tables of 2025 and 2026, with the organisation's own years in their place.
pub async fn workdays(tx: &Tx<'_>) -> Result<Workdays> {
    let mut workdays = Workdays::mainland_china();
    for (year, exceptions) in store::all(tx).await? {
        workdays.set_year(year, exceptions);
    }
    Ok(workdays)
}

/// The table of one year.
pub async fn get(ctx: &Ctx, db: &Db, year: i32) -> Result<WorkdaysView> {
    ctx.require(LEDGER_CALENDAR_READ, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    view(&tx, year).await
}

/// The table of one year as it stands in this transaction.
pub async fn view(tx: &Tx<'_>, year: i32) -> Result<WorkdaysView> {
    Ok(WorkdaysView::of(tx.ctx(), &workdays(tx).await?, year, store::version(tx, year).await?))
}
