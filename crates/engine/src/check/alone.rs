//! A plan as somebody alone in it sees it, so that what hangs on others can be tried out too.
//!
//! An override is a commission on what those below bring, whoever they are. Somebody alone in a scope takes the first
//! place and the whole pot. So the bounds that the plan itself sets (`eligible`, `when`, tiers) are tried out like those
//! of every kind. Places are no bounds: where the next one begins only the others' figures decide, and a step there is
//! what a prize is for.

use crate::measure::{AmountBasis, CapOrder, MeasureDay, MeasureOf, MeasureUnit, RefundDay};
use crate::plan::Plan;
use crate::plan::model::{Among, Commission, Kind, Measure, Overridden, ShareBy, Span};

/// The same plan with kinds that ask about nobody else.
pub(super) fn alone(plan: &Plan) -> Plan {
    let mut alone = plan.clone();
    alone.examples.clear();
    for component in &mut alone.components {
        match &mut component.kind {
            Kind::Ranking(kind) => kind.among = Among::Plan,
            Kind::Pool(kind) => (kind.among, kind.share) = (Among::Plan, ShareBy::Equal),
            Kind::Override(kind) => {
                let measure = match &kind.of {
                    Overridden::Credits(measure) => measure.clone(),
                    Overridden::Pay(component) => {
                        let pay = pay_below(component);
                        let key = pay.key.clone();
                        alone.measures.push(pay);
                        key
                    }
                };
                component.kind = Kind::Commission(Commission { measure, ..kind.rates.clone() });
            }
            _ => {}
        }
    }
    alone
}

/// What those below earn, as a measure; no plan can have one of such a key.
fn pay_below(component: &str) -> Measure {
    let definition = crate::measure::Measure {
        key: format!("component.{component}"),
        of: MeasureOf::Manual,
        amount: AmountBasis::Net,
        filter: None,
        day: MeasureDay::Own,
        unit: MeasureUnit::Money,
        refund_day: RefundDay::Own,
        cap_order: CapOrder::SplitThenCap,
        cap_each: None,
    };
    Measure { definition, filter: None, at: Span::default() }
}
