//! Pay by attainment: base × curve(actual ÷ goal), behind a gate.

use crate::calculate::run::Reason;
use crate::calculate::scene::{Scene, Stop};
use crate::component::Sheet;
use crate::component::base::{base, product};
use crate::component::curve::{bounds, coefficient, edge, full, piece};
use crate::component::goal::{attainment_step, counted_goal};
use crate::component::measured::Measured;
use crate::component::piece::{Piece, place_of};
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction, shown_attainment};
use crate::plan::model::{Against, Attainment, GateStart, Source, WeightedMeasure};
use crate::rate::Rate;

/// Steps 2 to 4 for this kind; never below 0.
pub(super) fn raw_pay<'s>(kind: &'s Attainment, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    scene.explain_days(&mut sheet.steps);
    let attainment = measured(kind, scene, sheet)?;
    scene.open(sheet)?;
    let gate = gate(kind, &attainment, scene, sheet)?;
    let base = base(&kind.base, scene, sheet)?;
    let counted = capped(kind, attainment, scene, sheet)?;
    let share = paid_share(kind, &counted, gate.as_ref(), scene, sheet)?;
    Ok(product(&base, &share, Reason::Curve, scene, sheet))
}

/// The (weighted) attainment, each part not below 0.
fn measured<'s>(kind: &'s Attainment, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    let mut sum = Exact::ZERO;
    for part in &kind.measures {
        sum = &sum + &weighted_part(kind, part, scene, sheet)?;
    }
    if kind.measures.len() > 1 {
        let step = Step::new(StepCode::AttainmentTotal).with("shown", shown_attainment(&sum));
        sheet.steps.push(step.amount(fraction(&sum)));
    }
    sheet.attainment = Some(sum.clone());
    Ok(sum)
}

fn weighted_part<'s>(
    kind: &'s Attainment,
    part: &'s WeightedMeasure,
    scene: &Scene<'s, '_>,
    sheet: &mut Sheet<'s>,
) -> Result<Exact, Stop> {
    let measure = scene.measure(&part.measure)?;
    let measured = Measured::new(&part.measure, scene, sheet)?;
    let actual = measured.actual.clone();
    let divisor = match &kind.against {
        Against::Goal(level) => counted_goal(*level, &part.measure, scene, sheet)?,
        Against::Amount(source) => {
            let amount = scene.quantity_of(source, measure.definition.unit)?;
            let step = Step::new(StepCode::Against).with("measure", &part.measure);
            sheet.steps.push(step.amount(scene.quantity(&amount, &part.measure)));
            amount
        }
    };
    let weight = Exact::from(part.weight);
    let Some(reached) = actual.checked_div(&divisor).filter(|_| divisor.is_positive()) else {
        return Err(scene.no_goal(&part.measure));
    };
    let reached = reached.max_of(&Exact::ZERO);
    measured.claim(&weight.checked_div(&divisor).unwrap_or(Exact::ZERO), sheet);
    let counted = match &part.cap {
        Some(cap) => reached.min_of(&scene.rate_of(cap)?),
        None => reached.clone(),
    };
    sheet.steps.push(explained(kind, part, &reached, &counted, (&actual, &divisor), scene));
    Ok(&counted * &weight)
}

fn explained(
    kind: &Attainment,
    part: &WeightedMeasure,
    reached: &Exact,
    counted: &Exact,
    quotient: (&Exact, &Exact),
    scene: &Scene<'_, '_>,
) -> Step {
    let step = attainment_step(&part.measure, reached, quotient, scene);
    if kind.measures.len() == 1 {
        return step;
    }
    let step = step.with("weight", part.weight.decimal());
    if part.cap.is_some() { step.with("cap", fraction(counted)) } else { step }
}

/// The gate's bound, or the end of the line below it. A gate is open at its bound.
fn gate(kind: &Attainment, at: &Exact, scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) -> Result<Option<Exact>, Stop> {
    let Some(source) = &kind.gate else {
        return Ok(None);
    };
    let bound = scene.rate_of(source)?;
    let is_open = *at >= bound;
    let step = Step::new(StepCode::Gate).with("bound", fraction(&bound)).with("attainment", fraction(at));
    sheet.steps.push(step.with("open", is_open.to_string()));
    if is_open { Ok(Some(bound)) } else { Err(Stop::Closed(Reason::Gate)) }
}

/// The attainment that the curve sees.
fn capped(kind: &Attainment, at: Exact, scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) -> Result<Exact, Stop> {
    let Some(source) = &kind.cap_attainment else {
        return Ok(at);
    };
    let limit = scene.rate_of(source)?;
    if at <= limit {
        return Ok(at);
    }
    let step = Step::new(StepCode::CapAttainment).with("limit", fraction(&limit)).with("before", fraction(&at));
    sheet.steps.push(step.amount(fraction(&limit)));
    Ok(limit)
}

/// The share of the base: the curve, or the straight line from the gate to 100 %.
fn paid_share(
    kind: &Attainment,
    at: &Exact,
    gate: Option<&Exact>,
    scene: &Scene<'_, '_>,
    sheet: &mut Sheet<'_>,
) -> Result<Exact, Stop> {
    let full = full();
    let rising = gate.filter(|gate| kind.gate_start == GateStart::FromZero && **gate < full && *at < full);
    let Some(gate) = rising else {
        let (share, step) = coefficient(&kind.curve, at, scene)?;
        sheet.steps.push(step);
        return Ok(share);
    };
    let (at_full, step) = coefficient(&kind.curve, &full, scene)?;
    sheet.steps.push(step);
    let share = rising_from(gate, &at_full).at(&at.max_of(gate));
    let step = Step::new(StepCode::FromZero).with("gate", fraction(gate)).with("full", fraction(&at_full));
    sheet.steps.push(step.with("attainment", fraction(at)).amount(fraction(&share)));
    Ok(share)
}

/// The straight line from nothing at the gate to the curve's value at 100 %.
pub(crate) fn rising_from(gate: &Exact, at_full: &Exact) -> Piece {
    Piece::through(&(gate.clone(), Exact::ZERO), &(full(), at_full.clone()))
}

/// The share of the base by attainment, above the gate: where each piece begins, and the pieces.
pub(crate) fn share_pieces<E>(
    kind: &Attainment,
    rate_of: &impl Fn(&Source<Rate>) -> Result<Exact, E>,
) -> Result<Vec<(Exact, Piece)>, E> {
    let (bounds, edge, full) = (bounds(&kind.curve), edge(&kind.curve), full());
    let mut pieces = Vec::with_capacity(bounds.len() + 2);
    for (place, from) in bounds.iter().enumerate() {
        pieces.push((from.clone(), piece(&kind.curve, place, rate_of)?));
    }
    let gate = kind.gate.as_ref().filter(|_| kind.gate_start == GateStart::FromZero).map(rate_of).transpose()?;
    if let Some(gate) = gate.filter(|gate| *gate < full) {
        let place = place_of(bounds.iter().cloned(), edge, &full);
        if let Some((_, at)) = pieces.get(place).cloned() {
            let rising = rising_from(&gate, &at.at(&full));
            pieces.splice(..=place, [(Exact::ZERO, rising), (full, at)]);
        }
    }
    if let Some(source) = &kind.cap_attainment {
        let limit = rate_of(source)?;
        let place = place_of(pieces.iter().map(|(from, _)| from.clone()), edge, &limit);
        pieces.truncate(place + 1);
        let flat = pieces.last().map(|(_, last)| Piece::flat(last.at(&limit)));
        pieces.extend(flat.map(|flat| (limit, flat)));
    }
    Ok(pieces)
}
