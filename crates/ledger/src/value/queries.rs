//! Manual values as they are exported.

use beichen_engine::day::Day;
use beichen_kernel::{MemberId, Result};
use beichen_people::api as people;
use beichen_store::Tx;

use super::commands::value_of;
use super::model::Slot;
use crate::document::model::Document;
use crate::document::store::of_kind;
use crate::permissions::LEDGER_VALUE_EDIT;

/// A value that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManualValue {
    pub measure: String,
    pub member: MemberId,
    pub day: Day,
    /// In the measure's smallest unit.
    pub value: i64,
}

/// The values of people whom the actor reaches on their days, by measure, person and day.
pub async fn manual_values(tx: &Tx<'_>) -> Result<Vec<ManualValue>> {
    let visible = people::visible_or_nothing(tx, LEDGER_VALUE_EDIT).await?;
    let mut values = Vec::new();
    for kept in of_kind(tx, "manual").await? {
        let Some(value) = value_of(&kept) else { continue };
        let Document::Entry(entry) = kept.document else { continue };
        let Some(Slot { measure, member, day }) = Slot::of(&entry) else { continue };
        if visible.includes(member, day) {
            values.push(ManualValue { measure, member, day, value });
        }
    }
    values.sort_by(|a, b| (&a.measure, a.member, a.day).cmp(&(&b.measure, b.member, b.day)));
    Ok(values)
}
