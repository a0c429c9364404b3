//! A ledger document as conditions see it, and a compiled `where` as crediting asks it.

use super::DocumentCondition;
use super::facts::{DocumentFacts, FactValue};
use crate::credit::Condition;
use crate::document::{DocumentView, Fields};

impl DocumentFacts for DocumentView<'_> {
    fn kind(&self) -> &str {
        self.kind
    }

    fn amount_at_least(&self, minor: i64) -> bool {
        self.amount >= minor
    }

    fn customer_code(&self) -> &str {
        &self.customer.code
    }

    fn customer_tier(&self) -> &str {
        &self.customer.tier
    }

    fn customer_is_new(&self) -> bool {
        self.is_new
    }

    fn customer_has_tag(&self, tag: &str) -> bool {
        self.customer.tags.iter().any(|other| other == tag)
    }

    fn customer_field(&self, key: &str) -> FactValue {
        value(&self.customer.fields, key)
    }

    fn product_code(&self) -> &str {
        &self.product.code
    }

    fn product_family(&self) -> &str {
        &self.product.family
    }

    fn field(&self, key: &str) -> FactValue {
        value(self.fields, key)
    }
}

fn value(fields: &Fields, key: &str) -> FactValue {
    fields.get(key).cloned().unwrap_or(FactValue::Missing)
}

impl Condition for DocumentCondition {
    fn holds(&self, document: &DocumentView<'_>) -> Result<bool, String> {
        DocumentCondition::holds(self, document).map_err(|error| error.code().to_owned())
    }
}
