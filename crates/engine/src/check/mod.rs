//! What the check of a plan finds before it is signed: errors that need a calculation, and warnings to be accepted.
//!
//! Warnings are found exactly: the plan itself is calculated at every breakpoint of its piecewise functions, one unit
//! below, on it and one above, and never by sampling in between. Where a plan looks at several measures, each grows while
//! the others stand on every side of their own bounds.

mod alone;
mod breakpoints;
mod calendar;
mod double_credit;
mod people;
mod pieces;
mod positions;
mod prizes;
mod probe;
mod retroactive;
mod sources;
mod steps;
mod unbounded;

pub use people::{Enrolment, findings_of_enrolment, findings_of_goals};
pub use retroactive::findings_of_version;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::calculate::{CalculateError, Segment};
use crate::calendar::Calendar;
use crate::exact::Exact;
use crate::example::{ExampleOutcome, run_examples};
use crate::plan::model::{Acceptance, Component, Source, Span};
use crate::plan::{Plan, Severity};
use crate::rate::Rate;
use crate::workdays::Workdays;

/// What every code of a finding begins with.
const PREFIX: &str = "incentives.plan.";

/// One thing that the check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `incentives.plan.` and `example_failed`, `example_error`, `to_date_outside`, `to_date_without_goal`,
    /// `period_missing`, `version_start`, `year_missing`, `cliff`, `falling_pay`, `unbounded_cost`, `retroactive_raise`,
    /// `double_credit`, `in_no_plan`, `in_two_plans` or `missing_goal`.
    pub code: &'static str,
    pub severity: Severity,
    /// Where in the plan's rules: a component's key with its bound (`monthly@80%`), or an example's title.
    pub place: String,
    /// Both from 1.
    pub line: u32,
    pub column: u32,
    /// The deal, attainment or case that exposes it, as text.
    pub params: BTreeMap<&'static str, String>,
    /// What to type: for a warning the line that accepts it, its reason left open.
    pub fix: String,
    /// The reason with which the plan's own text accepts it.
    pub accepted: Option<String>,
}

/// A component, the measure that grows, and what the others come to meanwhile.
#[derive(Clone, Copy)]
struct Stand<'s> {
    plan: &'s Plan,
    component: &'s Component,
    /// Of the person who is tried out.
    segment: &'s Segment,
    measure: &'s str,
    others: &'s BTreeMap<&'s str, i64>,
}

impl Stand<'_> {
    fn rate_of(&self, source: &Source<Rate>) -> Rate {
        sources::rate_of(self.segment, source)
    }
}

impl Finding {
    pub(crate) fn new(code: &'static str, severity: Severity, place: impl Into<String>, at: Span) -> Self {
        let place = place.into();
        let params = BTreeMap::from([("place", place.clone())]);
        let mut finding = Self {
            code,
            severity,
            place,
            line: at.line,
            column: at.column,
            params,
            fix: String::new(),
            accepted: None,
        };
        if severity == Severity::Warning {
            finding.fix = format!("{{ finding = \"{}\", at = \"{}\", reason = \"…\" }}", finding.word(), finding.place);
        }
        finding
    }

    /// The short word that `accept` uses (`cliff`).
    pub fn word(&self) -> &'static str {
        self.code.strip_prefix(PREFIX).unwrap_or(self.code)
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params.insert(name, value.into());
        self
    }

    pub(crate) fn fixed_by(self, fix: impl Into<String>) -> Self {
        Self { fix: fix.into(), ..self }
    }

    /// Whether it blocks publishing: an error, or a warning that nobody accepted.
    pub fn is_blocking(&self) -> bool {
        self.severity == Severity::Error || self.accepted.is_none()
    }
}

/// Everything found, in the order of the plan: errors first, then warnings. A calendar other than the plan's own stands
/// in for it: the plan's periods are not looked for in it.
pub fn check(plan: &Plan, calendar: &Calendar, workdays: &Workdays) -> Vec<Finding> {
    let is_own = plan.calendar == calendar.key();
    let mut found = if is_own { calendar::findings(plan, calendar) } else { Vec::new() };
    if found.is_empty() {
        found.extend(run_examples(plan, calendar, workdays).iter().flat_map(failed));
        found.extend(steps::findings(&alone::alone(plan), calendar, workdays));
    }
    found.extend(prizes::findings(plan));
    found.extend(double_credit::findings(plan));
    accepted(plan, found)
}

/// The findings, each with the reason with which the plan accepts it.
fn accepted(plan: &Plan, mut found: Vec<Finding>) -> Vec<Finding> {
    for finding in &mut found {
        finding.accepted = acceptance(plan, finding).map(|accept| accept.reason.clone());
    }
    found
}

fn failed(outcome: &ExampleOutcome) -> Vec<Finding> {
    if let Some(error) = &outcome.error {
        return vec![not_run(outcome, error)];
    }
    let finding = |mismatch: &crate::example::Mismatch| {
        let found = Finding::new("incentives.plan.example_failed", Severity::Error, &outcome.title, outcome.at);
        found
            .fixed_by(&mismatch.actual)
            .with("person", &mismatch.person)
            .with("period", &mismatch.period)
            .with("what", mismatch.what)
            .with("component", &mismatch.component)
            .with("expected", &mismatch.expected)
            .with("actual", &mismatch.actual)
    };
    outcome.mismatches.iter().map(finding).collect()
}

fn not_run(outcome: &ExampleOutcome, error: &CalculateError) -> Finding {
    let finding = |code| Finding::new(code, Severity::Error, &outcome.title, outcome.at);
    match error {
        CalculateError::ToDateOutside { person } => {
            finding("incentives.plan.to_date_outside").with("person", person).fixed_by("# to_date")
        }
        CalculateError::ToDateWithoutGoal { person, measure } => finding("incentives.plan.to_date_without_goal")
            .with("person", person)
            .with("measure", measure)
            .fixed_by("periods = [\"2026-01\", \"2026-02\"]"),
        _ => finding("incentives.plan.example_error").with("problem", error.code()).with("message", error.to_string()),
    }
}

/// The plan's own acceptance of a warning; errors are never accepted.
fn acceptance<'p>(plan: &'p Plan, finding: &Finding) -> Option<&'p Acceptance> {
    if finding.severity == Severity::Error {
        return None;
    }
    let accepts =
        |accept: &&Acceptance| accept.finding == finding.word() && is_same_place(&accept.place, &finding.place);
    plan.accept.iter().find(accepts)
}

/// Places are equal by value: `tiers@10000` is `tiers@10000.00`, `monthly@80.0%` is `monthly@80%`.
fn is_same_place(written: &str, found: &str) -> bool {
    if written == found {
        return true;
    }
    let (Some((component, bound)), Some((other, other_bound))) = (written.rsplit_once('@'), found.rsplit_once('@'))
    else {
        return false;
    };
    if component != other || bound.ends_with('%') != other_bound.ends_with('%') {
        return false;
    }
    if bound.ends_with('%') {
        return matches!((bound.parse::<Rate>(), other_bound.parse::<Rate>()), (Ok(a), Ok(b)) if a == b);
    }
    matches!((Exact::parse(bound), Exact::parse(other_bound)), (Some(a), Some(b)) if a == b)
}
