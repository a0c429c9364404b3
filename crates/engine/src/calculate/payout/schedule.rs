//! Step 11 of the pipeline: what is payable is paid over this and the next periods.

use super::{Account, Movement, MovementCause};
use crate::allocate::allocate;
use crate::calculate::balances::Instalment;
use crate::calculate::run::CalculateError;
use crate::explain::{Step, StepCode};

impl Account<'_, '_, '_> {
    /// Puts off what is not due in this period, and pays what earlier periods have put off until now.
    pub(super) fn put_off(&mut self) -> Result<(), CalculateError> {
        let (due, later) = std::mem::take(&mut self.balance.instalments)
            .into_iter()
            .partition::<Vec<Instalment>, _>(|instalment| instalment.due_in <= 1);
        self.balance.instalments =
            later.into_iter().map(|later| Instalment { due_in: later.due_in - 1, ..later }).collect();
        self.divide_payable()?;
        for instalment in due {
            let Instalment { period, number, of, amount_minor, .. } = instalment;
            let step = Step::new(StepCode::Instalment).with("period", &period).with("number", number.to_string());
            let step = step.with("of", of.to_string()).with("paid", self.money(amount_minor));
            let movement = Movement::new(MovementCause::Instalment, amount_minor);
            self.add(Movement { period: Some(period), ..movement }, step)?;
        }
        Ok(())
    }

    fn divide_payable(&mut self) -> Result<(), CalculateError> {
        if self.rules.pay.is_empty() || self.payable == 0 {
            return Ok(());
        }
        let weights: Vec<i128> = self.rules.pay.iter().map(|share| i128::from(share.ppm())).collect();
        let parts = allocate(self.payable, &weights).map_err(|_| self.scene.too_large())?;
        let first = parts.first().copied().unwrap_or(0);
        let put_off = self.sum(self.payable, -first)?;
        let of = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        for (due_in, amount_minor) in (1_u32..).zip(parts.into_iter().skip(1)) {
            if amount_minor != 0 {
                let period = self.scene.period.name.clone();
                self.balance.instalments.push(Instalment { period, number: due_in + 1, of, due_in, amount_minor });
            }
        }
        if put_off != 0 {
            let share = self.rules.pay.first().map(|share| share.decimal()).unwrap_or_default();
            let step = Step::new(StepCode::PutOff).with("share", share).with("later", self.money(put_off));
            self.add(Movement::new(MovementCause::PutOff, -put_off), step.with("of", of.to_string()))?;
        }
        Ok(())
    }
}
