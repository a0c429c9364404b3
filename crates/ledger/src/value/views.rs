//! Manual values on the wire.

use beichen_engine::day::Day;
use beichen_kernel::{MemberId, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::document::model::DocumentId;

/// A value as it is typed; one that stands for the same measure, person and day is replaced.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ValueWrite {
    /// The key of a manual measure.
    pub measure: String,
    pub member_id: MemberId,
    #[schema(value_type = String)]
    pub day: Day,
    /// In the measure's unit: "12", "4.5", "1234.50".
    pub value: String,
}

/// A value as it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ValueView {
    pub id: DocumentId,
    #[schema(value_type = i64)]
    pub version: Version,
    pub measure: String,
    pub member_id: MemberId,
    #[schema(value_type = String)]
    pub day: Day,
    pub value: String,
    pub can: Vec<String>,
}
