//! From an attainment to a coefficient: proportional, straight lines between points, or bands.

use crate::calculate::scene::{Scene, Stop};
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::{Beyond, Curve, Edge, Point, RateBand};
use crate::rate::Rate;

/// The curve's value at this attainment, with the step that explains it.
pub(crate) fn coefficient(curve: &Curve, at: &Exact, scene: &Scene<'_, '_>) -> Result<(Exact, Step), Stop> {
    let step = Step::new(StepCode::Curve).with("attainment", fraction(at));
    let (value, step) = match curve {
        Curve::Proportional => (at.clone(), step.with("shape", "proportional")),
        Curve::Linear { points, beyond } => linear(points, *beyond, at, scene, step.with("shape", "linear"))?,
        Curve::Bands { bands, edge } => band(bands, *edge, at, scene, step.with("shape", "bands"))?,
    };
    let step = step.amount(fraction(&value));
    Ok((value, step))
}

fn linear(
    points: &[Point],
    beyond: Beyond,
    at: &Exact,
    scene: &Scene<'_, '_>,
    step: Step,
) -> Result<(Exact, Step), Stop> {
    let next = points.iter().position(|point| Exact::from(point.attainment) > *at);
    let (left, right) = match next {
        Some(0) => return Ok((Exact::ZERO, first_point(points, step))),
        Some(place) => (points.get(place - 1), points.get(place)),
        None if beyond == Beyond::Extend && points.len() > 1 => (points.get(points.len() - 2), points.last()),
        None => (points.last(), None),
    };
    let Some(left) = left else {
        return Ok((Exact::ZERO, step));
    };
    let step = step.with("from", left.attainment.percent());
    let start = scene.rate_of(&left.value)?;
    let Some(right) = right else {
        return Ok((start, step));
    };
    let end = scene.rate_of(&right.value)?;
    let value = straight(&(Exact::from(left.attainment), start), &(Exact::from(right.attainment), end), at);
    Ok((value, step.with("to", right.attainment.percent())))
}

/// The straight line through two points.
pub(crate) fn straight((x, y): &(Exact, Exact), (other_x, other_y): &(Exact, Exact), at: &Exact) -> Exact {
    let slope = (other_y - y).checked_div(&(other_x - x)).unwrap_or(Exact::ZERO);
    y + &(&slope * &(at - x))
}

fn first_point(points: &[Point], step: Step) -> Step {
    match points.first() {
        Some(point) => step.with("to", point.attainment.percent()),
        None => step,
    }
}

fn band(bands: &[RateBand], edge: Edge, at: &Exact, scene: &Scene<'_, '_>, step: Step) -> Result<(Exact, Step), Stop> {
    let place = place_of(bands.iter().map(|band| Exact::from(band.from)), edge, at);
    let Some(band) = bands.get(place) else {
        return Ok((Exact::ZERO, step));
    };
    let step = step.with("from", band.from.percent());
    let step = match bands.get(place + 1) {
        Some(next) => step.with("to", next.from.percent()),
        None => step,
    };
    Ok((scene.rate_of(&band.coefficient)?, step))
}

/// In which of the rising, half-open steps a value lies: `up` puts a value on a bound into the upper one. What lies
/// below the first bound is in the first.
pub(crate) fn place_of(bounds: impl Iterator<Item = Exact>, edge: Edge, value: &Exact) -> usize {
    let passed = bounds.take_while(|bound| match edge {
        Edge::Up => *bound <= *value,
        Edge::Down => *bound < *value,
    });
    passed.count().saturating_sub(1)
}

/// The whole: attainment of exactly 100 %.
pub(crate) fn full() -> Exact {
    Exact::from(Rate::ONE)
}
