//! What a product looks like on the wire.

use std::collections::BTreeMap;

use beichen_kernel::Version;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

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
