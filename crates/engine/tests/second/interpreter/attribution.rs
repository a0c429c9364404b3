//! Attribution: which documents a line's pay comes from.

use beichen_engine::calculate::Credit;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::{
    Axis, Figure, GoalLevel, Indicator, Kind, PerEvent, RankedBy, Ranking, Scored, WeightedMeasure,
};

use super::Unpaid;
use super::number::{Ratio, nothing, one, rate, settled, whole};
use super::others::qualifies;
use super::subject::Subject;

/// A document's part of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub source: Source,
    pub minor: i64,
    /// Its net credits.
    pub credited: Ratio,
}

/// The document behind a part of pay.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// "in order of day, then of recording": where its first credit stands.
    pub first: (Day, (i64, i64)),
    pub name: String,
    pub measure: String,
    /// The day of what is credited; a refund's is that of what it takes back.
    pub entitling: Day,
}

/// What a document weighs in a line's pay.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// None where no document is behind it.
    pub source: Option<Source>,
    pub pay: Ratio,
    /// Its net credits.
    pub credited: Ratio,
}

pub type Weights = Vec<Weight>;

/// Pay that is not rounded, with what its documents weigh.
pub type Due = (Ratio, Weights);

impl Source {
    pub fn of(credit: &Credit) -> Self {
        Self {
            first: (credit.day, credit.recorded),
            name: credit.of_document.as_ref().unwrap_or(&credit.document).to_string(),
            measure: credit.measure.to_string(),
            entitling: credit.of_day.unwrap_or(credit.day),
        }
    }

    pub fn is(&self, other: &Self) -> bool {
        (&self.name, &self.measure) == (&other.name, &other.measure)
    }
}

impl Subject<'_> {
    /// "A document's pay under running tiers is the step that it adds …. Other pay is attributed to documents in proportion
    /// to their credits."
    pub fn weights(&self, period: DayRange, window: DayRange) -> Result<Weights, Unpaid> {
        let mut weights = match &self.component.kind {
            Kind::Commission(kind) => self.commission_weights(kind, period, window)?,
            Kind::PerEvent(kind) => self.event_weights(kind, period)?,
            // "Other pay is attributed to documents": what no document is behind has no part in it.
            Kind::Override(kind) => {
                let steps = self.override_weights(kind, period)?;
                steps.into_iter().filter(|weight| weight.source.is_some()).collect()
            }
            kind => self.credit_weights(&self.units(kind, window)?, window),
        };
        weights.sort_by_key(|weight| weight.source.clone());
        Ok(weights)
    }

    /// "an amount for each qualifying event, or once per period".
    fn event_weights(&self, kind: &PerEvent, period: DayRange) -> Result<Weights, Unpaid> {
        let amount = self.money(&kind.amount, period)?;
        let mut weights = self.credit_weights(&[(&kind.measure, one())], period);
        let mut left = if kind.once { 1 } else { usize::MAX };
        for weight in &mut weights {
            let qualifies = left > 0 && qualifies(kind, &weight.credited);
            weight.pay = if qualifies { amount.clone() } else { nothing() };
            left -= usize::from(qualifies);
        }
        Ok(weights)
    }

    /// What a unit of each measure adds to what decides about the pay, so that credits in several units compare.
    fn units<'k>(&self, kind: &'k Kind, period: DayRange) -> Result<Vec<(&'k str, Ratio)>, Unpaid> {
        let of_goal = |measure: &str| Ok::<Ratio, Unpaid>(one() / self.goal(measure, GoalLevel::Goal, period)?);
        match kind {
            Kind::Attainment(kind) => {
                let unit = |part: &'k WeightedMeasure| {
                    Ok((part.measure.as_str(), rate(part.weight) / self.divisor(kind, &part.measure, period)?))
                };
                kind.measures.iter().map(unit).collect()
            }
            Kind::Matrix(kind) => {
                let unit = |axis: &'k Axis| match &axis.figure {
                    Figure::Attainment(measure) => Ok((measure.as_str(), of_goal(measure)?)),
                    Figure::Ratio { of, to } => Ok((of.as_str(), one() / self.actual(to, period))),
                };
                [&kind.rows, &kind.columns].into_iter().map(unit).collect()
            }
            Kind::Scorecard(kind) => {
                let scored = kind.indicators.iter().filter(|one| one.scored.measure().is_some());
                scored.map(|indicator| self.unit_of_indicator(indicator, period)).collect()
            }
            Kind::Ranking(Ranking { by: RankedBy::Attainment(parts), .. }) => parts
                .iter()
                .map(|part| Ok((part.measure.as_str(), rate(part.weight) * of_goal(&part.measure)?)))
                .collect(),
            kind => Ok(kind.measures().into_iter().take(1).map(|measure| (measure, one())).collect()),
        }
    }

    fn unit_of_indicator<'k>(&self, indicator: &'k Indicator, period: DayRange) -> Result<(&'k str, Ratio), Unpaid> {
        let measure = indicator.scored.measure().unwrap();
        let actual = self.actual(measure, period);
        let unit = match &indicator.scored {
            Scored::Attainment { .. } => one() / self.goal(measure, GoalLevel::Goal, period)?,
            _ if actual == nothing() => nothing(),
            scored => self.indicated(scored, period)? / whole(100) / actual,
        };
        Ok((measure, rate(indicator.weight) * unit))
    }

    /// As far as a closed line knows them: the credits themselves.
    pub fn by_credits(&self, period: DayRange) -> Weights {
        let mut measures = self.component.kind.measures();
        if matches!(self.component.kind, Kind::Pool(_)) {
            measures.truncate(1);
        }
        let units: Vec<(&str, Ratio)> = measures.into_iter().map(|measure| (measure, one())).collect();
        let mut weights = self.credit_weights(&units, period);
        weights.sort_by_key(|weight| weight.source.clone());
        weights.into_iter().map(|weight| Weight { pay: weight.credited.clone(), ..weight }).collect()
    }

    /// A measure weighs once, by the first unit that names it.
    fn credit_weights(&self, units: &[(&str, Ratio)], window: DayRange) -> Weights {
        let mut weights = Weights::new();
        for (place, (measure, unit)) in units.iter().enumerate() {
            if units[..place].iter().any(|(earlier, _)| earlier == measure) {
                continue;
            }
            for document in self.documents(measure, window) {
                let pay = self.added(measure, document.net, window) * unit;
                let source = Some(Source::of(document.first));
                weights.push(Weight { source, pay, credited: whole(document.net) });
            }
        }
        weights
    }

    /// What is earned, divided by what each document weighs in it; where that cancels out, by their credits.
    pub fn parts(&self, earned: i64, weights: &Weights) -> Vec<Part> {
        let pays: Vec<Ratio> = weights.iter().map(|weight| weight.pay.clone()).collect();
        let credits: Vec<Ratio> = weights.iter().map(|weight| weight.credited.clone()).collect();
        let is_step = self.component.kind.takes_back() && earned == 0 && pays.iter().sum::<Ratio>() == nothing();
        let shares = if is_step { Some(pays) } else { shares(earned, &pays).or_else(|| shares(earned, &credits)) };
        let Some(shares) = shares else { return Vec::new() };
        let parts = weights.iter().zip(settled(earned, &shares));
        parts
            .filter_map(|(weight, minor)| {
                Some(Part { source: weight.source.clone()?, minor, credited: weight.credited.clone() })
            })
            .collect()
    }
}

