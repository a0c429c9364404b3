//! A row for each unit, over all its people, in a plan or not.

use std::collections::{HashMap, HashSet};

use beichen_engine::calendar::{Calendar, Period};
use beichen_goals::api as goals;
use beichen_kernel::{Id, Result, UnitId};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::Tx;
use uuid::Uuid;

use super::digits;
use super::model::{ColumnsFile, Source, attainment, count, rank, shown};

/// What a unit and all below it come to in one measure.
struct Figures {
    digits: u8,
    goals: HashMap<UnitId, i64>,
    actuals: HashMap<UnitId, i64>,
}

/// The units of the period's last day, by code. Facts count by the unit stamped on them, people where they are that day.
pub async fn rows(
    tx: &Tx<'_>,
    calendar: &Calendar,
    period: &Period,
    columns: &ColumnsFile,
) -> Result<Vec<Vec<String>>> {
    let last = period.days.end.plus_days(-1);
    let tree = people::tree_on(tx, last).await?;
    let mut units = people::units(tx).await?;
    units.retain(|unit| tree.contains(unit.id));
    let stays: HashMap<Uuid, UnitId> = people::assignments(tx, period.days)
        .await?
        .into_iter()
        .filter(|row| row.days.contains(last))
        .map(|row| (row.member.uuid(), row.unit))
        .collect();
    let below: HashMap<UnitId, HashSet<UnitId>> =
        units.iter().map(|unit| (unit.id, tree.with_all_below([unit.id]))).collect();
    let mut figures: HashMap<&str, Figures> = HashMap::new();
    for measure in columns.measures() {
        figures.insert(measure, load(tx, measure, (calendar, period), &stays, &below).await?);
    }
    let ids: Vec<UnitId> = units.iter().map(|unit| unit.id).collect();
    let of = |measure: &str, read: &dyn Fn(&Figures) -> String| figures.get(measure).map(read).unwrap_or_default();
    let cell = |unit: &people::Unit, source: &Source| match source {
        Source::Unit => unit.code.clone(),
        Source::PeriodFrom => period.days.from.to_string(),
        Source::PeriodEnd => period.days.end.to_string(),
        Source::Size => count(stays.values().filter(|stay| is_below(&below, unit.id, **stay)).count()),
        Source::Goal(measure) => of(measure, &|known| shown(known.goal(unit.id), known.digits)),
        Source::Actual(measure) => of(measure, &|known| shown(known.actual(unit.id), known.digits)),
        Source::Attainment(measure, places) => {
            of(measure, &|known| attainment(known.actual(unit.id), Some(known.goal(unit.id)), *places))
        }
        Source::Rank(measure) => of(measure, &|known| {
            let all: Vec<i64> = ids.iter().map(|&other| known.actual(other)).collect();
            count(rank(known.actual(unit.id), &all))
        }),
        Source::Person | Source::Documents(_) | Source::Pay(_) => String::new(),
    };
    Ok(units.iter().map(|unit| columns.0.iter().map(|(_, source)| cell(unit, source)).collect()).collect())
}

impl Figures {
    fn goal(&self, unit: UnitId) -> i64 {
        self.goals.get(&unit).copied().unwrap_or_default()
    }

    fn actual(&self, unit: UnitId) -> i64 {
        self.actuals.get(&unit).copied().unwrap_or_default()
    }
}

fn is_below(below: &HashMap<UnitId, HashSet<UnitId>>, unit: UnitId, stay: UnitId) -> bool {
    below.get(&unit).is_some_and(|all| all.contains(&stay))
}

async fn load(
    tx: &Tx<'_>,
    measure: &str,
    (calendar, period): (&Calendar, &Period),
    stays: &HashMap<Uuid, UnitId>,
    below: &HashMap<UnitId, HashSet<UnitId>>,
) -> Result<Figures> {
    let mut own_goals: HashMap<UnitId, i64> = HashMap::new();
    let mut member_goals: HashMap<UnitId, i64> = HashMap::new();
    for goal in goals::published(tx, &[measure], calendar.key(), period.days).await? {
        if goal.level != goals::Level::Goal || goal.period.days != period.days {
            continue;
        }
        match goal.subject {
            goals::Subject::Unit(unit) => {
                own_goals.insert(unit, goal.amount);
            }
            goals::Subject::Member(member) => {
                if let Some(&unit) = stays.get(&member.uuid()) {
                    let sum = member_goals.entry(unit).or_default();
                    *sum = sum.saturating_add(goal.amount);
                }
            }
        }
    }
    let stamped: HashMap<UnitId, i64> = ledger::totals_by_unit(tx, &[measure], period.days)
        .await?
        .into_iter()
        .filter_map(|total| Some((total.unit?, total.amount)))
        .collect();
    let sum = |of: &HashMap<UnitId, i64>, all: &HashSet<UnitId>| {
        all.iter().filter_map(|unit| of.get(unit)).fold(0_i64, |sum, amount| sum.saturating_add(*amount))
    };
    let goal =
        |unit: &UnitId, all: &HashSet<UnitId>| own_goals.get(unit).copied().unwrap_or_else(|| sum(&member_goals, all));
    Ok(Figures {
        digits: digits(tx, measure).await?,
        goals: below.iter().map(|(unit, all)| (*unit, goal(unit, all))).collect(),
        actuals: below.iter().map(|(unit, all)| (*unit, sum(&stamped, all))).collect(),
    })
}
