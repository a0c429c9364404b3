//! Everything that changes a calendar.

use beichen_engine::calendar::{Calendar, NATURAL, YearName};
use beichen_kernel::{Ctx, Result, Version};
use beichen_people::api::{self as people, Touch};
use beichen_store::{Db, Event, Tx};

use super::model::{Boundary, CalendarRefusal, KeptCalendar, changed, of_boundaries};
use super::views::{CalendarView, CalendarWrite};
use super::{policy, store};

/// Creates a calendar, or changes the one of this key.
pub async fn save(ctx: &Ctx, db: &Db, seen: Version, write: CalendarWrite) -> Result<CalendarView> {
    policy::check_edit(ctx)?;
    let calendar = of_write(&write)?;
    let mut tx = db.begin(ctx).await?;
    let standing = store::find(&tx, calendar.key()).await?;
    standing.map_or(Version::NONE, |kept| kept.version).must_be(seen)?;
    let version = keep(&mut tx, calendar.clone()).await?;
    tx.finish(CalendarView::of(ctx, &calendar, version)).await
}

/// Keeps a calendar in the caller's transaction; an equal one stays as it is. Periods of locked days stay as they were.
pub async fn keep(tx: &mut Tx<'_>, calendar: Calendar) -> Result<Version> {
    let standing = store::find(tx, calendar.key()).await?;
    if let Some(kept) = standing.as_ref().filter(|kept| kept.calendar == calendar) {
        return Ok(kept.version);
    }
    // No lock was made by a calendar that is new.
    let days = standing.as_ref().map(|kept| changed(&kept.calendar, &calendar)).unwrap_or_default();
    let touches: Vec<Touch> = days.into_iter().map(|days| Touch::Everybody { days }).collect();
    people::pass_fence(tx, &touches).await?;
    let (id, version) =
        standing.map_or_else(|| (tx.ctx().new_id(), Version::FIRST), |kept| (kept.id, kept.version.next()));
    let kept = KeptCalendar { id, version, calendar };
    store::save(tx, &kept).await?;
    let event = Event::new("ledger.calendar.saved").with("key", kept.calendar.key()).with("version", version.0);
    tx.record(id, event);
    Ok(version)
}

fn of_write(write: &CalendarWrite) -> Result<Calendar> {
    if write.key == NATURAL {
        return Err(CalendarRefusal::Fixed { key: write.key.clone() }.into());
    }
    if let Some(first_month) = write.first_month {
        let naming = if write.named_by_end { YearName::End } else { YearName::Begin };
        return Calendar::fiscal(&write.key, first_month, naming)
            .ok_or_else(|| CalendarRefusal::Broken { key: write.key.clone(), detail: first_month.to_string() }.into());
    }
    let boundaries: Vec<Boundary> = write
        .periods
        .iter()
        .map(|one| Boundary { kind: Some(one.kind), name: one.name.clone(), from: one.from, to: one.to })
        .collect();
    Ok(of_boundaries(&write.key, &boundaries)?)
}
