//! What grades and variable pay look like on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::GradeId;

/// A grade with the values that the viewer may see.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GradeView {
    pub id: GradeId,
    pub version: i64,
    pub code: String,
    pub name: String,
    pub place: i64,
    pub values: Vec<GradeValueView>,
    pub can: Vec<String>,
}

/// A column's value from a day on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GradeValueView {
    pub column: String,
    pub value: String,
    pub from: String,
}

/// All grades in their order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GradesView {
    pub items: Vec<GradeView>,
    pub can: Vec<String>,
}

/// A new grade.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct GradeCreate {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub place: i64,
}

/// What may change of a grade.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct GradeChange {
    pub name: String,
    pub place: i64,
}

/// Variable pay of a year, from a day on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct VariablePaySet {
    pub amount: String,
    pub from: String,
}
