//! The bounds at which a condition on a person can change its answer as a measure grows.

use super::tree::{Fact, Node};
use super::{Condition, PersonCondition};
use crate::rate::Rate;

/// A bound that a condition asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    pub measure: String,
    pub bound: Bound,
}

/// What the bound counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// `reached`: of the goal.
    Share(Rate),
    /// `at_least`: in the measure's units.
    Amount(i64),
}

impl PersonCondition {
    /// Every `reached` and `at_least` of the condition, in the order written.
    pub fn thresholds(&self) -> Vec<Threshold> {
        let threshold = |fact: &Fact| match fact {
            Fact::Reached(measure, share) => Some(Threshold { measure: measure.clone(), bound: Bound::Share(*share) }),
            Fact::AtLeast(measure, amount) => {
                Some(Threshold { measure: measure.clone(), bound: Bound::Amount(*amount) })
            }
            _ => None,
        };
        self.bounds().into_iter().filter_map(threshold).collect()
    }

    /// A condition of those alone, all of which must hold; `None` where there are none.
    pub(crate) fn bounds_only(&self) -> Option<Self> {
        let bounds = self.bounds().into_iter().map(|fact| Node::Fact(fact.clone()));
        let root = bounds.reduce(|all, next| Node::And(Box::new(all), Box::new(next)))?;
        Some(Self(Condition { root, ..self.0.clone() }))
    }

    /// Whether its answer can change while nobody states new facts: by goals, coefficients and months of service.
    pub(crate) fn goes_by_days(&self) -> bool {
        let goes_by_days = |fact: &&Fact| matches!(fact, Fact::HasGoal(_) | Fact::Coefficient(_) | Fact::MonthsServed);
        self.facts().iter().any(goes_by_days)
    }

    fn bounds(&self) -> Vec<&Fact> {
        let mut facts = self.facts();
        facts.retain(|fact| matches!(fact, Fact::Reached(..) | Fact::AtLeast(..)));
        facts
    }

    /// Every fact of a single value, in the order written.
    fn facts(&self) -> Vec<&Fact> {
        let mut found = Vec::new();
        collect(&self.0.root, &mut found);
        found
    }
}

fn collect<'n>(node: &'n Node, found: &mut Vec<&'n Fact>) {
    match node {
        Node::Fact(fact) => found.push(fact),
        Node::Literal(_) | Node::Has(_) => {}
        Node::HasTag(inner) | Node::Not(inner) | Node::Negate(inner) | Node::Size(inner) | Node::InField(inner, _) => {
            collect(inner, found);
        }
        Node::And(left, right)
        | Node::Or(left, right)
        | Node::Compare(_, left, right)
        | Node::Calculate(_, left, right)
        | Node::Text(_, left, right) => {
            collect(left, found);
            collect(right, found);
        }
        Node::Choose(parts) => {
            for part in parts.iter() {
                collect(part, found);
            }
        }
        Node::In(item, list) => {
            collect(item, found);
            for part in list {
                collect(part, found);
            }
        }
    }
}
