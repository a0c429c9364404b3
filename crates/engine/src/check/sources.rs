//! A person who has every value that a plan asks for, and where each measure stands: the check needs somebody to
//! calculate for.

use std::collections::BTreeMap;

use crate::calculate::{Rating, Segment};
use crate::day::DayRange;
use crate::decimal;
use crate::plan::Plan;
use crate::plan::expression::FactValue;
use crate::plan::model::{
    Against, Attainment, Base, Commission, Component, Curve, Kind, MeasureOf, MeasureUnit, Scorecard, Scored, Source,
    Times,
};
use crate::rate::Rate;

/// A base of 10,000.00; all other values are chosen so that they bound nothing by themselves.
const BASE_MINOR: i64 = 1_000_000;
const UNBOUNDED_MINOR: i64 = 1_000_000_000_000;
const VARIABLE_PAY_MINOR: i64 = 12_000_000;
const RATE: Rate = Rate::from_ppm(50_000);
const GATE: Rate = Rate::from_ppm(800_000);
/// Of an attainment.
const LIMIT: Rate = Rate::from_ppm(2_000_000);
/// 100 points, in hundredths.
pub(super) const FULL_SCORE: i64 = 10_000;
/// The goal that percentages are tried on: every bound in parts per million is a whole number of units.
const GOAL_UNITS: i64 = 10_000_000;
/// A promoter score is tried in whole points: with at most so many answers.
const PROMOTER_STEPS: i64 = 100;

/// The goal of a measure, at which it stands while another grows, in its units.
pub(super) fn standing(plan: &Plan, measure: &str) -> i64 {
    hundred_points(plan, measure).unwrap_or(GOAL_UNITS)
}

/// From where on it grows.
pub(super) fn lowest(plan: &Plan, measure: &str) -> i64 {
    hundred_points(plan, measure).map_or(0, |full| -full)
}

/// By how much it grows: by one unit, but a promoter score by what one of a hundred answers moves it.
pub(super) fn step_of(plan: &Plan, measure: &str) -> i64 {
    hundred_points(plan, measure).map_or(1, |full| full / PROMOTER_STEPS.min(full))
}

/// What a promoter score comes to where everybody promotes, in its units.
pub(super) fn hundred_points(plan: &Plan, measure: &str) -> Option<i64> {
    let measure = plan.measure(measure).filter(|measure| measure.of == MeasureOf::Nps)?;
    let MeasureUnit::Score { scale } = measure.unit else { return None };
    10_i64.checked_pow(u32::from(scale)).map(|point| point.saturating_mul(100))
}

/// An amount of one of the plan's measures as plans write it.
pub(super) fn amount_label(plan: &Plan, measure: &str, units: i64) -> String {
    let unit = plan.measure(measure).map_or(MeasureUnit::Money, |measure| measure.unit);
    decimal::format(units, unit.digits(plan.currency))
}

/// The value of a rate for such a person.
pub(super) fn rate_of(segment: &Segment, source: &Source<Rate>) -> Rate {
    let named = match source {
        Source::Fixed(rate) => return *rate,
        Source::Grade(key) => segment.grade_values.get(key),
        Source::Member(key) => segment.fields.get(key),
    };
    match named {
        Some(FactValue::Rate(rate)) => *rate,
        _ => Rate::ONE,
    }
}

#[derive(Default)]
struct Values {
    fields: BTreeMap<String, FactValue>,
    columns: BTreeMap<String, FactValue>,
}

/// The facts of such a person.
pub(super) fn segment(plan: &Plan, days: DayRange) -> Segment {
    let mut values = Values::default();
    for component in &plan.components {
        values.component(component);
    }
    Segment {
        months_served: Some(1_200),
        variable_pay: Some(VARIABLE_PAY_MINOR),
        fields: values.fields,
        grade_values: values.columns,
        ..Segment::blank(days)
    }
}

/// Full points wherever somebody rates the person.
pub(super) fn ratings(plan: &Plan, days: DayRange) -> Vec<Rating> {
    let mut found = Vec::new();
    for component in &plan.components {
        let Kind::Scorecard(card) = &component.kind else { continue };
        for indicator in &card.indicators {
            if let Scored::Rated(name) = &indicator.scored {
                found.push(Rating { name: name.clone(), days, score: FULL_SCORE });
            }
        }
    }
    found
}

