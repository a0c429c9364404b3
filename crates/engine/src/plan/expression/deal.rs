//! Deals on which a condition's answer hangs: a bound on the amount, and facts that leave the answer to the amount.

use super::DocumentCondition;
use super::facts::FactValue;
use super::tree::{Comparison, Fact, Node};
use crate::example::facts::StatedFacts;
use crate::plan::model::ExampleValue;

/// A deal whose amount decides about a condition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Deal {
    /// In minor units: from here on the condition's answer is another.
    pub amount: i64,
    /// What else the document must be, by the names of the language.
    pub facts: StatedFacts,
}

impl DocumentCondition {
    /// One deal for each `amount_at_least` of the condition, in the order written.
    pub(crate) fn deals(&self) -> Vec<Deal> {
        let mut found = Vec::new();
        collect(&self.0.root, &mut Vec::new(), &mut found);
        found
    }

    /// Adds the facts that make the condition hold (or not), as far as its form tells; amounts are left open.
    pub(crate) fn state(&self, holds: bool, facts: &mut StatedFacts) {
        state(&self.0.root, holds, facts);
    }
}

/// Walks down to the amounts; `around` is what must be so for the answer to hang on what lies below.
fn collect<'n>(node: &'n Node, around: &mut Vec<(&'n Node, bool)>, found: &mut Vec<Deal>) {
    let mut beside = |inner: &'n Node, other: &'n Node, is: bool| {
        around.push((other, is));
        collect(inner, around, found);
        around.pop();
    };
    match node {
        Node::Fact(Fact::AmountAtLeast(amount)) => {
            let mut facts = StatedFacts::new();
            for (other, holds) in around.iter() {
                state(other, *holds, &mut facts);
            }
            found.push(Deal { amount: *amount, facts });
        }
        Node::And(left, right) => {
            beside(left, right, true);
            beside(right, left, true);
        }
        Node::Or(left, right) => {
            beside(left, right, false);
            beside(right, left, false);
        }
        Node::Choose(parts) => {
            let [test, yes, no] = parts.as_ref();
            beside(yes, test, true);
            beside(no, test, false);
            collect(test, around, found);
        }
        Node::Compare(_, left, right) => {
            collect(left, around, found);
            collect(right, around, found);
        }
        Node::Not(inner) => collect(inner, around, found),
        _ => {}
    }
}

fn state(node: &Node, holds: bool, facts: &mut StatedFacts) {
    match node {
        Node::Not(inner) => state(inner, !holds, facts),
        Node::And(left, right) if holds => [left, right].into_iter().for_each(|side| state(side, true, facts)),
        Node::Or(left, right) if !holds => [left, right].into_iter().for_each(|side| state(side, false, facts)),
        Node::And(left, _) | Node::Or(left, _) => state(left, holds, facts),
        Node::Compare(how, left, right) => match (left.as_ref(), right.as_ref()) {
            (Node::Fact(fact), Node::Literal(value)) | (Node::Literal(value), Node::Fact(fact)) => {
                compared(fact, *how, value, holds, facts);
            }
            _ => {}
        },
        Node::Fact(fact) | Node::Has(fact) if holds => put(fact, ExampleValue::Boolean(true), facts),
        Node::In(item, list) if holds => {
            if let (Node::Fact(fact), Some(Node::Literal(value))) = (item.as_ref(), list.first()) {
                put(fact, stated(value), facts);
            }
        }
        Node::InField(item, fact) if holds => {
            if let Node::Literal(FactValue::Text(text)) = item.as_ref() {
                put(fact, ExampleValue::List(vec![text.clone()]), facts);
            }
        }
        Node::HasTag(tag) if holds => {
            if let Node::Literal(FactValue::Text(text)) = tag.as_ref() {
                facts.insert("customer.tags".to_owned(), ExampleValue::List(vec![text.clone()]));
            }
        }
        Node::Text(_, text, part) if holds => {
            if let (Node::Fact(fact), Node::Literal(value)) = (text.as_ref(), part.as_ref()) {
                put(fact, stated(value), facts);
            }
        }
        _ => {}
    }
}

/// What is not stated is false, 0 or empty: that is different from every other value.
fn compared(fact: &Fact, how: Comparison, value: &FactValue, holds: bool, facts: &mut StatedFacts) {
    match (how, value) {
        (Comparison::Equal, _) if holds => put(fact, stated(value), facts),
        (Comparison::NotEqual, _) if !holds => put(fact, stated(value), facts),
        (Comparison::Equal | Comparison::NotEqual, FactValue::Text(text)) if text.is_empty() => {
            put(fact, ExampleValue::Text("…".to_owned()), facts);
        }
        (Comparison::AtLeast, FactValue::Integer(bound)) if holds => put(fact, ExampleValue::Integer(*bound), facts),
        (Comparison::More, FactValue::Integer(bound)) if holds => {
            put(fact, ExampleValue::Integer(bound.saturating_add(1)), facts);
        }
        _ => {}
    }
}

fn stated(value: &FactValue) -> ExampleValue {
    match value {
        FactValue::Text(text) => ExampleValue::Text(text.clone()),
        FactValue::Integer(number) => ExampleValue::Integer(*number),
        FactValue::Boolean(truth) => ExampleValue::Boolean(*truth),
        FactValue::Day(day) => ExampleValue::Text(day.to_string()),
        FactValue::Rate(rate) => ExampleValue::Text(rate.decimal()),
        FactValue::List(list) => ExampleValue::List(list.clone()),
        FactValue::Money(_) | FactValue::Missing => ExampleValue::Text(String::new()),
    }
}

fn put(fact: &Fact, value: ExampleValue, facts: &mut StatedFacts) {
    let name = match fact {
        Fact::Kind => "kind".to_owned(),
        Fact::CustomerCode => "customer.code".to_owned(),
        Fact::CustomerTier => "customer.tier".to_owned(),
        Fact::CustomerIsNew => "customer.is_new".to_owned(),
        Fact::ProductCode => "product.code".to_owned(),
        Fact::ProductFamily => "product.family".to_owned(),
        Fact::CustomerField(key) => format!("customer.field.{key}"),
        Fact::DocumentField(key) => format!("field.{key}"),
        _ => return,
    };
    facts.insert(name, value);
}
