//! `kind = "scorecard"`: weighted indicators give a score, and the score a coefficient.

use super::{Base, Edge, MeasureUnit, Source};
use crate::rate::Rate;

/// Scores have two digits: 100 points are 10,000.
pub const SCORE: MeasureUnit = MeasureUnit::Score { scale: 2 };

/// base × the coefficient of the score's level, or base × score ÷ 100 without levels.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    pub base: Base,
    /// At least one; their weights add to 100 %.
    pub indicators: Vec<Indicator>,
    /// Rising from 0, or none at all.
    pub levels: Vec<Level>,
    pub edge: Edge,
}

/// One thing that is scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its own key in the scorecard, as explanations name it.
    pub key: String,
    pub weight: Rate,
    pub scored: Scored,
}

/// Where an indicator's score comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Scored {
    /// 100 points at the goal, in proportion, at most `cap`.
    Attainment { measure: String, cap: Option<Source<Rate>> },
    /// Straight between points of the actual: 0 below the first, flat above the last.
    Points { measure: String, points: Vec<ScorePoint> },
    /// As somebody rated it for the period; the name under which ratings are kept.
    Rated(String),
}

/// At this actual, this score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScorePoint {
    /// In the measure's units, of any sign.
    pub at: i64,
    /// In hundredths of a point.
    pub score: i64,
}

/// From this score on, this name and coefficient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// In hundredths of a point.
    pub from: i64,
    pub name: String,
    pub coefficient: Source<Rate>,
}

impl Scorecard {
    /// The measures of its indicators, each once.
    pub fn measures(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for measure in self.indicators.iter().filter_map(|indicator| indicator.scored.measure()) {
            if !found.contains(&measure) {
                found.push(measure);
            }
        }
        found
    }
}

impl Scored {
    /// The measure behind it; a rating has none.
    pub fn measure(&self) -> Option<&str> {
        match self {
            Self::Attainment { measure, .. } | Self::Points { measure, .. } => Some(measure),
            Self::Rated(_) => None,
        }
    }
}
