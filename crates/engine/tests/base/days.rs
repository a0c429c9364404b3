//! Civil days against the jiff crate and by hand.

use beichen_engine::day::{Day, DayError, DayRange, Weekday};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn days_are_read_and_written_as_year_month_day() {
    for (text, number) in
        [("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2026-03-31", 20_543)]
    {
        assert_eq!(day(text).epoch_days(), number, "{text}");
        assert_eq!(Day::from_epoch_days(number).to_string(), text);
    }
    assert_eq!(day("0001-01-01"), Day::MIN);
    assert_eq!(day("9999-12-31"), Day::MAX);
    assert_eq!(serde_json::to_string(&day("2026-03-31")).unwrap(), "\"2026-03-31\"");
    assert_eq!(serde_json::from_str::<Day>("\"2026-03-31\"").unwrap(), day("2026-03-31"));
}

#[test]
fn what_is_no_day_is_refused() {
    for text in ["2026-02-30", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01"] {
        assert_eq!(text.parse::<Day>(), Err(DayError::NoSuchDay(text.to_owned())));
    }
    for text in ["", "2026-3-1", "2026/03/01", "20260301", "2026-03-01 ", "-026-03-01", "２026-03-1"] {
        assert_eq!(text.parse::<Day>(), Err(DayError::Form(text.to_owned())));
    }
}

#[test]
fn adding_months_stops_at_the_last_day_of_the_month() {
    for (from, months, to) in [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-05-31", 1, "2026-06-30"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-06-30", 3, "2026-09-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("9999-12-01", 1, "9999-12-31"),
    ] {
        assert_eq!(day(from).plus_months(months), day(to), "{from} {months:+}");
    }
}

#[test]
fn ranges_are_half_open() {
    let march = DayRange::including(day("2026-03-01"), day("2026-03-31"));
    assert_eq!(march.end, day("2026-04-01"));
    assert_eq!(march.count(), 31);
    assert_eq!(march.last_day(), Some(day("2026-03-31")));
    assert!(march.contains(day("2026-03-01")) && march.contains(day("2026-03-31")));
    assert!(!march.contains(day("2026-04-01")) && !march.contains(day("2026-02-28")));
    let quarter = DayRange::new(day("2026-03-15"), day("2026-06-15"));
    assert_eq!(march.intersect(quarter), DayRange::new(day("2026-03-15"), day("2026-04-01")));
    let april = DayRange::new(day("2026-04-01"), day("2026-05-01"));
    assert!(march.intersect(april).is_empty() && !march.overlaps(april));
    assert_eq!(march.intersect(april).count(), 0);
    assert!(quarter.covers(april) && !quarter.covers(march));
    assert_eq!(march.days().count(), 31);
    assert_eq!(april.days().last().unwrap(), day("2026-04-30"));
}

#[test]
fn weeks_start_on_monday() {
    assert_eq!(day("2026-11-23").weekday(), Weekday::Monday);
    assert_eq!(day("1970-01-01").weekday(), Weekday::Thursday);
    assert!(day("2026-11-22").weekday().is_weekend() && !day("2026-11-20").weekday().is_weekend());
}

proptest! {
    #[test]
    fn every_day_agrees_with_jiff(number in Day::MIN.epoch_days()..=Day::MAX.epoch_days()) {
        let ours = Day::from_epoch_days(number);
        let epoch = jiff::civil::date(1970, 1, 1);
        let theirs = epoch.checked_add(jiff::Span::new().days(number)).unwrap();
        prop_assert_eq!(ours.to_string(), theirs.to_string());
        prop_assert_eq!(Day::from_ymd(ours.year(), ours.month(), ours.day()), Some(ours));
        let weekday = i32::from(theirs.weekday().to_monday_zero_offset());
        prop_assert_eq!((number + 3).rem_euclid(7), weekday);
        prop_assert_eq!(ours.to_string().parse::<Day>(), Ok(ours));
    }

    #[test]
    fn adding_months_agrees_with_jiff(number in -100_000..100_000, months in -600..600) {
        let ours = Day::from_epoch_days(number).plus_months(months);
        let epoch = jiff::civil::date(1970, 1, 1);
        let theirs = epoch.checked_add(jiff::Span::new().days(number)).unwrap();
        let theirs = theirs.checked_add(jiff::Span::new().months(months)).unwrap();
        prop_assert_eq!(ours.to_string(), theirs.to_string());
    }
}
