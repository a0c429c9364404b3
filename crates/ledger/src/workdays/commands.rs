//! Everything that changes a workday table.

use beichen_engine::day::DayRange;
use beichen_engine::workdays::{WorkdayException, Workdays};
use beichen_kernel::{Ctx, Result, Scope, Version};
use beichen_people::api::{self as people, Touch};
use beichen_store::{Db, Event, Tx};

use super::model::{WorkdaysId, WorkdaysRefusal, changed};
use super::views::{WorkdaysView, WorkdaysWrite};
use super::{queries, store};
use crate::permissions::LEDGER_WORKDAYS_EDIT;

/// Puts a table in the place of a year's.
pub async fn save(ctx: &Ctx, db: &Db, year: i32, seen: Version, write: WorkdaysWrite) -> Result<WorkdaysView> {
    ctx.require(LEDGER_WORKDAYS_EDIT, Scope::Organisation)?;
    let mut exceptions: Vec<WorkdayException> = Vec::with_capacity(write.exceptions.len());
    for one in write.exceptions {
        let refusal = WorkdaysRefusal::OtherYear { day: one.day.to_string(), year: year.to_string() };
        if one.day.year() != year {
            return Err(refusal.into());
        }
        if exceptions.iter().any(|known| known.day == one.day) {
            return Err(WorkdaysRefusal::Twice { day: one.day.to_string() }.into());
        }
        exceptions.push(WorkdayException { day: one.day, name: one.name, is_off_day: one.is_off });
    }
    let mut tx = db.begin(ctx).await?;
    store::version(&tx, year).await?.must_be(seen)?;
    keep(&mut tx, year, &exceptions).await?;
    let view = queries::view(&tx, year).await?;
    tx.finish(view).await
}

/// Keeps the table of a year in the caller's transaction. A locked day stays worked or off, as it was.
pub async fn keep(tx: &mut Tx<'_>, year: i32, exceptions: &[WorkdayException]) -> Result<()> {
    let before = queries::workdays(tx).await?;
    let mut after: Workdays = before.clone();
    after.set_year(year, exceptions.iter().cloned());
    let touches: Vec<Touch> = changed(year, &before, &after)
        .into_iter()
        .map(|day| Touch::Everybody { days: DayRange::including(day, day) })
        .collect();
    people::pass_fence(tx, &touches).await?;
    store::save(tx, year, exceptions).await?;
    let id: WorkdaysId = tx.ctx().new_id();
    let count = i64::try_from(exceptions.len()).unwrap_or(i64::MAX);
    tx.record(id, Event::new("ledger.workdays.saved").with("year", year).with("exceptions", count));
    Ok(())
}
