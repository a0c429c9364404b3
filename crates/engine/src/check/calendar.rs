//! What a plan asks of its calendar: its periods, a first day that begins them, and a year where pay is of a year.

use super::Finding;
use crate::calendar::{Calendar, PeriodKind};
use crate::day::{Day, DayRange};
use crate::plan::model::{Base, Component};
use crate::plan::{Plan, Severity};

/// Errors of the components, then the plan's first day.
pub(super) fn findings(plan: &Plan, calendar: &Calendar) -> Vec<Finding> {
    let of_components = plan.components.iter().filter_map(|component| missing(plan, component, calendar));
    let mut found: Vec<Finding> = of_components.collect();
    if found.is_empty() {
        found.extend(version_start(plan, calendar));
    }
    found
}

/// A kind of period that the calendar does not have inside the plan's days, or a share of a year without years.
fn missing(plan: &Plan, component: &Component, calendar: &Calendar) -> Option<Finding> {
    let valid = DayRange::including(plan.valid.from, plan.valid.to);
    let is_of_year = matches!(component.kind.base(), Some(Base::VariablePay { .. }));
    let lacks = |kind| calendar.periods_touching(kind, valid).is_empty();
    let (code, fix) = if lacks(component.period) {
        let kinds = PeriodKind::ALL.into_iter().filter(|kind| !lacks(*kind));
        let kinds: Vec<String> = kinds.map(|kind| format!("\"{}\"", kind.key())).collect();
        ("incentives.plan.period_missing", kinds.join(" | "))
    } else if is_of_year && lacks(PeriodKind::Year) {
        ("incentives.plan.year_missing", "base = \"4000.00\"".to_owned())
    } else {
        return None;
    };
    let finding = Finding::new(code, Severity::Error, &component.key, component.at).fixed_by(fix);
    Some(finding.with("period", component.period.key()).with("calendar", calendar.key()))
}

/// A version begins with a period of each component. Longer periods begin with shorter ones, so the longest tells.
fn version_start(plan: &Plan, calendar: &Calendar) -> Option<Finding> {
    let longest = plan.components.iter().max_by_key(|component| component.period)?;
    let from = plan.valid.from;
    if calendar.period_of(longest.period, from).is_some_and(|period| period.days.from == from) {
        return None;
    }
    let (before, after) = calendar.nearest_starts(longest.period, from);
    let offered: Vec<String> = [before, after].into_iter().flatten().map(|day: Day| format!("\"{day}\"")).collect();
    let finding = Finding::new("incentives.plan.version_start", Severity::Error, from.to_string(), plan.valid.at)
        .with("component", &longest.key)
        .with("period", longest.period.key())
        .with("starts", offered.join(", "));
    Some(finding.fixed_by(offered.join(" | ")))
}
