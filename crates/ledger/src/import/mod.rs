//! What can be imported into the ledger itself: calendars, workdays, manual values.

mod calendar;
mod manual;
mod workdays;

pub use calendar::Calendars;
pub use manual::ManualValues;
pub use workdays::WorkdayTables;
