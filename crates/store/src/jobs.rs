//! Long work: put down in the transaction that asks for it, done once by one process, with progress that can be looked at.

use beichen_kernel::{Error, OrgId, Result, Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde::Serialize;
use uuid::Uuid;

use crate::db::Db;
use crate::error::from_db;
use crate::tx::Tx;

/// Seconds after which the work of a process that fell silent is taken over.
const LEASE_SECONDS: i64 = 60;

/// A piece of long work.
#[derive(Debug, Clone, Serialize)]
pub struct Job {
    pub id: Uuid,
    pub org: OrgId,
    pub kind: String,
    pub params: serde_json::Value,
    /// queued, running, done, failed
    pub state: String,
    pub done: i64,
    pub total: i64,
    pub answer: Option<serde_json::Value>,
    pub problem: Option<serde_json::Value>,
}

/// Puts a job down; it exists if the transaction commits.
pub async fn enqueue(tx: &mut Tx<'_>, kind: &str, params: &serde_json::Value) -> Result<Uuid> {
    let id: Uuid = tx.ctx().new_id::<beichen_kernel::BatchId>().into();
    let now = tx.ctx().now().micros();
    tx.execute(
        "INSERT INTO store_job (id, org_id, kind, params, state, done, total, attempts, locked_until, created_at) \
         VALUES ($1, $2, $3, $4, 'queued', 0, 0, 0, 0, $5)",
        vec![id.into(), tx.ctx().org.0.into(), kind.into(), params.to_string().into(), now.into()],
    )
    .await?;
    Ok(id)
}

/// Puts a job of this kind down unless one waits already: the one that waits will see what this transaction wrote.
pub async fn enqueue_once(tx: &mut Tx<'_>, kind: &str) -> Result<()> {
    let sql = "SELECT id FROM store_job WHERE org_id = $1 AND kind = $2 AND state = 'queued' LIMIT 1";
    if tx.row(sql, vec![tx.ctx().org.0.into(), kind.into()]).await?.is_none() {
        enqueue(tx, kind, &serde_json::Value::Null).await?;
    }
    Ok(())
}

/// A job of the actor's organisation.
pub async fn find(tx: &Tx<'_>, id: Uuid) -> Result<Option<Job>> {
    let sql = format!("SELECT {COLUMNS} FROM store_job WHERE org_id = $1 AND id = $2");
    tx.row(&sql, vec![tx.ctx().org.0.into(), id.into()]).await?.map(|row| job_of(&row)).transpose()
}

/// Takes the oldest job that waits, or whose worker fell silent.
pub async fn claim(db: &Db, now: Timestamp) -> Result<Option<Job>> {
    let tx = db.begin_writing().await?;
    let skip = if db.backend() == DbBackend::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "SELECT {COLUMNS} FROM store_job WHERE state IN ('queued', 'running') AND locked_until < $1 \
         ORDER BY created_at, id LIMIT 1{skip}"
    );
    let row = tx.query_one_raw(statement(db, &sql, vec![now.micros().into()])).await.map_err(from_db)?;
    let Some(row) = row else { return Ok(None) };
    let job = job_of(&row)?;
    let until = now.plus_seconds(LEASE_SECONDS).micros();
    let sql = "UPDATE store_job SET state = 'running', attempts = attempts + 1, locked_until = $3 WHERE org_id = $1 AND id = $2";
    tx.execute_raw(statement(db, sql, vec![job.org.0.into(), job.id.into(), until.into()])).await.map_err(from_db)?;
    sea_orm::TransactionSession::commit(tx).await.map_err(from_db)?;
    Ok(Some(job))
}

/// Says how far a job is, and keeps it.
pub async fn progress(db: &Db, job: &Job, now: Timestamp, done: i64, total: i64) -> Result<()> {
    let until = now.plus_seconds(LEASE_SECONDS).micros();
    let sql = "UPDATE store_job SET done = $3, total = $4, locked_until = $5 WHERE org_id = $1 AND id = $2";
    write(db, sql, vec![job.org.0.into(), job.id.into(), done.into(), total.into(), until.into()]).await
}

/// Ends a job with its answer, or with what went wrong.
pub async fn finish(
    db: &Db,
    job: &Job,
    now: Timestamp,
    end: std::result::Result<serde_json::Value, serde_json::Value>,
) -> Result<()> {
    let (state, answer, problem) = match end {
        Ok(answer) => ("done", Some(answer.to_string()), None),
        Err(problem) => ("failed", None, Some(problem.to_string())),
    };
    let sql =
        "UPDATE store_job SET state = $3, answer = $4, problem = $5, finished_at = $6 WHERE org_id = $1 AND id = $2";
    let values =
        vec![job.org.0.into(), job.id.into(), state.into(), answer.into(), problem.into(), now.micros().into()];
    write(db, sql, values).await
}

const COLUMNS: &str = "id, org_id, kind, params, state, done, total, answer, problem";

async fn write(db: &Db, sql: &str, values: Vec<Value>) -> Result<()> {
    let tx = db.begin_writing().await?;
    tx.execute_raw(statement(db, sql, values)).await.map_err(from_db)?;
    sea_orm::TransactionSession::commit(tx).await.map_err(from_db)
}

fn statement(db: &Db, sql: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(db.backend(), sql, values)
}

fn job_of(row: &QueryResult) -> Result<Job> {
    let json = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
    Ok(Job {
        id: get(row, "id")?,
        org: OrgId(get(row, "org_id")?),
        kind: get(row, "kind")?,
        params: serde_json::from_str(&get::<String>(row, "params")?).map_err(Error::internal)?,
        state: get(row, "state")?,
        done: get(row, "done")?,
        total: get(row, "total")?,
        answer: json(get(row, "answer")?),
        problem: json(get(row, "problem")?),
    })
}

fn get<T: sea_orm::TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}
