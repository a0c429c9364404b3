//! Pay by events: an amount for each document that qualifies, or for the first of a period.

use crate::calculate::ledger::whole;
use crate::calculate::run::Reason;
use crate::calculate::scene::{Scene, Stop};
use crate::component::Sheet;
use crate::component::measured::Measured;
use crate::exact::Exact;
use crate::explain::{Step, StepCode};
use crate::plan::model::PerEvent;

/// Steps 2 to 4 for this kind. A document counts with its refunds of the period; the amount is never prorated.
pub(super) fn raw_pay<'s>(kind: &'s PerEvent, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    Measured::new(&kind.measure, scene, sheet)?.claim(&Exact::ZERO, sheet);
    scene.open(sheet)?;
    let each = scene.money_of(&kind.amount)?;
    let least = kind.at_least.unwrap_or(0);
    let mut events: Vec<String> = Vec::new();
    for share in &mut sheet.shares {
        let qualifies = share.credited > 0 && share.credited >= i128::from(least);
        if qualifies && (events.is_empty() || !kind.once) {
            share.weight = each.clone();
            events.push(share.document.to_string());
        }
    }
    if events.is_empty() {
        sheet.zero = Some(if sheet.shares.is_empty() { Reason::NoCredit } else { Reason::NoEvent });
    }
    let count = i128::try_from(events.len()).unwrap_or(i128::MAX);
    let pay = &each * &whole(count);
    let step = Step::new(StepCode::Events)
        .with("events", count.to_string())
        .with("each", scene.money(&each))
        .with("at_least", scene.quantity(&Exact::whole(least), &kind.measure));
    sheet.steps.push(step.amount(scene.money(&pay)).documents(events));
    Ok(pay)
}
