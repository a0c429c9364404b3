//! Wishes for a second person in the database.

use beichen_engine::day::DayRange;
use beichen_kernel::{Error, Id, MemberId, Page, PageQuery, Result, Timestamp, Version};
use beichen_store::Tx;
use beichen_store::list::{List, Sort};
use sea_orm::{QueryResult, Value};

use super::model::{Approval, ApprovalFilter, ApprovalState, Decision};
use crate::ids::ApprovalId;
use crate::store::row::{bind_day, bind_id, bind_maybe, day, get, id, maybe_id, word};

const COLUMNS: &str = "a.id, a.version, a.operation, a.summary, a.payload, a.reason, a.state, a.label, a.from_day, \
     a.end_day, a.requested_by, a.requested_at, a.decided_by, a.decided_at, a.decision_reason, a.tx_id";
const SORTS: &[Sort] = &[
    Sort::integer("requested_at", "a.requested_at"),
    Sort::text("operation", "a.operation"),
    Sort::text("state", "a.state"),
    Sort::day("from", "a.from_day"),
];

fn read(row: &QueryResult) -> Result<Approval> {
    let payload: String = get(row, "payload")?;
    let decided_at: Option<i64> = get(row, "decided_at")?;
    let decision = match (maybe_id::<MemberId>(row, "decided_by")?, decided_at) {
        (Some(by), Some(at)) => {
            Some(Decision { by, at: Timestamp::from_micros(at), reason: get(row, "decision_reason")? })
        }
        _ => None,
    };
    Ok(Approval {
        id: id(row, "id")?,
        version: Version(get(row, "version")?),
        operation: get(row, "operation")?,
        summary: get(row, "summary")?,
        payload: serde_json::from_str(&payload).map_err(Error::internal)?,
        reason: get(row, "reason")?,
        state: word(row, "state")?,
        label: get(row, "label")?,
        days: DayRange::new(day(row, "from_day")?, day(row, "end_day")?),
        requested_by: id(row, "requested_by")?,
        requested_at: Timestamp::from_micros(get(row, "requested_at")?),
        decision,
        tx: maybe_id(row, "tx_id")?,
    })
}

/// One wish; with `by` only if that member asked for it.
pub async fn load(tx: &Tx<'_>, approval: ApprovalId, by: Option<MemberId>) -> Result<Approval> {
    let sql = format!("SELECT {COLUMNS} FROM people_approval a WHERE a.org_id = $1 AND a.id = $2");
    let row = tx.row(&sql, vec![tx.ctx().org.0.into(), bind_id(approval)]).await?;
    let found = row.as_ref().map(read).transpose()?;
    found.filter(|found| by.is_none_or(|by| found.requested_by == by)).ok_or_else(|| Error::not_found(ApprovalId::NAME))
}

/// One page of wishes; with `by` only those of that member.
pub async fn page(
    tx: &Tx<'_>,
    filter: &ApprovalFilter,
    page: &PageQuery,
    by: Option<MemberId>,
) -> Result<Page<Approval>> {
    let wanted = filter.sort.as_deref().unwrap_or("-requested_at");
    let mut list = List::new(("a.org_id", tx.ctx().org), (COLUMNS, "people_approval a", "a.id"), SORTS, wanted)?;
    list.equal("a.requested_by", by.map(bind_id));
    list.equal("a.state", filter.state.map(|state| state.to_string()));
    list.search(&["a.summary", "a.reason", "a.operation", "a.label"], filter.search.as_deref());
    list.page(tx, page, read).await
}

/// The payloads of an operation's wishes that wait, the oldest first.
pub async fn pending(tx: &Tx<'_>, operation: &str) -> Result<Vec<(ApprovalId, serde_json::Value)>> {
    let sql = "SELECT id, payload FROM people_approval WHERE org_id = $1 AND state = $2 AND operation = $3 \
               ORDER BY requested_at, id";
    let values = vec![tx.ctx().org.0.into(), ApprovalState::Pending.to_string().into(), operation.into()];
    let read = |row: &QueryResult| {
        let payload: String = get(row, "payload")?;
        Ok((id(row, "id")?, serde_json::from_str(&payload).map_err(Error::internal)?))
    };
    tx.rows(sql, values).await?.iter().map(read).collect()
}

