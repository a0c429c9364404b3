//! Step 9 of the pipeline: a part of the pay is held back until the plan year's last period.

use super::{Account, Movement, MovementCause, stated};
use crate::allocate::allocate;
use crate::calculate::ledger::total;
use crate::calculate::run::CalculateError;
use crate::exact::{Exact, Rounding};
use crate::explain::{Step, StepCode, fraction};
use crate::rate::Rate;

impl Account<'_, '_, '_> {
    /// Divides the pay into what is paid and what is held, and gives what is left of the period's own pay.
    pub(super) fn hold_back(&mut self) -> Result<i64, CalculateError> {
        let Some(rule) = self.rules.holdback.as_ref().filter(|_| self.payable != 0) else {
            return Ok(self.payable);
        };
        let Some(rate) = stated(self.scene.rate_of(&rule.rate))? else {
            return Ok(self.payable);
        };
        let held_ppm = (&rate.min_of(&Exact::ONE) * &Exact::whole(Rate::PER_ONE)).round(1, Rounding::Down).unwrap_or(0);
        let weights = [i128::from(Rate::PER_ONE - held_ppm), i128::from(held_ppm)];
        let parts = allocate(self.payable, &weights).map_err(|_| self.scene.too_large())?;
        let held = parts.last().copied().unwrap_or(0);
        if held != 0 {
            self.balance.holdback_minor = self.sum(self.balance.holdback_minor, held)?;
            let step = Step::new(StepCode::HeldBack).with("rate", fraction(&rate)).with("held", self.money(held));
            self.add(Movement::new(MovementCause::HeldBack, -held), step)?;
        }
        Ok(self.payable)
    }

    /// In the plan year's last period the whole balance comes out, the period's own part included, less what the
    /// measure `less` takes of a balance above 0.
    pub(super) fn release_holdback(&mut self) -> Result<(), CalculateError> {
        let balance = self.balance.holdback_minor;
        if balance == 0 || !self.scene.is_last_of_year() {
            return Ok(());
        }
        self.balance.holdback_minor = 0;
        let step = Step::new(StepCode::HoldbackReleased).with("balance", self.money(balance));
        self.add(Movement::new(MovementCause::HoldbackReleased, balance), step)?;
        let less = self.rules.holdback.as_ref().and_then(|rule| rule.less.as_deref());
        let Some(measure) = less.filter(|_| balance > 0) else {
            return Ok(());
        };
        let so_far = total(&self.scene.counting(measure, self.scene.year_so_far())).max_of(&Exact::ZERO);
        let taken = so_far.min_of(&Exact::whole(balance)).to_i64().unwrap_or(balance);
        if taken != 0 {
            let step = Step::new(StepCode::HoldbackLess).with("measure", measure).with("taken", self.money(taken));
            let step = step.with("total", self.scene.quantity(&so_far, measure));
            self.add(Movement::new(MovementCause::HoldbackLess, -taken), step)?;
        }
        Ok(())
    }
}
