//! What undoing a batch reads, and what writing one keeps for it.

use std::collections::{BTreeSet, HashMap};

use beichen_engine::day::Day;
use beichen_kernel::{BatchId, Id, Result};
use beichen_sheets::Written;
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::raw;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

/// Ids that one statement lists.
const IDS: usize = 5_000;

/// The things that a batch is about to change, with their rows of the file.
pub async fn about_to_change(tx: &Tx<'_>, batch: BatchId, staged: &str) -> Result<Vec<(Uuid, u32)>> {
    let sql = format!(
        "SELECT id, batch_row FROM {staged} WHERE org_id = $1 AND batch_id = $2 AND seen_version > 0 ORDER BY batch_row"
    );
    let rows = tx.rows(&sql, vec![tx.ctx().org.0.into(), batch.uuid().into()]).await?;
    let read = |row: &QueryResult| {
        let number: i64 = row.try_get("", "batch_row").map_err(from_db)?;
        Ok((row.try_get("", "id").map_err(from_db)?, u32::try_from(number).unwrap_or_default()))
    };
    rows.iter().map(read).collect()
}

/// Locks things until the commit, in the order of their ids. On SQLite the write lock has done it already.
pub async fn lock_ids(tx: &Tx<'_>, table: &str, ids: &BTreeSet<Uuid>) -> Result<()> {
    if !tx.for_update().is_empty() {
        let sql = format!("SELECT version FROM {table} WHERE org_id = $1 AND id IN ({{ids}}) ORDER BY id");
        rows_by_ids(tx, &format!("{sql}{}", tx.for_update()), ids).await?;
    }
    Ok(())
}

/// The days on which payments of these orders came in, and on which money was given back of them.
pub async fn days_of_payments(tx: &Tx<'_>, orders: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, Vec<Day>>> {
    let sql = "SELECT order_id, received_on AS day FROM customers_payment \
        WHERE org_id = $1 AND cancelled = FALSE AND order_id IN ({ids}) \
        UNION SELECT p.order_id, r.refunded_on AS day FROM customers_refund AS r \
        JOIN customers_payment AS p ON p.org_id = r.org_id AND p.id = r.payment_id \
        WHERE r.org_id = $1 AND r.cancelled = FALSE AND p.order_id IN ({ids})";
    let mut days: HashMap<Uuid, Vec<Day>> = HashMap::new();
    for row in rows_by_ids(tx, sql, orders).await? {
        let day = raw::day(row.try_get("", "day").map_err(from_db)?);
        days.entry(row.try_get("", "order_id").map_err(from_db)?).or_default().push(day);
    }
    Ok(days)
}

/// How many customers an import made and nobody has changed since.
pub async fn customers_made(tx: &Tx<'_>, written: &Written) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS n FROM customers_customer \
        WHERE org_id = $1 AND batch_id = $2 AND tx_id = $3 AND version = 1";
    let values: Vec<Value> = vec![tx.ctx().org.0.into(), written.batch.uuid().into(), written.tx.into()];
    let count: i64 = tx.row(sql, values).await?.map_or(Ok(0), |row| row.try_get("", "n").map_err(from_db))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Rows of a query with `{ids}` in it, for every chunk of the ids; `$1` is the organisation.
async fn rows_by_ids(tx: &Tx<'_>, sql: &str, ids: &BTreeSet<Uuid>) -> Result<Vec<QueryResult>> {
    let ids: Vec<Uuid> = ids.iter().copied().collect();
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS) {
        let places: Vec<String> = (2..).take(chunk.len()).map(|place| format!("${place}")).collect();
        let mut values: Vec<Value> = vec![tx.ctx().org.0.into()];
        values.extend(chunk.iter().map(|&id| Value::from(id)));
        found.extend(tx.rows(&sql.replace("{ids}", &places.join(", ")), values).await?);
    }
    Ok(found)
}
