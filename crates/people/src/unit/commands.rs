//! Everything that changes the tree of units.

use std::collections::HashMap;

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, Error, MemberId, Result, Scope, UnitId, Version};
use beichen_store::{Db, Event, Tx};

use super::model::{Unit, UnitError, UnitSpan, all_below, check_cycles, check_parents};
use super::views::{UnitChange, UnitClose, UnitCreate, UnitPlace, UnitView};
use super::{queries, store};
use crate::fence::model::Touch;
use crate::permissions::PEOPLE_UNIT_EDIT;
use crate::store::epoch;
use crate::timeline::{self, Placement};
use crate::{fence, member};

/// Adds a unit inside the caller's transaction, and records it.
pub async fn add(
    tx: &mut Tx<'_>,
    (code, name): (&str, &str),
    parent: Option<UnitId>,
    leader: Option<MemberId>,
    since: Day,
) -> Result<Unit> {
    let (code, name) = (code.trim(), name.trim());
    epoch::hold(tx).await?;
    check_names(tx, code, name, None).await?;
    let unit = Unit { id: tx.ctx().new_id(), version: Version::FIRST, code: code.to_owned(), name: name.to_owned() };
    store::insert(tx, &unit).await?;
    let span = UnitSpan { unit: unit.id, parent, leader, days: DayRange::new(since, Day::MAX) };
    must_be_ours(tx, parent, leader).await?;
    store::insert_span(tx, &span).await?;
    must_be_sound(tx).await?;
    tx.record(unit.id, placed("people.unit.created", &span).with("code", code).with("name", name));
    Ok(unit)
}

fn placed(name: &'static str, span: &UnitSpan) -> Event {
    Event::new(name)
        .with("parent", span.parent.map(|parent| parent.to_string()))
        .with("leader", span.leader.map(|leader| leader.to_string()))
        .with("from", span.days.from.to_string())
}

async fn check_names(tx: &Tx<'_>, code: &str, name: &str, own: Option<UnitId>) -> Result<()> {
    if code.is_empty() {
        return Err(UnitError::CodeMissing.into());
    }
    if name.is_empty() {
        return Err(UnitError::NameMissing.into());
    }
    match store::find_by_code(tx, code).await? {
        Some(other) if Some(other.id) != own => Err(UnitError::CodeTaken { unit: code.to_owned() }.into()),
        _ => Ok(()),
    }
}

/// Another organisation's unit or person does not exist.
async fn must_be_ours(tx: &Tx<'_>, parent: Option<UnitId>, leader: Option<MemberId>) -> Result<()> {
    if let Some(parent) = parent {
        store::load(tx, parent).await?;
    }
    if let Some(leader) = leader {
        member::store::load(tx, leader).await?;
    }
    Ok(())
}

/// Writes the spans of a move, unless a lock covers one of its days; the caller checks the tree and records.
pub async fn write_place(
    tx: &mut Tx<'_>,
    unit: &Unit,
    parent: Option<UnitId>,
    leader: Option<MemberId>,
    from: Day,
) -> Result<UnitSpan> {
    let spans = store::spans(tx).await?;
    let own: Vec<DayRange> = spans.iter().filter(|span| span.unit == unit.id).map(|span| span.days).collect();
    let (cut, end) = match timeline::place(&own, from) {
        Placement::First => (None, Day::MAX),
        Placement::Before { end } | Placement::Replaces { end } => (None, end),
        Placement::Cuts { cut, end } => (Some(cut), end),
        Placement::Over { since } => {
            return Err(UnitError::Closed { unit: unit.code.clone(), since: since.to_string() }.into());
        }
    };
    let span = UnitSpan { unit: unit.id, parent, leader, days: DayRange::new(from, end) };
    pass_fence(tx, &span, &spans).await?;
    if let Some(cut) = cut {
        store::cut_span(tx, unit.id, cut, from).await?;
    }
    store::insert_span(tx, &span).await?;
    Ok(span)
}

/// Lets a move through that changes nothing on locked days. Whose totals pay whom hangs on the tree, above and below: a
/// move reaches everybody, unless nobody belongs to the unit or below it on these days.
async fn pass_fence(tx: &mut Tx<'_>, span: &UnitSpan, spans: &[UnitSpan]) -> Result<()> {
    let stood = spans.iter().find(|other| other.unit == span.unit && other.days.contains(span.days.from));
    let stands = stood.is_some_and(|stood| (stood.parent, stood.leader) == (span.parent, span.leader));
    let moves = !stands && store::is_used_on(tx, &all_below(span.unit, span.days, spans), span.days).await?;
    let touches = if moves { vec![Touch::Everybody { days: span.days }] } else { Vec::new() };
    fence::commands::pass(tx, &touches).await
}

