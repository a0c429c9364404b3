//! The only file of this slice that speaks SQL.

pub mod changes;

use std::collections::{BTreeSet, HashMap};

use beichen_engine::document::{Order, Recorded};
use beichen_kernel::{Error, Id, MemberId, Result, Version};
use beichen_store::Tx;
use beichen_store::raw;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::model::{Document, DocumentError, Origin, SourceDocument};
use super::views::DocumentVersionView;
use crate::store::{get, read_by_ids, rows_by_ids};

/// The number of a transaction that has not been committed: after all others.
const NOT_YET: i64 = i64::MAX;

/// A document as it stands now.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: Uuid,
    pub version: i64,
    pub code: String,
    pub customer: Option<Uuid>,
    pub order: Option<Uuid>,
    pub matched_minor: i64,
    pub unmatched_minor: i64,
    pub place: i64,
    pub tx_id: Uuid,
    pub origin: Option<Origin>,
    /// With `recorded` filled in.
    pub document: Document,
}

const COLUMNS: &str = "id, version, code, customer_id, order_id, matched_minor, unmatched_minor, body, first_tx_id, \
    first_place, tx_id, place, batch_id, batch_row";

/// Documents by their own ids.
pub async fn by_ids(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<Vec<Kept>> {
    let sql = format!("SELECT {COLUMNS} FROM ledger_document WHERE org_id = $1 AND id IN ({{ids}})");
    numbered(tx, read_by_ids(tx, &sql, ids.iter().copied(), kept_of).await?).await
}

/// The documents of a kind that are in force.
pub async fn of_kind(tx: &Tx<'_>, kind: &str) -> Result<Vec<Kept>> {
    let sql = format!("SELECT {COLUMNS} FROM ledger_document WHERE org_id = $1 AND kind = $2 AND cancelled = FALSE");
    numbered(tx, tx.read_rows(&sql, vec![tx.ctx().org.0.into(), kind.into()], kept_of).await?).await
}

/// The payments that name one of these orders.
pub async fn by_orders(tx: &Tx<'_>, orders: &BTreeSet<Uuid>) -> Result<Vec<Kept>> {
    let sql = format!("SELECT {COLUMNS} FROM ledger_document WHERE org_id = $1 AND order_id IN ({{ids}})");
    numbered(tx, read_by_ids(tx, &sql, orders.iter().copied(), kept_of).await?).await
}

/// The refunds that name one of these payments.
pub async fn by_payments(tx: &Tx<'_>, payments: &BTreeSet<Uuid>) -> Result<Vec<Kept>> {
    let sql = format!("SELECT {COLUMNS} FROM ledger_document WHERE org_id = $1 AND payment_id IN ({{ids}})");
    numbered(tx, read_by_ids(tx, &sql, payments.iter().copied(), kept_of).await?).await
}

/// The versions of orders before the one that stands now.
pub async fn earlier_versions(tx: &Tx<'_>, orders: &BTreeSet<Uuid>) -> Result<Vec<Order>> {
    let sql = "SELECT body, tx_id, place FROM ledger_document_version WHERE org_id = $1 AND document_id IN ({ids})";
    let rows = rows_by_ids(tx, sql, orders.iter().copied()).await?;
    let seqs = seqs(tx, &column(&rows, "tx_id")?).await?;
    let mut versions = Vec::with_capacity(rows.len());
    for row in rows {
        if let Document::Order(mut order) = read_body(&row)? {
            order.recorded = Recorded { seq: seq_of(&seqs, get(&row, "tx_id")?), place: get(&row, "place")? };
            versions.push(order);
        }
    }
    Ok(versions)
}

/// The audit numbers of transactions; one that is still open is not among them.
pub async fn seqs(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, i64>> {
    let sql = "SELECT tx_id, MIN(seq) AS seq FROM store_audit WHERE org_id = $1 AND tx_id IN ({ids}) GROUP BY tx_id";
    let rows = rows_by_ids(tx, sql, ids.iter().copied()).await?;
    rows.iter().map(|row| Ok((get(row, "tx_id")?, get(row, "seq")?))).collect()
}

/// The audit number of a transaction, or one after all others while it is open.
pub fn seq_of(seqs: &HashMap<Uuid, i64>, tx_id: Uuid) -> i64 {
    seqs.get(&tx_id).copied().unwrap_or(NOT_YET)
}

/// All values of a column of ids.
pub fn column(rows: &[QueryResult], name: &str) -> Result<BTreeSet<Uuid>> {
    rows.iter().map(|row| get(row, name)).collect()
}

/// Documents with the order of their recording, by the transaction and the place of each one's first version.
async fn numbered(tx: &Tx<'_>, found: Vec<(Kept, (Uuid, i64))>) -> Result<Vec<Kept>> {
    let transactions = found.iter().flat_map(|(kept, (first, _))| [kept.tx_id, *first]).collect();
    let seqs = seqs(tx, &transactions).await?;
    let recorded = |(mut kept, (first_tx, first_place)): (Kept, (Uuid, i64))| {
        let first = Recorded { seq: seq_of(&seqs, first_tx), place: first_place };
        match &mut kept.document {
            Document::Order(order) => {
                order.recorded = Recorded { seq: seq_of(&seqs, kept.tx_id), place: kept.place };
            }
            Document::Payment(payment) => payment.recorded = first,
            Document::Refund(refund) => refund.recorded = first,
            Document::Entry(entry) => entry.recorded = first,
        }
        kept
    };
    Ok(found.into_iter().map(recorded).collect())
}

/// A document whose `recorded` is still to be filled in, with the transaction and the place of its first version.
fn kept_of(row: QueryResult) -> Result<(Kept, (Uuid, i64))> {
    let row = &row;
    let batch: Option<Uuid> = get(row, "batch_id")?;
    let batch_row: Option<i64> = get(row, "batch_row")?;
    let kept = Kept {
        id: get(row, "id")?,
        version: get(row, "version")?,
        code: get(row, "code")?,
        customer: get(row, "customer_id")?,
        order: get(row, "order_id")?,
        matched_minor: get(row, "matched_minor")?,
        unmatched_minor: get(row, "unmatched_minor")?,
        place: get(row, "place")?,
        tx_id: get(row, "tx_id")?,
        origin: batch.zip(batch_row).map(|(batch, row)| Origin { batch: batch.into(), row }),
        document: read_body(row)?,
    };
    Ok((kept, (get(row, "first_tx_id")?, get(row, "first_place")?)))
}

fn read_body(row: &QueryResult) -> Result<Document> {
    serde_json::from_str(&get::<String>(row, "body")?).map_err(Error::internal)
}

/// The document as it is kept.
pub fn body_of(document: &Document) -> Result<String> {
    serde_json::to_string(document).map_err(Error::internal)
}

/// Keeps new documents, and new versions of `known` ones; the versions before are set aside.
pub async fn save(tx: &mut Tx<'_>, documents: &[SourceDocument], known: &BTreeSet<Uuid>) -> Result<()> {
    let mut fresh = Vec::new();
    let mut payees = Vec::new();
    let org = tx.ctx().org.0;
    for source in documents {
        let id = source.document.id();
        if known.contains(&id) {
            supersede(tx, source).await?;
            let sql = "DELETE FROM ledger_document_payee WHERE org_id = $1 AND document_id = $2";
            tx.execute(sql, vec![org.into(), id.into()]).await?;
        } else {
            fresh.push(row_of(tx, source)?);
        }
        payees.extend(payee_rows(org, source));
    }
    let head = "INSERT INTO ledger_document (org_id, id, kind, version, code, customer_id, order_id, payment_id, day, \
        currency, net_minor, gross_minor, foreign_minor, matched_minor, unmatched_minor, cancelled, body, first_tx_id, \
        first_place, tx_id, place, batch_id, batch_row)";
    tx.insert_rows(head, fresh.into_iter().map(Ok), "").await?;
    let head = "INSERT INTO ledger_document_payee (org_id, document_id, member_id, place, share_ppm)";
    tx.insert_rows(head, payees.into_iter().map(Ok), "").await
}

async fn supersede(tx: &mut Tx<'_>, source: &SourceDocument) -> Result<()> {
    let org = tx.ctx().org.0;
    let document = &source.document;
    let (net, gross) = document.amounts()?;
    tx.execute(
        "INSERT INTO ledger_document_version (org_id, document_id, version, body, cancelled, tx_id, place, batch_id, \
         batch_row) SELECT org_id, id, version, body, cancelled, tx_id, place, batch_id, batch_row \
         FROM ledger_document WHERE org_id = $1 AND id = $2",
        vec![org.into(), document.id().into()],
    )
    .await?;
    tx.execute(
        "UPDATE ledger_document SET version = $3, code = $4, customer_id = $5, order_id = $6, payment_id = $7, \
         day = $8, net_minor = $9, gross_minor = $10, cancelled = $11, body = $12, tx_id = $13, place = $14, \
         batch_id = $15, batch_row = $16 WHERE org_id = $1 AND id = $2",
        vec![
            org.into(),
            document.id().into(),
            source.version.0.into(),
            source.code.clone().into(),
            document.customer().into(),
            document.order().into(),
            document.payment().into(),
            raw::date(document.day()).into(),
            net.into(),
            gross.into(),
            document.is_cancelled().into(),
            body_of(document)?.into(),
            tx.id().uuid().into(),
            source.place.into(),
            source.origin.map(|origin| origin.batch.uuid()).into(),
            source.origin.map(|origin| origin.row).into(),
        ],
    )
    .await?;
    Ok(())
}

fn row_of(tx: &Tx<'_>, source: &SourceDocument) -> Result<[Value; 23]> {
    let document = &source.document;
    let (net, gross) = document.amounts()?;
    let tx_id = tx.id().uuid();
    Ok([
        tx.ctx().org.0.into(),
        document.id().into(),
        document.kind().into(),
        source.version.0.into(),
        source.code.clone().into(),
        document.customer().into(),
        document.order().into(),
        document.payment().into(),
        raw::date(document.day()).into(),
        source.currency.code().into(),
        net.into(),
        gross.into(),
        Value::BigInt(None),
        0_i64.into(),
        0_i64.into(),
        document.is_cancelled().into(),
        body_of(document)?.into(),
        tx_id.into(),
        source.place.into(),
        tx_id.into(),
        source.place.into(),
        source.origin.map(|origin| origin.batch.uuid()).into(),
        source.origin.map(|origin| origin.row).into(),
    ])
}

/// The payees that a document names itself, in their order.
fn payee_rows(org: i64, source: &SourceDocument) -> impl Iterator<Item = [Value; 5]> + '_ {
    (0_i64..).zip(source.document.payees()).map(move |(place, payee)| {
        [
            org.into(),
            source.document.id().into(),
            Uuid::from_u128(payee.person.0).into(),
            place.into(),
            payee.share.ppm().into(),
        ]
    })
}

/// Fails where a document was changed since it was handed down.
pub fn must_follow(source: &SourceDocument, kept: &Kept) -> Result<()> {
    if source.version.0 > kept.version {
        return Ok(());
    }
    Err(Error::stale(Version(kept.version)))
}

/// A refund that names a payment which the ledger does not know.
pub fn missing_payment() -> Error {
    DocumentError::PaymentMissing.into()
}

/// Every version of a document, newest first.
pub async fn versions(tx: &Tx<'_>, kept: &Kept) -> Result<Vec<DocumentVersionView>> {
    let sql = "SELECT version, cancelled, tx_id FROM ledger_document_version \
        WHERE org_id = $1 AND document_id = $2 ORDER BY version DESC";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), kept.id.into()]).await?;
    let mut transactions = column(&rows, "tx_id")?;
    transactions.insert(kept.tx_id);
    let seqs = seqs(tx, &transactions).await?;
    let mut versions = vec![DocumentVersionView {
        version: Version(kept.version),
        seq: seq_of(&seqs, kept.tx_id),
        cancelled: kept.document.is_cancelled(),
    }];
    for row in rows {
        versions.push(DocumentVersionView {
            version: Version(get(&row, "version")?),
            seq: seq_of(&seqs, get(&row, "tx_id")?),
            cancelled: get(&row, "cancelled")?,
        });
    }
    Ok(versions)
}

