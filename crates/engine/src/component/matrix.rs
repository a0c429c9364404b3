//! Pay by a two-way table: base × the coefficient where two figures meet.

use crate::calculate::run::Reason;
use crate::calculate::scene::{Scene, Stop};
use crate::component::base::{base, product};
use crate::component::goal::attained;
use crate::component::measured::Measured;
use crate::component::{Sheet, place_of};
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction, shown_attainment};
use crate::plan::model::{Axis, Edge, Figure, Matrix};

/// Steps 2 to 4 for this kind; never below 0.
pub(super) fn raw_pay<'s>(kind: &'s Matrix, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    scene.explain_days(&mut sheet.steps);
    let row = figure(&kind.rows.figure, scene, sheet)?;
    let column = figure(&kind.columns.figure, scene, sheet)?;
    scene.open(sheet)?;
    let base = base(&kind.base, scene, sheet)?;
    let (down, across) = (place(&kind.rows, kind.edge, &row), place(&kind.columns, kind.edge, &column));
    let coefficient = match kind.values.get(down).and_then(|values| values.get(across)) {
        Some(source) => scene.rate_of(source)?,
        None => Exact::ZERO,
    };
    let step = Step::new(StepCode::Cell)
        .with("row", shown_attainment(&row))
        .with("row_from", step_of(&kind.rows, down))
        .with("column", shown_attainment(&column))
        .with("column_from", step_of(&kind.columns, across));
    sheet.steps.push(step.amount(fraction(&coefficient)));
    Ok(product(&base, &coefficient, Reason::Coefficient, scene, sheet))
}

/// The figure of an axis, not below 0. Without a goal, or with nothing to divide by, the line is closed.
fn figure<'s>(figure: &'s Figure, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    match figure {
        Figure::Attainment(measure) => {
            let measured = Measured::new(measure, scene, sheet)?;
            let (reached, goal) = attained(measure, &measured.actual, None, scene, sheet)?;
            measured.claim(&Exact::ONE.checked_div(&goal).unwrap_or(Exact::ZERO), sheet);
            Ok(reached)
        }
        Figure::Ratio { of, to } => {
            let part = Measured::new(of, scene, sheet)?;
            let whole = Measured::new(to, scene, sheet)?.actual;
            let per_unit = Exact::ONE.checked_div(&whole).filter(|_| whole.is_positive());
            let per_unit = per_unit.ok_or(Stop::Closed(Reason::NoCredit))?;
            let ratio = (&part.actual * &per_unit).max_of(&Exact::ZERO);
            let step = Step::new(StepCode::Ratio)
                .with("measure", of)
                .with("to", to)
                .with("part", scene.quantity(&part.actual, of))
                .with("whole", scene.quantity(&whole, to))
                .with("shown", shown_attainment(&ratio));
            sheet.steps.push(step.amount(fraction(&ratio)));
            part.claim(&per_unit, sheet);
            Ok(ratio)
        }
    }
}

fn place(axis: &Axis, edge: Edge, at: &Exact) -> usize {
    place_of(axis.from.iter().map(|from| Exact::from(*from)), edge, at)
}

fn step_of(axis: &Axis, place: usize) -> String {
    axis.from.get(place).map_or_else(String::new, |from| from.percent())
}
