//! A trial: one plan, one period, as the ledger stood at one instant.

use std::collections::{BTreeMap, HashMap};

use beichen_engine::calculate::{Line, Run};
use beichen_engine::calendar::Period;
use beichen_engine::day::Day;
use beichen_engine::explain::{Step, StepCode};
use beichen_engine::money::Currency;
use beichen_engine::plan::Plan;
use beichen_engine::plan::model::{Component, Span};
use beichen_engine::settle::{Adjustment, Settled};
use beichen_kernel::{MemberId, Timestamp, UnitId};
use beichen_ledger::api::{self as ledger, MeasureInForce};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::decision::model::{BalanceDecision, DecisionId};
use crate::plan::model::PlanId;
use crate::run::model::RunId;
use crate::statement::model::StatementId;

beichen_kernel::id!(
    /// A trial.
    TrialId, "trial", "incentives.trial"
);

beichen_kernel::errors! {
    /// Why a trial cannot be made.
    pub enum TrialError in "incentives.trial" {
        NoSuchPeriod { period: String, calendar: String } = "no_such_period" => Invalid,
        OutsidePlan { period: String, from: String, to: String } = "outside_plan" => Invalid,
        NothingInPeriod { kind: String } = "nothing_in_period" => Invalid,
        MeasureUnknown { measure: String } = "measure_unknown" => Conflict,
        MeasureDiffers { measure: String, difference: String } = "measure_differs" => Conflict,
        PayTooLarge { person: String } = "pay_too_large" => Conflict,
        CannotCalculate { problem: String } = "cannot_calculate" => Conflict,
    }
}

/// What a trial was made of.
#[derive(Debug, Clone)]
pub struct Trial {
    pub id: TrialId,
    pub plan_id: Option<PlanId>,
    pub plan_text: String,
    pub plan_hash: String,
    pub plan: Plan,
    /// The versions before it, oldest first: a line may pay out what a component owes that the plan has no more.
    pub earlier: Vec<Plan>,
    pub period: Period,
    /// The audit chain's head of the snapshot that it read.
    pub head_seq: i64,
    /// People whose credits were still to be stamped with their new units.
    pub moved_count: i64,
    pub made_at: Timestamp,
    pub made_by: Option<MemberId>,
    /// The run whose trial it is, with the plan's version and the round of its reviews.
    pub of_run: Option<OfRun>,
}

impl Trial {
    /// The component of a line, as the last version that has it says.
    pub fn component(&self, key: &str) -> Option<&Component> {
        [&self.plan].into_iter().chain(self.earlier.iter().rev()).find_map(|plan| plan.component(key))
    }
}

/// A trial of a plan in force belongs to the run of its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfRun {
    pub run: RunId,
    pub plan_number: i64,
    pub round: i64,
}

/// What a trial says about one person.
#[derive(Debug, Clone)]
pub struct Statement {
    pub id: StatementId,
    pub member: MemberId,
    pub unit: Option<UnitId>,
    /// The day whose lead sees it: the period's last one, today while it is open.
    pub seen_on: Day,
    /// What it pays: earned and adjustments, less what is taken for a balance.
    pub total_minor: i64,
    pub settled: Settled,
    pub adjustments: Vec<StatementAdjustment>,
    /// What was decided about the balance since the run before.
    pub decisions: Vec<BalanceDecision>,
    pub measures: Vec<MeasureLine>,
    pub exceptions: Vec<Exception>,
    /// By the plan's order of components.
    pub lines: Vec<Line>,
    pub documents: Vec<StatementDocument>,
    /// Of a run's trial: what is kept for ever once it is locked.
    pub kept: Option<Kept>,
}

/// A statement in canonical JSON with its hash, and what it was calculated from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub body: String,
    pub inputs: String,
    /// SHA-256 of the body, in hexadecimal.
    pub hash: String,
    /// SHA-256 of what it was calculated from, in hexadecimal.
    pub inputs_hash: String,
}

