//! Moves staged rows into their tables, in the transaction that applies a batch, and looks at what has changed since.

use beichen_engine::day::Day;
use beichen_kernel::{BatchId, Id, Result};
use beichen_sheets::Counts;
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::raw;
use sea_orm::Value;
use uuid::Uuid;

use crate::import::model::ImportError;

/// The staging tables of one kind, whose rows `sheets` asks to have thrown away.
pub const ORDER_TABLES: &[&str] = &[
    "customers_order_line_staged",
    "customers_order_payee_staged",
    "customers_order_staged",
    "customers_customer_staged",
];
pub const CUSTOMER_TABLES: &[&str] = &["customers_customer_staged"];
pub const PAYMENT_TABLES: &[&str] = &["customers_payment_staged", "customers_customer_staged"];
pub const REFUND_TABLES: &[&str] = &["customers_refund_staged"];

pub(super) fn own(tx: &Tx<'_>, batch: BatchId) -> Vec<Value> {
    vec![tx.ctx().org.0.into(), batch.uuid().into()]
}

fn stamped(tx: &Tx<'_>, batch: BatchId) -> Vec<Value> {
    vec![tx.ctx().org.0.into(), batch.uuid().into(), tx.id().uuid().into()]
}

/// Empties staging tables of a batch.
pub async fn discard(tx: &mut Tx<'_>, batch: BatchId, tables: &[&str]) -> Result<()> {
    for table in tables {
        let sql = format!("DELETE FROM {table} WHERE org_id = $1 AND batch_id = $2");
        tx.execute(&sql, own(tx, batch)).await?;
    }
    Ok(())
}

/// How many rows of the file will become new and changed things; `rows` is what one staged row counts.
pub async fn counts(tx: &Tx<'_>, batch: BatchId, table: &str, rows: &str) -> Result<Counts> {
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(CASE WHEN seen_version = 0 THEN {rows} ELSE 0 END), 0) AS BIGINT) AS fresh, \
         CAST(COALESCE(SUM(CASE WHEN seen_version = 0 THEN 0 ELSE {rows} END), 0) AS BIGINT) AS changed \
         FROM {table} WHERE org_id = $1 AND batch_id = $2"
    );
    let mut counts = Counts::default();
    if let Some(row) = tx.row(&sql, own(tx, batch)).await? {
        counts.new = u64::try_from(row.try_get::<i64>("", "fresh").map_err(from_db)?).unwrap_or_default();
        counts.update = u64::try_from(row.try_get::<i64>("", "changed").map_err(from_db)?).unwrap_or_default();
    }
    Ok(counts)
}

/// The code of the first row that a query finds.
async fn first(tx: &Tx<'_>, batch: BatchId, sql: &str) -> Result<Option<String>> {
    let row = tx.row(sql, own(tx, batch)).await?;
    row.map(|row| row.try_get("", "code").map_err(from_db)).transpose()
}

async fn refuse_changed(tx: &Tx<'_>, batch: BatchId, sql: &str) -> Result<()> {
    match first(tx, batch, sql).await? {
        Some(value) => Err(beichen_sheets::ImportError::ChangedSince { value }.into()),
        None => Ok(()),
    }
}

/// Refuses where a thing that the file brings or changes is not as it was when the file was checked.
async fn must_be_as_seen(tx: &Tx<'_>, batch: BatchId, staged: &str, table: &str) -> Result<()> {
    let sql = format!(
        "SELECT s.code AS code FROM {staged} AS s LEFT JOIN {table} AS t ON t.org_id = s.org_id AND t.code = s.code \
         WHERE s.org_id = $1 AND s.batch_id = $2 AND COALESCE(t.version, 0) <> s.seen_version ORDER BY s.code LIMIT 1"
    );
    refuse_changed(tx, batch, &sql).await
}

