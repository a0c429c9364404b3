//! The epoch: while credits are reckoned, nobody moves to another unit; and who has moved since. Changes of the tree and
//! of who administers hold it too, so that two of them do not overlook each other.
//!
//! Source: decisions.md "What a derivation read". Crediting holds the row shared; a changed assignment or a published
//! measure takes it alone and raises the number, so that what was staged under another number is reckoned again.

use beichen_kernel::{Id, MemberId, Result};
use beichen_store::{Tx, jobs};

use super::row::{bind_id, get, id};

/// The job that is put down when somebody has moved: credits are to be stamped with the new unit.
pub const JOB_MOVED: &str = "people.member.moved";

/// Keeps assignments and measures as they are until the commit, and says which epoch it is.
pub async fn share(tx: &mut Tx<'_>) -> Result<i64> {
    lock(tx, tx.for_share()).await
}

/// Waits until nothing is being credited, and keeps crediting out until the commit.
pub async fn hold(tx: &mut Tx<'_>) -> Result<i64> {
    lock(tx, tx.for_update()).await
}

/// As [`hold`], and makes what was staged before old.
pub async fn raise(tx: &mut Tx<'_>) -> Result<()> {
    hold(tx).await?;
    tx.execute("UPDATE people_epoch SET n = n + 1 WHERE org_id = $1", vec![tx.ctx().org.0.into()]).await?;
    Ok(())
}

/// The epoch as this transaction sees it, without a lock.
pub async fn current(tx: &Tx<'_>) -> Result<i64> {
    let row = tx.row("SELECT n FROM people_epoch WHERE org_id = $1", vec![tx.ctx().org.0.into()]).await?;
    row.map_or(Ok(0), |row| get(&row, "n"))
}

async fn lock(tx: &mut Tx<'_>, lock: &str) -> Result<i64> {
    let org = tx.ctx().org.0;
    let sql = format!("SELECT n FROM people_epoch WHERE org_id = $1{lock}");
    if let Some(row) = tx.row(&sql, vec![org.into()]).await? {
        return get(&row, "n");
    }
    let insert = "INSERT INTO people_epoch (org_id, n) VALUES ($1, 0) ON CONFLICT DO NOTHING";
    tx.execute(insert, vec![org.into()]).await?;
    tx.row(&sql, vec![org.into()]).await?.map_or(Ok(0), |row| get(&row, "n"))
}

/// Remembers that somebody's assignments have changed, until the credits bear the new units.
pub async fn remember_move(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    let values = vec![tx.ctx().org.0.into(), bind_id(member)];
    let sql = "SELECT member_id FROM people_moved WHERE org_id = $1 AND member_id = $2";
    raise(tx).await?;
    if tx.row(sql, values.clone()).await?.is_none() {
        let sql = "INSERT INTO people_moved (org_id, member_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        tx.execute(sql, values).await?;
    }
    jobs::enqueue_once(tx, JOB_MOVED).await
}

/// Who has moved and is not stamped anew yet, some at a time.
pub async fn moved(tx: &Tx<'_>, limit: i64) -> Result<Vec<MemberId>> {
    let sql = "SELECT member_id FROM people_moved WHERE org_id = $1 ORDER BY member_id LIMIT $2";
    tx.rows(sql, vec![tx.ctx().org.0.into(), limit.into()]).await?.iter().map(|row| id(row, "member_id")).collect()
}

/// How many people that are.
pub async fn count_moved(tx: &Tx<'_>) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM people_moved WHERE org_id = $1";
    tx.row(sql, vec![tx.ctx().org.0.into()]).await?.map_or(Ok(0), |row| get(&row, "n"))
}

/// Their credits bear the new units now.
pub async fn settle(tx: &mut Tx<'_>, members: &[MemberId]) -> Result<()> {
    for member in members {
        let sql = "DELETE FROM people_moved WHERE org_id = $1 AND member_id = $2";
        tx.execute(sql, vec![tx.ctx().org.0.into(), member.uuid().into()]).await?;
    }
    Ok(())
}
