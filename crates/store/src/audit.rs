//! The audit chain: one head per organisation, rows numbered without gaps, each hashed over the one before.

use beichen_kernel::{Error, Kind, OrgId, Result, Timestamp};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, QueryResult, Statement, Value};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::db::Db;
use crate::error::from_db;
use crate::event::Pending;
use crate::idempotency::actor_text;
use crate::tx::Tx;

/// The hash before the first row.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Where a chain stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Head {
    pub seq: i64,
    pub hash: String,
}

/// What `audit verify` found in one organisation.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Verified {
    pub org: OrgId,
    pub rows: i64,
    pub head: Head,
    /// The first row that does not fit the one before, if any.
    pub broken_at: Option<i64>,
}

impl Verified {
    pub const fn is_whole(&self) -> bool {
        self.broken_at.is_none()
    }
}

/// Makes the head of a new organisation; nothing can be recorded without one.
pub async fn create_head(tx: &mut Tx<'_>) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute("INSERT INTO store_audit_head (org_id, seq, hash) VALUES ($1, 0, $2)", vec![org.into(), GENESIS.into()])
        .await?;
    Ok(())
}

/// The head as this transaction sees it.
pub async fn head(tx: &Tx<'_>) -> Result<Head> {
    let row = tx
        .row("SELECT seq, hash FROM store_audit_head WHERE org_id = $1", vec![tx.ctx().org.0.into()])
        .await?
        .ok_or_else(|| Error::new(Kind::Internal, "store.audit_broken"))?;
    head_of(&row)
}

/// The instant of the last row; absent before the first.
pub async fn last_at(tx: &Tx<'_>) -> Result<Option<Timestamp>> {
    let sql = "SELECT at FROM store_audit WHERE org_id = $1 ORDER BY seq DESC LIMIT 1";
    let row = tx.row(sql, vec![tx.ctx().org.0.into()]).await?;
    row.map(|row| get(&row, "at").map(Timestamp::from_micros)).transpose()
}

/// What is on record of an operation, oldest first: the subject and the data of each row.
pub async fn records(tx: &Tx<'_>, operation: &str) -> Result<Vec<(String, serde_json::Value)>> {
    let sql = "SELECT subject, data FROM store_audit WHERE org_id = $1 AND operation = $2 ORDER BY seq";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), operation.into()]).await?;
    let read = |row: &QueryResult| {
        let data = serde_json::from_str(&get::<String>(row, "data")?).map_err(Error::internal)?;
        Ok((get(row, "subject")?, data))
    };
    rows.iter().map(read).collect()
}

/// Gives each record its number and writes the head back; only COMMIT follows.
pub(crate) async fn append(tx: &mut Tx<'_>, pending: Vec<Pending>) -> Result<()> {
    if pending.is_empty() {
        return Ok(());
    }
    let ctx = tx.ctx();
    let sql = format!("SELECT seq, hash FROM store_audit_head WHERE org_id = $1{}", tx.for_update());
    let row =
        tx.row(&sql, vec![ctx.org.0.into()]).await?.ok_or_else(|| Error::new(Kind::Internal, "store.audit_broken"))?;
    let mut head = head_of(&row)?;
    for record in pending {
        head = append_one(tx, head, record).await?;
    }
    tx.execute(
        "UPDATE store_audit_head SET seq = $2, hash = $3 WHERE org_id = $1",
        vec![ctx.org.0.into(), head.seq.into(), head.hash.into()],
    )
    .await?;
    Ok(())
}

async fn append_one(tx: &mut Tx<'_>, head: Head, record: Pending) -> Result<Head> {
    let ctx = tx.ctx();
    let personal = record.event.personal.as_ref().map(canonical).transpose()?;
    let salt = personal.as_ref().map(|_| hex::encode(salt()));
    let digest = match (&personal, &salt) {
        (Some(text), Some(salt)) => Some(sha256(&format!("{salt}{text}"))),
        _ => None,
    };
    let row = Row {
        seq: head.seq.saturating_add(1),
        tx_id: tx.id().to_string(),
        at: ctx.now().micros(),
        actor: actor_text(&ctx.actor),
        request: ctx.request.0.to_string(),
        operation: record.event.name.to_owned(),
        subject: record.subject.to_string(),
        data: canonical(&record.event.data)?,
        personal_digest: digest,
    };
    let hash = row.hash_over(&head.hash)?;
    let tx_uuid: uuid::Uuid = tx.id().into();
    tx.execute(
        "INSERT INTO store_audit (org_id, seq, tx_id, at, actor, request_id, operation, subject, data, personal, \
         personal_salt, personal_digest, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        vec![
            ctx.org.0.into(),
            row.seq.into(),
            tx_uuid.into(),
            row.at.into(),
            row.actor.clone().into(),
            ctx.request.0.into(),
            row.operation.clone().into(),
            row.subject.clone().into(),
            row.data.clone().into(),
            personal.into(),
            salt.into(),
            row.personal_digest.clone().into(),
            hash.clone().into(),
        ],
    )
    .await?;
    tx.execute(
        "INSERT INTO store_event (org_id, seq, name, v, at, actor, subject, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        vec![
            ctx.org.0.into(),
            row.seq.into(),
            row.operation.into(),
            record.event.v.into(),
            row.at.into(),
            row.actor.into(),
            row.subject.into(),
            row.data.into(),
        ],
    )
    .await?;
    Ok(Head { seq: row.seq, hash })
}

