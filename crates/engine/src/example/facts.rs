//! The facts that an example states: what it does not state is false, 0 or empty.

use std::collections::BTreeMap;

use crate::document::LineFacts;
use crate::plan::expression::FactValue;
use crate::plan::model::{ExampleValue, MeasureOf};

/// Facts by their name in the language.
pub(crate) type StatedFacts = BTreeMap<String, ExampleValue>;

/// What conditions see of a document with these facts; `amount` is the whole document's, in minor units.
pub(crate) fn line_facts(stated: &StatedFacts, of: MeasureOf, amount: i64) -> LineFacts {
    let mut facts = LineFacts { kind: kind_of(of).to_owned(), amount, ..LineFacts::default() };
    for (name, value) in stated {
        match (name.as_str(), value) {
            ("kind", ExampleValue::Text(text)) => facts.kind.clone_from(text),
            ("customer.code", ExampleValue::Text(text)) => facts.customer.code.clone_from(text),
            ("customer.tier", ExampleValue::Text(text)) => facts.customer.tier.clone_from(text),
            ("customer.is_new", ExampleValue::Boolean(is_new)) => facts.is_new = *is_new,
            ("customer.tags", ExampleValue::List(tags)) => facts.customer.tags.clone_from(tags),
            ("product.code", ExampleValue::Text(text)) => facts.product.code.clone_from(text),
            ("product.family", ExampleValue::Text(text)) => facts.product.family.clone_from(text),
            (name, value) => {
                if let Some(key) = name.strip_prefix("customer.field.") {
                    facts.customer.fields.insert(key.to_owned(), fact(value));
                } else if let Some(key) = name.strip_prefix("field.") {
                    facts.fields.insert(key.to_owned(), fact(value));
                }
            }
        }
    }
    facts
}

/// The kind of document that a measure counts.
pub(crate) fn kind_of(of: MeasureOf) -> &'static str {
    match of {
        MeasureOf::Payments => "payment",
        MeasureOf::Manual => "manual",
        MeasureOf::Visits => "visit",
        MeasureOf::Csat | MeasureOf::Nps => "answer",
        MeasureOf::Events => "event",
        _ => "order",
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