/// Moves the customers of a batch.
pub async fn move_customers(tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
    let customers = "SELECT id FROM customers_customer_staged WHERE org_id = $1 AND batch_id = $2";
    lock(tx, batch, "customers_customer", customers).await?;
    must_be_as_seen(tx, batch, "customers_customer_staged", "customers_customer").await?;
    move_owners(tx, batch).await?;
    tx.execute(
        "INSERT INTO customers_customer (org_id, id, version, code, name, owner_id, tier, tags, fields, tx_id, batch_id, \
         batch_row) SELECT org_id, id, seen_version + 1, code, name, owner_id, tier, tags, fields, $3, batch_id, batch_row \
         FROM customers_customer_staged WHERE org_id = $1 AND batch_id = $2 ORDER BY org_id, id \
         ON CONFLICT (org_id, id) DO UPDATE SET version = excluded.version, name = excluded.name, \
         owner_id = excluded.owner_id, tier = excluded.tier, tags = excluded.tags, fields = excluded.fields, \
         tx_id = excluded.tx_id, batch_id = excluded.batch_id, batch_row = excluded.batch_row",
        stamped(tx, batch),
    )
    .await?;
    Ok(())
}

/// Customers that get another owner are theirs from today on, and from the beginning of time where they had none.
async fn move_owners(tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
    let mut values = own(tx, batch);
    values.extend([raw::date(Day::MIN).into(), raw::date(tx.today()).into()]);
    tx.execute(
        "INSERT INTO customers_customer_owner (org_id, customer_id, from_day, owner_id) \
         SELECT s.org_id, s.id, CASE WHEN EXISTS (SELECT 1 FROM customers_customer_owner AS o WHERE o.org_id = $1 \
         AND o.org_id = s.org_id AND o.customer_id = s.id) THEN $4 ELSE $3 END, s.owner_id \
         FROM customers_customer_staged AS s LEFT JOIN customers_customer AS c ON c.org_id = s.org_id AND c.id = s.id \
         WHERE s.org_id = $1 AND s.batch_id = $2 AND s.owner_id IS NOT NULL \
         AND (c.owner_id IS NULL OR c.owner_id <> s.owner_id) ORDER BY s.org_id, s.id \
         ON CONFLICT (org_id, customer_id, from_day) DO UPDATE SET owner_id = excluded.owner_id",
        values,
    )
    .await?;
    Ok(())
}

/// Moves orders with their lines and payees; their new customers must have been moved before.
pub async fn move_orders(tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
    let orders = "SELECT id FROM customers_order_staged WHERE org_id = $1 AND batch_id = $2";
    lock(tx, batch, "customers_order", orders).await?;
    must_be_as_seen(tx, batch, "customers_order_staged", "customers_order").await?;
    refuse_changed(
        tx,
        batch,
        "SELECT s.code AS code FROM customers_order_staged AS s LEFT JOIN customers_customer AS c \
         ON c.org_id = s.org_id AND c.id = s.customer_id WHERE s.org_id = $1 AND s.batch_id = $2 \
         AND COALESCE(c.version, 0) <> s.customer_version ORDER BY s.code LIMIT 1",
    )
    .await?;
    refuse_changed(
        tx,
        batch,
        "SELECT p.code AS code FROM customers_order_line_staged AS l JOIN customers_product AS p \
         ON p.org_id = l.org_id AND p.id = l.product_id WHERE l.org_id = $1 AND l.batch_id = $2 \
         AND p.version <> l.product_version ORDER BY p.code LIMIT 1",
    )
    .await?;
    tx.execute(
        "INSERT INTO customers_order (org_id, id, version, code, customer_id, owner_id, signed_on, due_on, currency, \
         net_minor, gross_minor, cancelled, fields, tx_id, place, batch_id, batch_row) \
         SELECT org_id, id, seen_version + 1, code, customer_id, owner_id, signed_on, due_on, currency, net_minor, \
         gross_minor, FALSE, fields, $3, batch_row, batch_id, batch_row FROM customers_order_staged \
         WHERE org_id = $1 AND batch_id = $2 ORDER BY org_id, id \
         ON CONFLICT (org_id, id) DO UPDATE SET version = excluded.version, customer_id = excluded.customer_id, \
         owner_id = excluded.owner_id, signed_on = excluded.signed_on, due_on = excluded.due_on, \
         net_minor = excluded.net_minor, gross_minor = excluded.gross_minor, fields = excluded.fields, \
         cancelled = excluded.cancelled, \
         tx_id = excluded.tx_id, place = excluded.place, batch_id = excluded.batch_id, batch_row = excluded.batch_row",
        stamped(tx, batch),
    )
    .await?;
    move_parts(tx, batch).await
}

