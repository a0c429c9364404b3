//! Staged documents and credits, and how applying moves them.

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::credit::Credit;
use beichen_kernel::{BatchId, Error, Id, Result};
use beichen_store::Tx;
use beichen_store::raw;
use sea_orm::Value;
use uuid::Uuid;

use super::{ADD_TO_DAILY, line_id, unit_id};
use crate::credit::model::{Standing, bucket};
use crate::document::model::{Document, SourceDocument};
use crate::document::store::body_of;
use crate::measure::model::MeasureInForce;
use crate::store::{get, places};

/// The tables that a batch is staged in.
pub const STAGING: [&str; 3] = ["ledger_credit_staged", "ledger_document_payee_staged", "ledger_document_staged"];

/// Documents that are reckoned at once when they are applied.
const CHUNK: i64 = 5_000;

/// A document that waits to be reckoned.
#[derive(Debug, Clone)]
pub struct StagedDocument {
    pub version: i64,
    pub code: String,
    pub place: i64,
    pub batch_row: Option<i64>,
    pub document: Document,
}

/// Stages documents; `derived` says that their credits are staged beside them.
pub async fn insert_documents(
    tx: &mut Tx<'_>,
    batch: BatchId,
    epoch: i64,
    derived: bool,
    documents: &[SourceDocument],
) -> Result<()> {
    let org = tx.ctx().org.0;
    let mut rows = Vec::with_capacity(documents.len());
    let mut payees = Vec::new();
    for source in documents {
        let document = &source.document;
        let (net, gross) = document.amounts()?;
        rows.push([
            org.into(),
            batch.uuid().into(),
            document.id().into(),
            epoch.into(),
            derived.into(),
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
            document.is_cancelled().into(),
            body_of(document)?.into(),
            source.place.into(),
            source.origin.map(|origin| origin.row).into(),
        ]);
        for (place, payee) in document.payees().iter().enumerate() {
            payees.push([
                org.into(),
                batch.uuid().into(),
                document.id().into(),
                Uuid::from_u128(payee.person.0).into(),
                i64::try_from(place).unwrap_or(i64::MAX).into(),
                payee.share.ppm().into(),
            ]);
        }
    }
    let head = "INSERT INTO ledger_document_staged (org_id, batch_id, id, epoch, derived, kind, version, code, \
        customer_id, order_id, payment_id, day, currency, net_minor, gross_minor, foreign_minor, unmatched_minor, \
        cancelled, body, place, batch_row)";
    tx.insert_rows(head, rows.into_iter().map(Ok), "").await?;
    let head = "INSERT INTO ledger_document_payee_staged (org_id, batch_id, document_id, member_id, place, share_ppm)";
    tx.insert_rows(head, payees.into_iter().map(Ok), "").await
}

/// Stages credits of new documents; each is the first derivation of its document.
pub async fn insert_credits(
    tx: &mut Tx<'_>,
    batch: BatchId,
    measures: &[MeasureInForce],
    credits: &[Credit],
    documents: &BTreeMap<Uuid, Standing>,
) -> Result<()> {
    let (org, currency) = (tx.ctx().org.0, tx.ctx().currency());
    let mut rows = Vec::with_capacity(credits.len());
    for credit in credits {
        let Some(measure) = usize::try_from(credit.measure).ok().and_then(|at| measures.get(at)) else { continue };
        let document = Uuid::from_u128(credit.document.0);
        let standing = documents.get(&document);
        let member = Uuid::from_u128(credit.person.0);
        rows.push([
            org.into(),
            batch.uuid().into(),
            bucket(member).into(),
            measure.key().into(),
            document.into(),
            line_id(credit).into(),
            member.into(),
            raw::date(credit.day).into(),
            unit_id(credit).into(),
            credit.amount.into(),
            currency.code().into(),
            standing.map_or(1, |standing| standing.version).into(),
            measure.on(credit.of_day.unwrap_or(credit.day)).version.0.into(),
            standing.map_or(0, |standing| standing.place).into(),
        ]);
    }
    let head = "INSERT INTO ledger_credit_staged (org_id, batch_id, bucket, measure, document_id, line_id, member_id, \
        day, unit_id, amount, currency, document_version, measure_version, place)";
    tx.insert_rows(head, rows.into_iter().map(Ok), "").await
}

/// Sends what was reckoned under another epoch back to be reckoned again.
pub async fn forget_other_epochs(tx: &mut Tx<'_>, batch: BatchId, epoch: i64) -> Result<()> {
    let (org, id) = (tx.ctx().org.0, batch.uuid());
    let sql = "UPDATE ledger_document_staged SET derived = FALSE WHERE org_id = $1 AND batch_id = $2 AND epoch <> $3";
    if tx.execute(sql, vec![org.into(), id.into(), epoch.into()]).await? > 0 {
        let sql = "DELETE FROM ledger_credit_staged WHERE org_id = $1 AND batch_id = $2 AND document_id IN \
            (SELECT id FROM ledger_document_staged WHERE org_id = $1 AND batch_id = $2 AND derived = FALSE)";
        tx.execute(sql, vec![org.into(), id.into()]).await?;
    }
    Ok(())
}

