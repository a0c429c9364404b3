//! Pay of a lead: rates on what the people below credit or earn.

use std::collections::BTreeSet;

use crate::calculate::ledger::whole;
use crate::calculate::run::Reason;
use crate::calculate::scene::{Scene, Stop};
use crate::calculate::taken::Brought;
use crate::component::Sheet;
use crate::component::commission::{Piece, pay, prepare};
use crate::exact::Exact;
use crate::explain::{Step, StepCode};
use crate::plan::model::{Depth, Overridden, Override};

/// Steps 2 to 4 for this kind: a commission on what others bring, in order of day, then of recording.
pub(super) fn raw_pay<'s>(kind: &'s Override, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    let brought = scene.brought();
    let actual = whole(brought.iter().map(|one| i128::from(one.amount)).sum());
    explain(kind, brought, &actual, scene, sheet);
    scene.explain_days(&mut sheet.steps);
    let goal = prepare(&kind.rates, &actual, scene, sheet)?;
    scene.open(sheet)?;
    if brought.is_empty() {
        sheet.zero = Some(match kind.of {
            Overridden::Credits(_) => Reason::NoCredit,
            Overridden::Pay(_) => Reason::NothingBelow,
        });
    }
    let rate = match (&kind.rates.rate, &kind.rates.tiers) {
        (Some(rate), _) => scene.rate_of(rate)?,
        (None, _) => Exact::ONE,
    };
    let piece = |one: &'s Brought| Piece {
        document: &one.document,
        refunds: one.refund.iter().collect(),
        measure: &one.measure,
        credited: i128::from(one.credited),
        amount: i128::from(one.amount),
        rate: rate.clone(),
        condition: 0,
    };
    let pay = pay(&kind.rates, (&actual, &goal), brought.iter().map(piece).collect(), scene, sheet)?;
    sheet.shares.retain(|share| !share.document.is_empty());
    Ok(pay)
}

/// What the people below bring together, and how many they are.
fn explain(kind: &Override, brought: &[Brought], actual: &Exact, scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) {
    let people: BTreeSet<&str> = brought.iter().map(|one| one.person.as_ref()).collect();
    let step = match &kind.of {
        Overridden::Credits(measure) => Step::new(StepCode::CreditsBelow).with("measure", measure),
        Overridden::Pay(component) => Step::new(StepCode::PayBelow).with("component", component),
    };
    let depth = match kind.depth {
        Depth::All => "all",
        Depth::Nearest => "1",
    };
    let step = step.with("people", people.len().to_string()).with("depth", depth);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let documents = brought.iter().map(|one| one.document.as_ref());
    let documents = documents.filter(|document| !document.is_empty() && seen.insert(document));
    sheet.steps.push(step.amount(scene.money(actual)).documents(documents.map(str::to_owned).collect()));
}
