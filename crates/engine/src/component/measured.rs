//! A measure as a kind sees it: what its credits come to, and what each document adds to that.

use crate::calculate::ledger::{Net, by_document};
use crate::calculate::scene::{Scene, Stop};
use crate::calculate::tally::Tally;
use crate::component::{Share, Sheet};
use crate::exact::Exact;
use crate::explain::{Step, StepCode};

/// A measure's actual with the documents behind it.
pub(super) struct Measured<'s> {
    measure: &'s str,
    /// In the measure's units.
    pub actual: Exact,
    tally: Tally,
    nets: Vec<Net<'s>>,
}

impl<'s> Measured<'s> {
    /// Sums a measure up, with its step.
    pub(super) fn new(measure: &'s str, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Self, Stop> {
        scene.measure(measure)?;
        let credits = scene.credits(measure);
        let tally = scene.tally(measure, &credits);
        let (actual, nets) = (tally.value(), by_document(&credits));
        let step = Step::new(StepCode::Actual).with("measure", measure).amount(scene.quantity(&actual, measure));
        sheet.steps.push(step.documents(nets.iter().map(|net| net.document.to_string()).collect()));
        if let Some(answers) = tally.answers() {
            sheet.steps.push(Step::inner(StepCode::Answers).with("answers", answers.to_string()));
        }
        Ok(Self { measure, actual, tally, nets })
    }

    /// Lets each document claim its part of the actual, times so much; once for a measure.
    pub(super) fn claim(self, per_unit: &Exact, sheet: &mut Sheet<'s>) {
        if sheet.shares.iter().any(|share| share.measure == self.measure) {
            return;
        }
        let (measure, tally) = (self.measure, self.tally);
        sheet.shares.extend(self.nets.into_iter().map(|net| Share {
            document: net.document,
            refunds: net.refunds,
            measure,
            credited: net.amount,
            weight: &tally.part(net.amount) * per_unit,
        }));
    }
}