impl Statement {
    /// Of the components, before adjustments.
    pub fn earned_minor(&self) -> i64 {
        self.lines.iter().fold(0, |sum: i64, line| sum.saturating_add(line.earned_minor))
    }

    /// Of the components, before adjustments: with draws, without what is held, less what clawbacks take; `None` where it
    /// does not fit.
    pub fn payable_minor(&self) -> Option<i64> {
        self.lines
            .iter()
            .try_fold(0_i64, |sum, line| sum.checked_add(line.payable_minor())?.checked_sub(line.clawed_minor()))
    }

    /// What adjustments add or take.
    pub fn adjusted_minor(&self) -> i64 {
        self.adjustments.iter().fold(0, |sum: i64, line| sum.saturating_add(line.adjustment.amount_minor()))
    }
}

/// What a locked period would pay otherwise, as known now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementAdjustment {
    pub period_from: Day,
    #[serde(flatten)]
    pub adjustment: Adjustment,
    /// What has changed since the period was last settled.
    pub causes: Vec<Cause>,
}

/// Why a locked period comes to another amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cause {
    /// Its credits have changed by this much, in the measure's units.
    Document { document: Uuid, measure: String, amount: i64 },
    /// A goal, field, coefficient or assignment: the correction that a second person approved.
    Correction { approval: Uuid, operation: String, reason: String },
    /// A prize is paid or taken because two people have decided so.
    Decision { decision: DecisionId, reason: String, asked_by: MemberId, granted_by: MemberId },
}

/// A measure of the period as the statement shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureLine {
    pub key: String,
    /// In the measure's unit, as text; absent without a goal.
    pub goal: Option<String>,
    pub actual: Option<String>,
    /// Percent, rounded down to 0.1 %.
    pub attainment: Option<String>,
}

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    pub code: String,
    pub component: String,
    pub subject: String,
}

/// A document behind a statement, with what each component pays for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementDocument {
    pub measure: String,
    pub document: Uuid,
    pub day: Day,
    /// In the measure's units; its refunds of the period are in it.
    pub credited: i64,
    pub refunds: Vec<Uuid>,
    /// Component → minor units.
    pub parts: BTreeMap<String, i64>,
}

/// Whose unit is which on the day that decides who sees whom.
pub struct Placing {
    pub units: BTreeMap<Uuid, Option<UnitId>>,
    pub seen_on: Day,
}

/// The day of each document, by the engine's key.
pub type DocumentDays<'a> = HashMap<&'a str, Day>;

/// The measures of a plan that are not those in force on a day (the newest ones where no day is named), each with its
/// place in the text.
pub fn measure_problems<'p>(
    plan: &'p Plan,
    in_force: &'p [MeasureInForce],
    currency: Currency,
    on: Option<Day>,
) -> impl Iterator<Item = (Span, TrialError)> + 'p {
    plan.measures.iter().filter_map(move |measure| {
        let (offered, key) = (&measure.definition, measure.definition.key.clone());
        let known = in_force.iter().find(|known| known.key() == key);
        let problem = match known.map(|known| on.map_or(known, |day| known.on(day))) {
            None => TrialError::MeasureUnknown { measure: key },
            Some(known) if known.hash == offered.hash(currency) => return None,
            Some(known) => TrialError::MeasureDiffers {
                measure: key,
                difference: ledger::measure_difference(
                    &known.measure.canonical(currency),
                    &offered.canonical(currency),
                ),
            },
        };
        Some((measure.at, problem))
    })
}

