//! Unbounded cost: pay that grows without end, although neither the plan nor the money that comes in limits it.
//!
//! A rate of credited money is limited by that money: whatever is sold, it costs that share of it, and the plan states
//! the share. An attainment or a score costs what somebody's goal makes of it, and an event its amount however small it
//! was; there only a cap limits the cost, or a last point, band, level or tier that pays nothing more. Bounded by
//! themselves are prizes and fixed pots, which are amounts of the plan, awards, which somebody approves, and means and
//! promoter scores, whose answers end.

use super::Finding;
use super::breakpoints::Breakpoint;
use super::steps::Trial;
use crate::plan::model::{Against, Kind, Measure, MeasureUnit};

/// Beyond every breakpoint one document more still adds pay: so does the next, and the one after it.
pub(super) fn finding(sum: &Trial<'_>, points: &[Breakpoint]) -> Option<Finding> {
    let measure = sum.plan.measure(sum.measure).filter(|measure| !measure.of.is_answered())?;
    if sum.component.cap.is_some() || is_share_of_money(&sum.component.kind, measure) {
        return None;
    }
    let from = sum.beyond(points);
    let before = sum.pay(from)?;
    let after = sum.probe.pay(&sum.amounts(from), Some(sum.probe.another(measure, from)))?;
    let to = (from.saturating_mul(2), after);
    (after > before).then(|| sum.finding_at("incentives.plan.unbounded_cost", sum.measure, (from, before), to))
}

/// Whether the plan states what each unit of credited money pays at most.
fn is_share_of_money(kind: &Kind, measure: &Measure) -> bool {
    let is_stated = match kind {
        Kind::Commission(_) | Kind::Override(_) | Kind::Pool(_) => true,
        Kind::Attainment(kind) => matches!(kind.against, Against::Amount(_)),
        Kind::PerEvent(kind) => kind.at_least.is_some_and(|least| least > 0),
        Kind::Matrix(_) | Kind::Scorecard(_) | Kind::Ranking(_) | Kind::Project => false,
    };
    is_stated && measure.unit == MeasureUnit::Money
}
