//! Documents by when they were recorded: what one transaction wrote, what hangs on it since, what changed between two days.

use std::collections::{BTreeSet, HashMap};

use beichen_engine::day::Day;
use beichen_kernel::{BatchId, Id, MemberId, Result, Timestamp};
use beichen_store::Tx;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::{column, payees_of, read_body, seq_of, seqs};
use crate::document::model::{Document, Origin};
use crate::store::{get, rows_by_ids};

/// A version of a document that one transaction wrote for an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDocument {
    pub id: Uuid,
    pub code: String,
    /// 1 where the import made the document.
    pub version: i64,
    /// The row of the file.
    pub row: u32,
    /// Whether it stands: no later version does, or the one that does says the same again, since what came between was
    /// undone.
    pub stands: bool,
}

/// Every document of a kind that a transaction wrote for an import, by row and code.
pub async fn written_by(tx: &Tx<'_>, kind: &str, batch: BatchId, writer: Uuid) -> Result<Vec<WrittenDocument>> {
    let own = || -> Vec<Value> { vec![tx.ctx().org.0.into(), kind.into(), batch.uuid().into(), writer.into()] };
    let standing = "SELECT id, code, version, batch_row, batch_id, '' AS body, '' AS body_now FROM ledger_document \
        WHERE org_id = $1 AND kind = $2 AND batch_id = $3 AND tx_id = $4";
    let set_aside = "SELECT d.id, d.code, v.version, v.batch_row, d.batch_id, v.body, d.body AS body_now \
        FROM ledger_document_version AS v JOIN ledger_document AS d ON d.org_id = v.org_id AND d.id = v.document_id \
        WHERE v.org_id = $1 AND d.kind = $2 AND v.batch_id = $3 AND v.tx_id = $4";
    let mut written = Vec::new();
    for sql in [standing, set_aside] {
        for row in tx.rows(sql, own()).await? {
            let is_own = get::<Option<Uuid>>(&row, "batch_id")? == Some(batch.uuid());
            let stands = is_own && get::<String>(&row, "body")? == get::<String>(&row, "body_now")?;
            written.push(WrittenDocument {
                id: get(&row, "id")?,
                code: get(&row, "code")?,
                version: get(&row, "version")?,
                row: u32::try_from(get::<Option<i64>>(&row, "batch_row")?.unwrap_or_default()).unwrap_or_default(),
                stands,
            });
        }
    }
    written.sort_by(|a, b| (a.row, &a.code).cmp(&(b.row, &b.code)));
    Ok(written)
}

/// Which of these orders and payments are named by something in force (a payment, a refund) that a later transaction
/// than `writer` recorded or changed: the code of the first one, by what it names.
pub async fn named_since(tx: &Tx<'_>, ids: &BTreeSet<Uuid>, writer: Uuid) -> Result<HashMap<Uuid, String>> {
    let mut rows: Vec<QueryResult> = Vec::new();
    for named in ["order_id", "payment_id"] {
        let sql = format!(
            "SELECT {named} AS named, code, tx_id FROM ledger_document \
             WHERE org_id = $1 AND cancelled = FALSE AND {named} IN ({{ids}}) ORDER BY code"
        );
        rows.extend(rows_by_ids(tx, &sql, ids.iter().copied()).await?);
    }
    let mut transactions = column(&rows, "tx_id")?;
    transactions.insert(writer);
    let seqs = seqs(tx, &transactions).await?;
    let mut found = HashMap::new();
    for row in &rows {
        if seq_of(&seqs, get(row, "tx_id")?) > seq_of(&seqs, writer) {
            found.entry(get(row, "named")?).or_insert(get(row, "code")?);
        }
    }
    Ok(found)
}

/// One version of a document, as it came to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentChange {
    /// When its transaction was recorded, and by whom, as the chain names actors.
    pub at: Timestamp,
    pub actor: String,
    /// The audit number of its transaction, and its place there.
    pub recorded: (i64, i64),
    /// `order`, `payment`, `refund`, `manual`, …
    pub kind: String,
    pub code: String,
    pub version: i64,
    pub day: Day,
    /// Who shares it: its own payees, else those of its order as they are now.
    pub payees: Vec<MemberId>,
    /// The measure of a manual value.
    pub measure: Option<String>,
    /// Without tax, in minor units (a manual value's in the smallest unit of its measure); 0 once it is cancelled.
    /// `None` before the first version.
    pub before: Option<i64>,
    pub after: i64,
    pub cancelled: bool,
    pub origin: Option<Origin>,
}