/// One statement a person, in the run's order. `new_id` names each.
pub fn statements(
    run: Run,
    placing: &Placing,
    days: &DocumentDays<'_>,
    mut new_id: impl FnMut() -> StatementId,
) -> Vec<Statement> {
    let mut lines: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for line in run.lines {
        lines.entry(line.person.clone()).or_default().push(line);
    }
    let mut exceptions: BTreeMap<String, Vec<Exception>> = BTreeMap::new();
    for found in run.exceptions {
        exceptions.entry(found.person).or_default().push(Exception {
            code: found.code.word().to_owned(),
            component: found.component,
            subject: found.subject,
        });
    }
    let mut statements = Vec::with_capacity(run.people.len());
    for total in run.people {
        let Some(person) = key_uuid(&total.person) else { continue };
        statements.push(Statement {
            id: new_id(),
            member: person.into(),
            unit: placing.units.get(&person).copied().flatten(),
            seen_on: placing.seen_on,
            total_minor: 0,
            settled: Settled::default(),
            adjustments: Vec::new(),
            decisions: Vec::new(),
            measures: Vec::new(),
            exceptions: exceptions.remove(&total.person).unwrap_or_default(),
            documents: Vec::new(),
            kept: None,
            lines: lines.remove(&total.person).unwrap_or_default(),
        });
    }
    statements.par_iter_mut().for_each(|statement| {
        // Outside a run nothing is settled: the total is what the lines pay. In one `settle` follows, and refuses what does
        // not fit.
        statement.total_minor = statement.payable_minor().unwrap_or_default();
        statement.settled.payable_minor = statement.total_minor;
        statement.measures = measures(&statement.lines);
        statement.documents = documents(&statement.lines, days, placing.seen_on);
    });
    statements
}

/// The key under which the engine knows a person or document.
pub fn key(uuid: Uuid) -> String {
    uuid.simple().to_string()
}

/// The id behind a key of the engine.
pub fn key_uuid(key: &str) -> Option<Uuid> {
    Uuid::parse_str(key).ok()
}

/// Goal, actual and attainment of each measure, as the lines' own steps say them.
fn measures(lines: &[Line]) -> Vec<MeasureLine> {
    let mut found: Vec<MeasureLine> = Vec::new();
    for step in lines.iter().flat_map(|line| &line.steps) {
        let Some(key) = step.params.get("measure") else { continue };
        if !found.iter().any(|line| &line.key == key) {
            found.push(MeasureLine { key: key.clone(), ..MeasureLine::default() });
        }
        if let Some(line) = found.iter_mut().find(|line| &line.key == key) {
            fill(line, step);
        }
    }
    found.retain(|line| line.actual.is_some() || line.goal.is_some());
    found
}

fn fill(line: &mut MeasureLine, step: &Step) {
    match step.code {
        StepCode::Actual => line.actual = line.actual.take().or_else(|| step.amount.clone()),
        StepCode::Goal | StepCode::GoalProrated | StepCode::Against => {
            line.goal = step.amount.clone().or_else(|| line.goal.take());
        }
        StepCode::Attainment => {
            line.attainment = line.attainment.take().or_else(|| step.params.get("shown").cloned());
        }
        _ => {}
    }
}

/// The documents of all lines together, each with its part of every component.
fn documents(lines: &[Line], days: &DocumentDays<'_>, otherwise: Day) -> Vec<StatementDocument> {
    let mut documents: Vec<StatementDocument> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for line in lines {
        for part in &line.documents {
            let Some(document) = key_uuid(&part.document) else { continue };
            let place = *places.entry((&part.measure, &part.document)).or_insert_with(|| {
                documents.push(StatementDocument {
                    measure: part.measure.clone(),
                    document,
                    day: days.get(part.document.as_str()).copied().unwrap_or(otherwise),
                    credited: part.credited,
                    refunds: part.refunds.iter().filter_map(|key| key_uuid(key)).collect(),
                    parts: BTreeMap::new(),
                });
                documents.len().saturating_sub(1)
            });
            if let Some(found) = documents.get_mut(place) {
                let sum = found.parts.entry(line.component.clone()).or_default();
                *sum = sum.saturating_add(part.part_minor);
            }
        }
    }
    documents
}
