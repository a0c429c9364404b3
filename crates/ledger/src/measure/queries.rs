//! The measures that an organisation has.

use beichen_kernel::{Ctx, Page, Result};
use beichen_store::{Db, Tx};

use super::model::{MeasureInForce, MeasureRefusal, difference};
use super::views::{MeasureFollow, MeasurePreview, MeasureView, MonthDifference};
use super::{commands, policy, store};
use crate::credit::commands::rederive;

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

/// What a new version of the one measure in a text would change, without changing it.
pub async fn preview(ctx: &Ctx, db: &Db, offered: MeasureFollow) -> Result<MeasurePreview> {
    policy::check_publish(ctx)?;
    let tx = db.read(ctx).await?;
    let next = commands::next_version(&tx, &offered.text, &offered.from).await?;
    let standing = measure(&tx, next.key()).await?;
    let found = rederive::preview(&tx, &next).await?;
    let currency = ctx.currency();
    let month =
        |(month, sum): (String, i64)| MonthDifference { month, amount: next.measure.format_amount(sum, currency) };
    Ok(MeasurePreview {
        key: next.key().to_owned(),
        from: next.from.to_string(),
        difference: difference(&standing.measure.canonical(currency), &next.measure.canonical(currency)),
        documents: found.documents,
        months: found.months.into_iter().filter(|(_, sum)| *sum != 0).map(month).collect(),
    })
}

/// All of them: there are few, so they are one page.
pub async fn list(ctx: &Ctx, db: &Db) -> Result<Page<MeasureView>> {
    policy::check_read(ctx)?;
    let tx = db.read(ctx).await?;
    let items = store::in_force(&tx).await?.iter().map(|measure| MeasureView::of(ctx, measure)).collect();
    Ok(Page { items, next: None, can: policy::offered(ctx) })
}
