//! What a customer looks like on the wire.

use std::collections::BTreeMap;

use beichen_kernel::{BatchId, MemberId, Timestamp, Version};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::model::CustomerId;

/// A customer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CustomerView {
    pub id: CustomerId,
    pub version: Version,
    pub code: String,
    pub name: String,
    pub owner: Option<PersonRef>,
    pub tier: String,
    pub tags: Vec<String>,
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Value>,
    pub origin: Option<OriginView>,
    pub can: Vec<String>,
}

/// A person as other things name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonRef {
    pub id: MemberId,
    pub code: String,
    pub name: String,
}

/// A customer as documents name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomerRef {
    pub id: CustomerId,
    pub code: String,
    pub name: String,
}

/// Which file and row a thing came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OriginView {
    pub batch_id: BatchId,
    /// The file's name as it was given.
    pub file: String,
    /// The row in the file, its header being row 1.
    pub row: i64,
    pub imported_at: Timestamp,
}

/// A new customer, or one as it should be from now on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CustomerWrite {
    /// The company's own key, unique.
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub owner_id: Option<MemberId>,
    #[serde(default)]
    pub tier: String,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Value>,
}
