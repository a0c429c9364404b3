//! Raising fences, and passing them with the decision of a second person.

use beichen_kernel::{Correction, Result};
use beichen_store::Tx;

use super::model::{self, Fence, FenceError, FenceHit, Touch};
use super::store;
use crate::approval;
use crate::store::epoch;

/// Writes down what a locked run covers, in the caller's transaction, which records the lock. Whoever is changing
/// something that it covers is waited for.
pub async fn raise(tx: &mut Tx<'_>, fence: &Fence) -> Result<()> {
    epoch::hold(tx).await?;
    store::insert(tx, fence).await
}

/// The earliest lock that the touches run into.
pub async fn fenced(tx: &Tx<'_>, touches: &[Touch]) -> Result<Option<FenceHit>> {
    let Some(days) = model::hull(touches) else { return Ok(None) };
    let fences = store::touching(tx, days, &model::people(touches)).await?;
    Ok(model::hit(&fences, touches))
}

/// Lets a change through that touches no locked day, or that a second person grants; see [`crate::api::pass_fence`].
pub async fn pass(tx: &mut Tx<'_>, touches: &[Touch]) -> Result<()> {
    epoch::share(tx).await?;
    if let Some(correction) = tx.ctx().correction {
        return approval::commands::claim(tx, correction).await;
    }
    match fenced(tx, touches).await? {
        Some(hit) => Err(FenceError::from(hit).into()),
        None => Ok(()),
    }
}

/// Lets through only what a second person grants, as if `hit` stood in its way; see [`crate::api::need_second_person`].
pub async fn need_second_person(tx: &mut Tx<'_>, hit: FenceHit) -> Result<Correction> {
    let correction = tx.ctx().correction.ok_or_else(|| FenceError::from(hit))?;
    approval::commands::claim(tx, correction).await?;
    Ok(correction)
}
