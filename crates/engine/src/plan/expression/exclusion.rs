//! Whether two conditions on a person can never hold for the same one.

use super::facts::FactValue;
use super::tree::{Comparison, Fact, Node};
use super::{Condition, PersonCondition};

impl PersonCondition {
    /// True where both ask one fact for different values (`position == "销售"`, `position == "经理"`). What is not told by
    /// such an equation may hold for both.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        let (own, others) = (equations(&self.0), equations(&other.0));
        own.iter().any(|(fact, value)| others.iter().any(|(same, another)| fact == same && value != another))
    }
}

/// The equations that must hold.
fn equations(condition: &Condition) -> Vec<(&Fact, &FactValue)> {
    let mut found = Vec::new();
    collect(&condition.root, &mut found);
    found
}

fn collect<'n>(node: &'n Node, found: &mut Vec<(&'n Fact, &'n FactValue)>) {
    match node {
        Node::And(left, right) => {
            collect(left, found);
            collect(right, found);
        }
        Node::Compare(Comparison::Equal, left, right) => match (left.as_ref(), right.as_ref()) {
            (Node::Fact(fact), Node::Literal(value)) | (Node::Literal(value), Node::Fact(fact)) => {
                found.push((fact, value));
            }
            _ => {}
        },
        _ => {}
    }
}
