//! A row for each person in any of the plans.

use std::collections::{BTreeMap, HashMap};

use beichen_engine::calculate::Run;
use beichen_engine::calendar::Period;
use beichen_goals::api as goals;
use beichen_kernel::{Id, MemberId, Result};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::Tx;
use uuid::Uuid;

use super::digits;
use super::model::{ColumnsFile, Source, attainment, count, rank, shown};
use crate::trial::model::key_uuid;

/// What is known of one measure in the period.
struct Figures {
    digits: u8,
    goals: HashMap<Uuid, i64>,
    actuals: HashMap<Uuid, i64>,
    documents: BTreeMap<MemberId, i64>,
}

/// The people in any of the runs, by code.
pub async fn rows(tx: &Tx<'_>, runs: &[Run], period: &Period, columns: &ColumnsFile) -> Result<Vec<Vec<String>>> {
    let mut people: BTreeMap<&str, Uuid> = BTreeMap::new();
    for total in runs.iter().flat_map(|run| &run.people).filter(|total| !total.days.is_empty()) {
        people.extend(key_uuid(&total.person).map(|id| (total.code.as_str(), id)));
    }
    let mut figures: HashMap<&str, Figures> = HashMap::new();
    for measure in columns.measures() {
        figures.insert(measure, load(tx, measure, period).await?);
    }
    let units = people::units(tx).await?.into_iter().map(|unit| (unit.id, unit.code)).collect::<HashMap<_, _>>();
    let last = period.days.end.plus_days(-1);
    let stays: HashMap<Uuid, String> = people::assignments(tx, period.days)
        .await?
        .into_iter()
        .filter(|row| row.days.contains(last))
        .filter_map(|row| Some((row.member.uuid(), units.get(&row.unit)?.clone())))
        .collect();
    let ids: Vec<Uuid> = people.values().copied().collect();
    let cell = |code: &str, id: Uuid, source: &Source| match source {
        Source::Person => code.to_owned(),
        Source::Unit => stays.get(&id).cloned().unwrap_or_default(),
        Source::PeriodFrom => period.days.from.to_string(),
        Source::PeriodEnd => period.days.end.to_string(),
        Source::Size => String::new(),
        Source::Pay(plan) => pay(runs, plan, id),
        Source::Goal(measure) => figures.get(measure.as_str()).map_or_else(String::new, |known| {
            known.goals.get(&id).map(|&goal| shown(goal, known.digits)).unwrap_or_default()
        }),
        Source::Actual(measure) => {
            figures.get(measure.as_str()).map_or_else(String::new, |known| shown(known.actual(id), known.digits))
        }
        Source::Documents(measure) => figures.get(measure.as_str()).map_or_else(String::new, |known| {
            known.documents.get(&MemberId::from(id)).copied().unwrap_or_default().to_string()
        }),
        Source::Attainment(measure, places) => figures
            .get(measure.as_str())
            .map_or_else(String::new, |known| attainment(known.actual(id), known.goals.get(&id).copied(), *places)),
        Source::Rank(measure) => figures.get(measure.as_str()).map_or_else(String::new, |known| {
            let all: Vec<i64> = ids.iter().map(|&other| known.actual(other)).collect();
            count(rank(known.actual(id), &all))
        }),
    };
    Ok(people.iter().map(|(code, &id)| columns.0.iter().map(|(_, source)| cell(code, id, source)).collect()).collect())
}

impl Figures {
    fn actual(&self, person: Uuid) -> i64 {
        self.actuals.get(&person).copied().unwrap_or_default()
    }
}

async fn load(tx: &Tx<'_>, measure: &str, period: &Period) -> Result<Figures> {
    let in_force = ledger::measure(tx, measure).await?;
    let mut found = Figures {
        digits: digits(tx, measure).await?,
        goals: HashMap::new(),
        actuals: HashMap::new(),
        documents: ledger::document_counts(tx, &in_force, period.days).await?,
    };
    for goal in goals::published(tx, &[measure], &period.calendar, period.days).await? {
        if let (goals::Subject::Member(member), goals::Level::Goal) = (goal.subject, goal.level)
            && goal.period.days == period.days
        {
            found.goals.insert(member.uuid(), goal.amount);
        }
    }
    for total in ledger::totals_by_person(tx, &[measure], period.days, None).await? {
        found.actuals.insert(total.member.uuid(), total.amount);
    }
    Ok(found)
}

/// What a plan pays somebody; empty for somebody who is not in it.
fn pay(runs: &[Run], plan: &str, person: Uuid) -> String {
    let Some(run) = runs.iter().find(|run| run.plan == plan) else { return String::new() };
    let total = run.people.iter().find(|total| key_uuid(&total.person) == Some(person));
    total.map(|total| shown(total.earned_minor, run.currency.minor_digits())).unwrap_or_default()
}
