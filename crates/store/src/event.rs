//! What is left behind by a write: one event, which is also one row of the audit chain.

use beichen_kernel::{AnyId, Id};
use serde_json::{Map, Value};

/// Something that happened, in the past tense: `incentives.plan.published`.
#[derive(Debug, Clone)]
pub struct Event {
    pub name: &'static str,
    /// The version of its meaning; fields are only added within one.
    pub v: i64,
    /// Changed fields only; no personal values.
    pub data: Value,
    /// Name, phone, mail, login, notes: kept apart, so that they can be erased and the chain still verifies.
    pub personal: Option<Value>,
}

impl Event {
    pub fn new(name: &'static str) -> Self {
        Self { name, v: 1, data: Value::Object(Map::new()), personal: None }
    }

    /// Adds what changed.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Value::Object(fields) = &mut self.data {
            fields.insert(name.to_owned(), value.into());
        }
        self
    }

    /// Adds a personal value.
    #[must_use]
    pub fn with_personal(mut self, name: &str, value: impl Into<Value>) -> Self {
        let mut fields = match self.personal.take() {
            Some(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        fields.insert(name.to_owned(), value.into());
        self.personal = Some(Value::Object(fields));
        self
    }
}

/// An event and what it happened to, waiting for the commit.
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    pub subject: AnyId,
    pub event: Event,
}

impl Pending {
    pub fn of<I: Id>(subject: I, event: Event) -> Self {
        Self { subject: AnyId::of(subject), event }
    }
}
