//! References that no foreign key holds: rows that name something which is not there.

use beichen_kernel::{Error, Kind, Result};
use uuid::Uuid;

use crate::error::from_db;
use crate::tx::Tx;

/// `table.column` names `target.id` of the same organisation; absent and nil name nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    pub table: &'static str,
    pub column: &'static str,
    pub target: &'static str,
}

/// How many rows of the organisation name something that is not there.
pub async fn dangling(tx: &Tx<'_>, reference: &Reference) -> Result<i64> {
    let Reference { table, column, target } = reference;
    let sql = format!(
        "SELECT COUNT(*) AS found FROM {table} a WHERE a.org_id = $1 AND a.{column} IS NOT NULL AND a.{column} <> $2 \
         AND NOT EXISTS (SELECT 1 FROM {target} b WHERE b.org_id = a.org_id AND b.id = a.{column})"
    );
    let row = tx.row(&sql, vec![tx.ctx().org.0.into(), Uuid::nil().into()]).await?;
    let row = row.ok_or_else(|| Error::new(Kind::Internal, "kernel.internal"))?;
    row.try_get("", "found").map_err(from_db)
}