/// The document of a kind with the company's own key.
pub async fn find_by_code(tx: &Tx<'_>, kind: &str, code: &str) -> Result<Option<Kept>> {
    let sql = format!("SELECT {COLUMNS} FROM ledger_document WHERE org_id = $1 AND kind = $2 AND code = $3");
    let found = tx.read_rows(&sql, vec![tx.ctx().org.0.into(), kind.into(), code.into()], kept_of).await?;
    Ok(numbered(tx, found).await?.pop())
}

/// What of a payment is unmatched now, refunds subtracted; of an order, by how much it is overpaid. 0 for unknown ones.
pub async fn unmatched_minor(tx: &Tx<'_>, id: Uuid) -> Result<i64> {
    let sql = "SELECT unmatched_minor FROM ledger_document WHERE org_id = $1 AND id = $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), id.into()]).await?;
    row.map_or(Ok(0), |row| get(&row, "unmatched_minor"))
}

/// What of an order or payment is matched now, refunds subtracted. 0 for unknown ones.
pub async fn matched_minor(tx: &Tx<'_>, id: Uuid) -> Result<i64> {
    let sql = "SELECT matched_minor FROM ledger_document WHERE org_id = $1 AND id = $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), id.into()]).await?;
    row.map_or(Ok(0), |row| get(&row, "matched_minor"))
}

