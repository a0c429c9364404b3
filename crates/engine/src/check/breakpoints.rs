//! Where a component's pay can change its course as one measure grows and the others stand still.

use std::collections::BTreeMap;

use super::Stand;
use super::pieces::Pieces;
use super::sources::{FULL_SCORE, amount_label, lowest, standing, step_of};
use crate::decimal;
use crate::exact::Exact;
use crate::example::facts::StatedFacts;
use crate::plan::Plan;
use crate::plan::expression::{Bound, Deal, DocumentCondition, PersonCondition};
use crate::plan::model::{
    Against, Attainment, Commission, Component, Curve, Figure, GateStart, Indicator, Kind, Matrix, Measure,
    MeasureUnit, RateBy, Scorecard, Scored, Source, TierBounds, Times, WeightedMeasure,
};
use crate::rate::Rate;

/// An amount of the measure, and how the plan writes the bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Breakpoint {
    /// In the measure's units; a bound between two steps of the measure stands at the upper one.
    pub units: i64,
    pub label: String,
}

/// The breakpoints of a component in one measure; rising.
pub(super) fn breakpoints(stand: &Stand<'_>) -> Vec<Breakpoint> {
    let mut found = Points::new(stand);
    found.conditions();
    match &stand.component.kind {
        Kind::Attainment(kind) => found.attainment(kind),
        Kind::Commission(kind) if kind.measure == stand.measure => found.commission(kind),
        Kind::Matrix(kind) => found.matrix(kind),
        Kind::Scorecard(kind) => found.scorecard(kind),
        Kind::PerEvent(kind) if kind.measure == stand.measure => {
            if let Some(least) = kind.at_least {
                found.add_amount(least);
            }
        }
        _ => {}
    }
    for times in &stand.component.times {
        if let Times::Measure { measure, bands, .. } = times
            && measure == stand.measure
        {
            for band in bands {
                found.add_amount(band.from);
            }
        }
    }
    found.points.into_iter().map(|(units, label)| Breakpoint { units, label }).collect()
}

/// The deals at which a condition on documents changes its answer: the measure's `where`, and each of `rates_by` that
/// no earlier one takes. Their amounts are the measure's where it counts money.
pub(super) fn deals(plan: &Plan, component: &Component, measure: &str) -> Vec<Deal> {
    let Some(measure) = plan.measure(measure).filter(|measure| measure.unit == MeasureUnit::Money) else {
        return Vec::new();
    };
    let mut found: Vec<Deal> = measure.filter.iter().flat_map(DocumentCondition::deals).collect();
    let rates_by = rates_by(component, measure);
    for (place, entry) in rates_by.iter().enumerate() {
        for deal in entry.condition.deals() {
            let mut facts = untaken(rates_by, place, measure);
            facts.extend(deal.facts);
            found.push(Deal { facts, ..deal });
        }
    }
    found
}

/// For each of `rates_by` the facts of a document that it pays on.
pub(super) fn documents_by_rate(component: &Component, measure: &Measure) -> Vec<StatedFacts> {
    let rates_by = rates_by(component, measure);
    let of_entry = |(place, entry): (usize, &RateBy)| {
        let mut facts = untaken(rates_by, place, measure);
        entry.condition.state(true, &mut facts);
        facts
    };
    rates_by.iter().enumerate().map(of_entry).collect()
}

fn rates_by<'c>(component: &'c Component, measure: &Measure) -> &'c [RateBy] {
    match &component.kind {
        Kind::Commission(kind) if kind.measure == measure.key => &kind.rates_by,
        _ => &[],
    }
}

/// Facts of a document that the measure counts and none of the earlier rates takes.
fn untaken(rates_by: &[RateBy], place: usize, measure: &Measure) -> StatedFacts {
    let mut facts = StatedFacts::new();
    rates_by.iter().take(place).for_each(|earlier| earlier.condition.state(false, &mut facts));
    measure.filter.iter().for_each(|filter| filter.state(true, &mut facts));
    facts
}

