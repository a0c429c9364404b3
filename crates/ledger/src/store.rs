//! Rows of many ids, and cells read with their errors.

use beichen_kernel::Result;
use beichen_store::Tx;
use beichen_store::error::from_db;
use sea_orm::{QueryResult, TryGetable, Value};
use uuid::Uuid;

/// Ids that one `IN (…)` lists.
pub const IDS: usize = 5_000;

/// One cell of a row.
pub fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}

/// Rows of a query with `{ids}` in it, for every chunk of the ids; `$1` is the organisation.
pub async fn rows_by_ids(tx: &Tx<'_>, sql: &str, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<QueryResult>> {
    read_by_ids(tx, sql, ids, Ok).await
}

/// As [`rows_by_ids`], each row read while the database looks for the next.
pub async fn read_by_ids<T>(
    tx: &Tx<'_>,
    sql: &str,
    ids: impl IntoIterator<Item = Uuid>,
    mut read: impl FnMut(QueryResult) -> Result<T>,
) -> Result<Vec<T>> {
    let mut found = Vec::new();
    let mut ids = ids.into_iter().peekable();
    while ids.peek().is_some() {
        let mut values: Vec<Value> = vec![tx.ctx().org.0.into()];
        values.extend(ids.by_ref().take(IDS).map(Value::from));
        let sql = sql.replace("{ids}", &places(2, values.len()));
        found.extend(tx.read_rows(&sql, values, &mut read).await?);
    }
    Ok(found)
}

/// `$from, …, $to`.
pub fn places(from: usize, to: usize) -> String {
    let places: Vec<String> = (from..=to).map(|place| format!("${place}")).collect();
    places.join(", ")
}
