//! What rows refer to, read once for all chunks: people, customers, products and fields by their codes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use beichen_engine::money::{Currency, Money};
use beichen_kernel::{Ctx, MemberId};
use beichen_people::api::{self as people, Entity, Field, FieldKind};
use beichen_sheets::{Batch, CellError, CellReader, ParsedRow};
use beichen_store::Db;
use serde_json::Value;
use tokio::sync::Mutex;

use crate::customer::model::{Customer, CustomerError, CustomerId};
use crate::product::model::{Product, ProductError, ProductId};

/// People by code, fields by key, products by code and by id.
pub struct Reference {
    currency: Currency,
    people: HashMap<String, MemberId>,
    fields: HashMap<String, Field>,
    pub products: HashMap<String, Product>,
    pub products_by_id: BTreeMap<ProductId, Product>,
}

/// The customers that stand, and those that earlier rows of the file bring.
pub struct Customers(pub Mutex<Known>);

/// Customers by code and by id.
#[derive(Default)]
pub struct Known {
    all: Vec<Customer>,
    codes: HashMap<String, usize>,
    ids: HashMap<CustomerId, usize>,
}

impl Known {
    pub fn add(&mut self, customer: Customer) {
        self.codes.insert(customer.code.clone(), self.all.len());
        self.ids.insert(customer.id, self.all.len());
        self.all.push(customer);
    }

    pub fn by_code(&self, code: &str) -> Option<&Customer> {
        self.codes.get(code).and_then(|&place| self.all.get(place))
    }

    pub fn by_id(&self, id: CustomerId) -> Option<&Customer> {
        self.ids.get(&id).and_then(|&place| self.all.get(place))
    }

    /// The customer of that code; where `creates` allows it, one that is not there yet.
    pub fn find_or_fresh(&self, ctx: &Ctx, creates: bool, code: &str, name: Option<&str>) -> Result<Found, CellError> {
        match self.by_code(code) {
            Some(customer) => Ok(Found { customer: customer.clone(), is_new: false }),
            None if creates => {
                Ok(Found { customer: super::customers::fresh(ctx, code, name.unwrap_or(code)), is_new: true })
            }
            None => Err(CellError::of("customer", &CustomerError::Unknown { value: code.to_owned() }.into())),
        }
    }
}

/// A customer that a row names.
pub struct Found {
    pub customer: Customer,
    /// No row before this one has brought it.
    pub is_new: bool,
}

/// The opening of columns that the organisation names.
pub const FIELD: &str = "field.";

/// The reference of a batch; `entity` says whose fields the file may fill.
pub async fn load(ctx: &Ctx, db: &Db, batch: &Batch, entity: Entity) -> beichen_kernel::Result<Arc<Reference>> {
    let read = || async {
        let tx = db.read(ctx).await?;
        let products = crate::product::store::all(&tx).await?;
        Ok(Reference {
            currency: ctx.currency(),
            people: people::members(&tx).await?.into_iter().map(|member| (member.code, member.id)).collect(),
            fields: people::fields(&tx, entity).await?.into_iter().map(|field| (field.key.clone(), field)).collect(),
            products_by_id: products.iter().map(|product| (product.id, product.clone())).collect(),
            products: products.into_iter().map(|product| (product.code.clone(), product)).collect(),
        })
    };
    batch.memory.once(read).await
}

/// The customers of the organisation, once for the batch.
pub async fn customers(ctx: &Ctx, db: &Db, batch: &Batch) -> beichen_kernel::Result<Arc<Customers>> {
    let read = || async {
        let tx = db.read(ctx).await?;
        let all = crate::customer::store::all(&tx).await?;
        let mut known = Known::default();
        for customer in all {
            known.add(customer);
        }
        Ok(Customers(Mutex::new(known)))
    };
    batch.memory.once(read).await
}

impl Reference {
    /// The person whom a cell names.
    pub fn person(&self, column: &str, code: &str) -> Result<MemberId, CellError> {
        self.people
            .get(code)
            .copied()
            .ok_or_else(|| CellError::of(column, &CustomerError::OwnerUnknown { value: code.to_owned() }.into()))
    }

    /// The owner whom a row names, if it names one.
    pub fn owner(&self, row: &ParsedRow, errors: &mut Vec<CellError>) -> Option<MemberId> {
        let code = row.text("owner")?;
        self.person("owner", code).map_err(|error| errors.push(error)).ok()
    }

    /// The product that a row names, if it names one.
    pub fn product(&self, row: &ParsedRow, errors: &mut Vec<CellError>) -> Option<&Product> {
        let code = row.text("product")?;
        let found = self.products.get(code);
        if found.is_none() {
            errors.push(CellError::of("product", &ProductError::Unknown { value: code.to_owned() }.into()));
        }
        found
    }

    /// The values of the organisation's own fields that a row fills.
    pub fn values(&self, row: &ParsedRow, read: &CellReader, errors: &mut Vec<CellError>) -> Vec<(String, Value)> {
        let mut values = Vec::new();
        for (key, text) in row.open(FIELD) {
            match self.value(key, text, read) {
                Ok(value) => values.push((key.to_owned(), value)),
                Err(error) => errors.push(error),
            }
        }
        values
    }

    fn value(&self, key: &str, text: &str, read: &CellReader) -> Result<Value, CellError> {
        let column = format!("{FIELD}{key}");
        let Some(field) = self.fields.get(key) else {
            return Err(CellError::new(column, "people.field.unknown").with("key", key));
        };
        match field.kind {
            FieldKind::Money => {
                let (minor, _) = read.money(text).map_err(|fault| fault.at(&column))?;
                Ok(Value::from(Money::new(minor, self.currency).decimal()))
            }
            FieldKind::Rate => {
                let rate = beichen_sheets::cell::rate(text).map_err(|fault| fault.at(&column))?;
                Ok(Value::from(rate.decimal()))
            }
            FieldKind::Number => {
                beichen_sheets::cell::number(text, 0).map(Value::from).map_err(|fault| fault.at(&column))
            }
            FieldKind::Day => {
                let day = read.day(text).map_err(|fault| fault.at(&column))?;
                Ok(Value::from(day.to_string()))
            }
            FieldKind::Text => Ok(Value::from(text)),
            FieldKind::Choice if field.choices.iter().any(|choice| choice == text) => Ok(Value::from(text)),
            FieldKind::Choice => Err(CellError::new(column, "people.field.not_a_choice")
                .with("key", key)
                .with("value", text)
                .with("choices", field.choices.join(", "))),
        }
    }
}
