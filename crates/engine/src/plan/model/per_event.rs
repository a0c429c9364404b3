//! `kind = "per_event"`: an amount for each document that qualifies.

use super::Source;

/// An amount for each qualifying document of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerEvent {
    pub measure: String,
    /// Money for one event.
    pub amount: Source<i64>,
    /// The first event of a period pays, the others do not.
    pub once: bool,
    /// What a document must count at least, in the measure's units; without it anything above 0.
    pub at_least: Option<i64>,
}
