//! What a product looks like on the wire.

use std::collections::BTreeMap;

use beichen_kernel::{PageQuery, Version};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::model::{Product, ProductId};

/// A product.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ProductView {
    pub id: ProductId,
    pub version: Version,
    pub code: String,
    pub name: String,
    pub family: String,
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Value>,
    pub can: Vec<String>,
}

impl ProductView {
    pub fn of(product: Product, may_edit: bool) -> Self {
        let can = if may_edit { vec!["edit".to_owned()] } else { Vec::new() };
        let Product { id, version, code, name, family, fields } = product;
        Self { id, version, code, name, family, fields, can }
    }
}

/// A new product, or one as it should be from now on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ProductWrite {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub family: String,
    #[serde(default)]
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Value>,
}

/// Which products are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
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

impl ProductListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}