/// Moves the documents that are ready, with their credits and totals; says how many credits there were.
pub async fn move_ready(tx: &mut Tx<'_>, batch: BatchId) -> Result<u64> {
    let (org, id, tx_id) = (tx.ctx().org.0, batch.uuid(), tx.id().uuid());
    let own = || -> Vec<Value> { vec![org.into(), id.into()] };
    let stamped = || -> Vec<Value> { vec![org.into(), id.into(), tx_id.into()] };
    tx.execute(
        "INSERT INTO ledger_document (org_id, id, kind, version, code, customer_id, order_id, payment_id, day, \
         currency, net_minor, gross_minor, foreign_minor, matched_minor, unmatched_minor, cancelled, body, first_tx_id, \
         first_place, tx_id, place, batch_id, batch_row) \
         SELECT org_id, id, kind, version, code, customer_id, order_id, payment_id, day, currency, net_minor, \
         gross_minor, foreign_minor, 0, unmatched_minor, cancelled, body, $3, place, $3, place, batch_id, batch_row \
         FROM ledger_document_staged WHERE org_id = $1 AND batch_id = $2 AND derived = TRUE ORDER BY org_id, id",
        stamped(),
    )
    .await?;
    tx.execute(
        "INSERT INTO ledger_document_payee (org_id, document_id, member_id, place, share_ppm) \
         SELECT p.org_id, p.document_id, p.member_id, p.place, p.share_ppm FROM ledger_document_payee_staged AS p \
         JOIN ledger_document_staged AS d ON d.org_id = p.org_id AND d.batch_id = p.batch_id AND d.id = p.document_id \
         WHERE p.org_id = $1 AND p.batch_id = $2 AND d.derived = TRUE ORDER BY p.org_id, p.document_id, p.member_id",
        own(),
    )
    .await?;
    let credits = tx
        .execute(
            "INSERT INTO ledger_credit (org_id, bucket, measure, document_id, derivation, line_id, member_id, day, \
             unit_id, amount, currency, foreign_amount, document_version, measure_version, of_document, of_day, tx_id, \
             place) SELECT org_id, bucket, measure, document_id, 1, line_id, member_id, day, unit_id, amount, currency, \
             NULL, document_version, measure_version, NULL, NULL, $3, place FROM ledger_credit_staged \
             WHERE org_id = $1 AND batch_id = $2 \
             ORDER BY org_id, bucket, measure, document_id, line_id, member_id, day, unit_id",
            stamped(),
        )
        .await?;
    tx.execute(
        "INSERT INTO ledger_derivation (org_id, measure, document_id, derivation, cause, tx_id) \
         SELECT DISTINCT org_id, measure, document_id, 1, 'document', $3 FROM ledger_credit_staged \
         WHERE org_id = $1 AND batch_id = $2 ORDER BY org_id, measure, document_id",
        stamped(),
    )
    .await?;
    let sql = format!(
        "INSERT INTO ledger_measure_daily (org_id, bucket, measure, member_id, unit_id, day, amount) \
         SELECT org_id, bucket, measure, member_id, unit_id, day, CAST(SUM(amount) AS BIGINT) \
         FROM ledger_credit_staged WHERE org_id = $1 AND batch_id = $2 \
         GROUP BY org_id, bucket, measure, member_id, unit_id, day \
         ORDER BY org_id, bucket, measure, member_id, unit_id, day{ADD_TO_DAILY}"
    );
    tx.execute(&sql, own()).await?;
    Ok(credits)
}

/// Documents that wait to be reckoned, in the order of their places, after one place. All of one place come together.
pub async fn waiting(tx: &Tx<'_>, batch: BatchId, after: i64) -> Result<Vec<StagedDocument>> {
    let sql = "SELECT version, code, place, batch_row, body FROM ledger_document_staged \
        WHERE org_id = $1 AND batch_id = $2 AND derived = FALSE AND place > $3 AND place <= (SELECT MAX(l.place) FROM \
        (SELECT place FROM ledger_document_staged WHERE org_id = $1 AND batch_id = $2 AND derived = FALSE \
        AND place > $3 ORDER BY place LIMIT $4) AS l) ORDER BY place, id";
    let values = vec![tx.ctx().org.0.into(), batch.uuid().into(), after.into(), CHUNK.into()];
    let mut waiting = Vec::new();
    for row in tx.rows(sql, values).await? {
        waiting.push(StagedDocument {
            version: get(&row, "version")?,
            code: get(&row, "code")?,
            place: get(&row, "place")?,
            batch_row: get(&row, "batch_row")?,
            document: serde_json::from_str(&get::<String>(&row, "body")?).map_err(Error::internal)?,
        });
    }
    Ok(waiting)
}

/// Takes documents out of a batch.
pub async fn delete(tx: &mut Tx<'_>, batch: BatchId, documents: &BTreeSet<Uuid>) -> Result<()> {
    let tables = [
        ("ledger_credit_staged", "document_id"),
        ("ledger_document_payee_staged", "document_id"),
        ("ledger_document_staged", "id"),
    ];
    let ids: Vec<Uuid> = documents.iter().copied().collect();
    for chunk in ids.chunks(crate::store::IDS) {
        let mut values: Vec<Value> = vec![tx.ctx().org.0.into(), batch.uuid().into()];
        values.extend(chunk.iter().map(|&id| Value::from(id)));
        for (table, column) in tables {
            let sql = format!(
                "DELETE FROM {table} WHERE org_id = $1 AND batch_id = $2 AND {column} IN ({})",
                places(3, values.len())
            );
            tx.execute(&sql, values.clone()).await?;
        }
    }
    Ok(())
}
