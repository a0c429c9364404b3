//! How a batch becomes true: its rows move, and its documents go down to the ledger with them.

use beichen_kernel::{BatchId, Result};
use beichen_sheets::Counts;
use beichen_store::Tx;

use super::store;

/// Customers.
pub async fn customers(tx: &mut Tx<'_>, batch: BatchId) -> Result<Counts> {
    store::move_customers(tx, batch).await?;
    store::counts(tx, batch, "customers_customer_staged", "1").await
}

/// Orders, with the customers that they bring.
pub async fn orders(tx: &mut Tx<'_>, batch: BatchId) -> Result<Counts> {
    store::move_customers(tx, batch).await?;
    store::move_orders(tx, batch).await?;
    beichen_ledger::api::apply(tx, batch).await?;
    store::counts(tx, batch, "customers_order_staged", "row_count").await
}

/// Payments, with the customers that they bring.
pub async fn payments(tx: &mut Tx<'_>, batch: BatchId) -> Result<Counts> {
    store::move_customers(tx, batch).await?;
    store::move_payments(tx, batch).await?;
    beichen_ledger::api::apply(tx, batch).await?;
    store::counts(tx, batch, "customers_payment_staged", "1").await
}

/// Refunds.
pub async fn refunds(tx: &mut Tx<'_>, batch: BatchId) -> Result<Counts> {
    store::move_refunds(tx, batch).await?;
    beichen_ledger::api::apply(tx, batch).await?;
    store::counts(tx, batch, "customers_refund_staged", "1").await
}

/// Throws away what is staged of a batch, here and in the ledger.
pub async fn discard(tx: &mut Tx<'_>, batch: BatchId, tables: &[&str]) -> Result<()> {
    store::discard(tx, batch, tables).await?;
    beichen_ledger::api::discard(tx, batch).await
}
