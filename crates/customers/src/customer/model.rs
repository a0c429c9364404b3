//! A customer and what may become of it.

use std::collections::BTreeMap;

use beichen_kernel::{BatchId, MemberId, Version};
use serde_json::Value;
use strum::{EnumIter, IntoStaticStr};

beichen_kernel::id!(
    /// A customer.
    CustomerId, "customer", "customers.customer"
);

beichen_kernel::errors! {
    /// Why a customer refuses a change.
    pub enum CustomerError in "customers.customer" {
        CodeTaken { value: String } = "code_taken" => Conflict,
        OwnerUnknown { value: String } = "owner_unknown" => Invalid,
        Unknown { value: String } = "unknown" => Invalid,
    }
}

/// Where a row of an import stands in its file; answers "who wrote this, and from what".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    pub batch: BatchId,
    pub row: i64,
}

/// A company that is sold to.
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    pub id: CustomerId,
    pub version: Version,
    pub code: String,
    pub name: String,
    /// Whose it is today; documents keep the owner of their day.
    pub owner: Option<MemberId>,
    pub tier: String,
    pub tags: Vec<String>,
    pub fields: BTreeMap<String, Value>,
    pub origin: Option<Origin>,
}

/// What can happen to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Edit,
}
