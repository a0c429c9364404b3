//! A year of workdays as an organisation changed it.

use beichen_engine::day::Day;
use beichen_engine::workdays::WorkdayException;

beichen_kernel::id!(
    /// A workday table as the subject of a record; its year stands in the record.
    WorkdaysId, "workdays", "ledger.workdays"
);

beichen_kernel::errors! {
    /// Why a workday table is refused.
    pub enum WorkdaysRefusal in "ledger.workdays" {
        OtherYear { day: String, year: String } = "other_year" => Invalid,
        Twice { day: String } = "twice" => Invalid,
    }
}

/// Puts one more exception into a year's table; the day's earlier one is replaced.
pub fn put(table: &mut Vec<WorkdayException>, exception: WorkdayException) {
    table.retain(|known| known.day != exception.day);
    table.push(exception);
    table.sort_by_key(|known| known.day);
}

/// Whether an exception says nothing: a worked day that is worked anyway.
pub fn says_nothing(day: Day, is_off_day: bool) -> bool {
    day.weekday().is_weekend() == is_off_day
}
