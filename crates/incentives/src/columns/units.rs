//! A row for each unit, over all its people, in a plan or not.
//!
//! Rows are the units of the period's last day (today's, while it is open), and amounts go up that day's tree. What was
//! reached counts in the unit that is stamped on it. A goal is the sum of its people's, and follows them: of somebody
//! who moved each unit has a share by days, to the fen; of somebody who left it stays where they were. The units' own
//! goals are not in it. What lies in a unit that was closed before counts where that unit last stood. As locked, what was
//! reached goes up the locked tree; goals are those that the lock knew, of people where they are known to have been.

use std::collections::{BTreeMap, HashMap};

use beichen_engine::allocate::allocate;
use beichen_engine::calendar::Period;
use beichen_engine::day::{Day, DayRange};
use beichen_goals::api as goals;
use beichen_kernel::{Error, MemberId, Result, UnitId};
use beichen_ledger::api::{self as ledger, MeasureInForce};
use beichen_people::api::{self as people, Unit, UnitSpan, UnitTree};
use beichen_store::Tx;

use super::figures::{Both, Figures};
use super::model::Source;
use super::{Reading, Wanted};
use crate::inputs::seen_on;

/// The units of each period, by code.
pub async fn rows(tx: &Tx<'_>, reading: &Reading<'_>, wanted: &[Wanted<'_>]) -> Result<Vec<Vec<String>>> {
    let spans = people::unit_spans(tx).await?;
    let mut rows = Vec::new();
    for (period, _) in wanted {
        let on = seen_on(tx, period);
        let roof = Roof { tree: UnitTree::on(on, &spans), spans: &spans, on };
        let mut figures = HashMap::new();
        for measure in &reading.measures {
            figures.insert(measure.key(), load(tx, reading, measure, (period, &roof)).await?);
        }
        let here = reading.stays_in(period).filter(|stay| stay.days.contains(on));
        let sizes = roof.sums(here.map(|stay| (stay.unit, 1)));
        let units: Vec<&Unit> = reading.units.iter().filter(|unit| roof.tree.contains(unit.id)).collect();
        let ids: Vec<UnitId> = units.iter().map(|unit| unit.id).collect();
        let cell = |unit: &Unit, source: &Source| match source {
            Source::Unit => unit.code.clone(),
            Source::PeriodFrom => period.days.from.to_string(),
            Source::PeriodEnd => period.days.end.to_string(),
            Source::Size => sizes.get(&unit.id).copied().unwrap_or_default().to_string(),
            Source::Goal(_) | Source::Actual(_) | Source::Attainment(..) | Source::Rank(_) | Source::Locked(_) => {
                let figures = source.measure().and_then(|measure| figures.get(measure));
                figures.map(|figures| figures.cell(source, unit.id, &ids)).unwrap_or_default()
            }
            Source::Person | Source::Documents(_) | Source::Pay(_) => String::new(),
        };
        let row = |unit: &&Unit| reading.columns.0.iter().map(|(_, source)| cell(unit, source)).collect();
        rows.extend(units.iter().map(row));
    }
    Ok(rows)
}

/// The tree that amounts go up.
struct Roof<'s> {
    tree: UnitTree,
    spans: &'s [UnitSpan],
    on: Day,
}

impl Roof<'_> {
    /// The unit of the tree in which something of this unit counts: itself, else the nearest that it last stood below.
    fn home(&self, unit: UnitId) -> Option<UnitId> {
        let mut at = unit;
        for _ in self.spans {
            if self.tree.contains(at) {
                return Some(at);
            }
            let stood = self.spans.iter().filter(|span| span.unit == at && span.days.from <= self.on);
            at = stood.max_by_key(|span| span.days.from)?.parent?;
        }
        None
    }

    /// Amounts of units, each added to its home and to all above.
    fn sums(&self, amounts: impl Iterator<Item = (UnitId, i64)>) -> HashMap<UnitId, i64> {
        let mut sums: HashMap<UnitId, i64> = self.tree.units().map(|unit| (unit, 0)).collect();
        for (unit, amount) in amounts {
            for above in self.home(unit).map(|home| self.tree.path(home)).unwrap_or_default() {
                let sum = sums.entry(above).or_default();
                *sum = sum.saturating_add(amount);
            }
        }
        sums
    }
}

async fn load(
    tx: &Tx<'_>,
    reading: &Reading<'_>,
    measure: &MeasureInForce,
    (period, roof): (&Period, &Roof<'_>),
) -> Result<Both<UnitId>> {
    let mut stays: Stays = BTreeMap::new();
    for stay in reading.stays_in(period) {
        stays.entry(stay.member).or_default().push((stay.unit, stay.days.intersect(period.days)));
    }
    let stamped = ledger::totals_by_unit(tx, &[measure.key()], period.days).await?;
    let known = Figures {
        digits: measure.measure.unit.digits(tx.ctx().currency()),
        goals: roof.sums(shares(&stays, reading.goals_of(measure.key(), period))?.into_iter()),
        actuals: roof.sums(stamped.into_iter().filter_map(|total| Some((total.unit?, total.amount)))),
        documents: HashMap::new(),
    };
    let locked = match reading.locked(tx, measure.key(), period).await? {
        Some((reached, goals)) => {
            let goals = roof.sums(shares(&stays, goals.into_iter())?.into_iter());
            Some(Figures { goals, actuals: reached.units, ..known.clone() })
        }
        None => None,
    };
    Ok(Both { known, locked })
}

/// Where people belonged on the days of a period.
type Stays = BTreeMap<MemberId, Vec<(UnitId, DayRange)>>;

/// The goals of people by unit: of somebody who moved each unit has a share by days.
fn shares(stays: &Stays, goals: impl Iterator<Item = (goals::Subject, i64)>) -> Result<Vec<(UnitId, i64)>> {
    let mut shares = Vec::new();
    for (subject, amount) in goals {
        let goals::Subject::Member(member) = subject else { continue };
        let Some(of_member) = stays.get(&member) else { continue };
        let weights: Vec<i128> = of_member.iter().map(|(_, days)| i128::from(days.count())).collect();
        let parts = allocate(amount, &weights).map_err(|error| Error::internal(error.to_string()))?;
        shares.extend(of_member.iter().map(|(unit, _)| *unit).zip(parts));
    }
    Ok(shares)
}
