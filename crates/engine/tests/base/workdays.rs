//! The shipped workday tables against the month counts of the State Council's notices.

use beichen_engine::calendar::{Calendar, PeriodKind};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::workdays::{WorkdayException, Workdays};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn mainland_china_has_the_stated_workdays_by_month() {
    let workdays = Workdays::mainland_china();
    for (year, months, whole) in [
        ("2025", [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23], 248),
        ("2026", [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23], 248),
    ] {
        let days = Calendar::natural().find(PeriodKind::Year, year).unwrap().days;
        let counted: Vec<i32> = Calendar::natural()
            .periods_inside(PeriodKind::Month, days)
            .iter()
            .map(|month| workdays.count(month.days).days)
            .collect();
        assert_eq!(counted, months, "{year}");
        let count = workdays.count(days);
        assert_eq!((count.days, count.years_without_table), (whole, vec![]), "{year}");
    }
}

#[test]
fn worked_weekends_and_holidays_are_exceptions() {
    let workdays = Workdays::mainland_china();
    assert!(workdays.is_workday(day("2026-02-14"))); // a Saturday worked for Spring Festival
    assert!(!workdays.is_workday(day("2026-02-16"))); // a Monday off
    assert!(workdays.is_workday(day("2025-10-11")));
    assert!(!workdays.is_workday(day("2025-10-06")));
    assert!(workdays.is_workday(day("2026-03-02")) && !workdays.is_workday(day("2026-03-01")));
}

#[test]
fn a_year_without_a_table_counts_monday_to_friday_and_says_so() {
    let workdays = Workdays::mainland_china();
    let count = workdays.count(DayRange::including(day("2026-12-28"), day("2027-01-03")));
    assert_eq!((count.days, count.years_without_table), (5, vec![2027]));
    let empty = Workdays::empty().count(DayRange::including(day("2026-02-01"), day("2026-02-28")));
    assert_eq!((empty.days, empty.years_without_table), (20, vec![2026]));
    let none = workdays.count(DayRange::new(day("2030-01-01"), day("2030-01-01")));
    assert_eq!((none.days, none.years_without_table), (0, vec![]));
}

#[test]
fn an_uploaded_table_replaces_its_year() {
    let mut workdays = Workdays::mainland_china();
    let off = |text: &str| WorkdayException { day: day(text), name: "厂休".to_owned(), is_off_day: true };
    workdays.set_year(2026, [off("2026-03-02")]);
    assert!(!workdays.is_workday(day("2026-03-02")));
    assert!(workdays.is_workday(day("2026-02-16"))); // the old table's holiday is gone
    assert!(!workdays.is_workday(day("2025-10-06"))); // the year before is untouched
    assert_eq!(workdays.exceptions(2026), [off("2026-03-02")]);
}
