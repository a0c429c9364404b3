//! The amount that a coefficient multiplies, by the days in the plan, and their product.

use crate::calculate::run::{CalculateError, Reason};
use crate::calculate::scene::{Scene, Stop};
use crate::calculate::source::origin;
use crate::component::Sheet;
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::{Base, Prorate};

/// The base of the period, prorated where the component is, with its steps.
pub(super) fn base(base: &Base, scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) -> Result<Exact, Stop> {
    let full = full(base, scene)?;
    sheet.steps.push(explained(base, scene).amount(scene.money(&full)));
    if scene.component.prorate == Prorate::None {
        return Ok(full);
    }
    let prorated = prorated(full, scene);
    let step = Step::new(StepCode::BaseProrated).with("share", fraction(&scene.share_of_days(scene.period.days)));
    sheet.steps.push(step.amount(scene.money(&prorated)));
    Ok(prorated)
}

/// The same, without a word about it.
pub(crate) fn amount(base: &Base, scene: &Scene<'_, '_>) -> Result<Exact, Stop> {
    full(base, scene).map(|full| prorated(full, scene))
}

fn full(base: &Base, scene: &Scene<'_, '_>) -> Result<Exact, Stop> {
    match base {
        Base::Amount(source) => scene.money_of(source),
        Base::VariablePay { share } => {
            let pay = variable_pay(scene).ok_or_else(|| scene.no_value("variable_pay"))?;
            let share = scene.rate_of(share)?;
            let of_period = periods_of_year(scene).and_then(|periods| Exact::of(pay, periods));
            let no_year = || CalculateError::NoYear { component: scene.component.key.clone() };
            Ok(&of_period.ok_or_else(no_year)? * &share)
        }
    }
}

fn prorated(full: Exact, scene: &Scene<'_, '_>) -> Exact {
    if scene.component.prorate == Prorate::None { full } else { &full * &scene.share_of_days(scene.period.days) }
}

fn explained(base: &Base, scene: &Scene<'_, '_>) -> Step {
    let step = Step::new(StepCode::Base);
    match base {
        Base::Amount(source) => {
            let (from, key) = origin(source);
            step.with("from", from).with("key", key)
        }
        Base::VariablePay { share } => {
            let of_year = scene.money(&Exact::whole(variable_pay(scene).unwrap_or(0)));
            let share = scene.rate_of(share).unwrap_or(Exact::ZERO);
            let step = step.with("from", "variable_pay").with("share", fraction(&share)).with("of_year", of_year);
            step.with("periods", periods_of_year(scene).unwrap_or(0).to_string())
        }
    }
}

/// Of a year, in minor units.
fn variable_pay(scene: &Scene<'_, '_>) -> Option<i64> {
    scene.segment().and_then(|segment| segment.variable_pay)
}

fn periods_of_year(scene: &Scene<'_, '_>) -> Option<i64> {
    scene.inputs.timetable.periods_of_year.filter(|periods| *periods > 0)
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
