//! Step 8 of the pipeline: what is paid before it is earned, and how it is recovered.

use super::{Account, Movement, MovementCause, stated};
use crate::calculate::run::{CalculateError, Line};
use crate::exact::{Exact, Rounding};
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::{Draw, DrawKind};

impl Account<'_, '_, '_> {
    /// Pays the draw to who is in the plan, and takes from what is earned above the floor what earlier periods owe.
    pub(super) fn draw(&mut self) -> Result<(), CalculateError> {
        let (Some(rule), Some(earned)) = (&self.rules.draw, self.line.as_ref().map(Line::counted_minor)) else {
            return Ok(());
        };
        let Some(limit) = stated(self.scene.money_of(&rule.amount))? else {
            return Ok(());
        };
        let limit = limit.to_i64().ok_or_else(|| self.scene.too_large())?;
        let owed = self.balance.owed_minor;
        let drawn = self.drawn(rule, limit, earned)?;
        if drawn != 0 {
            let kind = if rule.kind == DrawKind::Floor { "floor" } else { "on_top" };
            let step = Step::new(StepCode::Draw).with("kind", kind).with("limit", self.money(limit));
            self.add(Movement::new(MovementCause::Drawn, drawn), step.with("drawn", self.money(drawn)))?;
        }
        if !rule.recoverable {
            return Ok(());
        }
        let recovered = self.recover(rule, limit, earned)?;
        let after = self.sum(owed, drawn)?;
        self.balance.owed_minor = after - recovered;
        Ok(())
    }

    fn drawn(&self, rule: &Draw, limit: i64, earned: i64) -> Result<i64, CalculateError> {
        if !self.scene.is_in_plan(self.scene.period.days) {
            return Ok(0);
        }
        match rule.kind {
            DrawKind::OnTop => Ok(limit),
            DrawKind::Floor => limit.checked_sub(earned).map(|gap| gap.max(0)).ok_or_else(|| self.scene.too_large()),
        }
    }

    /// At most what was owed before this period's draw, and whole minor units.
    fn recover(&mut self, rule: &Draw, limit: i64, earned: i64) -> Result<i64, CalculateError> {
        let owed = self.balance.owed_minor;
        let floor = if rule.kind == DrawKind::Floor { limit } else { 0 };
        if owed <= 0 || earned <= floor || self.scene.number_in_year() < rule.recover_from {
            return Ok(0);
        }
        let Some(share) = stated(self.scene.rate_of(&rule.recover))? else {
            return Ok(0);
        };
        let above = &Exact::whole(earned) - &Exact::whole(floor);
        let most = &above * &share.min_of(&Exact::ONE);
        let recovered = most.min_of(&Exact::whole(owed)).round(1, Rounding::Down).unwrap_or(owed);
        if recovered != 0 {
            let step = Step::new(StepCode::Recovered).with("owed", self.money(owed)).with("share", fraction(&share));
            let step = step.with("above", self.scene.money(&above)).with("recovered", self.money(recovered));
            self.add(Movement::new(MovementCause::Recovered, -recovered), step)?;
        }
        Ok(recovered)
    }
}
