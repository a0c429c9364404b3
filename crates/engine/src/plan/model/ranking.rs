//! `kind = "ranking"`: prizes by place among a scope.

use crate::plan::expression::PersonCondition;
use crate::rate::Rate;

/// Prizes by place among the people of a scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    pub by: RankedBy,
    pub among: Among,
    /// Who may take a place; `None` means everybody.
    pub eligible: Option<PersonCondition>,
    /// The first place's first, in minor units, in any order of size; places beyond them get nothing. None at all gives
    /// places only.
    pub prizes: Vec<i64>,
    pub ties: Ties,
    pub places: Places,
}

/// What is compared, exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RankedBy {
    /// The total of a measure.
    Total(String),
    /// The weighted attainment of at least one measure; the weights add to 100 %.
    Attainment(Vec<RankedAttainment>),
}

/// One measure's part in the attainment that is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedAttainment {
    pub measure: String,
    pub weight: Rate,
}

/// With whom somebody is compared: always people with a day of the period in the component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Everybody in the run.
    Organisation,
    /// Those of the own unit.
    Unit,
    /// Those of the unit above (or the own one) at this depth, counted from the root, which is 1.
    UnitAt(usize),
    /// Those of the grade on the last day in the plan.
    Grade,
    /// Everybody in the plan. A run is of one plan, so they are those of `Organisation`.
    Plan,
}

/// What those with equal figures get.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Ties {
    /// Each the place's prize.
    #[default]
    Each,
    /// The prizes of the places that they take, divided.
    Share,
    /// They take different places by these, then by the person's code. At least one.
    Next(Vec<TieBreak>),
}

/// What decides between equal figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TieBreak {
    /// More of this measure is better.
    Measure(String),
    /// Whose figure got its final value earlier, by day, then by the instant of recording.
    ReachedFirst,
}

/// Which place follows a tied one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Places {
    /// 1, 1, 3.
    #[default]
    Skipping,
    /// 1, 1, 2.
    Following,
}

impl RankedBy {
    /// The measures that are compared, in the order written.
    pub fn measures(&self) -> Vec<&str> {
        match self {
            Self::Total(measure) => vec![measure],
            Self::Attainment(parts) => parts.iter().map(|part| part.measure.as_str()).collect(),
        }
    }
}

impl Among {
    /// As plans write it.
    pub fn text(self) -> String {
        match self {
            Self::UnitAt(depth) => format!("unit.{depth}"),
            other => other.word().to_owned(),
        }
    }

    /// The word of the language, without a depth.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Unit | Self::UnitAt(_) => "unit",
            Self::Grade => "grade",
            Self::Plan => "plan",
        }
    }
}

impl Ties {
    /// The word of the language.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Each => "each",
            Self::Share => "share",
            Self::Next(_) => "next",
        }
    }
}
