//! Trials as people look at them.

use beichen_kernel::{Ctx, Error, Page, Reach, Result, Scope};
use beichen_people::api::Visible;
use beichen_store::{Db, Tx};

use super::model::TrialId;
use super::store;
use super::views::{TrialListQuery, TrialView};
use crate::permissions::{INCENTIVES_TRIAL_CREATE, INCENTIVES_TRIAL_READ};
use crate::statement::queries::visible;

/// Trials, newest first. A lead's totals are over the people whom the lead sees.
pub async fn list(ctx: &Ctx, db: &Db, query: TrialListQuery) -> Result<Page<TrialView>> {
    ctx.require(INCENTIVES_TRIAL_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let page = store::page(&tx, &query, None, &seen(&tx).await?).await?;
    let may_create = ctx.may(INCENTIVES_TRIAL_CREATE, Scope::Organisation);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

/// One trial.
pub async fn get(ctx: &Ctx, db: &Db, id: TrialId) -> Result<TrialView> {
    ctx.require(INCENTIVES_TRIAL_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    find(&tx, id).await
}

/// A trial in which the actor may see somebody; any other does not exist.
pub async fn find(tx: &Tx<'_>, id: TrialId) -> Result<TrialView> {
    let page = store::page(tx, &TrialListQuery::default(), Some(id), &seen(tx).await?).await?;
    page.items.into_iter().next().ok_or_else(|| Error::not_found(<TrialId as beichen_kernel::Id>::NAME))
}

/// Whose statements count in a trial's totals: everybody's for those who see all pay.
pub async fn seen(tx: &Tx<'_>) -> Result<Visible> {
    match tx.ctx().reach(INCENTIVES_TRIAL_READ)? {
        Reach::Organisation => Ok(Visible::Everything),
        Reach::Units | Reach::Own => visible(tx).await,
    }
}