pub async fn insert(tx: &mut Tx<'_>, approval: &Approval) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO people_approval (org_id, id, version, operation, summary, payload, reason, state, label, \
         from_day, end_day, requested_by, requested_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        vec![
            org.into(),
            bind_id(approval.id),
            approval.version.0.into(),
            approval.operation.clone().into(),
            approval.summary.clone().into(),
            approval.payload.to_string().into(),
            approval.reason.clone().into(),
            approval.state.to_string().into(),
            approval.label.clone().into(),
            bind_day(approval.days.from),
            bind_day(approval.days.end),
            bind_id(approval.requested_by),
            approval.requested_at.micros().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes state and decision if nobody else has since it was read, and raises the version.
pub async fn save(tx: &mut Tx<'_>, approval: &mut Approval) -> Result<()> {
    let org = tx.ctx().org.0;
    let decision = approval.decision.as_ref();
    let values: Vec<Value> = vec![
        org.into(),
        bind_id(approval.id),
        approval.version.0.into(),
        approval.state.to_string().into(),
        bind_maybe(decision.map(|decision| decision.by)),
        decision.map(|decision| decision.at.micros()).into(),
        decision.and_then(|decision| decision.reason.clone()).into(),
    ];
    let sql = "UPDATE people_approval SET version = version + 1, state = $4, decided_by = $5, decided_at = $6, \
               decision_reason = $7 WHERE org_id = $1 AND id = $2 AND version = $3 AND state = 'pending'";
    if tx.execute(sql, values).await? == 0 {
        return Err(Error::stale(approval.version));
    }
    approval.version = approval.version.next();
    Ok(())
}

/// Marks a pending wish of the actor as granted by somebody else, in the transaction that carries it out. Says whether
/// it was pending.
pub async fn claim(tx: &mut Tx<'_>, approval: ApprovalId, approved_by: MemberId) -> Result<bool> {
    let (org, at, id) = (tx.ctx().org.0, tx.ctx().now().micros(), tx.id());
    let values: Vec<Value> = vec![
        org.into(),
        bind_id(approval),
        bind_id(approved_by),
        at.into(),
        bind_id(id),
        bind_maybe(tx.ctx().member()),
        ApprovalState::Approved.to_string().into(),
        ApprovalState::Pending.to_string().into(),
    ];
    let sql = "UPDATE people_approval SET version = version + 1, state = $7, decided_by = $3, decided_at = $4, \
               tx_id = $5 WHERE org_id = $1 AND id = $2 AND state = $8 AND requested_by = $6 AND requested_by <> $3";
    Ok(tx.execute(sql, values).await? == 1)
}

/// A correction that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantedCorrection {
    pub approval: uuid::Uuid,
    pub operation: String,
    pub summary: String,
    pub reason: String,
    /// The earliest locked days that it reached.
    pub days: DayRange,
}

/// Corrections carried out by transactions after `seq` of the audit chain, in the order of their decisions.
pub async fn granted_since(tx: &Tx<'_>, seq: i64) -> Result<Vec<GrantedCorrection>> {
    let sql = "SELECT id, operation, summary, reason, from_day, end_day FROM people_approval \
        WHERE org_id = $1 AND state = 'approved' AND tx_id IN \
        (SELECT tx_id FROM store_audit WHERE org_id = $1 AND seq > $2) ORDER BY decided_at, id";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), seq.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(GrantedCorrection {
                approval: get(row, "id")?,
                operation: get(row, "operation")?,
                summary: get(row, "summary")?,
                reason: get(row, "reason")?,
                days: DayRange::new(day(row, "from_day")?, day(row, "end_day")?),
            })
        })
        .collect()
}
