//! The amount that a coefficient multiplies, by the days in the plan, and their product.

use crate::calculate::run::{CalculateError, Reason};
use crate::calculate::scene::{Scene, Stop};
use crate::calculate::source::origin;
use crate::component::Sheet;
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::{Base, Prorate};

/// The base of the period, prorated where the component is.
pub(crate) fn base(base: &Base, scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) -> Result<Exact, Stop> {
    let (full, step) = match base {
        Base::Amount(source) => {
            let (from, key) = origin(source);
            (scene.money_of(source)?, Step::new(StepCode::Base).with("from", from).with("key", key))
        }
        Base::VariablePay { share } => {
            let Some(pay) = scene.segment().and_then(|segment| segment.variable_pay) else {
                return Err(scene.no_value("variable_pay"));
            };
            let share = scene.rate_of(share)?;
            let periods = scene.inputs.timetable.periods_of_year.filter(|periods| *periods > 0);
            let periods = periods.ok_or_else(|| CalculateError::NoYear { component: scene.component.key.clone() })?;
            let of_period = Exact::of(pay, periods).unwrap_or(Exact::ZERO);
            let step = Step::new(StepCode::Base).with("from", "variable_pay").with("share", fraction(&share));
            let step = step.with("of_year", scene.money(&Exact::whole(pay))).with("periods", periods.to_string());
            (&of_period * &share, step)
        }
    };
    sheet.steps.push(step.amount(scene.money(&full)));
    if scene.component.prorate == Prorate::None {
        return Ok(full);
    }
    let share = scene.share_of_days(scene.period.days);
    let prorated = &full * &share;
    let step = Step::new(StepCode::BaseProrated).with("share", fraction(&share));
    sheet.steps.push(step.amount(scene.money(&prorated)));
    Ok(prorated)
}

/// Base × coefficient, never below 0. `none`: why it pays nothing where the coefficient is 0.
pub(super) fn product(
    base: &Exact,
    coefficient: &Exact,
    none: Reason,
    scene: &Scene<'_, '_>,
    sheet: &mut Sheet<'_>,
) -> Exact {
    if coefficient.is_zero() {
        sheet.zero = Some(none);
    }
    let pay = (base * coefficient).max_of(&Exact::ZERO);
    let step = Step::new(StepCode::Product).with("base", scene.money(base)).with("coefficient", fraction(coefficient));
    sheet.steps.push(step.amount(scene.money(&pay)));
    pay
}
