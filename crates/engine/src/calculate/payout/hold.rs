//! Step 10 of the pipeline: a document's part of the pay waits until the customer has paid it in full.

use std::collections::BTreeMap;

use super::{Account, Movement, MovementCause};
use crate::calculate::attribution::{divide, settle};
use crate::calculate::run::{CalculateError, Line};
use crate::exact::Exact;
use crate::explain::{Step, StepCode};
use crate::plan::model::Hold;

impl Account<'_, '_, '_> {
    /// Holds what of the period's own pay belongs to documents that are not paid in full by its last day.
    pub(super) fn hold(&mut self, own_minor: i64) -> Result<(), CalculateError> {
        let Some(line) = self.line.as_ref().filter(|_| self.rules.hold == Hold::UntilCollected) else {
            return Ok(());
        };
        let too_large = || self.scene.too_large();
        let parts = self.parts(line, own_minor).ok_or_else(too_large)?;
        let documents = line.documents.iter().map(|document| document.document.clone());
        let mut held: BTreeMap<String, i64> = BTreeMap::new();
        for (document, part) in documents.zip(parts) {
            if part != 0 && !self.scene.is_paid_in_full(&document) {
                let sum = held.entry(document).or_default();
                *sum = sum.checked_add(part).ok_or_else(too_large)?;
            }
        }
        for (document, part) in held {
            let before = self.balance.on_hold.get(&document).copied().unwrap_or(0);
            let after = self.sum(before, self.sum(part, 0)?)?;
            self.balance.on_hold.insert(document.clone(), after);
            self.on_document(StepCode::Held, MovementCause::Held, document, -part)?;
        }
        self.balance.on_hold.retain(|_, amount| *amount != 0);
        Ok(())
    }

    /// What was held for documents that are paid in full by now.
    pub(super) fn release_paid(&mut self) -> Result<(), CalculateError> {
        let (paid, waiting) = std::mem::take(&mut self.balance.on_hold)
            .into_iter()
            .partition::<BTreeMap<String, i64>, _>(|(document, _)| self.scene.is_paid_in_full(document));
        self.balance.on_hold = waiting;
        for (document, amount) in paid {
            self.on_document(StepCode::Released, MovementCause::Released, document, amount)?;
        }
        Ok(())
    }

    fn on_document(
        &mut self,
        code: StepCode,
        cause: MovementCause,
        document: String,
        amount: i64,
    ) -> Result<(), CalculateError> {
        let moved = if cause == MovementCause::Held { -amount } else { amount };
        let step = Step::new(code).with("document", &document).with("moved", self.money(moved));
        let step = step.documents(vec![document.clone()]);
        self.add(Movement { document: Some(document), ..Movement::new(cause, amount) }, step)
    }

    /// What is left of each document's part: recovered and held back in proportion to it, without what was drawn.
    fn parts(&self, line: &Line, own_minor: i64) -> Option<Vec<i64>> {
        let (drawn, recovered) = (self.moved(MovementCause::Drawn), self.moved(MovementCause::Recovered));
        let earned = Exact::whole(line.counted_minor());
        let left = (&earned + &recovered).checked_div(&earned).filter(|_| !recovered.is_zero()).unwrap_or(Exact::ONE);
        let parts = line.documents.iter().map(|document| &Exact::whole(document.counted_minor()) * &left);
        let rest = &(&Exact::whole(line.undocumented_minor()) * &left) + &drawn;
        let weights: Vec<Exact> = parts.chain([rest]).collect();
        let whole: Exact = weights.iter().cloned().sum();
        if whole == Exact::whole(own_minor) {
            return settle(own_minor, &weights);
        }
        Some(divide(own_minor, &weights, &weights).0)
    }

    fn moved(&self, cause: MovementCause) -> Exact {
        let amounts = self.movements.iter().filter(|movement| movement.cause == cause);
        amounts.map(|movement| Exact::whole(movement.amount_minor)).sum()
    }
}