async fn move_parts(tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
    for table in ["customers_order_line", "customers_order_payee"] {
        let sql = format!(
            "DELETE FROM {table} WHERE org_id = $1 AND order_id IN (SELECT id FROM customers_order_staged \
             WHERE org_id = $1 AND batch_id = $2 AND seen_version > 0)"
        );
        tx.execute(&sql, own(tx, batch)).await?;
    }
    tx.execute(
        "INSERT INTO customers_order_line (org_id, order_id, id, place, product_id, quantity, net_minor, gross_minor, \
         unit_cost_minor) SELECT org_id, order_id, id, place, product_id, quantity, net_minor, gross_minor, \
         unit_cost_minor FROM customers_order_line_staged WHERE org_id = $1 AND batch_id = $2 ORDER BY org_id, order_id, id",
        own(tx, batch),
    )
    .await?;
    tx.execute(
        "INSERT INTO customers_order_payee (org_id, order_id, member_id, place, share_ppm, is_split) \
         SELECT org_id, order_id, member_id, place, share_ppm, is_split FROM customers_order_payee_staged \
         WHERE org_id = $1 AND batch_id = $2 ORDER BY org_id, order_id, member_id",
        own(tx, batch),
    )
    .await?;
    Ok(())
}

/// Locks the things that a subquery over the batch names, so that they are recorded one after another.
async fn lock(tx: &Tx<'_>, batch: BatchId, table: &str, ids: &str) -> Result<()> {
    let lock = tx.for_update();
    if lock.is_empty() {
        return Ok(());
    }
    let sql = format!("SELECT version FROM {table} WHERE org_id = $1 AND id IN ({ids}) ORDER BY id{lock}");
    tx.rows(&sql, own(tx, batch)).await?;
    Ok(())
}

/// Moves payments; an order that was cancelled since takes none and loses none.
pub async fn move_payments(tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
    let payments = "SELECT id FROM customers_payment_staged WHERE org_id = $1 AND batch_id = $2";
    lock(tx, batch, "customers_payment", payments).await?;
    let orders = "SELECT order_id FROM customers_payment_staged WHERE org_id = $1 AND batch_id = $2 \
        UNION SELECT p.order_id FROM customers_payment AS p JOIN customers_payment_staged AS s ON s.org_id = p.org_id \
        AND s.id = p.id WHERE s.org_id = $1 AND s.batch_id = $2";
    lock(tx, batch, "customers_order", orders).await?;
    must_be_as_seen(tx, batch, "customers_payment_staged", "customers_payment").await?;
    refuse_kept(tx, batch).await?;
    refuse_changed(
        tx,
        batch,
        "SELECT s.code AS code FROM customers_payment_staged AS s LEFT JOIN customers_customer AS c \
         ON c.org_id = s.org_id AND c.id = s.customer_id WHERE s.org_id = $1 AND s.batch_id = $2 \
         AND COALESCE(c.version, 0) <> s.customer_version ORDER BY s.code LIMIT 1",
    )
    .await?;
    let sql = "SELECT o.code AS code FROM customers_payment_staged AS s JOIN customers_order AS o \
        ON o.org_id = s.org_id AND o.id = s.order_id WHERE s.org_id = $1 AND s.batch_id = $2 AND s.moves = TRUE \
        AND o.cancelled = TRUE ORDER BY o.code LIMIT 1";
    if let Some(value) = first(tx, batch, sql).await? {
        return Err(ImportError::OrderCancelledSince { value }.into());
    }
    tx.execute(
        "INSERT INTO customers_payment (org_id, id, version, code, order_id, customer_id, received_on, currency, \
         amount_minor, account, cancelled, tx_id, place, batch_id, batch_row) \
         SELECT org_id, id, seen_version + 1, code, order_id, customer_id, received_on, currency, amount_minor, account, \
         FALSE, $3, batch_row, batch_id, batch_row FROM customers_payment_staged \
         WHERE org_id = $1 AND batch_id = $2 ORDER BY org_id, id \
         ON CONFLICT (org_id, id) DO UPDATE SET version = excluded.version, order_id = excluded.order_id, \
         customer_id = excluded.customer_id, received_on = excluded.received_on, amount_minor = excluded.amount_minor, \
         account = excluded.account, cancelled = excluded.cancelled, tx_id = excluded.tx_id, place = excluded.place, batch_id = excluded.batch_id, \
         batch_row = excluded.batch_row",
        stamped(tx, batch),
    )
    .await?;
    refunds_within(tx, batch, "SELECT id FROM customers_payment_staged").await
}

