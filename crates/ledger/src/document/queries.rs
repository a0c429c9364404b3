//! Documents as other capabilities read them.

use std::collections::BTreeSet;

use beichen_kernel::{MemberId, Result};
use beichen_store::Tx;
use uuid::Uuid;

use super::store;
pub use super::store::Kept as KeptDocument;
use crate::sql::{get, rows_by_ids};

/// Documents by the ids of the orders, payments, refunds or entries that they mirror; unknown ones are absent.
pub async fn documents(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<Vec<KeptDocument>> {
    store::by_ids(tx, ids).await
}

/// What of a payment is unmatched now, refunds subtracted; of an order, by how much it is overpaid. 0 for unknown ones.
pub async fn unmatched_minor(tx: &Tx<'_>, id: Uuid) -> Result<i64> {
    let sql = "SELECT unmatched_minor FROM ledger_document WHERE org_id = $1 AND id = $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), id.into()]).await?;
    row.map_or(Ok(0), |row| get(&row, "unmatched_minor"))
}

/// What of an order or payment is matched now, refunds subtracted. 0 for unknown ones.
pub async fn matched_minor(tx: &Tx<'_>, id: Uuid) -> Result<i64> {
    let sql = "SELECT matched_minor FROM ledger_document WHERE org_id = $1 AND id = $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), id.into()]).await?;
    row.map_or(Ok(0), |row| get(&row, "matched_minor"))
}

/// The payees of documents: an order's own, a payment's from its order, a refund's from its payment's order.
pub async fn payees_of(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<Vec<(Uuid, MemberId)>> {
    let sql = "SELECT d.id, p.member_id FROM ledger_document AS d \
        LEFT JOIN ledger_document AS s ON s.org_id = d.org_id AND s.id = d.payment_id \
        JOIN ledger_document_payee AS p ON p.org_id = d.org_id \
        AND p.document_id = COALESCE(s.order_id, d.order_id, d.id) WHERE d.org_id = $1 AND d.id IN ({ids}) \
        ORDER BY d.id, p.place";
    let rows = rows_by_ids(tx, sql, ids.iter().copied()).await?;
    rows.iter().map(|row| Ok((get(row, "id")?, get::<Uuid>(row, "member_id")?.into()))).collect()
}

/// Which of these orders and payments belong to their customer's first order: `customer.is_new` of plans.
pub async fn documents_of_new_customers(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>> {
    let kept = store::by_ids(tx, ids).await?;
    let order_of = |document: &KeptDocument| document.order.unwrap_or(document.id);
    let orders: BTreeSet<Uuid> = kept.iter().map(order_of).collect();
    let customers = crate::credit::store::customers_of(tx, &orders).await?;
    let firsts = crate::credit::store::firsts(tx, &customers).await?;
    let first_orders: BTreeSet<u128> = firsts.values().filter_map(|first| first.order).map(|order| order.0).collect();
    let is_new = |document: &&KeptDocument| first_orders.contains(&order_of(document).as_u128());
    Ok(kept.iter().filter(is_new).map(|document| document.id).collect())
}