impl Values {
    fn component(&mut self, component: &Component) {
        self.money(component.cap.as_ref(), UNBOUNDED_MINOR);
        self.money(component.floor.as_ref(), 0);
        let rules = &component.payout;
        self.money(rules.draw.as_ref().map(|draw| &draw.amount), 0);
        self.rate(rules.draw.as_ref().map(|draw| &draw.recover), Rate::ONE);
        self.rate(rules.holdback.as_ref().map(|holdback| &holdback.rate), Rate::ZERO);
        for times in &component.times {
            if let Times::Measure { bands, .. } = times {
                for band in bands {
                    self.rate(Some(&band.coefficient), Rate::ONE);
                }
            }
        }
        match &component.kind {
            Kind::Attainment(kind) => self.attainment(kind),
            Kind::Commission(kind) => self.commission(kind),
            Kind::Matrix(kind) => {
                self.base(&kind.base);
                kind.values.iter().flatten().for_each(|value| self.rate(Some(value), Rate::ONE));
            }
            Kind::Scorecard(kind) => self.scorecard(kind),
            Kind::PerEvent(kind) => self.money(Some(&kind.amount), BASE_MINOR),
            Kind::Override(kind) => self.commission(&kind.rates),
            Kind::Ranking(_) | Kind::Pool(_) | Kind::Project => {}
        }
    }

    fn base(&mut self, base: &Base) {
        match base {
            Base::Amount(source) => self.money(Some(source), BASE_MINOR),
            Base::VariablePay { share } => self.rate(Some(share), Rate::ONE),
        }
    }

    fn scorecard(&mut self, kind: &Scorecard) {
        self.base(&kind.base);
        kind.levels.iter().for_each(|level| self.rate(Some(&level.coefficient), Rate::ONE));
        for indicator in &kind.indicators {
            if let Scored::Attainment { cap, .. } = &indicator.scored {
                self.rate(cap.as_ref(), LIMIT);
            }
        }
    }

    fn attainment(&mut self, kind: &Attainment) {
        self.base(&kind.base);
        if let Against::Amount(source) = &kind.against {
            self.money(Some(source), GOAL_UNITS);
        }
        self.rate(kind.gate.as_ref(), GATE);
        self.rate(kind.cap_attainment.as_ref(), LIMIT);
        for part in &kind.measures {
            self.rate(part.cap.as_ref(), LIMIT);
        }
        match &kind.curve {
            Curve::Proportional => {}
            Curve::Linear { points, .. } => points.iter().for_each(|point| self.rate(Some(&point.value), Rate::ONE)),
            Curve::Bands { bands, .. } => bands.iter().for_each(|band| self.rate(Some(&band.coefficient), Rate::ONE)),
        }
    }

    fn commission(&mut self, kind: &Commission) {
        self.rate(kind.rate.as_ref(), RATE);
        self.money(kind.cap_each.as_ref(), UNBOUNDED_MINOR);
        kind.rates_by.iter().for_each(|entry| self.rate(Some(&entry.rate), RATE));
        if let Some(tiers) = &kind.tiers {
            tiers.steps.iter().for_each(|tier| self.rate(Some(&tier.value), RATE));
        }
    }

    fn money(&mut self, source: Option<&Source<i64>>, minor: i64) {
        self.put(source, FactValue::Money(minor));
    }

    fn rate(&mut self, source: Option<&Source<Rate>>, rate: Rate) {
        self.put(source, FactValue::Rate(rate));
    }

    /// The first use of a name decides its value.
    fn put<T>(&mut self, source: Option<&Source<T>>, value: FactValue) {
        let (map, key) = match source {
            Some(Source::Grade(key)) => (&mut self.columns, key),
            Some(Source::Member(key)) => (&mut self.fields, key),
            Some(Source::Fixed(_)) | None => return,
        };
        map.entry(key.clone()).or_insert(value);
    }
}
