//! Pay by a scorecard: weighted indicators → score → level → coefficient × base.

use crate::calculate::run::Reason;
use crate::calculate::scene::{Scene, Stop};
use crate::component::base::{base, product};
use crate::component::goal::attained;
use crate::component::measured::Measured;
use crate::component::piece::Piece;
use crate::component::{Sheet, place_of};
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::{Indicator, SCORE, ScorePoint, Scorecard, Scored};

/// 100 points, in hundredths.
const FULL: i64 = 10_000;

/// Steps 2 to 4 for this kind; never below 0.
pub(super) fn raw_pay<'s>(kind: &'s Scorecard, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    scene.explain_days(&mut sheet.steps);
    let score = score(kind, scene, sheet)?;
    scene.open(sheet)?;
    let base = base(&kind.base, scene, sheet)?;
    let coefficient = coefficient(kind, &score, scene, sheet)?;
    Ok(product(&base, &coefficient, Reason::Coefficient, scene, sheet))
}

/// The weighted score in hundredths of a point, with its steps. A missing goal or rating closes the line.
pub(crate) fn score<'s>(kind: &'s Scorecard, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    let mut sum = Exact::ZERO;
    for indicator in &kind.indicators {
        let score = scored(indicator, scene, sheet)?;
        let weighted = &score * &Exact::from(indicator.weight);
        let step = Step::new(StepCode::Indicator)
            .with("indicator", &indicator.key)
            .with("score", shown(&score, scene))
            .with("weight", indicator.weight.decimal());
        sheet.steps.push(step.amount(shown(&weighted, scene)));
        sum = &sum + &weighted;
    }
    sheet.steps.push(Step::new(StepCode::Score).amount(shown(&sum, scene)));
    Ok(sum)
}

fn scored<'s>(indicator: &'s Indicator, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    let weight = Exact::from(indicator.weight);
    match &indicator.scored {
        Scored::Attainment { measure, cap } => {
            let measured = Measured::new(measure, scene, sheet)?;
            let (reached, goal) = attained(measure, &measured.actual, None, scene, sheet)?;
            measured.claim(&weight.checked_div(&goal).unwrap_or(Exact::ZERO), sheet);
            let counted = match cap {
                Some(cap) => reached.min_of(&scene.rate_of(cap)?),
                None => reached,
            };
            Ok(&counted * &Exact::whole(FULL))
        }
        Scored::Points { measure, points } => {
            let measured = Measured::new(measure, scene, sheet)?;
            let score = between(points, &measured.actual);
            // Documents share what the indicator adds, as they share the actual.
            let added = (&weight * &score).checked_div(&Exact::whole(FULL)).unwrap_or(Exact::ZERO);
            let per_unit = added.checked_div(&measured.actual).unwrap_or(Exact::ZERO);
            measured.claim(&per_unit, sheet);
            Ok(score)
        }
        Scored::Rated(name) => {
            let own = scene.desk.person.ratings.iter();
            let rating = own.filter(|rating| rating.days == scene.period.days).find(|rating| &rating.name == name);
            rating.map(|rating| Exact::whole(rating.score)).ok_or_else(|| scene.no_value(name))
        }
    }
}

/// 0 below the first point, flat above the last, straight in between.
fn between(points: &[ScorePoint], at: &Exact) -> Exact {
    let point = |point: &ScorePoint| (Exact::whole(point.at), Exact::whole(point.score));
    let passed = points.partition_point(|point| Exact::whole(point.at) <= *at);
    let left = passed.checked_sub(1).and_then(|place| points.get(place)).map(point);
    match (left, points.get(passed).map(point)) {
        (None, _) => Exact::ZERO,
        (Some((_, score)), None) => score,
        (Some(left), Some(right)) => Piece::through(&left, &right).at(at),
    }
}

/// The coefficient of the level, or the score as a share of 100 points.
fn coefficient(kind: &Scorecard, score: &Exact, scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) -> Result<Exact, Stop> {
    let place = place_of(kind.levels.iter().map(|level| Exact::whole(level.from)), kind.edge, score);
    let Some(level) = kind.levels.get(place) else {
        return Ok(score.checked_div(&Exact::whole(FULL)).unwrap_or(Exact::ZERO));
    };
    let coefficient = scene.rate_of(&level.coefficient)?;
    let step = Step::new(StepCode::Level)
        .with("name", &level.name)
        .with("from", shown(&Exact::whole(level.from), scene))
        .with("score", shown(score, scene));
    sheet.steps.push(step.amount(fraction(&coefficient)));
    Ok(coefficient)
}

fn shown(score: &Exact, scene: &Scene<'_, '_>) -> String {
    crate::explain::quantity(score, SCORE, scene.plan.currency)
}
