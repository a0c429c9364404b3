//! Products as people look at them.

use beichen_kernel::{Ctx, Error, Page, PageQuery, Result, Scope, Version};
use beichen_store::Db;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use sea_orm::QueryResult;
use serde::Deserialize;
use uuid::Uuid;

use super::model::{Product, ProductId};
use super::store;
use super::views::ProductView;
use crate::permissions::{CUSTOMERS_PRODUCT_EDIT, CUSTOMERS_PRODUCT_READ};

/// Which products are wanted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProductListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in code, name or family.
    pub search: Option<String>,
    /// `code`, `name`, `family`; with `-` descending.
    pub sort: Option<String>,
    pub family: Option<String>,
}

const SORTS: &[Sort] = &[Sort::text("code", "p.code"), Sort::text("name", "p.name"), Sort::text("family", "p.family")];
const COLUMNS: &str = "p.id, p.version, p.code, p.name, p.family, p.fields";

/// The catalogue.
pub async fn list(ctx: &Ctx, db: &Db, query: ProductListQuery) -> Result<Page<ProductView>> {
    ctx.require(CUSTOMERS_PRODUCT_READ, Scope::Anywhere)?;
    let may_edit = ctx.may(CUSTOMERS_PRODUCT_EDIT, Scope::Organisation);
    let tx = db.read(ctx).await?;
    let sort = query.sort.as_deref().unwrap_or("code");
    let mut list = List::new(("p.org_id", ctx.org), (COLUMNS, "customers_product p", "p.id"), SORTS, sort)?;
    list.search(&["p.code", "p.name", "p.family"], query.search.as_deref());
    list.equal("p.family", query.family.clone());
    let page = list.page(&tx, &PageQuery { limit: query.limit, after: query.after.clone() }, of_row).await?;
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

fn of_row(row: &QueryResult) -> Result<Product> {
    let text = |column: &str| row.try_get::<String>("", column).map_err(from_db);
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    Ok(Product {
        id: id.into(),
        version: Version(row.try_get("", "version").map_err(from_db)?),
        code: text("code")?,
        name: text("name")?,
        family: text("family")?,
        fields: serde_json::from_str(&text("fields")?).map_err(Error::internal)?,
    })
}
