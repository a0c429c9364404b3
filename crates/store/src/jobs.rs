//! Long work: put down in the transaction that asks for it, done once by one process, with progress that can be looked at.

use beichen_kernel::http::ProblemBody;
use beichen_kernel::{Error, Kind, MemberId, OrgId, Result, Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde::Serialize;
use uuid::Uuid;

use crate::db::Db;
use crate::error::from_db;
use crate::tx::Tx;

/// Seconds after which the work of a process that fell silent is taken over: with the next look of another process it
/// moves within ten. The clocks of processes that share a database must agree better than this.
pub const LEASE_SECONDS: i64 = 8;

/// Seconds after which whoever is at a piece of work says so again: three may be late before it is taken over.
pub const HEARTBEAT_SECONDS: u64 = 2;

/// How often a piece of work is begun: one that took its process down with it as often as this is given up.
const ATTEMPTS: i64 = 3;

/// A piece of long work.
#[derive(Debug, Clone, Serialize)]
pub struct Job {
    pub id: Uuid,
    pub org: OrgId,
    pub kind: String,
    pub params: serde_json::Value,
    /// The member who asked for it, if one did.
    pub asked_by: Option<MemberId>,
    /// How often it has been begun. Names the lease: whoever holds an earlier one has lost it.
    pub attempts: i64,
    /// queued, running, done, failed
    pub state: String,
    pub done: i64,
    pub total: i64,
    pub answer: Option<serde_json::Value>,
    pub problem: Option<serde_json::Value>,
}

/// Puts a job down for whoever acts; it exists if the transaction commits.
pub async fn enqueue(tx: &mut Tx<'_>, kind: &str, params: &serde_json::Value) -> Result<Uuid> {
    let asked_by = tx.ctx().member();
    put_down(tx, kind, params, asked_by).await
}

/// Puts a job of this kind down unless one waits already: the one that waits will see what this transaction wrote.
/// It is done for all who come by until it begins, and so for nobody in particular.
pub async fn enqueue_once(tx: &mut Tx<'_>, kind: &str) -> Result<()> {
    let sql = "SELECT id FROM store_job WHERE org_id = $1 AND kind = $2 AND state = 'queued' LIMIT 1";
    if tx.row(sql, vec![tx.ctx().org.0.into(), kind.into()]).await?.is_none() {
        put_down(tx, kind, &serde_json::Value::Null, None).await?;
    }
    Ok(())
}

async fn put_down(tx: &mut Tx<'_>, kind: &str, params: &serde_json::Value, asked_by: Option<MemberId>) -> Result<Uuid> {
    let id: Uuid = tx.ctx().new_id::<beichen_kernel::BatchId>().into();
    let now = tx.ctx().now().micros();
    tx.execute(
        "INSERT INTO store_job (id, org_id, kind, params, asked_by, state, done, total, attempts, locked_until, \
         created_at) VALUES ($1, $2, $3, $4, $5, 'queued', 0, 0, 0, 0, $6)",
        vec![
            id.into(),
            tx.ctx().org.0.into(),
            kind.into(),
            params.to_string().into(),
            asked_by.map(Uuid::from).into(),
            now.into(),
        ],
    )
    .await?;
    Ok(id)
}

/// A job of the actor's organisation.
pub async fn find(tx: &Tx<'_>, id: Uuid) -> Result<Option<Job>> {
    let sql = format!("SELECT {COLUMNS} FROM store_job WHERE org_id = $1 AND id = $2");
    tx.row(&sql, vec![tx.ctx().org.0.into(), id.into()]).await?.map(|row| job_of(&row)).transpose()
}

/// Takes the oldest job that waits, or whose worker fell silent. One that was begun too often already ends as failed.
pub async fn claim(db: &Db, now: Timestamp) -> Result<Option<Job>> {
    while let Some(job) = take_oldest(db, now).await? {
        if job.attempts <= ATTEMPTS {
            return Ok(Some(job));
        }
        let given_up = Error::new(Kind::Internal, "store.job_given_up").with("attempts", ATTEMPTS);
        finish(db, &job, now, Err(given_up)).await?;
    }
    Ok(None)
}

async fn take_oldest(db: &Db, now: Timestamp) -> Result<Option<Job>> {
    let tx = db.begin_writing().await?;
    let skip = if db.backend() == DbBackend::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "SELECT {COLUMNS} FROM store_job WHERE state IN ('queued', 'running') AND locked_until < $1 \
         ORDER BY created_at, id LIMIT 1{skip}"
    );
    let row = tx.query_one_raw(statement(db, &sql, vec![now.micros().into()])).await.map_err(from_db)?;
    let Some(row) = row else { return Ok(None) };
    let mut job = job_of(&row)?;
    job.attempts = job.attempts.saturating_add(1);
    let sql = "UPDATE store_job SET state = 'running', attempts = $3, locked_until = $4 WHERE org_id = $1 AND id = $2";
    let values = vec![job.org.0.into(), job.id.into(), job.attempts.into(), lease_end(now).into()];
    tx.execute_raw(statement(db, sql, values)).await.map_err(from_db)?;
    sea_orm::TransactionSession::commit(tx).await.map_err(from_db)?;
    Ok(Some(job))
}

