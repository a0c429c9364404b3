//! Objections as people look at them: their own, their team's, everybody's.

use beichen_kernel::{Ctx, Error, Id, Page, Result, Scope};
use beichen_store::{Db, Tx};

use super::model::ObjectionId;
use super::store;
use super::views::{ObjectionListQuery, ObjectionView};
use crate::permissions::INCENTIVES_OBJECTION_READ;
use crate::statement::queries::visible;

/// Objections to the statements that the actor sees, newest first.
pub async fn list(ctx: &Ctx, db: &Db, query: ObjectionListQuery) -> Result<Page<ObjectionView>> {
    ctx.require(INCENTIVES_OBJECTION_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    store::page(&tx, &query, None, &visible(&tx).await?).await
}

/// One objection.
pub async fn get(ctx: &Ctx, db: &Db, id: ObjectionId) -> Result<ObjectionView> {
    ctx.require(INCENTIVES_OBJECTION_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    find(&tx, id).await
}

/// An objection that the actor may see; any other does not exist.
pub async fn find(tx: &Tx<'_>, id: ObjectionId) -> Result<ObjectionView> {
    let page = store::page(tx, &ObjectionListQuery::default(), Some(id), &visible(tx).await?).await?;
    page.items.into_iter().next().ok_or_else(|| Error::not_found(ObjectionId::NAME))
}
