//! Imports in bulk: credits are reckoned while rows are checked, and applying only moves them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_kernel::{BatchId, Id, Result, Version};
use beichen_people::api as people;
use beichen_store::Tx;
use uuid::Uuid;

use super::post;
use crate::credit::model::{Posted, Read, Standing};
use crate::credit::store;
use crate::credit::store::bulk::{self, StagedDocument};
use crate::document::model::{Document, Origin, SourceDocument};
use crate::document::store::Kept;
use crate::measure::model::MeasureInForce;
use crate::measure::store as measures;

/// Puts documents of a batch down, outside the transaction that applies it; the caller commits with
/// `commit_unrecorded`. New orders and entries are credited here, unless a measure asks which order is a customer's
/// first; everything else is credited when the batch is applied. `row` of the origin is the file's row.
pub async fn stage(tx: &mut Tx<'_>, batch: BatchId, documents: Vec<SourceDocument>) -> Result<()> {
    let currency = tx.ctx().currency();
    for document in &documents {
        document.check(currency)?;
    }
    let epoch = people::epoch(tx).await?;
    let measures = measures::in_force(tx).await?;
    let alone = !measures.iter().any(MeasureInForce::asks_who_is_new);
    let (ready, later): (Vec<_>, Vec<_>) = documents.into_iter().partition(|source| alone && stands_alone(source));
    let read = Read::of(ready.iter().map(kept_of).collect(), Vec::new(), &HashMap::new());
    let units = store::stays(tx, &read.people()).await?;
    let should = read.should(&measures, &units)?;
    let places: BTreeMap<Uuid, Standing> = read.documents;
    bulk::insert_documents(tx, batch, epoch, true, &ready).await?;
    bulk::insert_documents(tx, batch, epoch, false, &later).await?;
    bulk::insert_credits(tx, batch, &measures, &should.credits, &places).await
}

/// New orders and entries: nothing recorded before changes what they are worth.
fn stands_alone(source: &SourceDocument) -> bool {
    source.version == Version::FIRST && matches!(source.document, Document::Order(_) | Document::Entry(_))
}

fn kept_of(source: &SourceDocument) -> Kept {
    Kept {
        id: source.document.id(),
        version: source.version.0,
        code: source.code.clone(),
        customer: None,
        order: None,
        matched_minor: 0,
        unmatched_minor: 0,
        place: source.place,
        tx_id: Uuid::nil(),
        origin: source.origin,
        document: source.document.clone(),
    }
}

/// Takes single documents out of a batch again: they have changed since, and are handed down by `post` instead.
pub async fn unstage(tx: &mut Tx<'_>, batch: BatchId, documents: &BTreeSet<Uuid>) -> Result<()> {
    bulk::delete(tx, batch, documents).await
}

/// Moves a batch into the ledger, in the caller's transaction. What was reckoned under another epoch (a measure or an
/// assignment has changed since) is reckoned again here.
pub async fn apply(tx: &mut Tx<'_>, batch: BatchId) -> Result<Posted> {
    let epoch = people::share_epoch(tx).await?;
    bulk::forget_other_epochs(tx, batch, epoch).await?;
    let mut posted = Posted { credits: bulk::move_ready(tx, batch).await?, exceptions: Vec::new() };
    let mut after = i64::MIN;
    loop {
        let waiting = bulk::waiting(tx, batch, after).await?;
        let Some(last) = waiting.iter().map(|document| document.place).max() else { return Ok(posted) };
        after = last;
        let handed = waiting.into_iter().map(|document| source_of(tx, batch, document)).collect();
        let done = post::post(tx, handed).await?;
        posted.credits = posted.credits.saturating_add(done.credits);
        posted.exceptions.extend(done.exceptions);
    }
}

fn source_of(tx: &Tx<'_>, batch: BatchId, staged: StagedDocument) -> SourceDocument {
    SourceDocument {
        version: Version(staged.version),
        code: staged.code,
        currency: tx.ctx().currency(),
        place: staged.place,
        origin: staged.batch_row.map(|row| Origin { batch, row }),
        document: staged.document,
    }
}

/// Empties the staging tables of a batch; `sheets` calls it after applying and discarding.
pub async fn discard(tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
    let (org, id) = (tx.ctx().org.0, batch.uuid());
    for table in bulk::STAGING {
        let sql = format!("DELETE FROM {table} WHERE org_id = $1 AND batch_id = $2");
        tx.execute(&sql, vec![org.into(), id.into()]).await?;
    }
    Ok(())
}
