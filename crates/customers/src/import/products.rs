//! Sheets of products: `code`, `name`, `family`, and the organisation's own fields.

use std::collections::BTreeMap;

use beichen_kernel::{Ctx, Error, Permission, Result, Version};
use beichen_people::api::Entity;
use beichen_sheets::kind::OpenColumns;
use beichen_sheets::{Batch, CellError, CellType, Checked, Column, ImportKind, ParsedRow, StagedRow, Verdict};
use beichen_store::{Db, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::reference::{self, Reference};
use crate::permissions::CUSTOMERS_PRODUCT_EDIT;
use crate::product::model::Product;
use crate::product::store as products;

/// The kind `products`.
pub struct Products;

/// What a row says; an absent value leaves what stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Said {
    code: String,
    name: Option<String>,
    family: Option<String>,
    fields: BTreeMap<String, Value>,
}

impl Said {
    fn read(
        ctx: &Ctx,
        batch: &Batch,
        reference: &Reference,
        row: &ParsedRow,
    ) -> std::result::Result<Self, Vec<CellError>> {
        let mut errors = Vec::new();
        let said = Self {
            code: row.text("code").unwrap_or_default().to_owned(),
            name: row.text("name").map(str::to_owned),
            family: row.text("family").map(str::to_owned),
            fields: reference.values(ctx, batch, row, &mut errors).into_iter().collect(),
        };
        if errors.is_empty() { Ok(said) } else { Err(errors) }
    }

    /// The product as the row wants it.
    fn on(self, mut product: Product) -> Product {
        product.name = self.name.unwrap_or(product.name);
        product.family = self.family.unwrap_or(product.family);
        product.fields.extend(self.fields);
        product
    }
}

#[async_trait::async_trait]
impl ImportKind for Products {
    fn name(&self) -> &'static str {
        "products"
    }

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::required("code", CellType::Code, "customers.columns.product_code"),
            Column::optional("name", CellType::Text, "customers.columns.product_name"),
            Column::optional("family", CellType::Text, "customers.columns.family"),
        ];
        COLUMNS
    }

    fn open_columns(&self) -> Option<OpenColumns> {
        Some(OpenColumns { prefix: reference::FIELD, title: "customers.columns.fields" })
    }

    fn permission(&self) -> Permission {
        CUSTOMERS_PRODUCT_EDIT
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let reference = reference::load(ctx, db, batch, Entity::Product).await?;
        let verdict = |row: &ParsedRow| {
            let said = match Said::read(ctx, batch, &reference, row) {
                Ok(said) => said,
                Err(errors) => return Ok(Checked::failed(row, errors)),
            };
            let checked = match reference.products.get(&said.code) {
                None => Checked::new(row),
                Some(before) if *before == said.clone().on(before.clone()) => return Ok(Checked::skip(row)),
                Some(_) => Checked::update(row),
            };
            Ok(checked.staging(serde_json::to_value(said).map_err(Error::internal)?))
        };
        rows.iter().map(verdict).collect()
    }

    async fn apply_row(&self, tx: &mut Tx<'_>, _batch: &Batch, row: &StagedRow) -> Result<Verdict> {
        let said: Said = serde_json::from_value(row.value.clone()).map_err(Error::internal)?;
        let Some(before) = products::find_by_code(tx, &said.code).await? else {
            let product = said.clone().on(Product {
                id: tx.ctx().new_id(),
                version: Version::FIRST,
                code: said.code.clone(),
                name: said.code.clone(),
                family: String::new(),
                fields: BTreeMap::new(),
            });
            products::insert(tx, &product).await?;
            return Ok(Verdict::New);
        };
        let mut after = said.on(before.clone());
        if after == before {
            return Ok(Verdict::Skip);
        }
        products::save(tx, &mut after).await?;
        Ok(Verdict::Update)
    }
}
