//! Calendars and the periods in them.

use beichen_engine::calendar::{Calendar, NATURAL, Period, PeriodKind};
use beichen_kernel::{Ctx, Page, Result, Version};
use beichen_store::{Db, Tx};

use super::model::CalendarRefusal;
use super::views::{CalendarView, PeriodView};
use super::{policy, store};
use crate::workdays::queries::workdays;

/// The calendar of this key (`natural` always exists); otherwise an error that lists the keys there are.
pub async fn calendar(tx: &Tx<'_>, key: &str) -> Result<Calendar> {
    if key == NATURAL {
        return Ok(Calendar::natural());
    }
    if let Some(kept) = store::find(tx, key).await? {
        return Ok(kept.calendar);
    }
    let all = calendars(tx).await?;
    let known: Vec<&str> = all.iter().map(Calendar::key).collect();
    Err(CalendarRefusal::Unknown { key: key.to_owned(), known: known.join(", ") }.into())
}

/// Every calendar, the natural one first.
pub async fn calendars(tx: &Tx<'_>) -> Result<Vec<Calendar>> {
    let mut all = vec![Calendar::natural()];
    all.extend(store::all(tx).await?.into_iter().map(|kept| kept.calendar));
    Ok(all)
}

/// A period by calendar and name (`2026-03`, `2026-Q1`, `2026-H1`, `2026`, a listed name or a first day); `kind`
/// where a text could mean several.
pub async fn find_period(tx: &Tx<'_>, key: &str, kind: Option<PeriodKind>, name: &str) -> Result<Period> {
    let calendar = calendar(tx, key).await?;
    let found = kind.map_or_else(|| calendar.find_any(name), |kind| calendar.find(kind, name));
    found.ok_or_else(|| CalendarRefusal::NoPeriod { name: name.to_owned() }.into())
}

/// All of them: there are few, so they are one page.
pub async fn list(ctx: &Ctx, db: &Db) -> Result<Page<CalendarView>> {
    policy::check_read(ctx)?;
    let tx = db.read(ctx).await?;
    let mut items = vec![CalendarView::of(ctx, &Calendar::natural(), Version(0))];
    items.extend(store::all(&tx).await?.iter().map(|kept| CalendarView::of(ctx, &kept.calendar, kept.version)));
    Ok(Page { items, next: None, can: policy::offered(ctx) })
}

/// One period with its days as calendars on screen need them.
pub async fn period(ctx: &Ctx, db: &Db, key: &str, name: &str, kind: Option<PeriodKind>) -> Result<PeriodView> {
    policy::check_read(ctx)?;
    let tx = db.read(ctx).await?;
    let calendar = calendar(&tx, key).await?;
    let period = find_period(&tx, key, kind, name).await?;
    let workdays = workdays(&tx).await?;
    Ok(PeriodView::of(&calendar, &period, &workdays, ctx.today()))
}
