//! The same credit paid by two components.

use super::Finding;
use super::steps::shown;
use crate::example::facts::{StatedFacts, line_facts};
use crate::plan::expression::{DocumentCondition, PersonCondition};
use crate::plan::model::{Component, Kind, Measure, MeasureOf, Times};
use crate::plan::{Plan, Severity};

/// The amount of a document that is larger than every bound of a condition: 1,000,000.00.
const LARGE_MINOR: i64 = 100_000_000;

/// A finding for each component and measure that an earlier component pays already, at the later one: by the same measure,
/// or by another one that counts the same documents. People who cannot be in both are paid once.
pub(super) fn findings(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    for (place, later) in plan.components.iter().enumerate() {
        for measure in paid_measures(later) {
            let earlier = plan.components.iter().take(place).filter(|earlier| may_share_people(earlier, later));
            let mut both = earlier.filter_map(|earlier| Some((earlier, shared(plan, earlier, measure)?)));
            let Some((earlier, (other, facts))) = both.next() else {
                continue;
            };
            let place = format!("{}@{measure}", later.key);
            let finding = Finding::new("incentives.plan.double_credit", Severity::Warning, place, later.at);
            let measures = if other == measure { measure.to_owned() } else { format!("{other}, {measure}") };
            let finding = finding.with("measure", measures).with("facts", facts);
            found.push(finding.with("first", &earlier.key).with("second", &later.key));
        }
    }
    found
}

fn may_share_people(one: &Component, other: &Component) -> bool {
    let excludes = |(one, other): (&PersonCondition, &PersonCondition)| one.excludes(other);
    !one.who.as_ref().zip(other.who.as_ref()).is_some_and(excludes)
}

/// The measure by which a component pays on the documents of this one, with the facts of such a document.
fn shared<'c>(plan: &Plan, component: &'c Component, measure: &str) -> Option<(&'c str, String)> {
    let paid = paid_measures(component);
    if let Some(same) = paid.iter().find(|paid| **paid == measure) {
        return Some((same, String::new()));
    }
    let own = plan.measure(measure)?;
    paid.into_iter().find_map(|paid| Some((paid, shown(own, &document_of_both(plan.measure(paid)?, own)?))))
}

/// A document that both measures count, found by making both conditions hold; values typed by hand are no documents.
fn document_of_both(one: &Measure, other: &Measure) -> Option<StatedFacts> {
    if one.of != other.of || one.of == MeasureOf::Manual {
        return None;
    }
    let filters = || one.filter.iter().chain(&other.filter);
    let amounts = filters().flat_map(DocumentCondition::deals).flat_map(|deal| [deal.amount, deal.amount - 1]);
    let amounts: Vec<i64> = amounts.chain([LARGE_MINOR, 1]).collect();
    let counts = |facts: &StatedFacts, amount: i64| {
        let document = line_facts(facts, one.of, amount);
        filters().all(|filter| filter.holds(&document.view()).unwrap_or(false))
    };
    let orders: [Vec<&DocumentCondition>; 2] = [filters().collect(), other.filter.iter().chain(&one.filter).collect()];
    orders.into_iter().find_map(|filters| {
        let mut facts = StatedFacts::new();
        for filter in filters {
            filter.state(true, &mut facts);
        }
        amounts.iter().any(|amount| counts(&facts, *amount)).then_some(facts)
    })
}

/// The measures that a component pays on; a ranking without prizes pays nothing.
fn paid_measures(component: &Component) -> Vec<&str> {
    match &component.kind {
        Kind::Ranking(ranking) if ranking.prizes.is_empty() => Vec::new(),
        kind => kind.measures(),
    }
}

/// The measures whose amounts change a component's pay: its own, those of its conditions, those of its multipliers.
pub(super) fn measures_of(component: &Component) -> Vec<String> {
    let mut found: Vec<String> = component.kind.measures().into_iter().map(str::to_owned).collect();
    let asked = component
        .when
        .iter()
        .chain(component.kind.eligible())
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