/// Refuses the transaction when on any day the tree has a circle, or a unit below one that is not open.
pub async fn must_be_sound(tx: &Tx<'_>) -> Result<()> {
    let spans = store::spans(tx).await?;
    let names: HashMap<UnitId, String> = store::all(tx).await?.into_iter().map(|unit| (unit.id, unit.code)).collect();
    let name = |unit: UnitId| names.get(&unit).cloned().unwrap_or_else(|| unit.to_string());
    check_parents(&spans, name)?;
    check_cycles(&spans, name).map_err(Error::from)
}

/// Makes a unit.
pub async fn create(ctx: &Ctx, db: &Db, new: UnitCreate) -> Result<UnitView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(PEOPLE_UNIT_EDIT, Scope::Organisation)?;
    let since = crate::wire::maybe_day("since", new.since.as_deref())?.unwrap_or_else(|| ctx.today());
    let unit = add(&mut tx, (&new.code, &new.name), new.parent_id, new.leader_id, since).await?;
    let view = queries::view(&tx, &unit, since).await?;
    tx.finish(view).await
}

async fn begin_change(tx: &Tx<'_>, id: UnitId, seen: Version) -> Result<Unit> {
    let unit = store::load(tx, id).await?;
    tx.ctx().require(PEOPLE_UNIT_EDIT, Scope::Organisation)?;
    unit.version.must_be(seen)?;
    Ok(unit)
}

/// Changes code and name.
pub async fn rename(ctx: &Ctx, db: &Db, id: UnitId, seen: Version, change: UnitChange) -> Result<UnitView> {
    let mut tx = db.begin(ctx).await?;
    let mut unit = begin_change(&tx, id, seen).await?;
    check_names(&tx, change.code.trim(), change.name.trim(), Some(id)).await?;
    change.code.trim().clone_into(&mut unit.code);
    change.name.trim().clone_into(&mut unit.name);
    store::save(&mut tx, &mut unit).await?;
    tx.record(id, Event::new("people.unit.renamed").with("code", unit.code.clone()).with("name", unit.name.clone()));
    let view = queries::view(&tx, &unit, ctx.today()).await?;
    tx.finish(view).await
}

/// Moves a unit and says who leads it, from a day on. A circle on any day is refused with its units named.
pub async fn move_to(ctx: &Ctx, db: &Db, id: UnitId, seen: Version, to: UnitPlace) -> Result<UnitView> {
    let mut tx = db.begin(ctx).await?;
    let mut unit = begin_change(&tx, id, seen).await?;
    let from = crate::wire::day("from", &to.from)?;
    must_be_ours(&tx, to.parent_id, to.leader_id).await?;
    epoch::hold(&mut tx).await?;
    let span = write_place(&mut tx, &unit, to.parent_id, to.leader_id, from).await?;
    must_be_sound(&tx).await?;
    tx.record(id, placed("people.unit.moved", &span));
    store::save(&mut tx, &mut unit).await?;
    let view = queries::view(&tx, &unit, from).await?;
    tx.finish(view).await
}

/// Closes a unit: `last_day` is its last one. Nobody may belong to it, and no unit stand below it, afterwards: so it can
/// change nothing on locked days, no more than a new unit can, and asks no fence.
pub async fn close(ctx: &Ctx, db: &Db, id: UnitId, seen: Version, close: UnitClose) -> Result<UnitView> {
    let mut tx = db.begin(ctx).await?;
    let mut unit = begin_change(&tx, id, seen).await?;
    let end = crate::wire::day("last_day", &close.last_day)?.plus_days(1);
    epoch::hold(&mut tx).await?;
    let spans = store::spans(&tx).await?;
    let below = spans.iter().any(|span| span.parent == Some(id) && span.days.end > end);
    if below || store::is_used_from(&tx, id, end).await? {
        return Err(UnitError::StillUsed { unit: unit.code }.into());
    }
    let last = spans.iter().rev().find(|span| span.unit == id);
    match last {
        Some(last) if last.days.end > end && last.days.from < end => {
            store::cut_span(&mut tx, id, last.days.from, end).await?;
        }
        other => {
            let since = other.map_or(end, |span| span.days.end);
            return Err(UnitError::Closed { unit: unit.code, since: since.to_string() }.into());
        }
    }
    store::save(&mut tx, &mut unit).await?;
    tx.record(id, Event::new("people.unit.closed").with("last_day", close.last_day.clone()));
    let view = queries::view(&tx, &unit, ctx.today()).await?;
    tx.finish(view).await
}
