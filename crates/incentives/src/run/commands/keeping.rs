//! The text of a statement that is kept for ever.

use beichen_engine::calculate::Person;
use beichen_engine::calendar::Period;
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
