//! The only part of imports that speaks SQL: staging tables, and moving their rows.

mod moving;
mod splits;
mod staging;
mod undoing;

pub use moving::*;
pub use splits::*;
pub use staging::*;
pub use undoing::*;

use beichen_kernel::Result;
use beichen_store::Tx;
use sea_orm::Value;

/// Values that one statement may bind, on the stricter of the two databases.
const BINDS: usize = 32_000;
/// Rows of one statement: few enough that its text stays small.
const ROWS: usize = 1_000;

/// `head VALUES (…), (…)` for rows of `width` values each.
async fn insert_rows(tx: &mut Tx<'_>, head: &str, width: usize, rows: Vec<Value>) -> Result<()> {
    let width = width.max(1);
    let chunk = (BINDS / width).clamp(1, ROWS).saturating_mul(width);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let values: Vec<Value> = rows.by_ref().take(chunk).collect();
        let mut sql = format!("{head} VALUES ");
        for place in 0..values.len() {
            sql.push_str(match (place == 0, place.checked_rem(width) == Some(0)) {
                (true, _) => "(",
                (false, true) => "), (",
                (false, false) => ", ",
            });
            sql.push('$');
            sql.push_str(&place.saturating_add(1).to_string());
        }
        sql.push(')');
        tx.execute(&sql, values).await?;
    }
    Ok(())
}
