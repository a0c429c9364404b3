//! The text of a statement that is kept for ever, and of what it was calculated from.

use std::collections::BTreeMap;

use beichen_engine::calculate::{CoefficientScope, Credit, Person};
use beichen_engine::calendar::Period;
use beichen_engine::plan::expression::FactValue;
use beichen_engine::plan::model::GoalBasis;
use beichen_engine::settle::Settled;
use beichen_kernel::{Error, Result};
use serde::Serialize;
use serde_json::{Value, json};

use crate::decision::model::BalanceDecision;
use crate::plan::model::PlanVersion;
use crate::trial::model::{Statement, StatementAdjustment, StatementDocument};

/// What is kept for ever, in JSON of one fixed form: no name, no id of the trial, no instant.
#[derive(Serialize)]
struct Body<'a> {
    format: u8,
    plan: Value,
    period: &'a Period,
    member: Value,
    lines: &'a [beichen_engine::calculate::Line],
    documents: &'a [StatementDocument],
    measures: &'a [crate::trial::model::MeasureLine],
    exceptions: &'a [crate::trial::model::Exception],
    adjustments: &'a [StatementAdjustment],
    settled: Settled,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    decisions: &'a [BalanceDecision],
}

/// A statement in that form.
pub fn body(version: &PlanVersion, period: &Period, person: Option<&Person>, statement: &Statement) -> Result<String> {
    let body = Body {
        format: 1,
        plan: json!({ "key": version.plan.key, "number": version.number, "hash": version.hash }),
        period,
        member: json!({ "id": statement.member, "code": person.map(|person| person.code.clone()),
            "unit": statement.unit }),
        lines: &statement.lines,
        documents: &statement.documents,
        measures: &statement.measures,
        exceptions: &statement.exceptions,
        adjustments: &statement.adjustments,
        settled: statement.settled,
        decisions: &statement.decisions,
    };
    // Fields in the order of `Body`, maps by key, whole numbers exact: equal statements have equal bytes.
    serde_json::to_string(&body).map_err(Error::internal)
}

/// What a statement was calculated from, in the same form.
#[derive(Serialize)]
struct Inputs<C> {
    segments: Vec<Value>,
    goals: Vec<Value>,
    coefficients: Vec<Value>,
    /// Measure, day, amount, document, line, the document and day that it takes back, order of recording.
    credits: Vec<C>,
}

/// The person's facts, goals and credits as the calculation saw them.
pub fn inputs_of(person: &Person, period: &Period) -> Result<String> {
    let credits = person.credits.iter().filter(|credit| credit.day < period.days.end).map(|credit| {
        let Credit { measure, day, amount, document, line, of_document, of_day, recorded: (seq, place), .. } = credit;
        (measure, day, amount, document, line, of_document, of_day, seq, place)
    });
    let segments: Vec<Value> = person
        .segments
        .iter()
        .map(|segment| {
            json!({
                "from": segment.days.from, "end": segment.days.end, "units": segment.units, "grade": segment.grade,
                "position": segment.position, "joined_on": segment.joined_on, "variable_pay": segment.variable_pay,
                "fields": facts(&segment.fields), "grade_values": facts(&segment.grade_values),
            })
        })
        .collect();
    let goals: Vec<Value> = person
        .goals
        .iter()
        .map(|goal| {
            json!({
                "measure": goal.measure, "from": goal.days.from, "end": goal.days.end, "basis": basis_word(goal.basis),
                "goal": goal.goal, "sprint": goal.sprint, "challenge": goal.challenge,
            })
        })
        .collect();
    let coefficients: Vec<Value> = person
        .coefficients
        .iter()
        .map(|one| {
            json!({ "key": one.key, "scope": scope(&one.scope), "from": one.days.from, "end": one.days.end,
                "value": one.value.decimal() })
        })
        .collect();
    let inputs = Inputs { segments, goals, coefficients, credits: credits.collect() };
    serde_json::to_string(&inputs).map_err(Error::internal)
}

fn facts(values: &BTreeMap<String, FactValue>) -> BTreeMap<&str, Value> {
    let value = |value: &FactValue| match value {
        FactValue::Money(minor) => json!({ "minor": minor }),
        FactValue::Rate(rate) => json!({ "rate": rate.decimal() }),
        FactValue::Integer(number) => json!(number),
        FactValue::Text(text) => json!(text),
        FactValue::Day(day) => json!({ "day": day }),
        other => json!(format!("{other:?}")),
    };
    values.iter().map(|(key, one)| (key.as_str(), value(one))).collect()
}

const fn basis_word(basis: GoalBasis) -> &'static str {
    match basis {
        GoalBasis::Full => "full",
        GoalBasis::Final => "final",
    }
}

fn scope(scope: &CoefficientScope) -> Value {
    match scope {
        CoefficientScope::Person => json!("person"),
        CoefficientScope::Unit(unit) => json!({ "unit": unit }),
        CoefficientScope::Company => json!("company"),
    }
}