/// Recalculates every organisation's chain from its first row.
pub async fn verify(db: &Db) -> Result<Vec<Verified>> {
    let tx = db.begin_reading().await?;
    let heads =
        select(&tx, db.backend(), "SELECT org_id, seq, hash FROM store_audit_head ORDER BY org_id", vec![]).await?;
    let mut answers = Vec::with_capacity(heads.len());
    for row in heads {
        let org = OrgId(get(&row, "org_id")?);
        answers.push(verify_one(&tx, db.backend(), org, head_of(&row)?).await?);
    }
    Ok(answers)
}

async fn verify_one(tx: &DatabaseTransaction, backend: DbBackend, org: OrgId, head: Head) -> Result<Verified> {
    const CHUNK: i64 = 5_000;
    let mut at = Head { seq: 0, hash: GENESIS.to_owned() };
    let mut broken_at = None;
    'rows: loop {
        let rows = select(
            tx,
            backend,
            "SELECT seq, tx_id, at, actor, request_id, operation, subject, data, personal, personal_salt, \
             personal_digest, hash FROM store_audit WHERE org_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
            vec![org.0.into(), at.seq.into(), CHUNK.into()],
        )
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let expected = at.seq.saturating_add(1);
            match read_row(&row)? {
                (stored, hash, personal_fits)
                    if stored.seq == expected && personal_fits && stored.hash_over(&at.hash)? == hash =>
                {
                    at = Head { seq: stored.seq, hash };
                }
                _ => {
                    broken_at = Some(expected);
                    break 'rows;
                }
            }
        }
    }
    if broken_at.is_none() && at != head {
        broken_at = Some(at.seq.saturating_add(1));
    }
    Ok(Verified { org, rows: at.seq, head, broken_at })
}

/// A row as it is hashed, its stored hash, and whether the personal values still fit their digest (or are erased).
fn read_row(row: &QueryResult) -> Result<(Row, String, bool)> {
    let tx_id: uuid::Uuid = get(row, "tx_id")?;
    let request: uuid::Uuid = get(row, "request_id")?;
    let personal: Option<String> = get(row, "personal")?;
    let salt: Option<String> = get(row, "personal_salt")?;
    let personal_digest: Option<String> = get(row, "personal_digest")?;
    let fits = match (&personal, &salt) {
        (Some(text), Some(salt)) => personal_digest.as_deref() == Some(sha256(&format!("{salt}{text}")).as_str()),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let stored = Row {
        seq: get(row, "seq")?,
        tx_id: beichen_kernel::TransactionId::from(tx_id).to_string(),
        at: get(row, "at")?,
        actor: get(row, "actor")?,
        request: request.to_string(),
        operation: get(row, "operation")?,
        subject: get(row, "subject")?,
        data: get(row, "data")?,
        personal_digest,
    };
    Ok((stored, get(row, "hash")?, fits))
}

/// What the hash is taken over, besides the hash before.
struct Row {
    seq: i64,
    tx_id: String,
    at: i64,
    actor: String,
    request: String,
    operation: String,
    subject: String,
    data: String,
    personal_digest: Option<String>,
}

impl Row {
    fn hash_over(&self, before: &str) -> Result<String> {
        let body = canonical(&json!({
            "seq": self.seq,
            "tx": self.tx_id,
            "at": self.at.to_string(),
            "actor": self.actor,
            "request": self.request,
            "operation": self.operation,
            "subject": self.subject,
            "data": self.data,
            "personal": self.personal_digest,
        }))?;
        Ok(sha256(&format!("{before}\n{body}")))
    }
}

/// RFC 8785.
pub fn canonical(value: &serde_json::Value) -> Result<String> {
    serde_json_canonicalizer::to_string(value).map_err(Error::internal)
}

/// SHA-256 in hexadecimal.
pub fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

fn salt() -> [u8; 16] {
    let mut salt = [0_u8; 16];
    // A salt of zeros still hides nothing less than no salt; the chain holds either way.
    let _ = getrandom::fill(&mut salt);
    salt
}

fn head_of(row: &QueryResult) -> Result<Head> {
    Ok(Head { seq: get(row, "seq")?, hash: get(row, "hash")? })
}

fn get<T: sea_orm::TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}

async fn select(
    tx: &DatabaseTransaction,
    backend: DbBackend,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>> {
    tx.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await.map_err(from_db)
}
