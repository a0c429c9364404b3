//! Everything that changes a product. Load, decide, save, record, commit.

use beichen_kernel::{Ctx, Error, Result, Scope, Version};
use beichen_people::api::Entity;
use beichen_store::{Db, Event, Tx};

use super::model::{Product, ProductId};
use super::store;
use super::views::{ProductView, ProductWrite};
use crate::checks::Checks;
use crate::fields::{OwnFields, Values};
use crate::permissions::CUSTOMERS_PRODUCT_EDIT;

/// Takes a product into the catalogue.
pub async fn create(ctx: &Ctx, db: &Db, write: ProductWrite) -> Result<ProductView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(CUSTOMERS_PRODUCT_EDIT, Scope::Organisation)?;
    let product = decided(
        &tx,
        Product {
            id: ctx.new_id(),
            version: Version::FIRST,
            code: String::new(),
            name: String::new(),
            family: String::new(),
            fields: Values::new(),
        },
        write,
    )
    .await?;

    store::insert(&mut tx, &product).await?;
    tx.record(product.id, event("customers.product.created", &product));
    tx.finish(ProductView::of(product, true)).await
}

/// Changes a product; documents keep the family that they were recorded with.
pub async fn edit(ctx: &Ctx, db: &Db, id: ProductId, seen: Version, write: ProductWrite) -> Result<ProductView> {
    let mut tx = db.begin(ctx).await?;
    let product = store::load(&tx, id).await?;
    ctx.require(CUSTOMERS_PRODUCT_EDIT, Scope::Organisation)?;
    product.version.must_be(seen)?;

    let mut product = decided(&tx, product, write).await?;

    store::save(&mut tx, &mut product).await?;
    tx.record(product.id, event("customers.product.edited", &product));
    tx.finish(ProductView::of(product, true)).await
}

async fn decided(tx: &Tx<'_>, product: Product, write: ProductWrite) -> Result<Product> {
    let mut checks = Checks::default();
    checks.required("code", &write.code);
    checks.required("name", &write.name);
    let fields = OwnFields::load(tx).await?.read(Entity::Product, &write.fields, &product.fields, &mut checks);
    checks.done().map_err(Error::invalid)?;
    Ok(Product {
        code: write.code.trim().to_owned(),
        name: write.name.trim().to_owned(),
        family: write.family.trim().to_owned(),
        fields,
        ..product
    })
}

fn event(name: &'static str, product: &Product) -> Event {
    Event::new(name)
        .with("code", product.code.clone())
        .with("name", product.name.clone())
        .with("family", product.family.clone())
}
