//! From an attainment to a coefficient: proportional, straight lines between points, or bands.

use crate::calculate::scene::{Scene, Stop};
use crate::component::piece::{Piece, place_of};
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::{Beyond, Curve, Edge, Point, Source};
use crate::rate::Rate;

/// The curve's value at this attainment, with the step that explains it.
pub(crate) fn coefficient(curve: &Curve, at: &Exact, scene: &Scene<'_, '_>) -> Result<(Exact, Step), Stop> {
    let place = place_of(bounds(curve).into_iter(), edge(curve), at);
    let value = piece(curve, place, &|source| scene.rate_of(source))?.at(at);
    let step = Step::new(StepCode::Curve).with("attainment", fraction(at)).amount(fraction(&value));
    Ok((value, explained(curve, place, step)))
}

/// Where the curve's pieces begin. Straight lines have one more before their first point, where nothing is paid.
pub(crate) fn bounds(curve: &Curve) -> Vec<Exact> {
    match curve {
        Curve::Proportional => vec![Exact::ZERO],
        Curve::Linear { points, .. } => {
            let starts = points.iter().map(|point| Exact::from(point.attainment));
            std::iter::once(Exact::ZERO).chain(starts).collect()
        }
        Curve::Bands { bands, .. } => bands.iter().map(|band| Exact::from(band.from)).collect(),
    }
}

/// To which piece a bound belongs.
pub(crate) const fn edge(curve: &Curve) -> Edge {
    match curve {
        Curve::Proportional | Curve::Linear { .. } => Edge::Up,
        Curve::Bands { edge, .. } => *edge,
    }
}

/// The piece in this place of `bounds`; only the rates that it needs are asked for.
pub(crate) fn piece<E>(
    curve: &Curve,
    place: usize,
    rate_of: &impl Fn(&Source<Rate>) -> Result<Exact, E>,
) -> Result<Piece, E> {
    match curve {
        Curve::Proportional => Ok(Piece { slope: Exact::ONE, shift: Exact::ZERO }),
        Curve::Bands { bands, .. } => match bands.get(place) {
            Some(band) => rate_of(&band.coefficient).map(Piece::flat),
            None => Ok(Piece::flat(Exact::ZERO)),
        },
        Curve::Linear { points, beyond } => {
            let left = segment(points, *beyond, place);
            let Some(point) = left.checked_sub(1).and_then(|before| points.get(before)) else {
                return Ok(Piece::flat(Exact::ZERO));
            };
            let start = rate_of(&point.value)?;
            let Some(next) = points.get(left) else {
                return Ok(Piece::flat(start));
            };
            let end = rate_of(&next.value)?;
            Ok(Piece::through(&(Exact::from(point.attainment), start), &(Exact::from(next.attainment), end)))
        }
    }
}

/// Before which point the segment of this place ends: the last one goes on where the curve is extended.
fn segment(points: &[Point], beyond: Beyond, place: usize) -> usize {
    let goes_on = beyond == Beyond::Extend && place == points.len() && place > 1;
    if goes_on { place - 1 } else { place }
}

/// The shape, and the bounds between which the attainment lies.
fn explained(curve: &Curve, place: usize, step: Step) -> Step {
    let (shape, from, to) = match curve {
        Curve::Proportional => ("proportional", None, None),
        Curve::Bands { bands, .. } => {
            ("bands", bands.get(place).map(|band| band.from), bands.get(place + 1).map(|band| band.from))
        }
        Curve::Linear { points, beyond } => {
            let left = segment(points, *beyond, place);
            let at = |place: usize| points.get(place).map(|point| point.attainment);
            ("linear", left.checked_sub(1).and_then(at), at(left))
        }
    };
    let step = step.with("shape", shape);
    let step = from.map_or(step.clone(), |from| step.with("from", from.percent()));
    to.map_or(step.clone(), |to| step.with("to", to.percent()))
}

/// The whole: attainment of exactly 100 %.
pub(crate) fn full() -> Exact {
    Exact::from(Rate::ONE)
}
