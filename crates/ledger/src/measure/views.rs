//! Measures on the wire.

use beichen_kernel::{Ctx, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::MeasureInForce;

/// A measure in force.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeasureView {
    pub key: String,
    #[schema(value_type = i64)]
    pub version: Version,
    /// Its first day.
    #[schema(value_type = String)]
    pub from: beichen_engine::day::Day,
    /// `orders`, `payments`, `margin`, …
    pub of: String,
    /// `money`, `count` or `score`.
    pub unit: String,
    /// Digits after the dot of its amounts.
    pub digits: u8,
    /// The whole definition, with every default.
    pub definition: String,
    /// SHA-256 of the definition.
    pub hash: String,
}

/// The text whose `[measure.*]` tables are to be published.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MeasurePublish {
    pub text: String,
}

/// A new version of the one measure in a text.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MeasureFollow {
    pub text: String,
    /// The version's first day.
    pub from: String,
}

/// What a new version would change.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeasurePreview {
    pub key: String,
    pub from: String,
    /// What is in force, and what was offered, line by line.
    pub difference: String,
    /// Documents whose credits would change.
    pub documents: i64,
    pub months: Vec<MonthDifference>,
}

/// What a month's total of the measure would come to more or less.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MonthDifference {
    /// 2026-03
    pub month: String,
    /// In the measure's unit.
    pub amount: String,
}

/// What became of each measure of a text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeasuresPublished {
    /// Keys that are new.
    pub created: Vec<String>,
    /// Keys that were in force with the same definition.
    pub unchanged: Vec<String>,
}

impl MeasureView {
    pub fn of(ctx: &Ctx, measure: &MeasureInForce) -> Self {
        Self {
            key: measure.key().to_owned(),
            version: measure.version,
            from: measure.from,
            of: measure.measure.of.key().to_owned(),
            unit: measure.measure.unit.key().to_owned(),
            digits: measure.measure.unit.digits(ctx.currency()),
            definition: measure.measure.canonical(ctx.currency()),
            hash: measure.hash.clone(),
        }
    }
}
