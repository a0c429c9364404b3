//! What the organisation around a plan has: its fields, grade columns, coefficients and calendars.

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::Surroundings;
use beichen_engine::plan::surroundings::FieldType;
use beichen_kernel::Result;
use beichen_ledger::api as ledger;
use beichen_people::api::{self as people, Entity, Field};
use beichen_store::Tx;

/// Everything that a plan of this organisation may name.
pub async fn load(tx: &Tx<'_>) -> Result<Surroundings> {
    let coefficients = people::coefficients(tx, DayRange::new(Day::MIN, Day::MAX)).await?;
    // The keys that every organisation has stand beside those that were set.
    let usual = ["company", "unit", "person"].into_iter().map(str::to_owned);
    Ok(Surroundings {
        currency: Some(tx.ctx().currency()),
        member_fields: Some(types(people::fields(tx, Entity::Member).await?)),
        customer_fields: Some(types(people::fields(tx, Entity::Customer).await?)),
        document_fields: Some(types(people::fields(tx, Entity::Order).await?)),
        grade_columns: Some(types(people::fields(tx, Entity::Grade).await?)),
        coefficients: Some(coefficients.into_iter().map(|one| one.key).chain(usual).collect::<BTreeSet<String>>()),
        calendars: Some(ledger::calendars(tx).await?.iter().map(|calendar| calendar.key().to_owned()).collect()),
    })
}

fn types(fields: Vec<Field>) -> BTreeMap<String, FieldType> {
    fields.into_iter().map(|field| (field.key, field.kind.as_fact())).collect()
}
