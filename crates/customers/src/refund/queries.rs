//! Refunds as people look at them.

use beichen_kernel::{Ctx, Error, Id, Page, Result, Scope};
use beichen_store::{Db, Tx};

use super::model::{Refund, RefundId};
use super::store;
use super::views::{RefundListQuery, RefundView};
use crate::customer::store as customers;
use crate::permissions::{CUSTOMERS_REFUND_EDIT, CUSTOMERS_REFUND_READ};

/// The refunds that the actor may see: those of the days on which they see somebody who shares the payment's order.
pub async fn list(ctx: &Ctx, db: &Db, query: RefundListQuery) -> Result<Page<RefundView>> {
    ctx.require(CUSTOMERS_REFUND_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let page = store::page(&tx, &query).await?;
    let may_create = ctx.may(CUSTOMERS_REFUND_EDIT, Scope::Organisation);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

/// One refund.
pub async fn get(ctx: &Ctx, db: &Db, id: RefundId) -> Result<RefundView> {
    ctx.require(CUSTOMERS_REFUND_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let refund = load_visible(&tx, id).await?;
    view(&tx, &refund).await
}

/// A refund that the actor may see; any other does not exist.
pub async fn load_visible(tx: &Tx<'_>, id: RefundId) -> Result<Refund> {
    if !store::is_seen(tx, id).await? {
        return Err(Error::not_found(RefundId::NAME));
    }
    store::load(tx, id).await
}

/// The refund as it goes out.
pub async fn view(tx: &Tx<'_>, refund: &Refund) -> Result<RefundView> {
    let mut view = store::one(tx, refund.id).await?;
    view.origin = customers::origin(tx, refund.origin).await?;
    Ok(view)
}
