//! What other capabilities hand down to the ledger and read from it.
//!
//! Days are civil days and ranges half-open; amounts are in the measure's smallest unit (minor units for money).
//! Everything takes the caller's transaction, so that a fact, its credits and its totals are there at once or not at all.

pub use crate::calendar::queries::{calendar, calendars, find_period};
pub use crate::credit::commands::post::post;
pub use crate::credit::commands::rebuild::{CheckedCredits, Rebuilt, check, rebuild};
pub use crate::credit::commands::rederive::rederive;
pub use crate::credit::commands::restamp::restamp;
pub use crate::credit::commands::stage::{apply, discard, stage, unstage};
pub use crate::credit::model::{CreditRow, DayTotal, PersonTotal, Posted, UnitTotal};
pub use crate::credit::queries::{
    AsLocked, Reached, as_locked, credits, credits_of_document, document_counts, reached, seq_as_of, totals_by_person,
    totals_by_person_and_day, totals_by_unit,
};
pub use crate::credit::store::first_orders;
pub use crate::credit::store::since::{CreditedSince, credited_since, seq_at, unmatched_on};
pub use crate::document::model::{Document, DocumentError, DocumentId, Origin, SourceDocument};
pub use crate::document::queries::{
    DocumentChange, KeptDocument, WrittenDocument, changes as document_changes, documents, earlier_versions,
    matched_minor, named_since, paid_in_full, payees_of, payments_kept, unmatched_minor, written_by,
};
pub use crate::measure::commands::{JOB_REDERIVE, publish_measure, publish_measures, publish_version};
pub use crate::measure::model::{MeasureInForce, difference as measure_difference};
pub use crate::measure::queries::{measure, measures, preview as preview_version};
pub use crate::measure::store::asked_again as measures_asked_again;
pub use crate::measure::views::{MeasureFollow, MeasurePreview, MeasureView};
pub use crate::value::queries::{ManualValue, manual_values};
pub use crate::workdays::queries::workdays;
