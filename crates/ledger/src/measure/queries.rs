//! The measures that an organisation has.

use beichen_kernel::{Ctx, Page, Result};
use beichen_store::{Db, Tx};

use super::model::{MeasureInForce, MeasureRefusal};
use super::views::MeasureView;
use super::{policy, store};

/// Every measure in force, in the order of their keys.
pub async fn measures(tx: &Tx<'_>) -> Result<Vec<MeasureInForce>> {
    store::in_force(tx).await
}

/// The measure of this key; otherwise an error that lists the keys there are.
pub async fn measure(tx: &Tx<'_>, key: &str) -> Result<MeasureInForce> {
    let mut all = store::in_force(tx).await?;
    match all.iter().position(|measure| measure.key() == key) {
        Some(place) => Ok(all.swap_remove(place)),
        None => {
            let known: Vec<&str> = all.iter().map(MeasureInForce::key).collect();
            Err(MeasureRefusal::Unknown { key: key.to_owned(), known: known.join(", ") }.into())
        }
    }
}

/// All of them: there are few, so they are one page.
pub async fn list(ctx: &Ctx, db: &Db) -> Result<Page<MeasureView>> {
    policy::check_read(ctx)?;
    let tx = db.read(ctx).await?;
    let items = store::in_force(&tx).await?.iter().map(|measure| MeasureView::of(ctx, measure)).collect();
    Ok(Page { items, next: None, can: policy::offered(ctx) })
}
