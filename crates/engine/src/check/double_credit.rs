//! The same credit paid by two components.

use super::Finding;
use crate::plan::model::{Component, Kind, Times};
use crate::plan::{Plan, Severity};

/// A finding for each component and measure that an earlier component pays already, at the later one.
pub(super) fn findings(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    for (place, later) in plan.components.iter().enumerate() {
        for measure in paid_measures(later) {
            let pays = |earlier: &&Component| paid_measures(earlier).contains(&measure);
            let Some(earlier) = plan.components.iter().take(place).find(pays) else {
                continue;
            };
            let finding = Finding::new(
                "incentives.plan.double_credit",
                Severity::Warning,
                format!("{}@{measure}", later.key),
                later.at,
            );
            found.push(finding.with("measure", measure).with("first", &earlier.key).with("second", &later.key));
        }
    }
    found
}

/// The measures that a component pays on; a ranking without prizes pays nothing.
fn paid_measures(component: &Component) -> Vec<&str> {
    match &component.kind {
        Kind::Ranking(ranking) if ranking.prizes.is_empty() => Vec::new(),
        kind => kind.measures(),
    }
}

/// The measures whose amounts change a component's pay: its own, those of its condition, those of its multipliers.
pub(super) fn measures_of(component: &Component) -> Vec<String> {
    let mut found: Vec<String> = component.kind.measures().into_iter().map(str::to_owned).collect();
    let asked = component
        .when
        .iter()
        .flat_map(crate::plan::expression::PersonCondition::thresholds)
        .map(|threshold| threshold.measure);
    let multiplied = component.times.iter().filter_map(|times| match times {
        Times::Measure { measure, .. } => Some(measure.clone()),
        Times::Coefficient { .. } => None,
    });
    for measure in asked.chain(multiplied) {
        if !found.contains(&measure) {
            found.push(measure);
        }
    }
    found
}
