//! The modifiers whose balances pass from period to period: an engine carries them, a product must also keep them.

use super::diagnostic::Diagnostic;
use super::model::{CapExcess, Component, Hold, Plan};

/// An `incentives.plan.not_yet` for every modifier that needs balances, at its component: for callers that do not keep
/// balances yet, and so cannot publish, try or lock such a plan.
pub fn not_kept_yet(plan: &Plan) -> Vec<Diagnostic> {
    plan.components.iter().flat_map(of_component).collect()
}

fn of_component(component: &Component) -> impl Iterator<Item = Diagnostic> {
    let (rules, at) = (&component.payout, component.at);
    let asked = [
        ("cap_excess", component.cap_excess == CapExcess::Carry),
        ("draw", rules.draw.is_some()),
        ("hold", rules.hold != Hold::No),
        ("pay", !rules.pay.is_empty()),
        ("holdback", rules.holdback.is_some()),
        ("clawback", !rules.clawback.is_empty()),
    ];
    let asked = asked.into_iter().filter(|(_, is_asked)| *is_asked);
    asked.map(move |(key, _)| Diagnostic::error("incentives.plan.not_yet", at, format!("# {key}")).with("key", key))
}
