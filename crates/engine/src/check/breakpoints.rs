//! Where a component's pay can change its course as one measure grows.

use std::collections::BTreeMap;

use super::sources::{FULL_SCORE, GOAL_UNITS};
use crate::component::between;
use crate::component::piece::Piece;
use crate::decimal;
use crate::exact::Exact;
use crate::example::facts::StatedFacts;
use crate::plan::Plan;
use crate::plan::expression::{Bound, Deal, DocumentCondition};
use crate::plan::model::{
    Against, Attainment, Commission, Component, Curve, Figure, GateStart, Indicator, Kind, Level, Matrix, MeasureUnit,
    ScorePoint, Scorecard, Scored, Source, TierBounds, Times, WeightedMeasure,
};
use crate::rate::Rate;

/// An amount of the measure, and how the plan writes the bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Breakpoint {
    /// In the measure's units; a bound between two units stands at the upper one.
    pub units: i64,
    pub label: String,
}

/// The breakpoints of a component in one measure, while every other measure stands at its goal; rising.
pub(super) fn breakpoints(plan: &Plan, component: &Component, measure: &str) -> Vec<Breakpoint> {
    let amount = |units: i64| amount_label(plan, measure, units);
    let mut found = Points::default();
    if let Some(condition) = &component.when {
        for threshold in condition.thresholds().iter().filter(|threshold| threshold.measure == measure) {
            match threshold.bound {
                Bound::Share(share) => found.add(&of_goal(share), share.percent()),
                Bound::Amount(units) => found.add(&Exact::whole(units), amount(units)),
            }
        }
    }
    match &component.kind {
        Kind::Attainment(kind) => attainment(kind, measure, &mut found),
        Kind::Commission(kind) if kind.measure == measure => commission(kind, &amount, &mut found),
        Kind::Matrix(kind) => matrix(kind, measure, &mut found),
        Kind::Scorecard(kind) => scorecard(kind, measure, &amount, &mut found),
        Kind::PerEvent(kind) if kind.measure == measure => {
            if let Some(least) = kind.at_least {
                found.add(&Exact::whole(least), amount(least));
            }
        }
        _ => {}
    }
    for times in &component.times {
        if let Times::Measure { measure: own, bands, .. } = times
            && own == measure
        {
            for band in bands {
                found.add(&Exact::whole(band.from), amount(band.from));
            }
        }
    }
    found.0.into_iter().map(|(units, label)| Breakpoint { units, label }).collect()
}

/// The deals at which a condition on documents changes its answer: the measure's `where`, and each of `rates_by` that
/// no earlier one takes. Their amounts are the measure's where it counts money.
pub(super) fn deals(plan: &Plan, component: &Component, measure: &str) -> Vec<Deal> {
    let Some(measure) = plan.measure(measure).filter(|measure| measure.unit == MeasureUnit::Money) else {
        return Vec::new();
    };
    let mut found: Vec<Deal> = measure.filter.iter().flat_map(DocumentCondition::deals).collect();
    let rates_by = match &component.kind {
        Kind::Commission(kind) if kind.measure == measure.key => kind.rates_by.as_slice(),
        _ => &[],
    };
    for (place, entry) in rates_by.iter().enumerate() {
        for deal in entry.condition.deals() {
            let mut facts = StatedFacts::new();
            rates_by.iter().take(place).for_each(|earlier| earlier.condition.state(false, &mut facts));
            measure.filter.iter().for_each(|filter| filter.state(true, &mut facts));
            facts.extend(deal.facts);
            found.push(Deal { facts, ..deal });
        }
    }
    found
}

/// By units; where two bounds meet, the first one written names the place.
#[derive(Default)]
struct Points(BTreeMap<i64, String>);

impl Points {
    fn add(&mut self, units: &Exact, label: String) {
        let down = units.floor();
        let up = if down == *units { down } else { &down + &Exact::ONE };
        if let Some(units) = up.to_i64().filter(|units| *units > 0) {
            self.0.entry(units).or_insert(label);
        }
    }
}

fn attainment(kind: &Attainment, measure: &str, found: &mut Points) {
    for part in kind.measures.iter().filter(|part| part.measure == measure) {
        let divisor = divisor(kind);
        let rest: Exact = kind.measures.iter().filter(|other| other.measure != measure).map(at_goal).sum();
        for bound in bounds(kind) {
            let own = (&Exact::from(bound) - &rest).checked_div(&Exact::from(part.weight));
            if let Some(own) = own {
                found.add(&(&own * &divisor), bound.percent());
            }
        }
        if let Some(Source::Fixed(cap)) = &part.cap {
            found.add(&(&Exact::from(*cap) * &divisor), cap.percent());
        }
    }
}

/// What a measure that stands at its goal adds.
fn at_goal(part: &WeightedMeasure) -> Exact {
    let cap = part.cap.as_ref().and_then(Source::fixed).unwrap_or(Rate::ONE);
    &Exact::from(cap.min(Rate::ONE)) * &Exact::from(part.weight)
}

