//! `matrix` and `scorecard`: base × the coefficient of a table or of a score.

use beichen_engine::day::DayRange;
use beichen_engine::plan::model::{Axis, Beyond, Edge, Figure, GoalLevel, Matrix, Scorecard, Scored};

use super::number::{Ratio, nothing, rate, whole};
use super::steps::{linear, place_of};
use super::subject::Subject;
use super::{NO_VALUE, Unpaid};

const NO_CREDIT: Unpaid = "no_credit";

impl Subject<'_> {
    /// "base × coefficient from a two-way table".
    pub fn matrix_pay(&self, kind: &Matrix, period: DayRange) -> Result<Ratio, Unpaid> {
        let (row, column) = self.matrix_cell(kind, period)?;
        let coefficient = self.rate(&kind.values[row][column], period)?;
        Ok(self.base(&kind.base, period)? * coefficient)
    }

    /// Row and column, both found from goals and actuals (step 2).
    pub fn matrix_cell(&self, kind: &Matrix, period: DayRange) -> Result<(usize, usize), Unpaid> {
        Ok((self.axis_place(&kind.rows, kind.edge, period)?, self.axis_place(&kind.columns, kind.edge, period)?))
    }

    fn axis_place(&self, axis: &Axis, edge: Edge, period: DayRange) -> Result<usize, Unpaid> {
        let figure = match &axis.figure {
            Figure::Attainment(measure) => self.attainment(measure, GoalLevel::Goal, period)?,
            Figure::Ratio { of, to } => {
                let to = self.actual(to, period);
                if to <= nothing() {
                    return Err(NO_CREDIT);
                }
                (self.actual(of, period) / to).max(nothing())
            }
        };
        let bounds: Vec<Ratio> = axis.from.iter().map(|from| rate(*from)).collect();
        Ok(place_of(&figure, &bounds, edge))
    }

    /// "weighted indicators → score → level → coefficient"; "without levels: pays base × score ÷ 100".
    pub fn scorecard_pay(&self, kind: &Scorecard, period: DayRange) -> Result<Ratio, Unpaid> {
        let score = self.score(kind, period)?;
        let base = self.base(&kind.base, period)?;
        if kind.levels.is_empty() {
            return Ok(base * score / whole(100));
        }
        let bounds: Vec<Ratio> = kind.levels.iter().map(|level| whole(level.from) / whole(100)).collect();
        let level = &kind.levels[place_of(&score, &bounds, kind.edge)];
        Ok(base * self.rate(&level.coefficient, period)?)
    }

    /// Σ weight × score, in points.
    pub fn score(&self, kind: &Scorecard, period: DayRange) -> Result<Ratio, Unpaid> {
        let mut sum = nothing();
        for indicator in &kind.indicators {
            sum += self.indicated(&indicator.scored, period)? * rate(indicator.weight);
        }
        Ok(sum)
    }

    /// The score of one indicator, in points.
    pub fn indicated(&self, scored: &Scored, period: DayRange) -> Result<Ratio, Unpaid> {
        match scored {
            Scored::Attainment { measure, cap } => {
                let attainment = self.attainment(measure, GoalLevel::Goal, period)?;
                let capped = match cap {
                    Some(cap) => attainment.min(self.rate(cap, period)?),
                    None => attainment,
                };
                Ok(capped * whole(100))
            }
            // "a scorecard's `points` pay 0 below the first and are flat above the last"
            Scored::Points { measure, points } => {
                let points = points.iter().map(|point| (whole(point.at), whole(point.score) / whole(100)));
                Ok(linear(&self.actual(measure, period), &points.collect::<Vec<_>>(), Beyond::Flat))
            }
            Scored::Rated(name) => {
                let mut ratings = self.person.ratings.iter();
                let rating = ratings.find(|rating| rating.name == *name && rating.days == period);
                Ok(whole(rating.ok_or(NO_VALUE)?.score) / whole(100))
            }
        }
    }
}
