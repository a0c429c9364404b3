//! A raise that is retroactive: under `year_to_date` a rate applies to the whole year so far.
//!
//! A rate may rise within the year because the person's own value does (a grade, a field), because a coefficient is set
//! anew, or because a version of the plan begins inside the year.

use super::breakpoints::documents_by_rate;
use super::double_credit::measures_of;
use super::probe::Probe;
use super::sources::{amount_label, standing};
use super::{Finding, accepted};
use crate::calendar::{Calendar, PeriodKind};
use crate::decimal;
use crate::plan::model::{Accumulate, Commission, Component, Kind, Source, Times};
use crate::plan::{Plan, Severity};
use crate::rate::Rate;
use crate::workdays::Workdays;

/// A value at its usual level and twice as high.
const RAISE: [Rate; 2] = [Rate::from_ppm(50_000), Rate::from_ppm(100_000)];

/// A finding for each value of the person, and each coefficient, that the pay of a year rises with.
pub(super) fn findings(plan: &Plan, component: &Component, probe: &Probe<'_>) -> Vec<Finding> {
    let Some(kind) = of_year(component) else { return Vec::new() };
    let raised = |name: &String| {
        let [before, after] = RAISE.map(|rate| pay(plan, component, &probe.with_rate(name, rate)));
        finding(plan, component, name, (before?, after?))
    };
    names(component, kind).iter().filter_map(raised).collect()
}

/// Of a version that follows another inside a plan year: the components of a year that pay more on what is credited
/// already. `before` is the version in force until then.
pub fn findings_of_version(before: &Plan, after: &Plan, calendar: &Calendar, workdays: &Workdays) -> Vec<Finding> {
    let from = after.valid.from;
    let year = calendar.period_of(PeriodKind::Year, from);
    if before.valid.from >= from || year.is_some_and(|year| year.days.from == from) {
        return Vec::new();
    }
    let paid =
        |plan: &Plan, component: &Component| pay(plan, component, &Probe::new(plan, component, calendar, workdays)?);
    let raised = |component: &Component| {
        of_year(component)?;
        let earlier = before.component(&component.key)?;
        finding(after, component, &from.to_string(), (paid(before, earlier)?, paid(after, component)?))
    };
    accepted(after, after.components.iter().filter_map(raised).collect())
}

fn of_year(component: &Component) -> Option<&Commission> {
    match &component.kind {
        Kind::Commission(kind) if kind.accumulate == Accumulate::YearToDate => Some(kind),
        _ => None,
    }
}

/// What somebody at the goals earns in the year so far, with a document for each of the rates by condition.
fn pay(plan: &Plan, component: &Component, probe: &Probe<'_>) -> Option<i64> {
    let measures = measures_of(component);
    let at_goals = measures.iter().map(|measure| (measure.as_str(), standing(plan, measure))).collect();
    let documents = of_year(component).and_then(|kind| plan.measure(&kind.measure)).map(|measure| {
        let documents = documents_by_rate(component, measure);
        documents
            .iter()
            .filter_map(|facts| probe.deal(measure, facts, standing(plan, &measure.key)))
            .collect::<Vec<_>>()
    });
    let pays = documents.unwrap_or_default().into_iter().map(Some).chain([None]);
    pays.map(|document| probe.pay(&at_goals, document)).sum()
}

fn finding(plan: &Plan, component: &Component, name: &str, (before, after): (i64, i64)) -> Option<Finding> {
    let measure = of_year(component)?.measure.as_str();
    let money = |minor: i64| decimal::format(minor, plan.currency.minor_digits());
    let finding = || {
        let place = format!("{}@{name}", component.key);
        Finding::new("incentives.plan.retroactive_raise", Severity::Warning, place, component.at)
            .with("component", &component.key)
            .with("name", name)
            .with("measure", measure)
            .with("credited", amount_label(plan, measure, standing(plan, measure)))
            .with("pay_from", money(before))
            .with("pay_to", money(after))
            .with("raise", money(after.saturating_sub(before)))
    };
    (after > before).then(finding)
}

/// The values of the person and the coefficients that rates come from, each once.
fn names(component: &Component, kind: &Commission) -> Vec<String> {
    let rates = kind.rate.iter().chain(kind.tiers.iter().flat_map(|tiers| tiers.steps.iter().map(|tier| &tier.value)));
    let rates = rates.chain(kind.rates_by.iter().map(|entry| &entry.rate));
    let of_person = rates.filter_map(|source| match source {
        Source::Grade(key) | Source::Member(key) => Some(key),
        Source::Fixed(_) => None,
    });
    let coefficients = component.times.iter().filter_map(|times| match times {
        Times::Coefficient { key } => Some(key),
        Times::Measure { .. } => None,
    });
    let mut found: Vec<String> = Vec::new();
    for name in of_person.chain(coefficients) {
        if !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}
