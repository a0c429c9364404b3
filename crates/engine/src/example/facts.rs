//! The facts that an example states: what it does not state is false, 0 or empty.

use std::collections::BTreeMap;

use crate::plan::expression::{DocumentFacts, FactValue};
use crate::plan::model::ExampleValue;

/// The facts of a document of an example.
pub(super) struct StatedDocument {
    pub facts: BTreeMap<String, ExampleValue>,
    pub kind: &'static str,
    /// The whole document, in minor units.
    pub amount: i64,
}

impl StatedDocument {
    fn text(&self, name: &str) -> &str {
        match self.facts.get(name) {
            Some(ExampleValue::Text(text)) => text,
            _ => "",
        }
    }
}

impl DocumentFacts for StatedDocument {
    fn kind(&self) -> &str {
        match self.facts.get("kind") {
            Some(ExampleValue::Text(text)) => text,
            _ => self.kind,
        }
    }

    fn amount_at_least(&self, minor: i64) -> bool {
        self.amount >= minor
    }

    fn customer_code(&self) -> &str {
        self.text("customer.code")
    }

    fn customer_tier(&self) -> &str {
        self.text("customer.tier")
    }

    fn customer_is_new(&self) -> bool {
        matches!(self.facts.get("customer.is_new"), Some(ExampleValue::Boolean(true)))
    }

    fn customer_has_tag(&self, tag: &str) -> bool {
        match self.facts.get("customer.tags") {
            Some(ExampleValue::List(tags)) => tags.iter().any(|one| one == tag),
            _ => false,
        }
    }

    fn customer_field(&self, key: &str) -> FactValue {
        self.facts.get(&format!("customer.field.{key}")).map_or(FactValue::Missing, fact)
    }

    fn product_code(&self) -> &str {
        self.text("product.code")
    }

    fn product_family(&self) -> &str {
        self.text("product.family")
    }

    fn field(&self, key: &str) -> FactValue {
        self.facts.get(&format!("field.{key}")).map_or(FactValue::Missing, fact)
    }
}

/// A stated value as conditions see it.
pub(super) fn fact(value: &ExampleValue) -> FactValue {
    match value {
        ExampleValue::Text(text) => FactValue::Text(text.clone()),
        ExampleValue::Integer(number) => FactValue::Integer(*number),
        ExampleValue::Boolean(truth) => FactValue::Boolean(*truth),
        ExampleValue::List(list) => FactValue::List(list.clone()),
    }
}