fn divisor(kind: &Attainment) -> Exact {
    match &kind.against {
        Against::Amount(Source::Fixed(units)) => Exact::whole(*units),
        Against::Amount(_) | Against::Goal(_) => Exact::whole(GOAL_UNITS),
    }
}

/// The attainments at which gate, curve and limit bend or jump.
fn bounds(kind: &Attainment) -> Vec<Rate> {
    let mut bounds: Vec<Rate> = kind.gate.iter().chain(&kind.cap_attainment).filter_map(Source::fixed).collect();
    if kind.gate_start == GateStart::FromZero {
        bounds.push(Rate::ONE);
    }
    match &kind.curve {
        Curve::Proportional => {}
        Curve::Linear { points, .. } => bounds.extend(points.iter().map(|point| point.attainment)),
        Curve::Bands { bands, .. } => bounds.extend(bands.iter().map(|band| band.from)),
    }
    bounds
}

/// Where the figure of an axis enters another step, the other measure of a ratio standing at its goal.
fn matrix(kind: &Matrix, measure: &str, found: &mut Points) {
    for axis in [&kind.rows, &kind.columns] {
        for bound in &axis.from {
            let units = match &axis.figure {
                Figure::Ratio { to, .. } if to == measure => {
                    Exact::whole(GOAL_UNITS).checked_div(&Exact::from(*bound)).unwrap_or(Exact::ZERO)
                }
                figure if figure.measures().contains(&measure) => of_goal(*bound),
                _ => continue,
            };
            found.add(&units, bound.percent());
        }
    }
}

/// Where an indicator bends, and where it brings the score to a level while the others stand still.
fn scorecard(kind: &Scorecard, measure: &str, amount: &dyn Fn(i64) -> String, found: &mut Points) {
    for indicator in kind.indicators.iter().filter(|indicator| indicator.scored.measure() == Some(measure)) {
        let others = kind.indicators.iter().filter(|other| other.key != indicator.key);
        let rest: Exact = others.map(full_score).sum();
        let needed = |level: &Level| {
            let own = &Exact::whole(level.from) - &rest;
            Some((own.checked_div(&Exact::from(indicator.weight))?, decimal::format(level.from, 2)))
        };
        match &indicator.scored {
            Scored::Attainment { cap, .. } => {
                for (score, label) in kind.levels.iter().filter_map(needed) {
                    let share = score.checked_div(&Exact::whole(FULL_SCORE)).unwrap_or(Exact::ZERO);
                    found.add(&(&share * &Exact::whole(GOAL_UNITS)), label);
                }
                if let Some(Source::Fixed(cap)) = cap {
                    found.add(&of_goal(*cap), cap.percent());
                }
            }
            Scored::Points { points, .. } => {
                for (score, label) in kind.levels.iter().filter_map(needed) {
                    for units in actuals_of(points, &score) {
                        found.add(&units, label.clone());
                    }
                }
                for point in points {
                    found.add(&Exact::whole(point.at), amount(point.at));
                }
            }
            Scored::Rated(_) => {}
        }
    }
}

/// What an indicator adds whose measure stands at its goal, or that is rated with full points.
fn full_score(indicator: &Indicator) -> Exact {
    let score = match &indicator.scored {
        Scored::Attainment { cap, .. } => {
            let cap = cap.as_ref().and_then(Source::fixed).unwrap_or(Rate::ONE);
            &Exact::from(cap.min(Rate::ONE)) * &Exact::whole(FULL_SCORE)
        }
        Scored::Points { points, .. } => between(points, &Exact::whole(GOAL_UNITS)),
        Scored::Rated(_) => Exact::whole(FULL_SCORE),
    };
    &score * &Exact::from(indicator.weight)
}

/// The actuals at which straight lines between points come to a score.
fn actuals_of(points: &[ScorePoint], score: &Exact) -> Vec<Exact> {
    let turned = |point: &ScorePoint| (Exact::whole(point.score), Exact::whole(point.at));
    let lines = points.iter().zip(points.iter().skip(1)).map(|(left, right)| (turned(left), turned(right)));
    let crossing =
        lines.filter(|((low, _), (high, _))| low != high && low.min(high) <= score && score <= low.max(high));
    crossing.map(|(left, right)| Piece::through(&left, &right).at(score)).collect()
}

fn commission(kind: &Commission, amount: &dyn Fn(i64) -> String, found: &mut Points) {
    let Some(tiers) = &kind.tiers else {
        return;
    };
    for tier in &tiers.steps {
        match tiers.bounds {
            TierBounds::Amount => found.add(&Exact::whole(tier.from), amount(tier.from)),
            TierBounds::GoalShare => {
                found.add(&of_goal(Rate::from_ppm(tier.from)), Rate::from_ppm(tier.from).percent());
            }
        }
    }
}

fn of_goal(share: Rate) -> Exact {
    &Exact::from(share) * &Exact::whole(GOAL_UNITS)
}

/// An amount of one of the plan's measures as plans write it.
pub(super) fn amount_label(plan: &Plan, measure: &str, units: i64) -> String {
    let unit = plan.measure(measure).map_or(MeasureUnit::Money, |measure| measure.unit);
    decimal::format(units, unit.digits(plan.currency))
}
