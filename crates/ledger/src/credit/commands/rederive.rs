//! A new version of a measure: every document is reckoned again, some at a time; what it would change is shown before.

use std::collections::BTreeMap;

use beichen_engine::credit::Credit;
use beichen_kernel::{Ctx, Result};
use beichen_people::api as people;
use beichen_store::jobs::{self, Job};
use beichen_store::{Db, Deps, Event, Tx};
use serde_json::{Value, json};
use uuid::Uuid;

use super::post;
use crate::credit::store;
use crate::document::model::DocumentId;
use crate::measure::model::MeasureInForce;
use crate::measure::store as measures;

/// Documents that are reckoned at once.
const DOCUMENTS: i64 = 2_000;

/// Carries the job out: until no version waits. Documents recorded meanwhile bear the new version already.
pub async fn rederive(ctx: &Ctx, deps: &Deps, job: &Job) -> Result<Value> {
    let db = &deps.db;
    let (mut documents, mut credits) = (0_i64, 0_u64);
    loop {
        let waiting = waiting(ctx, db).await?;
        if waiting.is_empty() {
            return Ok(json!({ "documents": documents, "credits": credits }));
        }
        let all = count(ctx, db).await?;
        let mut after = Uuid::nil();
        let mut done = 0_i64;
        while let Some((last, number, appended)) = some(ctx, db, &waiting, after).await? {
            after = last;
            done = done.saturating_add(number);
            credits = credits.saturating_add(appended);
            jobs::progress(db, job, deps.clock.now(), done.min(all), all).await?;
        }
        documents = documents.saturating_add(done);
        end(ctx, db, &waiting).await?;
    }
}

async fn waiting(ctx: &Ctx, db: &Db) -> Result<Vec<MeasureInForce>> {
    let tx = db.read(ctx).await?;
    let keys = measures::asked_again(&tx).await?;
    Ok(measures::in_force(&tx).await?.into_iter().filter(|one| keys.iter().any(|key| key == one.key())).collect())
}

async fn count(ctx: &Ctx, db: &Db) -> Result<i64> {
    let tx = db.read(ctx).await?;
    store::count_documents(&tx).await
}

/// Some documents, each time a transaction: the last one, how many, and how many credits that took.
async fn some(ctx: &Ctx, db: &Db, waiting: &[MeasureInForce], after: Uuid) -> Result<Option<(Uuid, i64, u64)>> {
    let mut tx = db.begin(ctx).await?;
    people::hold_epoch(&mut tx).await?;
    let touched = store::ids_after(&tx, after, DOCUMENTS).await?;
    let Some(last) = touched.orders.iter().chain(&touched.others).max().copied() else { return Ok(None) };
    let number = touched.orders.len().saturating_add(touched.others.len());
    let (touched, firsts) = post::whole(&tx, waiting, touched).await?;
    let credits = post::derive(&mut tx, waiting, &touched, &firsts, "measure").await?.credits;
    if credits == 0 {
        tx.commit_unrecorded().await?;
    } else {
        let id: DocumentId = ctx.new_id();
        tx.record(id, Event::new("ledger.credit.rederived").with("credits", credits));
        tx.commit().await?;
    }
    Ok(Some((last, i64::try_from(number).unwrap_or(i64::MAX), credits)))
}

async fn end(ctx: &Ctx, db: &Db, waiting: &[MeasureInForce]) -> Result<()> {
    let mut tx = db.begin(ctx).await?;
    for measure in waiting {
        measures::answered(&mut tx, measure).await?;
    }
    tx.commit_unrecorded().await
}

/// What a version would change: the amounts of its measure by month, before and after, where they differ.
#[derive(Debug, Default)]
pub struct Preview {
    pub documents: i64,
    /// Natural month → what the difference comes to, in the measure's units.
    pub months: BTreeMap<String, i64>,
}

/// Reckons every document under the version and appends nothing.
pub async fn preview(tx: &Tx<'_>, next: &MeasureInForce) -> Result<Preview> {
    let measures = std::slice::from_ref(next);
    let mut preview = Preview::default();
    let mut after = Uuid::nil();
    loop {
        let touched = store::ids_after(tx, after, DOCUMENTS).await?;
        let Some(last) = touched.orders.iter().chain(&touched.others).max().copied() else { return Ok(preview) };
        after = last;
        let own: Vec<Uuid> = touched.orders.iter().chain(&touched.others).copied().collect();
        let (touched, firsts) = post::whole(tx, measures, touched).await?;
        let reckoned = post::reckon(tx, measures, &touched, &firsts).await?;
        let of_chunk = |credit: &&Credit| own.contains(&Uuid::from_u128(credit.document.0));
        let mut changed = std::collections::BTreeSet::new();
        for credit in reckoned.appended.iter().filter(of_chunk) {
            changed.insert(credit.document);
            let month = credit.day.to_string().get(..7).unwrap_or_default().to_owned();
            let sum = preview.months.entry(month).or_default();
            *sum = sum.saturating_add(credit.amount);
        }
        preview.documents = preview.documents.saturating_add(i64::try_from(changed.len()).unwrap_or(i64::MAX));
    }
}