/// Every version of every document that was recorded in `from ≤ instant < end`, in the order of recording.
pub async fn changes(tx: &Tx<'_>, from: Timestamp, end: Timestamp) -> Result<Vec<DocumentChange>> {
    let recorded = recorded(tx, from, end).await?;
    let mut ids = BTreeSet::new();
    for sql in [
        "SELECT id FROM ledger_document WHERE org_id = $1 AND tx_id IN ({ids})",
        "SELECT document_id AS id FROM ledger_document_version WHERE org_id = $1 AND tx_id IN ({ids})",
    ] {
        ids.extend(column(&rows_by_ids(tx, sql, recorded.keys().copied()).await?, "id")?);
    }
    let mut payees: HashMap<Uuid, Vec<MemberId>> = HashMap::new();
    for (id, member) in payees_of(tx, &ids).await? {
        payees.entry(id).or_default().push(member);
    }
    let mut rows = Vec::new();
    for sql in [
        "SELECT id, code, version, body, tx_id, place, batch_id, batch_row FROM ledger_document \
         WHERE org_id = $1 AND id IN ({ids})",
        "SELECT d.id, d.code, v.version, v.body, v.tx_id, v.place, v.batch_id, v.batch_row \
         FROM ledger_document_version AS v JOIN ledger_document AS d ON d.org_id = v.org_id AND d.id = v.document_id \
         WHERE v.org_id = $1 AND v.document_id IN ({ids})",
    ] {
        rows.extend(rows_by_ids(tx, sql, ids.iter().copied()).await?);
    }
    let mut versions = rows.iter().map(|row| Version::of(row, &payees)).collect::<Result<Vec<_>>>()?;
    versions.sort_by_key(|version| (version.document, version.change.version));
    let mut changes = Vec::new();
    let mut last: Option<(Uuid, i64)> = None;
    for Version { document, writer, mut change } in versions {
        change.before = last.filter(|(before, _)| *before == document).map(|(_, amount)| amount);
        last = Some((document, change.after));
        if let Some((at, actor, seq)) = recorded.get(&writer) {
            change.at = *at;
            change.actor.clone_from(actor);
            change.recorded.0 = *seq;
            changes.push(change);
        }
    }
    changes.sort_by(|a, b| (a.recorded, &a.kind, &a.code, a.version).cmp(&(b.recorded, &b.kind, &b.code, b.version)));
    Ok(changes)
}

/// The transactions of a stretch of time: when, by whom, and their first audit number.
async fn recorded(tx: &Tx<'_>, from: Timestamp, end: Timestamp) -> Result<HashMap<Uuid, (Timestamp, String, i64)>> {
    let sql = "SELECT tx_id, MIN(at) AS at, MIN(actor) AS actor, MIN(seq) AS seq FROM store_audit \
        WHERE org_id = $1 AND at >= $2 AND at < $3 GROUP BY tx_id";
    let values = vec![tx.ctx().org.0.into(), from.micros().into(), end.micros().into()];
    let rows = tx.rows(sql, values).await?;
    let read = |row: &QueryResult| {
        let at = Timestamp::from_micros(get(row, "at")?);
        Ok((get(row, "tx_id")?, (at, get(row, "actor")?, get(row, "seq")?)))
    };
    rows.iter().map(read).collect()
}

/// A version before it is known when it was recorded.
struct Version {
    document: Uuid,
    writer: Uuid,
    change: DocumentChange,
}

impl Version {
    fn of(row: &QueryResult, payees: &HashMap<Uuid, Vec<MemberId>>) -> Result<Self> {
        let document: Uuid = get(row, "id")?;
        let body = read_body(row)?;
        let own: Vec<MemberId> =
            body.payees().iter().map(|payee| MemberId::from(Uuid::from_u128(payee.person.0))).collect();
        let batch: Option<Uuid> = get(row, "batch_id")?;
        let batch_row: Option<i64> = get(row, "batch_row")?;
        let cancelled = body.is_cancelled();
        let (net, _) = body.amounts()?;
        let change = DocumentChange {
            at: Timestamp::from_micros(0),
            actor: String::new(),
            recorded: (0, get(row, "place")?),
            kind: body.kind().to_owned(),
            code: get(row, "code")?,
            version: get(row, "version")?,
            day: body.day(),
            payees: if own.is_empty() { payees.get(&document).cloned().unwrap_or_default() } else { own },
            measure: if let Document::Entry(entry) = &body { entry.measure.clone() } else { None },
            before: None,
            after: if cancelled { 0 } else { net },
            cancelled,
            origin: batch.zip(batch_row).map(|(batch, row)| Origin { batch: batch.into(), row }),
        };
        Ok(Self { document, writer: get(row, "tx_id")?, change })
    }
}
