//! `attainment`: base × curve(attainment), behind its gate.

use beichen_engine::day::DayRange;
use beichen_engine::plan::model::{Against, Attainment, Base, Curve, GateStart};

use super::number::{Ratio, nothing, one, rate, whole};
use super::steps::{linear, step_of};
use super::subject::Subject;
use super::{GATE, NO_GOAL, Unpaid};

impl Subject<'_> {
    /// Σ weight × its own attainment, each at most its cap.
    pub fn weighted_attainment(&self, kind: &Attainment, period: DayRange) -> Result<Ratio, Unpaid> {
        let mut sum = nothing();
        for part in &kind.measures {
            let own = self.actual(&part.measure, period) / self.divisor(kind, &part.measure, period)?;
            let own = own.max(nothing());
            let capped = match &part.cap {
                Some(cap) => own.min(self.rate(cap, period)?),
                None => own,
            };
            sum += capped * rate(part.weight);
        }
        Ok(sum)
    }

    /// "the goal", "goal.sprint", "goal.challenge", or "a fixed amount".
    pub fn divisor(&self, kind: &Attainment, measure: &str, period: DayRange) -> Result<Ratio, Unpaid> {
        match &kind.against {
            Against::Goal(level) => self.goal(measure, *level, period),
            Against::Amount(amount) => {
                let amount = self.money(amount, period)?;
                if amount > nothing() { Ok(amount) } else { Err(NO_GOAL) }
            }
        }
    }

    /// Steps 3 and 4: "prorated base × curve(min(attainment, `cap_attainment`))".
    pub fn attainment_pay(&self, kind: &Attainment, period: DayRange) -> Result<Ratio, Unpaid> {
        let attainment = self.weighted_attainment(kind, period)?;
        let gate = kind.gate.as_ref().map(|gate| self.rate(gate, period)).transpose()?;
        if gate.as_ref().is_some_and(|gate| attainment < *gate) {
            return Err(GATE);
        }
        let counted = match &kind.cap_attainment {
            Some(cap) => attainment.min(self.rate(cap, period)?),
            None => attainment,
        };
        let share = match (kind.gate_start, gate) {
            // "between gate and 100 %: curve(100 %) × (a − gate) ÷ (1 − gate); above, the curve"
            (GateStart::FromZero, Some(gate)) if counted < one() => {
                self.curve(kind, &one(), period)? * (&counted - &gate) / (one() - gate)
            }
            _ => self.curve(kind, &counted, period)?,
        };
        Ok(Self::not_below_nothing(self.base(&kind.base, period)? * share))
    }

    /// "base × days in plan ÷ days of the period".
    pub fn base(&self, base: &Base, period: DayRange) -> Result<Ratio, Unpaid> {
        let full = match base {
            Base::Amount(amount) => self.money(amount, period)?,
            // "{ share = "30%", of = "variable_pay" } (of a year, ÷ periods)"
            Base::VariablePay { share } => {
                let segment = self.last_day(period).and_then(|day| self.segment(day));
                let pay = segment.and_then(|segment| segment.variable_pay).ok_or(super::NO_VALUE)?;
                let periods = self.inputs.timetable.periods_of_year.unwrap();
                whole(pay) * self.rate(share, period)? / whole(periods)
            }
        };
        Ok(full * self.share_of(period))
    }

    fn curve(&self, kind: &Attainment, at: &Ratio, period: DayRange) -> Result<Ratio, Unpaid> {
        match &kind.curve {
            Curve::Proportional => Ok(at.clone()),
            Curve::Linear { points, beyond } => {
                let points = points.iter().map(|one| (rate(one.attainment), &one.value));
                Ok(linear(at, &self.worths(points, period)?, *beyond))
            }
            Curve::Bands { bands, edge } => {
                let bands = bands.iter().map(|one| (rate(one.from), &one.coefficient));
                Ok(step_of(at, &self.worths(bands, period)?, *edge).clone())
            }
        }
    }
}
