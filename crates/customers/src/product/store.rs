//! The only file of this slice that speaks SQL.

use beichen_kernel::{Error, Id, Page, Result, Version};
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter, QueryResult};
use uuid::Uuid;

use super::model::{Product, ProductError, ProductId};
use super::views::ProductListQuery;
use crate::customer::store::json_text;

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customers_product")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub code: String,
        pub name: String,
        pub family: String,
        pub fields: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(row, versioned);

/// Another organisation's product is simply not found.
pub async fn load(tx: &Tx<'_>, id: ProductId) -> Result<Product> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    of_row(tx.one(select).await?.ok_or_else(|| Error::not_found(ProductId::NAME))?)
}

/// By the company's own key.
pub async fn find_by_code(tx: &Tx<'_>, code: &str) -> Result<Option<Product>> {
    let select = tx.select::<row::Entity>().filter(row::Column::Code.eq(code));
    tx.one(select).await?.map(of_row).transpose()
}

/// Every product, for imports.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<Product>> {
    tx.all(tx.select::<row::Entity>()).await?.into_iter().map(of_row).collect()
}

pub async fn insert(tx: &mut Tx<'_>, product: &Product) -> Result<()> {
    let row = active(tx, product, product.version);
    tx.insert(row).await.map_err(|error| taken(error, &product.code))
}

/// Writes the product if nobody else has since `load`, and raises its version.
pub async fn save(tx: &mut Tx<'_>, product: &mut Product) -> Result<()> {
    let row = active(tx, product, product.version.next());
    tx.update(row, product.version).await.map_err(|error| taken(error, &product.code))?;
    product.version = product.version.next();
    Ok(())
}

fn taken(error: Error, code: &str) -> Error {
    if beichen_store::error::is_unique(&error) {
        return ProductError::CodeTaken { value: code.to_owned() }.into();
    }
    error
}

pub fn of_row(row: row::Model) -> Result<Product> {
    Ok(Product {
        id: row.id.into(),
        version: Version(row.version),
        code: row.code,
        name: row.name,
        family: row.family,
        fields: serde_json::from_str(&row.fields).map_err(Error::internal)?,
    })
}

fn active(tx: &Tx<'_>, product: &Product, version: Version) -> row::ActiveModel {
    row::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        id: Set(product.id.uuid()),
        version: Set(version.0),
        code: Set(product.code.clone()),
        name: Set(product.name.clone()),
        family: Set(product.family.clone()),
        fields: Set(json_text(&product.fields)),
    }
}

const SORTS: &[Sort] = &[Sort::text("code", "p.code"), Sort::text("name", "p.name"), Sort::text("family", "p.family")];
const COLUMNS: &str = "p.id, p.version, p.code, p.name, p.family, p.fields";

/// One page of the catalogue.
pub async fn page(tx: &Tx<'_>, query: &ProductListQuery) -> Result<Page<Product>> {
    let sort = query.sort.as_deref().unwrap_or("code");
    let mut list = List::new(("p.org_id", tx.ctx().org), (COLUMNS, "customers_product p", "p.id"), SORTS, sort)?;
    list.search(&["p.code", "p.name", "p.family"], query.search.as_deref());
    list.equal("p.family", query.family.clone());
    list.page(tx, &query.page(), listed).await
}

fn listed(row: &QueryResult) -> Result<Product> {
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
