//! What has happened, told on: every process sees what any process of the same database has committed.

use std::time::Duration;

use beichen_kernel::{OrgId, Result, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::Serialize;

use crate::db::Db;
use crate::error::from_db;
use crate::raw::statement;

/// How often a process looks whether something has happened. Source: decisions.md "Live".
pub const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Events that one call gives at most; whoever gets as many asks again after the last.
pub const MOST: u64 = 1_000;

/// An event as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    pub name: String,
    pub v: i64,
    /// Its place in the organisation's chain: without gaps, in the order of the commits.
    pub seq: i64,
    pub org: OrgId,
    pub at: Timestamp,
    pub actor: String,
    /// The id of what it happened to.
    pub subject: String,
    pub data: serde_json::Value,
}

/// The last event's place; 0 before the first. A listener who knows a higher one has seen what a restored backup has
/// not, and begins anew.
pub async fn head(db: &Db, org: OrgId) -> Result<i64> {
    let sql = "SELECT seq FROM store_audit_head WHERE org_id = $1";
    let rows = select(db, sql, vec![org.0.into()]).await?;
    rows.first().map_or(Ok(0), |row| get(row, "seq"))
}

/// What has happened after `seq`, in order, at most [`MOST`].
pub async fn after(db: &Db, org: OrgId, seq: i64) -> Result<Vec<Told>> {
    let sql = format!(
        "SELECT seq, name, v, at, actor, subject, data FROM store_event WHERE org_id = $1 AND seq > $2 \
         ORDER BY seq LIMIT {MOST}"
    );
    select(db, &sql, vec![org.0.into(), seq.into()]).await?.iter().map(|row| told_of(org, row)).collect()
}

/// As [`after`], and waits until there is something. It looks at the head alone, every [`LOOK_EVERY`]; the caller bounds
/// the waiting.
pub async fn wait(db: &Db, org: OrgId, seq: i64) -> Result<Vec<Told>> {
    while head(db, org).await? <= seq {
        tokio::time::sleep(LOOK_EVERY).await;
    }
    after(db, org, seq).await
}

fn told_of(org: OrgId, row: &QueryResult) -> Result<Told> {
    let data: String = get(row, "data")?;
    Ok(Told {
        name: get(row, "name")?,
        v: get(row, "v")?,
        seq: get(row, "seq")?,
        org,
        at: Timestamp::from_micros(get(row, "at")?),
        actor: get(row, "actor")?,
        subject: get(row, "subject")?,
        data: serde_json::from_str(&data).unwrap_or_default(),
    })
}

async fn select(db: &Db, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>> {
    let tx = db.begin_reading().await?;
    tx.query_all_raw(statement(db.backend(), sql, values)).await.map_err(from_db)
}

fn get<T: sea_orm::TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}
