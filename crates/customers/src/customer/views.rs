//! What a customer looks like on the wire.

use std::collections::BTreeMap;

use beichen_kernel::{BatchId, MemberId, PageQuery, Timestamp, Version};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

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

/// Which customers are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CustomerListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in code or name.
    pub search: Option<String>,
    /// `code`, `name`; with `-` descending.
    pub sort: Option<String>,
    pub owner_id: Option<MemberId>,
    pub tier: Option<String>,
}

impl CustomerListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}
