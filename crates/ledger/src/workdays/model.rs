//! A year of workdays as an organisation changed it.

use beichen_engine::day::{Day, DayRange};
use beichen_engine::workdays::{WorkdayException, Workdays};

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

/// The days of a year that are worked by one table and off by the other.
pub fn changed(year: i32, before: &Workdays, after: &Workdays) -> Vec<Day> {
    let first = |year| Day::from_ymd(year, 1, 1).unwrap_or(Day::MAX);
    let year = DayRange::new(first(year), first(year.saturating_add(1)));
    year.days().filter(|&day| before.is_workday(day) != after.is_workday(day)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_of_a_holiday_changes_no_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let off = |on: &str, name: &str| WorkdayException { day: day(on), name: name.to_owned(), is_off_day: true };
        // The 3rd of March 2026 is a Tuesday, the 7th a Saturday: off anyway.
        let (mut before, mut after) = (Workdays::empty(), Workdays::empty());
        before.set_year(2026, [off("2026-03-03", "fair"), off("2026-03-04", "")]);
        after.set_year(2026, [off("2026-03-03", "the fair"), off("2026-03-05", ""), off("2026-03-07", "")]);
        assert_eq!(changed(2026, &before, &after), [day("2026-03-04"), day("2026-03-05")]);
    }
}
