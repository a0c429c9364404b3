//! The keys of `kind = "per_event"`: the measure, the amount, and which events qualify.

use super::component::settled;
use super::reader::{Reader, Table};
use crate::plan::model::{MeasureUnit, PerEvent};

impl Reader<'_> {
    pub(super) fn per_event(&mut self, table: &mut Table<'_>) -> Option<PerEvent> {
        let measure = self.required(table, "measure", "\"…\"");
        let measure = measure.and_then(|entry| self.measure_key(entry.value, entry.key));
        let amount = self.required(table, "amount", "\"250.00\"").and_then(|entry| self.money_source(&entry));
        let once = table.take("once").map(|entry| self.boolean(&entry));
        let unit = measure.as_ref().map_or(MeasureUnit::Money, |(_, unit)| *unit);
        let at_least = table.take("at_least").map(|entry| self.amount_from_zero(entry.value, entry.key, unit));
        Some(PerEvent {
            measure: measure?.0,
            amount: amount?,
            once: settled(once)?.unwrap_or(false),
            at_least: settled(at_least)?,
        })
    }
}