/// By units; where two bounds meet, the first one written names the place.
struct Points<'s> {
    stand: &'s Stand<'s>,
    points: BTreeMap<i64, String>,
}

impl<'s> Points<'s> {
    const fn new(stand: &'s Stand<'s>) -> Self {
        Self { stand, points: BTreeMap::new() }
    }

    fn add(&mut self, units: &Exact, label: String) {
        let (plan, measure) = (self.stand.plan, self.stand.measure);
        let step = Exact::whole(step_of(plan, measure));
        let steps = units.checked_div(&step).unwrap_or(Exact::ZERO);
        let down = steps.floor();
        let up = if down == steps { down } else { &down + &Exact::ONE };
        if let Some(units) = (&up * &step).to_i64().filter(|units| *units > lowest(plan, measure)) {
            self.points.entry(units).or_insert(label);
        }
    }

    fn add_amount(&mut self, units: i64) {
        self.add(&Exact::whole(units), amount_label(self.stand.plan, self.stand.measure, units));
    }

    fn add_share(&mut self, share: Rate) {
        self.add(&(&Exact::from(share) * &self.goal()), share.percent());
    }

    fn goal(&self) -> Exact {
        Exact::whole(standing(self.stand.plan, self.stand.measure))
    }

    /// What `when` and `eligible` ask of the measure.
    fn conditions(&mut self) {
        let component = self.stand.component;
        let asked = component.when.iter().chain(component.kind.eligible());
        for threshold in asked.flat_map(PersonCondition::thresholds) {
            match threshold.bound {
                _ if threshold.measure != self.stand.measure => {}
                Bound::Share(share) => self.add_share(share),
                Bound::Amount(units) => self.add_amount(units),
            }
        }
    }

    /// Where the attainment of all measures together comes to a bound, and where the own one is limited.
    fn attainment(&mut self, kind: &Attainment) {
        let of_part = |part: &WeightedMeasure| self.reached(kind, part).times(&Exact::from(part.weight));
        let (own, others): (Vec<_>, Vec<_>) = kind.measures.iter().partition(|part| part.measure == self.stand.measure);
        let figure = own.iter().fold(Pieces::default(), |sum, part| sum.plus(&of_part(part)));
        let rest: Exact = others.iter().map(|part| of_part(part).value(&self.actual(&part.measure))).sum();
        for (bound, label) in self.bounds(kind) {
            for units in figure.reaching(&(&Exact::from(bound) - &rest)) {
                self.add(&units, label.clone());
            }
        }
        for part in own {
            let bends: Vec<Exact> = self.reached(kind, part).bends().skip(1).cloned().collect();
            for (units, cap) in bends.iter().zip(&part.cap) {
                self.add(units, label_of(cap));
            }
        }
    }

    /// The attainment of one measure.
    fn reached(&self, kind: &Attainment, part: &WeightedMeasure) -> Pieces {
        let divisor = match &kind.against {
            Against::Amount(Source::Fixed(units)) => Exact::whole(*units),
            Against::Amount(_) | Against::Goal(_) => Exact::whole(standing(self.stand.plan, &part.measure)),
        };
        let limit = part.cap.as_ref().map(|cap| Exact::from(self.stand.rate_of(cap)));
        Pieces::growing(&Exact::ONE.checked_div(&divisor).unwrap_or(Exact::ZERO), limit.as_ref())
    }

    /// The attainments at which gate, curve and limit bend or jump.
    fn bounds(&self, kind: &Attainment) -> Vec<(Rate, String)> {
        let limits = kind.gate.iter().chain(&kind.cap_attainment);
        let mut bounds: Vec<(Rate, String)> =
            limits.map(|source| (self.stand.rate_of(source), label_of(source))).collect();
        let mut add = |rate: Rate| bounds.push((rate, rate.percent()));
        if kind.gate_start == GateStart::FromZero {
            add(Rate::ONE);
        }
        match &kind.curve {
            Curve::Proportional => {}
            Curve::Linear { points, .. } => points.iter().for_each(|point| add(point.attainment)),
            Curve::Bands { bands, .. } => bands.iter().for_each(|band| add(band.from)),
        }
        bounds
    }

