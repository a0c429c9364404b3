//! A product: plans ask for its family.

use std::collections::BTreeMap;

use beichen_kernel::Version;
use serde_json::Value;

beichen_kernel::id!(
    /// A product.
    ProductId, "product", "customers.product"
);

beichen_kernel::errors! {
    /// Why a product refuses a change.
    pub enum ProductError in "customers.product" {
        CodeTaken { value: String } = "code_taken" => Conflict,
        Unknown { value: String } = "unknown" => Invalid,
    }
}

/// Something that is sold.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    pub id: ProductId,
    pub version: Version,
    pub code: String,
    pub name: String,
    pub family: String,
    pub fields: BTreeMap<String, Value>,
}
