//! Who shares orders and on which days they were paid, as the splits of a file are held against locks.

use std::collections::{BTreeSet, HashMap};

use beichen_engine::day::Day;
use beichen_engine::rate::Rate;
use beichen_kernel::{BatchId, Result};
use beichen_store::error::from_db;
use beichen_store::{Tx, raw};
use sea_orm::{QueryResult, TryGetable, Value};
use uuid::Uuid;

use super::own;
use crate::order::model::Split;

/// Ids that one `IN (…)` lists.
const IDS: usize = 5_000;

/// What a known order is about to become.
pub struct Becoming {
    pub id: Uuid,
    pub code: String,
    /// Its day before and after.
    pub signed_on: (Day, Day),
}

/// Everybody who shares each of these orders now.
pub async fn payees_now(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, Vec<Split>>> {
    let sql = "SELECT order_id, member_id, share_ppm FROM customers_order_payee WHERE org_id = $1 AND order_id IN ({ids}) \
        ORDER BY order_id, place";
    let mut found: HashMap<Uuid, Vec<Split>> = HashMap::new();
    for row in of_orders(tx, sql, ids).await? {
        found.entry(get(&row, "order_id")?).or_default().push(split(&row)?);
    }
    Ok(found)
}

/// The days on which each of these orders was paid.
pub async fn paid_on(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, Vec<Day>>> {
    let sql = "SELECT order_id, received_on FROM customers_payment WHERE org_id = $1 AND cancelled = FALSE \
        AND order_id IN ({ids})";
    let mut found: HashMap<Uuid, Vec<Day>> = HashMap::new();
    for row in of_orders(tx, sql, ids).await? {
        found.entry(get(&row, "order_id")?).or_default().push(raw::day(get(&row, "received_on")?));
    }
    Ok(found)
}

/// The orders that a batch changes.
pub async fn becoming(tx: &Tx<'_>, batch: BatchId) -> Result<Vec<Becoming>> {
    let sql = "SELECT s.id AS id, s.code AS code, o.signed_on AS before_day, s.signed_on AS after_day \
        FROM customers_order_staged AS s JOIN customers_order AS o ON o.org_id = s.org_id AND o.id = s.id \
        WHERE s.org_id = $1 AND s.batch_id = $2 AND s.seen_version > 0 ORDER BY s.batch_row";
    let rows = tx.rows(sql, own(tx, batch)).await?;
    rows.iter()
        .map(|row| {
            Ok(Becoming {
                id: get(row, "id")?,
                code: get(row, "code")?,
                signed_on: (raw::day(get(row, "before_day")?), raw::day(get(row, "after_day")?)),
            })
        })
        .collect()
}

/// Everybody who will share the orders that a batch changes.
pub async fn payees_staged(tx: &Tx<'_>, batch: BatchId) -> Result<HashMap<Uuid, Vec<Split>>> {
    let sql = "SELECT order_id, member_id, share_ppm FROM customers_order_payee_staged WHERE org_id = $1 AND batch_id = $2 \
        AND order_id IN (SELECT id FROM customers_order_staged WHERE org_id = $1 AND batch_id = $2 AND seen_version > 0) \
        ORDER BY order_id, place";
    let mut found: HashMap<Uuid, Vec<Split>> = HashMap::new();
    for row in tx.rows(sql, own(tx, batch)).await? {
        found.entry(get(&row, "order_id")?).or_default().push(split(&row)?);
    }
    Ok(found)
}

fn split(row: &QueryResult) -> Result<Split> {
    Ok(Split { member: get::<Uuid>(row, "member_id")?.into(), share: Rate::from_ppm(get(row, "share_ppm")?) })
}

async fn of_orders(tx: &Tx<'_>, sql: &str, ids: &BTreeSet<Uuid>) -> Result<Vec<QueryResult>> {
    let ids: Vec<Uuid> = ids.iter().copied().collect();
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS) {
        let mut values: Vec<Value> = vec![tx.ctx().org.0.into()];
        values.extend(chunk.iter().copied().map(Value::from));
        let places: Vec<String> = (2..=values.len()).map(|place| format!("${place}")).collect();
        found.extend(tx.rows(&sql.replace("{ids}", &places.join(", ")), values).await?);
    }
    Ok(found)
}

fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}
