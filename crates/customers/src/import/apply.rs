//! How a batch becomes true: its rows move, and its documents go down to the ledger with them.

use std::collections::{BTreeSet, HashMap};

use beichen_kernel::{BatchId, Error, Id, Result};
use beichen_sheets::Counts;
use beichen_sheets::undo::Before;
use beichen_store::Tx;
use serde::Serialize;
use uuid::Uuid;

use super::locked::refuse_locked;
use super::store;
use crate::customer::model::CustomerId;
use crate::customer::store as customers;
use crate::order::store as orders;
use crate::payment::store as payments;
use crate::refund::store as refunds;

/// Things whose earlier values are kept at once.
const KEPT_AT_ONCE: usize = 5_000;

/// Customers.
pub async fn customers(tx: &mut Tx<'_>, batch: BatchId) -> Result<Counts> {
    for chunk in store::about_to_change(tx, batch, "customers_customer_staged").await?.chunks(KEPT_AT_ONCE) {
        let known = customers::by_ids(tx, ids::<CustomerId>(chunk)).await?;
        keep(tx, batch, chunk, &known).await?;
    }
    store::move_customers(tx, batch).await?;
    store::counts(tx, batch, "customers_customer_staged", "1").await
}

/// Orders, with the customers that they bring.
pub async fn orders(tx: &mut Tx<'_>, batch: BatchId) -> Result<Counts> {
    for chunk in store::about_to_change(tx, batch, "customers_order_staged").await?.chunks(KEPT_AT_ONCE) {
        let known = orders::by_ids(tx, &ids(chunk)).await?;
        keep(tx, batch, chunk, &known).await?;
    }
    refuse_locked(tx, batch).await?;
    store::move_customers(tx, batch).await?;
    store::move_orders(tx, batch).await?;
    beichen_ledger::api::apply(tx, batch).await?;
    store::counts(tx, batch, "customers_order_staged", "row_count").await
}

/// Payments, with the customers that they bring.
pub async fn payments(tx: &mut Tx<'_>, batch: BatchId) -> Result<Counts> {
    for chunk in store::about_to_change(tx, batch, "customers_payment_staged").await?.chunks(KEPT_AT_ONCE) {
        let known = payments::by_ids(tx, &ids(chunk)).await?;
        keep(tx, batch, chunk, &known).await?;
    }
    store::move_customers(tx, batch).await?;
    store::move_payments(tx, batch).await?;
    beichen_ledger::api::apply(tx, batch).await?;
    store::counts(tx, batch, "customers_payment_staged", "1").await
}

/// Refunds.
pub async fn refunds(tx: &mut Tx<'_>, batch: BatchId) -> Result<Counts> {
    for chunk in store::about_to_change(tx, batch, "customers_refund_staged").await?.chunks(KEPT_AT_ONCE) {
        let known = refunds::by_ids(tx, &ids(chunk)).await?;
        keep(tx, batch, chunk, &known).await?;
    }
    store::move_refunds(tx, batch).await?;
    beichen_ledger::api::apply(tx, batch).await?;
    store::counts(tx, batch, "customers_refund_staged", "1").await
}

fn ids<I: From<Uuid> + Ord>(rows: &[(Uuid, u32)]) -> BTreeSet<I> {
    rows.iter().map(|(id, _)| I::from(*id)).collect()
}

/// Keeps what stands of the things that the batch is about to change.
async fn keep<I, T>(tx: &mut Tx<'_>, batch: BatchId, rows: &[(Uuid, u32)], known: &HashMap<I, T>) -> Result<()>
where
    I: Id + From<Uuid> + std::hash::Hash + Eq,
    T: Serialize + Sync,
{
    let mut before = Vec::with_capacity(rows.len());
    for &(thing, row) in rows {
        if let Some(standing) = known.get(&I::from(thing)) {
            before.push(Before { row, thing, value: serde_json::to_value(standing).map_err(Error::internal)? });
        }
    }
    beichen_sheets::undo::keep(tx, batch, before).await
}

/// Throws away what is staged of a batch, here and in the ledger.
pub async fn discard(tx: &mut Tx<'_>, batch: BatchId, tables: &[&str]) -> Result<()> {
    store::discard(tx, batch, tables).await?;
    beichen_ledger::api::discard(tx, batch).await
}
