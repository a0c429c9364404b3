//! A row for each person in any of the plans.

use std::collections::{BTreeMap, HashMap};

use beichen_engine::calculate::Run;
use beichen_engine::calendar::Period;
use beichen_goals::api as goals;
use beichen_kernel::{Id, MemberId, Result, UnitId};
use beichen_ledger::api::{self as ledger, MeasureInForce};
use beichen_store::Tx;

use super::figures::{Both, Figures};
use super::model::{Source, shown};
use super::{Reading, Wanted};
use crate::inputs::Snapshot;
use crate::trial::model::key_uuid;

/// The people in any of a period's plans, by code.
pub async fn rows(
    tx: &Tx<'_>,
    reading: &Reading<'_>,
    mut snapshot: Snapshot,
    wanted: &[Wanted<'_>],
) -> Result<Vec<Vec<String>>> {
    let units: HashMap<UnitId, &str> = reading.units.iter().map(|unit| (unit.id, unit.code.as_str())).collect();
    let mut rows = Vec::new();
    for (period, plans) in wanted {
        let runs = plans.iter().map(|plan| snapshot.run(plan, period)).collect::<Result<Vec<_>, _>>()?;
        let mut figures = HashMap::new();
        for measure in &reading.measures {
            figures.insert(measure.key(), load(tx, reading, measure, period).await?);
        }
        let stays = reading.stays_in(period).map(|stay| (stay.member, stay.unit)).collect();
        rows.extend(Sheet { runs, figures, stays, units: &units, period }.rows(reading));
    }
    Ok(rows)
}

/// One period.
struct Sheet<'a> {
    runs: Vec<Run>,
    figures: HashMap<&'a str, Both<MemberId>>,
    /// Everybody's last unit in the period.
    stays: HashMap<MemberId, UnitId>,
    units: &'a HashMap<UnitId, &'a str>,
    period: &'a Period,
}

impl Sheet<'_> {
    fn rows(&self, reading: &Reading<'_>) -> Vec<Vec<String>> {
        let in_plan = self.runs.iter().flat_map(|run| &run.people).filter(|total| !total.days.is_empty());
        let people: BTreeMap<&str, MemberId> =
            in_plan.filter_map(|total| Some((total.code.as_str(), key_uuid(&total.person)?.into()))).collect();
        let all: Vec<MemberId> = people.values().copied().collect();
        let row = |(&code, &id): (&&str, &MemberId)| {
            reading.columns.0.iter().map(|(_, source)| self.cell(source, (code, id), &all)).collect()
        };
        people.iter().map(row).collect()
    }

    fn cell(&self, source: &Source, (code, id): (&str, MemberId), all: &[MemberId]) -> String {
        match source {
            Source::Person => code.to_owned(),
            Source::Unit => {
                self.stays.get(&id).and_then(|unit| self.units.get(unit)).copied().unwrap_or_default().to_owned()
            }
            Source::PeriodFrom => self.period.days.from.to_string(),
            Source::PeriodEnd => self.period.days.end.to_string(),
            Source::Pay(plan) => self.pay(plan, id),
            Source::Size => String::new(),
            Source::Goal(_)
            | Source::Actual(_)
            | Source::Documents(_)
            | Source::Attainment(..)
            | Source::Rank(_)
            | Source::Locked(_) => {
                let figures = source.measure().and_then(|measure| self.figures.get(measure));
                figures.map(|figures| figures.cell(source, id, all)).unwrap_or_default()
            }
        }
    }

    /// What a plan pays somebody; empty for somebody who is not in it.
    fn pay(&self, plan: &str, person: MemberId) -> String {
        let Some(run) = self.runs.iter().find(|run| run.plan == plan) else { return String::new() };
        let total = run.people.iter().find(|total| key_uuid(&total.person) == Some(person.uuid()));
        total.map(|total| shown(total.earned_minor, run.currency.minor_digits())).unwrap_or_default()
    }
}

async fn load(tx: &Tx<'_>, reading: &Reading<'_>, measure: &MeasureInForce, period: &Period) -> Result<Both<MemberId>> {
    let of_member = |(subject, amount): (goals::Subject, i64)| match subject {
        goals::Subject::Member(member) => Some((member, amount)),
        goals::Subject::Unit(_) => None,
    };
    let totals = ledger::totals_by_person(tx, &[measure.key()], period.days, None).await?;
    let known = Figures {
        digits: measure.measure.unit.digits(tx.ctx().currency()),
        goals: reading.goals_of(measure.key(), period).filter_map(of_member).collect(),
        actuals: totals.into_iter().map(|total| (total.member, total.amount)).collect(),
        documents: ledger::document_counts(tx, measure, period.days).await?.into_iter().collect(),
    };
    let locked = reading.locked(tx, measure.key(), period).await?.map(|(reached, goals)| {
        let mut then = Figures { goals: goals.into_iter().filter_map(of_member).collect(), ..known.clone() };
        then.actuals.extend(reached.people);
        then
    });
    Ok(Both { known, locked })
}