/// "in proportion to": none where the weights cancel out.
fn shares(total: i64, weights: &[Ratio]) -> Option<Vec<Ratio>> {
    let sum: Ratio = weights.iter().sum();
    (sum != nothing()).then(|| weights.iter().map(|weight| whole(total) * weight / &sum).collect())
}

/// The weights as exact parts of this pay; what is left has no document.
pub fn as_pay(pay: &Ratio, weights: Weights) -> Weights {
    let sum: Ratio = weights.iter().map(|weight| &weight.pay).sum();
    let credited: Ratio = weights.iter().map(|weight| &weight.credited).sum();
    let share = |weight: &Weight| match () {
        () if sum != nothing() => pay * &weight.pay / &sum,
        () if credited != nothing() => pay * &weight.credited / &credited,
        () if *pay == nothing() => weight.pay.clone(),
        () => nothing(),
    };
    let mut found: Weights = weights.into_iter().map(|weight| Weight { pay: share(&weight), ..weight }).collect();
    let rest = pay - found.iter().map(|weight| &weight.pay).sum::<Ratio>();
    found.push(Weight { source: None, pay: rest, credited: nothing() });
    found
}

/// What earlier periods have cut, before the period's own; a document in both stands once, where its own credits stand.
pub fn with_carried(carried: &Weights, mut own: Weights) -> Weights {
    let mut found = Weights::new();
    for weight in carried {
        let is_same = |other: &&mut Weight| match (&weight.source, &other.source) {
            (Some(one), Some(other)) => one.is(other),
            (one, other) => one == other,
        };
        match own.iter_mut().find(is_same) {
            Some(other) => other.pay += &weight.pay,
            None => found.push(weight.clone()),
        }
    }
    found.extend(own);
    found
}