/// Refuses to take payments off orders that keep them; those of the file that leave an order are asked about.
async fn refuse_kept(tx: &Tx<'_>, batch: BatchId) -> Result<()> {
    let sql = "SELECT s.id AS id FROM customers_payment_staged AS s JOIN customers_payment AS p \
        ON p.org_id = s.org_id AND p.id = s.id WHERE s.org_id = $1 AND s.batch_id = $2 \
        AND p.order_id IS NOT NULL AND (s.order_id IS NULL OR s.order_id <> p.order_id)";
    let rows = tx.rows(sql, own(tx, batch)).await?;
    let ids = rows.iter().map(|row| row.try_get::<Uuid>("", "id").map_err(from_db)).collect::<Result<Vec<_>>>()?;
    match beichen_ledger::api::payments_kept(tx, ids).await?.into_values().min() {
        Some(value) => Err(beichen_sheets::ImportError::ChangedSince { value }.into()),
        None => Ok(()),
    }
}

/// Moves refunds.
pub async fn move_refunds(tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
    let payments = "SELECT payment_id FROM customers_refund_staged WHERE org_id = $1 AND batch_id = $2";
    lock(tx, batch, "customers_payment", payments).await?;
    lock(
        tx,
        batch,
        "customers_order",
        "SELECT p.order_id FROM customers_payment AS p JOIN customers_refund_staged AS s ON s.org_id = p.org_id \
         AND s.payment_id = p.id WHERE s.org_id = $1 AND s.batch_id = $2",
    )
    .await?;
    must_be_as_seen(tx, batch, "customers_refund_staged", "customers_refund").await?;
    refuse_changed(
        tx,
        batch,
        "SELECT p.code AS code FROM customers_refund_staged AS s JOIN customers_payment AS p \
         ON p.org_id = s.org_id AND p.id = s.payment_id WHERE s.org_id = $1 AND s.batch_id = $2 \
         AND p.version <> s.payment_version ORDER BY p.code LIMIT 1",
    )
    .await?;
    tx.execute(
        "INSERT INTO customers_refund (org_id, id, version, code, payment_id, refunded_on, currency, amount_minor, \
         cancelled, tx_id, place, batch_id, batch_row) \
         SELECT org_id, id, seen_version + 1, code, payment_id, refunded_on, currency, amount_minor, FALSE, $3, batch_row, \
         batch_id, batch_row FROM customers_refund_staged WHERE org_id = $1 AND batch_id = $2 ORDER BY org_id, id \
         ON CONFLICT (org_id, id) DO UPDATE SET version = excluded.version, refunded_on = excluded.refunded_on, \
         amount_minor = excluded.amount_minor, cancelled = excluded.cancelled, tx_id = excluded.tx_id, place = excluded.place, \
         batch_id = excluded.batch_id, batch_row = excluded.batch_row",
        stamped(tx, batch),
    )
    .await?;
    refunds_within(tx, batch, "SELECT payment_id FROM customers_refund_staged").await
}

/// No payment has more given back than was received, and nothing before it was, whatever was recorded beside this batch.
async fn refunds_within(tx: &Tx<'_>, batch: BatchId, payments: &str) -> Result<()> {
    let having = |broken: &str| {
        format!(
            "SELECT p.code AS code FROM customers_payment AS p JOIN customers_refund AS r ON r.org_id = p.org_id \
             AND r.payment_id = p.id WHERE p.org_id = $1 AND r.cancelled = FALSE AND p.id IN \
             ({payments} WHERE org_id = $1 AND batch_id = $2) GROUP BY p.id, p.code, p.amount_minor, p.received_on \
             HAVING {broken} ORDER BY p.code LIMIT 1"
        )
    };
    if let Some(value) = first(tx, batch, &having("SUM(r.amount_minor) > p.amount_minor")).await? {
        return Err(ImportError::RefundsAbovePayment { value }.into());
    }
    match first(tx, batch, &having("MIN(r.refunded_on) < p.received_on")).await? {
        Some(value) => Err(ImportError::RefundBeforePayment { value }.into()),
        None => Ok(()),
    }
}