    /// Where the figure of an axis enters another step.
    fn matrix(&mut self, kind: &Matrix) {
        let measure = self.stand.measure;
        for axis in [&kind.rows, &kind.columns] {
            for bound in &axis.from {
                let share = Exact::from(*bound);
                let units = match &axis.figure {
                    Figure::Attainment(own) if own == measure => &share * &self.goal(),
                    Figure::Ratio { of, to } if of == measure => &share * &self.actual(to),
                    Figure::Ratio { of, to } if to == measure => {
                        self.actual(of).checked_div(&share).unwrap_or(Exact::ZERO)
                    }
                    _ => continue,
                };
                self.add(&units, bound.percent());
            }
        }
    }

    /// Where the score comes to a level, and where an indicator bends.
    fn scorecard(&mut self, kind: &Scorecard) {
        let (own, others): (Vec<_>, Vec<_>) =
            kind.indicators.iter().partition(|one| one.scored.measure() == Some(self.stand.measure));
        let figure = own.iter().fold(Pieces::default(), |sum, one| sum.plus(&self.scored(one)));
        let rest: Exact = others.iter().map(|one| self.score(one)).sum();
        for level in &kind.levels {
            for units in figure.reaching(&(&Exact::whole(level.from) - &rest)) {
                self.add(&units, decimal::format(level.from, 2));
            }
        }
        for indicator in own {
            match &indicator.scored {
                Scored::Attainment { cap: Some(cap), .. } => {
                    let units = &Exact::from(self.stand.rate_of(cap)) * &self.goal();
                    self.add(&units, label_of(cap));
                }
                Scored::Points { points, .. } => points.iter().for_each(|point| self.add_amount(point.at)),
                Scored::Attainment { .. } | Scored::Rated(_) => {}
            }
        }
    }

    /// What an indicator adds to the score as its measure grows.
    fn scored(&self, indicator: &Indicator) -> Pieces {
        let figure = match &indicator.scored {
            Scored::Attainment { measure, cap } => {
                let goal = Exact::whole(standing(self.stand.plan, measure));
                let full = Exact::whole(FULL_SCORE);
                let limit = cap.as_ref().map(|cap| &Exact::from(self.stand.rate_of(cap)) * &full);
                Pieces::growing(&full.checked_div(&goal).unwrap_or(Exact::ZERO), limit.as_ref())
            }
            Scored::Points { points, .. } => Pieces::through(points),
            Scored::Rated(_) => Pieces::default(),
        };
        figure.times(&Exact::from(indicator.weight))
    }

    /// What an indicator of another measure adds where it stands; a rating has full points.
    fn score(&self, indicator: &Indicator) -> Exact {
        match indicator.scored.measure() {
            Some(measure) => self.scored(indicator).value(&self.actual(measure)),
            None => &Exact::whole(FULL_SCORE) * &Exact::from(indicator.weight),
        }
    }

    fn commission(&mut self, kind: &Commission) {
        let Some(tiers) = &kind.tiers else { return };
        for tier in &tiers.steps {
            match tiers.bounds {
                TierBounds::Amount => self.add_amount(tier.from),
                TierBounds::GoalShare => self.add_share(Rate::from_ppm(tier.from)),
            }
        }
    }

    /// What another measure comes to.
    fn actual(&self, measure: &str) -> Exact {
        Exact::whole(self.stand.others.get(measure).copied().unwrap_or(0))
    }
}

/// As the plan writes it: a rate, or the name of the person's value.
fn label_of(source: &Source<Rate>) -> String {
    match source {
        Source::Fixed(rate) => rate.percent(),
        Source::Grade(key) | Source::Member(key) => key.clone(),
    }
}
