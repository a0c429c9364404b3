//! Stamps put right after transfers: a credit bears the payee's unit of its day.

use beichen_kernel::{Ctx, MemberId, Result};
use beichen_people::api as people;
use beichen_store::jobs::{self, Job};
use beichen_store::{Db, Deps, Event, Tx};
use serde_json::{Value, json};
use uuid::Uuid;

use super::post;
use crate::credit::model::Touched;
use crate::credit::store::totals;
use crate::document::model::DocumentId;
use crate::measure::store as measures;

/// People whose credits are stamped in one transaction.
const PEOPLE: i64 = 50;
/// Documents that are reckoned at once.
const DOCUMENTS: usize = 2_000;

/// Carries the job [`people::JOB_MOVED`] out: until nobody is left whose assignments have changed.
pub async fn restamp(ctx: &Ctx, deps: &Deps, job: &Job) -> Result<Value> {
    let (mut people, mut credits) = (0_i64, 0_u64);
    let db = &deps.db;
    loop {
        let left = waiting(ctx, db).await?;
        jobs::progress(db, job, deps.clock.now(), people, people.saturating_add(left)).await?;
        if left == 0 {
            return Ok(json!({ "people": people, "credits": credits }));
        }
        let done = some(ctx, db).await?;
        people = people.saturating_add(done.0);
        credits = credits.saturating_add(done.1);
    }
}

async fn waiting(ctx: &Ctx, db: &Db) -> Result<i64> {
    let tx = db.read(ctx).await?;
    people::count_moved(&tx).await
}

/// Some people at a time, each time a transaction: how many people, and how many credits that took.
async fn some(ctx: &Ctx, db: &Db) -> Result<(i64, u64)> {
    let mut tx = db.begin(ctx).await?;
    people::hold_epoch(&mut tx).await?;
    let moved = people::moved(&tx, PEOPLE).await?;
    let credits = stamp(&mut tx, &moved).await?;
    people::settle_moved(&mut tx, &moved).await?;
    let count = i64::try_from(moved.len()).unwrap_or(i64::MAX);
    if credits == 0 {
        // Every credit bore the right unit: nothing has changed, so nothing is recorded.
        tx.commit_unrecorded().await?;
    } else {
        let id: DocumentId = ctx.new_id();
        tx.record(id, Event::new("ledger.credit.restamped").with("people", count).with("credits", credits));
        tx.commit().await?;
    }
    Ok((count, credits))
}

/// Reverses credits in the old unit and appends them in the new one.
async fn stamp(tx: &mut Tx<'_>, members: &[MemberId]) -> Result<u64> {
    let measures = measures::in_force(tx).await?;
    let ids: Vec<Uuid> = totals::documents_to_restamp(tx, members).await?.into_iter().collect();
    let mut credits = 0_u64;
    for chunk in ids.chunks(DOCUMENTS) {
        let touched = Touched { others: chunk.iter().copied().collect(), ..Touched::default() };
        let (touched, firsts) = post::whole(tx, &measures, touched).await?;
        let done = post::derive(tx, &measures, &touched, &firsts, "assignment").await?;
        credits = credits.saturating_add(done.credits);
    }
    Ok(credits)
}
