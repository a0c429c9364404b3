//! The goals that a component cannot do without: a line without one pays nothing and is listed.

use super::{Against, Commission, Component, Figure, GoalLevel, Kind, RankedBy, Scored, TierBounds};
use crate::plan::expression::{Bound, PersonCondition};

impl Component {
    /// Measure and level of each, once, in the order of the kind's own keys, then of `when` and `eligible`.
    pub fn goals(&self) -> Vec<(String, GoalLevel)> {
        let of_kind = self.kind.goals().into_iter().map(|(measure, level)| (measure.to_owned(), level));
        let conditions = self.when.iter().chain(self.kind.eligible());
        let thresholds = conditions.flat_map(PersonCondition::thresholds);
        let asked = thresholds.filter(|threshold| matches!(threshold.bound, Bound::Share(_)));
        let mut found = Vec::new();
        for goal in of_kind.chain(asked.map(|threshold| (threshold.measure, GoalLevel::Goal))) {
            if !found.contains(&goal) {
                found.push(goal);
            }
        }
        found
    }
}

impl Kind {
    fn goals(&self) -> Vec<(&str, GoalLevel)> {
        let plain = |measure| (measure, GoalLevel::Goal);
        match self {
            Self::Attainment(kind) => match kind.against {
                Against::Goal(level) => kind.measures.iter().map(|part| (part.measure.as_str(), level)).collect(),
                Against::Amount(_) => Vec::new(),
            },
            Self::Commission(kind) => goal_of_tiers(kind).map(plain).into_iter().collect(),
            Self::Override(kind) => goal_of_tiers(&kind.rates).map(plain).into_iter().collect(),
            Self::Matrix(kind) => {
                let attained = [&kind.rows, &kind.columns].into_iter().filter_map(|axis| match &axis.figure {
                    Figure::Attainment(measure) => Some(plain(measure.as_str())),
                    Figure::Ratio { .. } => None,
                });
                attained.collect()
            }
            Self::Scorecard(kind) => {
                let attained = kind.indicators.iter().filter_map(|one| match &one.scored {
                    Scored::Attainment { measure, .. } => Some(plain(measure.as_str())),
                    Scored::Points { .. } | Scored::Rated(_) => None,
                });
                attained.collect()
            }
            Self::Ranking(kind) => match &kind.by {
                RankedBy::Attainment(parts) => parts.iter().map(|part| plain(part.measure.as_str())).collect(),
                RankedBy::Total(_) => Vec::new(),
            },
            Self::Pool(_) | Self::PerEvent(_) | Self::Project => Vec::new(),
        }
    }
}

/// The measure whose goal the tiers are shares of.
fn goal_of_tiers(kind: &Commission) -> Option<&str> {
    let tiers = kind.tiers.as_ref().filter(|tiers| tiers.bounds == TierBounds::GoalShare);
    tiers.map(|_| kind.measure.as_str())
}
