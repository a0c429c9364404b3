//! What the check of a plan finds before it is signed: errors that need a calculation, and warnings to be accepted.
//!
//! Warnings are found exactly: the plan itself is calculated at every breakpoint of its piecewise functions, one unit
//! below, on it and one above, and never by sampling in between.

mod breakpoints;
mod double_credit;
mod probe;
mod sources;
mod steps;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::Calendar;
use crate::day::DayRange;
use crate::exact::Exact;
use crate::example::{ExampleOutcome, run_examples};
use crate::plan::model::{Acceptance, Span};
use crate::plan::{Plan, Severity};
use crate::rate::Rate;
use crate::workdays::Workdays;

/// What every code of a finding begins with.
const PREFIX: &str = "incentives.plan.";

/// One thing that the check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `incentives.plan.` and `example_failed`, `example_error`, `period_missing`, `cliff`, `falling_pay` or
    /// `double_credit`.
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

    /// Whether it blocks publishing: an error, or a warning that nobody accepted.
    pub fn is_blocking(&self) -> bool {
        self.severity == Severity::Error || self.accepted.is_none()
    }
}

/// Everything found, in the order of the plan: errors first, then warnings.
pub fn check(plan: &Plan, calendar: &Calendar, workdays: &Workdays) -> Vec<Finding> {
    let mut found = missing_periods(plan, calendar);
    if found.is_empty() {
        found.extend(run_examples(plan, calendar, workdays).iter().flat_map(failed));
        found.extend(steps::findings(plan, calendar, workdays));
    }
    found.extend(double_credit::findings(plan));
    for finding in &mut found {
        finding.accepted = acceptance(plan, finding).map(|accept| accept.reason.clone());
    }
    found
}

/// Components whose kind of period the plan's calendar does not have inside the plan's days.
fn missing_periods(plan: &Plan, calendar: &Calendar) -> Vec<Finding> {
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let missing = plan.components.iter().filter(|one| calendar.periods_touching(one.period, valid).is_empty());
    missing
        .map(|component| {
            Finding::new("incentives.plan.period_missing", Severity::Error, &component.key, component.at)
                .with("period", component.period.key())
                .with("calendar", calendar.key())
        })
        .collect()
}

fn failed(outcome: &ExampleOutcome) -> Vec<Finding> {
    if let Some(error) = &outcome.error {
        let finding = Finding::new("incentives.plan.example_error", Severity::Error, &outcome.title, outcome.at);
        return vec![finding.with("problem", error.code()).with("message", error.to_string())];
    }
    let finding = |mismatch: &crate::example::Mismatch| {
        let mut found = Finding::new("incentives.plan.example_failed", Severity::Error, &outcome.title, outcome.at);
        found.fix.clone_from(&mismatch.actual);
        found
            .with("person", &mismatch.person)
            .with("period", &mismatch.period)
            .with("what", mismatch.what)
            .with("component", &mismatch.component)
            .with("expected", &mismatch.expected)
            .with("actual", &mismatch.actual)
    };
    outcome.mismatches.iter().map(finding).collect()
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