/// Those of these payments that their order keeps, because it was cancelled, or reduced below what is paid: the order's
/// code by payment. Only a refund takes from them what is matched.
pub async fn payments_kept(tx: &Tx<'_>, ids: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>> {
    let sql = "SELECT p.id, o.code FROM ledger_document AS p JOIN ledger_document AS o \
        ON o.org_id = p.org_id AND o.id = p.order_id WHERE p.org_id = $1 AND p.id IN ({ids}) \
        AND p.matched_minor > 0 AND o.unmatched_minor > 0";
    let rows = rows_by_ids(tx, sql, ids).await?;
    rows.iter().map(|row| Ok((get(row, "id")?, get(row, "code")?))).collect()
}

/// The payees of documents: an order's own, a payment's from its order, a refund's from its payment's order.
pub async fn payees_of(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<Vec<(Uuid, MemberId)>> {
    let sql = "SELECT d.id, p.member_id FROM ledger_document AS d \
        LEFT JOIN ledger_document AS s ON s.org_id = d.org_id AND s.id = d.payment_id \
        JOIN ledger_document_payee AS p ON p.org_id = d.org_id \
        AND p.document_id = COALESCE(s.order_id, d.order_id, d.id) WHERE d.org_id = $1 AND d.id IN ({ids}) \
        ORDER BY d.id, p.place";
    let rows = rows_by_ids(tx, sql, ids.iter().copied()).await?;
    rows.iter().map(|row| Ok((get(row, "id")?, get::<Uuid>(row, "member_id")?.into()))).collect()
}
