//! What a cap cuts off and a later period of the same plan year pays.

use crate::calculate::scene::Scene;
use crate::component::Sheet;
use crate::exact::Exact;
use crate::explain::{Step, StepCode};
use crate::plan::model::CapExcess;

impl Scene<'_, '_> {
    /// The pay with what earlier caps have cut, for who is in the plan; what is beyond the cap is left to it.
    pub(crate) fn with_carried(&self, pay: Exact, sheet: &mut Sheet<'_>) -> Exact {
        let Some(carried) =
            self.opening().and_then(|opening| opening.carried.as_ref()).filter(|_| self.takes_carried())
        else {
            return pay;
        };
        let sum = &pay + carried;
        let step = Step::new(StepCode::Carried).with("before", self.money(&pay)).with("carried", self.money(carried));
        sheet.steps.push(step.amount(self.money(&sum)));
        sum
    }

    /// What the cap has cut off and a later period may pay; `None` where the period does not count.
    pub(crate) fn cut(&self, before: &Exact, capped: &Exact) -> Option<Exact> {
        let cut = match self.component.cap_excess {
            CapExcess::Carry => before - capped,
            CapExcess::Forfeit => Exact::ZERO,
        };
        self.takes_carried().then_some(cut)
    }

    /// What passes on: what the period's cap has cut, or what it has not touched; nothing passes the plan year's end.
    pub(crate) fn carried_on(&self, opening: Option<Exact>, cut: Option<Exact>) -> Option<Exact> {
        cut.or(opening).filter(|carried| !carried.is_zero() && !self.is_last_of_year())
    }

    fn takes_carried(&self) -> bool {
        self.is_in_plan(self.period.days)
    }
}
