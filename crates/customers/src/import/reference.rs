//! What rows refer to, read once for all chunks: people, customers, products and fields by their codes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use beichen_engine::money::Currency;
use beichen_kernel::{Ctx, MemberId};
use beichen_people::api::{self as people, Entity, FieldKind, FieldValue};
use beichen_sheets::{Batch, CellError, ParsedRow, cell};
use beichen_store::Db;
use serde_json::Value;
use tokio::sync::Mutex;

use crate::customer::model::{Customer, CustomerError, CustomerId};
use crate::fields::{OwnFields, kept};
use crate::product::model::{Product, ProductError, ProductId};

/// People by code, fields by key, products by code and by id.
pub struct Reference {
    currency: Currency,
    people: HashMap<String, MemberId>,
    entity: Entity,
    pub fields: OwnFields,
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
            entity,
            fields: OwnFields::load(&tx).await?,
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

    /// The values of the organisation's own fields that a row fills; amounts finer than the minor unit are counted.
    pub fn values(
        &self,
        ctx: &Ctx,
        batch: &Batch,
        row: &ParsedRow,
        errors: &mut Vec<CellError>,
    ) -> Vec<(String, Value)> {
        let mut values = Vec::new();
        for (key, text) in row.open(FIELD) {
            match self.value(ctx, batch, key, text) {
                Ok(value) => values.push((key.to_owned(), kept(&value, self.currency))),
                Err(error) => errors.push(error),
            }
        }
        values
    }

    fn value(&self, ctx: &Ctx, batch: &Batch, key: &str, text: &str) -> Result<FieldValue, CellError> {
        let column = format!("{FIELD}{key}");
        let Some(field) = self.fields.get(self.entity, key) else {
            return Err(CellError::new(column, "people.field.unknown").with("key", key));
        };
        let read = match field.kind {
            FieldKind::Money => batch.reader(ctx).money(text).map(|(minor, was_rounded)| {
                if was_rounded {
                    batch.count_rounded();
                }
                FieldValue::Money(minor)
            }),
            FieldKind::Rate => cell::rate(text).map(FieldValue::Rate),
            FieldKind::Number => cell::number(text, 0).map(FieldValue::Number),
            FieldKind::Day => batch.reader(ctx).day(text).map(FieldValue::Day),
            FieldKind::Text => Ok(FieldValue::Text(text.to_owned())),
            FieldKind::Choice if field.choices.iter().any(|choice| choice == text) => {
                Ok(FieldValue::Choice(text.to_owned()))
            }
            FieldKind::Choice => {
                return Err(CellError::new(column, "people.field.not_a_choice")
                    .with("key", key)
                    .with("value", text)
                    .with("choices", field.choices.join(", ")));
            }
        };
        read.map_err(|fault| fault.at(&column))
    }
}
