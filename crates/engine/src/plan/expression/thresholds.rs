//! The bounds at which a condition on a person can change its answer as a measure grows.

use super::PersonCondition;
use super::tree::{Fact, Node};
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
        let mut found = Vec::new();
        collect(&self.0.root, &mut found);
        found
    }
}

fn collect(node: &Node, found: &mut Vec<Threshold>) {
    match node {
        Node::Fact(Fact::Reached(measure, share)) => {
            found.push(Threshold { measure: measure.clone(), bound: Bound::Share(*share) });
        }
        Node::Fact(Fact::AtLeast(measure, amount)) => {
            found.push(Threshold { measure: measure.clone(), bound: Bound::Amount(*amount) });
        }
        Node::Literal(_) | Node::Fact(_) | Node::Has(_) => {}
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
