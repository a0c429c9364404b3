//! Prizes that fall as the sales rise: a better place that pays less than the next one.

use super::Finding;
use crate::decimal;
use crate::plan::model::{Component, Kind, Places, Ranking, Ties};
use crate::plan::{Plan, Severity};

/// The findings of all rankings, in the plan's order.
pub(super) fn findings(plan: &Plan) -> Vec<Finding> {
    let of_component = |component: &Component| match &component.kind {
        Kind::Ranking(ranking) => falls(plan, component, ranking),
        _ => Vec::new(),
    };
    plan.components.iter().flat_map(of_component).collect()
}

/// At each place: its prize against the next one's, alone and as one more of several who tie for it.
fn falls(plan: &Plan, component: &Component, ranking: &Ranking) -> Vec<Finding> {
    // Beyond the last prize there is nothing, and nothing is never more.
    let pairs = ranking.prizes.iter().zip(ranking.prizes.iter().skip(1)).zip(1_i64..);
    let fall = |((prize, next), place): ((&i64, &i64), i64)| {
        let tied = if next > prize { 1 } else { tied_for_less(ranking, *prize, *next)? };
        let pay = prize.checked_div(tied)?;
        let money = |minor: i64| decimal::format(minor, plan.currency.minor_digits());
        let place_of = |place: i64| if tied == 1 { format!("#{place}") } else { format!("#{place} × {tied}") };
        let finding = Finding::new(
            "incentives.plan.falling_pay",
            Severity::Warning,
            format!("{}@{place}", component.key),
            component.at,
        );
        let finding = finding.with("component", &component.key).with("measure", ranking.by.measures().join(", "));
        let finding = finding.with("facts", "").with("others", "");
        let finding = finding.with("from", format!("#{}", place + 1)).with("to", place_of(place));
        Some(finding.with("pay_from", money(*next)).with("pay_to", money(pay)))
    };
    pairs.filter_map(fall).collect()
}

/// How many must tie for a place so that each gets less than the place after it pays: under `1,1,2` the tied divide one
/// prize, and who has just joined them had the next one before.
fn tied_for_less(ranking: &Ranking, prize: i64, next: i64) -> Option<i64> {
    let divides_one = ranking.ties == Ties::Share && ranking.places == Places::Following;
    // So many still get as much as the next place.
    let most = prize.checked_div(next).filter(|_| divides_one)?;
    most.checked_add(1)
}
