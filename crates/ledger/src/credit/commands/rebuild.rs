//! Totals made anew from credits, and credits compared with a fresh reckoning.

use beichen_kernel::{Ctx, Result};
use beichen_people::api as people;
use beichen_store::{Db, Event};
use serde::Serialize;
use uuid::Uuid;

use super::post;
use crate::credit::store::{self, totals};
use crate::document::model::DocumentId;
use crate::measure::store as measures;

/// Documents that are compared at once.
const CHUNK: i64 = 2_000;

/// What a rebuild did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rebuilt {
    /// Credits that were added up.
    pub credits: i64,
    /// Totals of a person's day that they make.
    pub totals: i64,
    /// Totals that were kept otherwise before; 0 as long as nothing went wrong.
    pub differed: i64,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CheckedCredits {
    pub documents: u64,
    /// Credits that are missing or too many, compared with a fresh reckoning; 0 as long as nothing went wrong.
    pub differing: u64,
    /// The first documents concerned.
    pub examples: Vec<DocumentId>,
    /// Totals of a day that differ from their credits.
    pub totals_differing: i64,
}

/// Makes the totals of all days anew from the credits. Nothing else is recorded meanwhile.
pub async fn rebuild(ctx: &Ctx, db: &Db) -> Result<Rebuilt> {
    let mut tx = db.begin(ctx).await?;
    people::hold_epoch(&mut tx).await?;
    let differed = totals::make_anew(&mut tx).await?;
    let (credits, totals) = totals::counts(&tx).await?;
    let rebuilt = Rebuilt { credits, totals, differed };
    let id: DocumentId = ctx.new_id();
    let event = Event::new("ledger.totals.rebuilt")
        .with("credits", rebuilt.credits)
        .with("totals", rebuilt.totals)
        .with("differed", rebuilt.differed);
    tx.record(id, event);
    tx.commit().await?;
    Ok(rebuilt)
}

/// Compares all credits with a fresh reckoning of all documents, and the totals with the credits; changes nothing.
pub async fn check(ctx: &Ctx, db: &Db) -> Result<CheckedCredits> {
    let tx = db.read(ctx).await?;
    let measures = measures::in_force(&tx).await?;
    let mut found = CheckedCredits { totals_differing: totals::differing(&tx).await?, ..CheckedCredits::default() };
    let mut after = Uuid::nil();
    loop {
        let touched = store::ids_after(&tx, after, CHUNK).await?;
        let Some(last) = touched.orders.iter().chain(&touched.others).max().copied() else { return Ok(found) };
        after = last;
        let count = touched.orders.len().saturating_add(touched.others.len());
        found.documents = found.documents.saturating_add(u64::try_from(count).unwrap_or_default());
        let (touched, firsts) = post::whole(&tx, &measures, touched).await?;
        let reckoned = post::reckon(&tx, &measures, &touched, &firsts).await?;
        let differing = reckoned.appended.iter().map(|credit| Uuid::from_u128(credit.document.0));
        for document in differing {
            found.differing = found.differing.saturating_add(1);
            if found.examples.len() < 20 && !found.examples.contains(&document.into()) {
                found.examples.push(document.into());
            }
        }
    }
}