/// Says how far a job is, and keeps it.
pub async fn progress(db: &Db, job: &Job, now: Timestamp, done: i64, total: i64) -> Result<()> {
    let values = vec![done.into(), total.into(), lease_end(now).into()];
    change(db, job, "done = $4, total = $5, locked_until = $6", values).await
}

/// Keeps a job whose worker is still at it.
pub async fn keep(db: &Db, job: &Job, now: Timestamp) -> Result<()> {
    change(db, job, "locked_until = $4", vec![lease_end(now).into()]).await
}

/// Ends a job with its answer, or with what went wrong. One that only came at a bad moment is left to be taken again
/// when its lease is over.
pub async fn finish(db: &Db, job: &Job, now: Timestamp, end: Result<serde_json::Value>) -> Result<()> {
    let (state, answer, problem) = match end {
        Ok(answer) => ("done", Some(answer.to_string()), None),
        Err(error) if error.kind() == Kind::Unavailable && job.attempts < ATTEMPTS => return Ok(()),
        Err(error) => {
            let problem = serde_json::to_string(&ProblemBody::from(&error)).map_err(Error::internal)?;
            ("failed", None, Some(problem))
        }
    };
    let values = vec![state.into(), answer.into(), problem.into(), now.micros().into()];
    change(db, job, "state = $4, answer = $5, problem = $6, finished_at = $7", values).await
}

const COLUMNS: &str = "id, org_id, kind, params, asked_by, state, done, total, attempts, answer, problem";

fn lease_end(now: Timestamp) -> i64 {
    now.plus_seconds(LEASE_SECONDS).micros()
}

/// Changes a job that this worker still holds; `values` begin with `$4`.
async fn change(db: &Db, job: &Job, assignments: &str, values: Vec<Value>) -> Result<()> {
    let sql = format!(
        "UPDATE store_job SET {assignments} WHERE org_id = $1 AND id = $2 AND attempts = $3 AND state = 'running'"
    );
    let mut all: Vec<Value> = vec![job.org.0.into(), job.id.into(), job.attempts.into()];
    all.extend(values);
    let tx = db.begin_writing().await?;
    let done = tx.execute_raw(statement(db, &sql, all)).await.map_err(from_db)?;
    sea_orm::TransactionSession::commit(tx).await.map_err(from_db)?;
    if done.rows_affected() == 0 {
        return Err(Error::new(Kind::Conflict, "store.job_taken_over"));
    }
    Ok(())
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
        asked_by: get::<Option<Uuid>>(row, "asked_by")?.map(MemberId::from),
        attempts: get(row, "attempts")?,
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
