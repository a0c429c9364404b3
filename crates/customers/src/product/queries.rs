//! Products as people look at them.

use beichen_kernel::{Ctx, Page, Result, Scope};
use beichen_store::Db;

use super::model::ProductId;
use super::store;
use super::views::{ProductListQuery, ProductView};
use crate::permissions::{CUSTOMERS_PRODUCT_EDIT, CUSTOMERS_PRODUCT_READ};

/// The catalogue.
pub async fn list(ctx: &Ctx, db: &Db, query: ProductListQuery) -> Result<Page<ProductView>> {
    ctx.require(CUSTOMERS_PRODUCT_READ, Scope::Anywhere)?;
    let may_edit = ctx.may(CUSTOMERS_PRODUCT_EDIT, Scope::Organisation);
    let tx = db.read(ctx).await?;
    let page = store::page(&tx, &query).await?;
    let can = if may_edit { vec!["create".to_owned()] } else { Vec::new() };
    Ok(page.map(|product| ProductView::of(product, may_edit)).offering(can))
}

/// One product.
pub async fn get(ctx: &Ctx, db: &Db, id: ProductId) -> Result<ProductView> {
    ctx.require(CUSTOMERS_PRODUCT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let product = store::load(&tx, id).await?;
    Ok(ProductView::of(product, ctx.may(CUSTOMERS_PRODUCT_EDIT, Scope::Organisation)))
}
