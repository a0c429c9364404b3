//! Many rows in few statements, and cells read with their errors.

use beichen_kernel::Result;
use beichen_store::Tx;
use beichen_store::error::from_db;
use sea_orm::{QueryResult, TryGetable, Value};
use uuid::Uuid;

/// Values that one statement may bind, on the stricter of the two databases.
const BINDS: usize = 32_000;

/// Ids that one `IN (…)` lists.
pub const IDS: usize = 5_000;

/// One cell of a row.
pub fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}

/// `head VALUES (…), (…) tail` for rows of `width` values each, in as few statements as the bind limit allows.
pub async fn insert_rows(tx: &mut Tx<'_>, head: &str, width: usize, rows: Vec<Value>, tail: &str) -> Result<()> {
    let width = width.max(1);
    let chunk = (BINDS / width).max(1).saturating_mul(width);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let values: Vec<Value> = rows.by_ref().take(chunk).collect();
        let sql = format!("{head} VALUES {}{tail}", groups(width, values.len() / width));
        tx.execute(&sql, values).await?;
    }
    Ok(())
}

fn groups(width: usize, count: usize) -> String {
    let mut text = String::with_capacity(count.saturating_mul(width).saturating_mul(7));
    for row in 0..count {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            if column > 0 {
                text.push_str(", ");
            }
            text.push('$');
            text.push_str(&row.saturating_mul(width).saturating_add(column).saturating_add(1).to_string());
        }
        text.push(')');
    }
    text
}

/// Rows of a query with `{ids}` in it, for every chunk of the ids; `$1` is the organisation.
pub async fn rows_by_ids(tx: &Tx<'_>, sql: &str, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<QueryResult>> {
    let mut found = Vec::new();
    let mut ids = ids.into_iter().peekable();
    while ids.peek().is_some() {
        let mut values: Vec<Value> = vec![tx.ctx().org.0.into()];
        values.extend(ids.by_ref().take(IDS).map(Value::from));
        found.extend(tx.rows(&sql.replace("{ids}", &places(2, values.len())), values).await?);
    }
    Ok(found)
}

/// `$from, …, $to`.
pub fn places(from: usize, to: usize) -> String {
    let places: Vec<String> = (from..=to).map(|place| format!("${place}")).collect();
    places.join(", ")
}
