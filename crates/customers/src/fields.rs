//! The organisation's own fields of customers, products and orders: read from a form, and handed to conditions.

use std::collections::{BTreeMap, HashMap};

use beichen_engine::document::{FieldValue as Fact, Fields as Facts};
use beichen_engine::money::Currency;
use beichen_kernel::{Error, FieldError, Kind, Result};
use beichen_people::api::{self as people, Entity, Field, FieldKind, FieldValue};
use beichen_store::Tx;
use serde_json::Value;

use crate::checks::Checks;

beichen_kernel::errors! {
    /// Why a value of a form is refused before its field reads it.
    pub enum FormError in "customers.field" {
        NotAValue { key: String, kind: String } = "not_a_value" => Invalid,
    }
}

/// Values by the key of their field, as they are kept: whole numbers as such, everything else as text.
pub type Values = BTreeMap<String, Value>;

/// The fields that there are.
#[derive(Debug, Clone)]
pub struct OwnFields {
    currency: Currency,
    by_entity: HashMap<Entity, HashMap<String, Field>>,
}

impl OwnFields {
    pub async fn load(tx: &Tx<'_>) -> Result<Self> {
        let mut by_entity = HashMap::new();
        for entity in [Entity::Customer, Entity::Product, Entity::Order] {
            let fields = people::fields(tx, entity).await?;
            by_entity.insert(entity, fields.into_iter().map(|field| (field.key.clone(), field)).collect());
        }
        Ok(Self { currency: tx.ctx().currency(), by_entity })
    }

    pub fn get(&self, entity: Entity, key: &str) -> Option<&Field> {
        self.by_entity.get(&entity)?.get(key)
    }

    /// The values of a form as they are kept. What stands already may stay; a null value is none; each refusal names
    /// its field.
    pub fn read(&self, entity: Entity, form: &Values, standing: &Values, checks: &mut Checks) -> Values {
        let mut values = Values::new();
        for (key, value) in form.iter().filter(|(_, value)| !value.is_null()) {
            if standing.get(key) == Some(value) {
                values.insert(key.clone(), value.clone());
                continue;
            }
            match self.value(entity, key, value) {
                Ok(value) => {
                    values.insert(key.clone(), value);
                }
                Err(error) => checks.refuse(at(key, &error)),
            }
        }
        values
    }

    fn value(&self, entity: Entity, key: &str, value: &Value) -> Result<Value> {
        let Some(field) = self.get(entity, key) else {
            let unknown = Error::new(Kind::Invalid, "people.field.unknown");
            return Err(unknown.with("key", key));
        };
        let text = text_of(value, field.kind)
            .ok_or_else(|| FormError::NotAValue { key: key.to_owned(), kind: field.kind.to_string() })?;
        Ok(kept(&field.read(&text, self.currency)?, self.currency))
    }

    /// The values as conditions compare them: each by the kind of its field.
    pub fn facts(&self, entity: Entity, values: &Values) -> Facts {
        let fact = |(key, value): (&String, &Value)| Some((key.clone(), self.fact(self.get(entity, key)?, value)));
        values.iter().filter_map(fact).collect()
    }

    fn fact(&self, field: &Field, value: &Value) -> Fact {
        let Some(text) = text_of(value, field.kind) else { return Fact::Missing };
        if field.kind == FieldKind::Choice {
            // A choice that is offered no longer still says what it said.
            return Fact::Text(text);
        }
        match field.read(&text, self.currency) {
            Ok(FieldValue::Money(minor)) => Fact::Money(minor),
            Ok(FieldValue::Rate(rate)) => Fact::Rate(rate),
            Ok(FieldValue::Number(number)) => Fact::Integer(number),
            Ok(FieldValue::Day(day)) => Fact::Day(day),
            Ok(FieldValue::Text(text) | FieldValue::Choice(text)) => Fact::Text(text),
            Err(_) => Fact::Missing,
        }
    }
}

/// A value as it is kept.
pub fn kept(value: &FieldValue, currency: Currency) -> Value {
    match value {
        FieldValue::Number(number) => Value::from(*number),
        other => Value::from(other.show(currency)),
    }
}

fn text_of(value: &Value, kind: FieldKind) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if kind == FieldKind::Number => number.as_i64().map(|number| number.to_string()),
        _ => None,
    }
}

fn at(key: &str, error: &Error) -> FieldError {
    let field = FieldError::new(format!("fields.{key}"), error.code());
    error.params().iter().fold(field, |field, (name, value)| field.with(name, value.clone()))
}
