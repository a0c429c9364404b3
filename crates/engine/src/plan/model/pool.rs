//! `kind = "pool"`: a pot that the people of a scope divide.

use super::Among;
use crate::plan::expression::PersonCondition;
use crate::rate::Rate;

/// A pot for each scope, divided among its eligible people.
#[derive(Debug, Clone, PartialEq)]
pub struct Pool {
    pub pot: Pot,
    pub among: Among,
    /// Who has a share; `None` means everybody.
    pub eligible: Option<PersonCondition>,
    pub share: ShareBy,
}

/// How much there is to divide in a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pot {
    /// Minor units.
    Fixed(i64),
    Measured(MeasuredPot),
}

/// A rate of what the people of a scope credit together; never below 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasuredPot {
    pub rate: Rate,
    /// A measure of money.
    pub of: String,
    pub scope: PotScope,
    /// Only of what lies above the sum of their goals.
    pub above_goal: bool,
}

/// Whose credits fill the pot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PotScope {
    /// Of those among whom it is divided, eligible or not.
    #[default]
    Same,
    /// Of everybody in the component: each scope divides a pot of that size.
    Everybody,
}

/// In which proportion the pot is divided; what is below 0 counts as 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ShareBy {
    #[default]
    Equal,
    /// The actual of this measure.
    Contribution(String),
    /// The score of a scorecard: the key of its component.
    Score(String),
    /// A coefficient of the period.
    Coefficient(String),
}

impl ShareBy {
    /// The word of the language.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Contribution(_) => "contribution",
            Self::Score(_) => "score",
            Self::Coefficient(_) => "coefficient",
        }
    }
}

impl Pool {
    /// The measures that decide how much there is and who gets it, each once.
    pub fn measures(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        if let ShareBy::Contribution(measure) = &self.share {
            found.push(measure);
        }
        if let Pot::Measured(pot) = &self.pot
            && !found.contains(&pot.of.as_str())
        {
            found.push(&pot.of);
        }
        found
    }
}
