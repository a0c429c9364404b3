//! Pay from a pot: the person's share of what a scope divides.

use crate::calculate::pots::PotShare;
use crate::calculate::run::Reason;
use crate::calculate::scene::{Scene, Stop};
use crate::component::Sheet;
use crate::component::measured::Measured;
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction, quantity};
use crate::plan::model::{Pool, Pot, SCORE, ShareBy};

/// Steps 2 to 4 for this kind: the share is never prorated.
pub(super) fn raw_pay<'s>(kind: &'s Pool, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    if matches!(&kind.pot, Pot::Measured(pot) if pot.above_goal) {
        scene.explain_days(&mut sheet.steps); // of the goals
    }
    for measure in kind.measures() {
        let measured = Measured::new(measure, scene, sheet)?;
        if sheet.shares.is_empty() {
            measured.claim(&Exact::ONE, sheet);
        }
    }
    scene.ask(kind.eligible.as_ref(), StepCode::Eligible, Reason::NotEligible, sheet)?;
    let scope = scene.scope(kind.among)?;
    let share = scene.pot_share().ok_or(Stop::Closed(Reason::NoShare))?;
    explain(kind, scope, share, scene, sheet);
    scene.open(sheet)?;
    let pay = share.pay();
    if pay.is_zero() {
        sheet.zero = Some(Reason::NoShare);
    }
    Ok(pay)
}

fn explain(kind: &Pool, scope: &str, share: &PotShare, scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) {
    let step = Step::new(StepCode::Pot).with("among", kind.among.word()).with("scope", scope);
    sheet.steps.push(step.with("people", share.people.to_string()).amount(scene.money(&share.pot)));
    if let Pot::Measured(pot) = &kind.pot {
        let step = Step::inner(StepCode::PotFilled)
            .with("measure", &pot.of)
            .with("together", scene.money(&share.credited))
            .with("goals", scene.money(&share.goals))
            .with("rate", pot.rate.decimal());
        sheet.steps.push(step.amount(scene.money(&share.pot)));
    }
    let shown = |stake: &Exact| match &kind.share {
        ShareBy::Contribution(measure) => scene.quantity(stake, measure),
        ShareBy::Score(_) => quantity(stake, SCORE, scene.plan.currency),
        ShareBy::Equal | ShareBy::Coefficient(_) => fraction(stake),
    };
    let step = Step::new(StepCode::PotShare)
        .with("divided", kind.share.word())
        .with("own", shown(&share.own))
        .with("all", shown(&share.all));
    sheet.steps.push(step.amount(scene.money(&share.pay())));
}
