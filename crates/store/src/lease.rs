//! Work that one process does for all that share a database: whoever holds the lease of its name.

use beichen_kernel::{Result, Timestamp};
use sea_orm::{ConnectionTrait, TransactionSession as Session};
use uuid::Uuid;

use crate::db::Db;
use crate::error::from_db;
use crate::raw::statement;

/// Takes the lease of `name` for so many seconds, or holds it longer. Says whether it is `holder`'s from now on: another
/// process has it until it is given up or falls silent for as long as it asked for.
pub async fn hold(db: &Db, name: &str, holder: Uuid, now: Timestamp, seconds: i64) -> Result<bool> {
    let sql = "INSERT INTO store_lease (name, holder, held_until) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE \
        SET holder = excluded.holder, held_until = excluded.held_until \
        WHERE store_lease.holder = excluded.holder OR store_lease.held_until < $4";
    let until = now.plus_seconds(seconds).micros();
    let values = vec![name.into(), holder.into(), until.into(), now.micros().into()];
    let tx = db.begin_writing().await?;
    let done = tx.execute_raw(statement(db.backend(), sql, values)).await.map_err(from_db)?;
    Session::commit(tx).await.map_err(from_db)?;
    Ok(done.rows_affected() == 1)
}

/// Gives a lease up, so that the next one need not wait for its end. Nothing happens where another holds it.
pub async fn give_up(db: &Db, name: &str, holder: Uuid) -> Result<()> {
    let sql = "DELETE FROM store_lease WHERE name = $1 AND holder = $2";
    let tx = db.begin_writing().await?;
    tx.execute_raw(statement(db.backend(), sql, vec![name.into(), holder.into()])).await.map_err(from_db)?;
    Session::commit(tx).await.map_err(from_db)
}
