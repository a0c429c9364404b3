//! Spreading a unit's goal over its people, the units below it, or the shorter periods in it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use beichen_engine::calendar::{Calendar, Period, PeriodKind};
use beichen_engine::day::DayRange;
use beichen_kernel::{Ctx, MemberId, Result, UnitId, Version};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::{Db, Tx};
use serde::Deserialize;
use strum::Display;

use super::super::model::{
    Action, Basis, Goal, GoalError, Level, Slot, Subject, Tree, find_period, spread as share_out,
};
use super::super::store::{self, Origin};
use super::super::views::GoalSpreadDone;
use super::super::{policy, queries};

/// Months back to the year before.
const YEAR_BACK: i32 = -12;

/// Over what a goal is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Over {
    /// The people of the unit and of all below it.
    People,
    /// The units directly below.
    Units,
    /// The months of a quarter, half-year or year (or the next shorter periods that there are).
    Periods,
}

/// By what share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Shares {
    Evenly,
    /// What each reached in the same days of the year before.
    LastYear,
}

/// What to spread.
#[derive(Debug, Clone)]
pub struct SpreadGoals {
    pub measure: String,
    pub calendar: String,
    pub period_kind: Option<PeriodKind>,
    pub period: String,
    pub subject: Subject,
    pub level: Level,
    /// Decimal text in the measure's unit.
    pub amount: String,
    pub over: Over,
    pub by: Shares,
}

/// Writes one draft for each part; the parts add up to the amount exactly.
pub async fn spread(ctx: &Ctx, db: &Db, wanted: SpreadGoals) -> Result<GoalSpreadDone> {
    let mut tx = db.begin(ctx).await?;
    policy::check(ctx, Action::Spread)?;
    let measure = ledger::measure(&tx, &wanted.measure).await?.measure;
    let calendar = ledger::calendar(&tx, &wanted.calendar).await?;
    let period = find_period(&calendar, wanted.period_kind, &wanted.period)?;
    super::must_exist(&tx, wanted.subject).await?;
    let amount = super::amount_of(ctx, &measure, &wanted.amount)?;
    let tree = queries::tree_of(&tx, &period).await?;
    let parts = parts(&tx, &wanted, &calendar, &period, &tree).await?;
    let weights = weights(&tx, &wanted, &parts, &tree).await?;
    let amounts = share_out(amount, &weights)?;
    let mut goals = Vec::with_capacity(parts.len());
    for (place, ((subject, period), amount)) in (0_i64..).zip(parts.into_iter().zip(amounts)) {
        let slot = Slot { measure: wanted.measure.clone(), period, subject, level: wanted.level };
        goals.push(put(&mut tx, slot, amount, place).await?);
    }
    if let Some(first) = goals.first() {
        let event = super::event("goals.goal.spread", first)
            .with("over", wanted.over.to_string())
            .with("by", wanted.by.to_string())
            .with("total", amount)
            .with("goals", goals.len());
        tx.record(first.id, event);
    }
    let items = queries::views(&tx, goals).await?;
    tx.finish(GoalSpreadDone { items }).await
}

/// Writes the part down, over whatever draft stands there.
async fn put(tx: &mut Tx<'_>, slot: Slot, amount: i64, place: i64) -> Result<Goal> {
    let origin = Origin { place, row: None };
    if let Some(mut goal) = super::find_slot(tx, &slot).await? {
        goal.set(amount, Basis::Full);
        store::save(tx, &mut goal, origin).await?;
        return Ok(goal);
    }
    let id = tx.ctx().new_id();
    let goal = Goal { id, version: Version::FIRST, slot, amount, basis: Basis::Full, published: None };
    store::insert(tx, &goal, origin).await?;
    Ok(goal)
}

type Part = (Subject, Period);

async fn parts(
    tx: &Tx<'_>,
    wanted: &SpreadGoals,
    calendar: &Calendar,
    period: &Period,
    tree: &Tree,
) -> Result<Vec<Part>> {
    if wanted.over == Over::Periods {
        return Ok(shorter(calendar, period)?.into_iter().map(|part| (wanted.subject, part)).collect());
    }
    let Subject::Unit(unit) = wanted.subject else { return Err(GoalError::NothingBelow.into()) };
    let mut coded: Vec<(String, Subject)> = if wanted.over == Over::Units {
        let codes = queries::unit_codes(tx).await?;
        let below = tree.above.iter().filter(|(_, above)| **above == Some(unit)).map(|(below, _)| *below);
        below.map(|below| (codes.get(&below).cloned().unwrap_or_default(), Subject::Unit(below))).collect()
    } else {
        let inside: Vec<MemberId> =
            tree.unit_of.iter().filter(|(_, own)| is_below(tree, **own, unit)).map(|(member, _)| *member).collect();
        let members = people::members_by_id(tx, &inside).await?;
        members.into_iter().map(|(id, member)| (member.code, Subject::Member(id))).collect()
    };
    coded.sort();
    Ok(coded.into_iter().map(|(_, subject)| (subject, period.clone())).collect())
}

/// The next shorter periods that lie in a period.
fn shorter(calendar: &Calendar, period: &Period) -> Result<Vec<Period>, GoalError> {
    PeriodKind::ALL
        .into_iter()
        .filter(|kind| *kind < period.kind)
        .map(|kind| calendar.periods_inside(kind, period.days))
        .find(|periods| !periods.is_empty())
        .ok_or(GoalError::NothingBelow)
}

fn is_below(tree: &Tree, unit: UnitId, top: UnitId) -> bool {
    let mut at = Some(unit);
    let mut steps = tree.above.len();
    while let Some(here) = at {
        if here == top {
            return true;
        }
        if steps == 0 {
            return false;
        }
        steps = steps.saturating_sub(1);
        at = tree.above.get(&here).copied().flatten();
    }
    false
}

async fn weights(tx: &Tx<'_>, wanted: &SpreadGoals, parts: &[Part], tree: &Tree) -> Result<Vec<i128>> {
    if wanted.by == Shares::Evenly {
        return Ok(vec![1; parts.len()]);
    }
    let mut weights = Vec::with_capacity(parts.len());
    let mut known: HashMap<DayRange, HashMap<MemberId, i64>> = HashMap::new();
    for (subject, period) in parts {
        let days = DayRange::new(period.days.from.plus_months(YEAR_BACK), period.days.end.plus_months(YEAR_BACK));
        let reached = match known.entry(days) {
            Entry::Occupied(kept) => kept.into_mut(),
            Entry::Vacant(free) => {
                let totals = ledger::totals_by_person(tx, &[wanted.measure.as_str()], days, None).await?;
                free.insert(totals.into_iter().map(|total| (total.member, total.amount)).collect())
            }
        };
        let of = |member: &MemberId| i128::from(reached.get(member).copied().unwrap_or_default());
        weights.push(match subject {
            Subject::Member(member) => of(member),
            // By today's people: last year's figures follow them.
            Subject::Unit(unit) => {
                tree.unit_of.iter().filter(|(_, own)| is_below(tree, **own, *unit)).map(|(member, _)| of(member)).sum()
            }
        });
    }
    Ok(weights)
}
