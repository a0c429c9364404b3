//! Period calendars: natural, fiscal, AdventureWorks's quarters and 4-4-5 years.

use beichen_engine::calendar::{Calendar, CalendarError, ListedPeriod, Period, PeriodKind, YearName};
use beichen_engine::day::{Day, DayRange};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn including(from: &str, last: &str) -> DayRange {
    DayRange::including(day(from), day(last))
}

fn names(periods: &[Period]) -> Vec<&str> {
    periods.iter().map(|period| period.name.as_str()).collect()
}

#[test]
fn natural_periods_have_the_names_that_everybody_uses() {
    let calendar = Calendar::natural();
    for (kind, name, from, last) in [
        (PeriodKind::Month, "2026-03", "2026-03-01", "2026-03-31"),
        (PeriodKind::Month, "2024-02", "2024-02-01", "2024-02-29"),
        (PeriodKind::Quarter, "2026-Q1", "2026-01-01", "2026-03-31"),
        (PeriodKind::Quarter, "2026-Q4", "2026-10-01", "2026-12-31"),
        (PeriodKind::HalfYear, "2026-H1", "2026-01-01", "2026-06-30"),
        (PeriodKind::HalfYear, "2026-H2", "2026-07-01", "2026-12-31"),
        (PeriodKind::Year, "2026", "2026-01-01", "2026-12-31"),
    ] {
        let period = calendar.find(kind, name).unwrap();
        assert_eq!(period.days, including(from, last), "{name}");
        assert_eq!(period.name, name);
        assert_eq!(calendar.find_any(name), Some(period.clone()));
        assert_eq!(calendar.period_of(kind, day(last)), Some(period.clone()));
        assert_eq!(calendar.find(kind, from), Some(period));
    }
    for text in
        ["2026-13", "2026-00", "2026-3", "2026-Q5", "2026-Q0", "2026-H3", "26", "2026-03-02", "2026Q1", "2026-Q11"]
    {
        assert_eq!(calendar.find_any(text), None, "{text}");
    }
    // The first of January begins a month, a quarter, a half-year and a year.
    assert_eq!(calendar.find_any("2026-01-01"), None);
    assert_eq!(calendar.find_any("2026-02-01").unwrap().name, "2026-02");
}

#[test]
fn a_fiscal_year_may_begin_in_any_month() {
    let begin = Calendar::fiscal("fiscal", 4, YearName::Begin).unwrap();
    let year = begin.find(PeriodKind::Year, "2026").unwrap();
    assert_eq!(year.days, including("2026-04-01", "2027-03-31"));
    let quarter = begin.find(PeriodKind::Quarter, "2026-Q4").unwrap();
    assert_eq!(quarter.days, including("2027-01-01", "2027-03-31"));
    assert_eq!(begin.find(PeriodKind::HalfYear, "2026-H2").unwrap().days.from, day("2026-10-01"));
    assert_eq!(begin.find(PeriodKind::Month, "2027-02").unwrap().days.from, day("2027-02-01"));
    assert_eq!(begin.period_of(PeriodKind::Year, day("2026-03-31")).unwrap().name, "2025");

    let end = Calendar::fiscal("fiscal", 7, YearName::End).unwrap();
    assert_eq!(end.find(PeriodKind::Year, "2026").unwrap().days, including("2025-07-01", "2026-06-30"));
    assert_eq!(end.find(PeriodKind::Quarter, "2026-Q1").unwrap().days.from, day("2025-07-01"));
    assert_eq!(end.period_of(PeriodKind::Quarter, day("2026-06-30")).unwrap().name, "2026-Q4");
    // A quarter of a year that begins in February: November to January.
    let february = Calendar::fiscal("retail", 2, YearName::Begin).unwrap();
    let quarter = february.period_of(PeriodKind::Quarter, day("2027-01-15")).unwrap();
    assert_eq!((quarter.name.as_str(), quarter.days), ("2026-Q4", including("2026-11-01", "2027-01-31")));
    assert!(Calendar::fiscal("x", 13, YearName::Begin).is_none());
    assert!(Calendar::fiscal("x", 0, YearName::Begin).is_none());
}

#[test]
fn periods_inside_and_touching_a_range() {
    let calendar = Calendar::natural();
    let range = including("2026-01-15", "2026-04-30");
    assert_eq!(
        names(&calendar.periods_touching(PeriodKind::Month, range)),
        ["2026-01", "2026-02", "2026-03", "2026-04"]
    );
    assert_eq!(names(&calendar.periods_inside(PeriodKind::Month, range)), ["2026-02", "2026-03", "2026-04"]);
    assert!(calendar.periods_inside(PeriodKind::Quarter, range).is_empty());
    let quarter = calendar.find(PeriodKind::Quarter, "2026-Q2").unwrap();
    assert_eq!(names(&calendar.periods_inside(PeriodKind::Month, quarter.days)), ["2026-04", "2026-05", "2026-06"]);
    assert!(
        calendar.periods_touching(PeriodKind::Month, DayRange::new(day("2026-02-01"), day("2026-02-01"))).is_empty()
    );
    assert_eq!(calendar.before(&quarter).unwrap().name, "2026-Q1");
    assert_eq!(calendar.after(&quarter).unwrap().name, "2026-Q3");
}

#[test]
fn the_plan_year_is_the_calendar_year_cut_by_the_plan() {
    let calendar = Calendar::natural();
    let valid = including("2025-07-01", "2026-09-30");
    let march = calendar.find(PeriodKind::Month, "2026-03").unwrap();
    assert_eq!(calendar.plan_year(&march, valid), including("2026-01-01", "2026-09-30"));
    let autumn = calendar.find(PeriodKind::Month, "2025-10").unwrap();
    assert_eq!(calendar.plan_year(&autumn, valid), including("2025-07-01", "2025-12-31"));
    assert_eq!(calendar.periods_of_year(&march), Some(12));
    assert_eq!(
        calendar.nearest_starts(PeriodKind::Quarter, day("2026-05-15")),
        (Some(day("2026-04-01")), Some(day("2026-07-01")))
    );
}

fn adventureworks() -> Calendar {
    let bounds = ["2011-05-31", "2011-08-31", "2011-12-01", "2012-02-29", "2012-05-30"].map(day);
    Calendar::boundaries("adventureworks", PeriodKind::Quarter, &bounds).unwrap()
}

#[test]
fn adventureworks_has_quarters_only_and_no_year() {
    let calendar = adventureworks();
    let second = calendar.find(PeriodKind::Quarter, "2011-08-31").unwrap();
    assert_eq!(second.name, "2011-08-31");
    assert_eq!(second.days, DayRange::new(day("2011-08-31"), day("2011-12-01")));
    assert_eq!(calendar.period_of(PeriodKind::Quarter, day("2011-08-30")).unwrap().name, "2011-05-31");
    assert_eq!(calendar.period_of(PeriodKind::Quarter, day("2012-05-30")), None);
    assert!(!calendar.has(PeriodKind::Month) && !calendar.has(PeriodKind::Year));
    assert!(calendar.find(PeriodKind::Month, "2011-09").is_none());
    let valid = including("2011-05-31", "2012-05-29");
    assert_eq!(calendar.plan_year(&second, valid), valid);
    assert_eq!(calendar.periods_of_year(&second), None);
    assert_eq!(calendar.periods_inside(PeriodKind::Quarter, valid).len(), 4);
    assert_eq!(calendar.periods_inside(PeriodKind::Quarter, including("2011-06-01", "2012-05-29")).len(), 3);
    assert_eq!(calendar.find_any("2012-02-29").unwrap().days.end, day("2012-05-30"));
    assert_eq!(calendar.nearest_starts(PeriodKind::Quarter, day("2010-01-01")), (None, Some(day("2011-05-31"))));
}

#[test]
fn a_4_4_5_year_has_months_quarters_and_a_53rd_week() {
    // Years begin on Monday 2024-12-30 and 2025-12-29; the second one has 53 weeks.
    let years = [("2025".to_owned(), day("2024-12-30")), ("2026".to_owned(), day("2025-12-29"))];
    let calendar = Calendar::weeks("retail", [4, 4, 5], &years, day("2027-01-04")).unwrap();
    let find = |kind, name| calendar.find(kind, name).unwrap().days;
    assert_eq!(find(PeriodKind::Month, "2025-01"), DayRange::new(day("2024-12-30"), day("2025-01-27")));
    assert_eq!(find(PeriodKind::Month, "2025-03").count(), 35);
    assert_eq!(find(PeriodKind::Quarter, "2025-Q1"), DayRange::new(day("2024-12-30"), day("2025-03-31")));
    assert_eq!(find(PeriodKind::HalfYear, "2025-H2").count(), 182);
    assert_eq!(find(PeriodKind::Year, "2025").count(), 364);
    assert_eq!(find(PeriodKind::Month, "2026-12").count(), 42);
    assert_eq!(find(PeriodKind::Quarter, "2026-Q4").count(), 98);
    assert_eq!(find(PeriodKind::Year, "2026").count(), 371);
    let march = calendar.find(PeriodKind::Month, "2026-03").unwrap();
    assert_eq!(calendar.periods_of_year(&march), Some(12));
    assert_eq!(calendar.plan_year(&march, including("2026-01-01", "2026-12-31")).from, day("2026-01-01"));
    let short = Calendar::weeks("retail", [4, 4, 5], &years, day("2026-12-01"));
    assert_eq!(short, Err(CalendarError::Weeks(day("2025-12-29"))));
}

#[test]
fn a_list_with_a_gap_an_overlap_or_a_crossing_is_refused() {
    let listed = |kind, name: &str, from: &str, last: &str| ListedPeriod {
        kind,
        name: Some(name.to_owned()),
        days: including(from, last),
    };
    let month = |name: &str, from: &str, last: &str| listed(PeriodKind::Month, name, from, last);
    let first = month("a", "2026-01-01", "2026-01-31");
    let calendar = |periods: Vec<ListedPeriod>| Calendar::listed("own", periods);
    assert_eq!(
        calendar(vec![first.clone(), month("b", "2026-02-03", "2026-02-28")]),
        Err(CalendarError::Gap { kind: PeriodKind::Month, from: day("2026-02-01"), end: day("2026-02-03") })
    );
    assert_eq!(
        calendar(vec![month("b", "2026-01-31", "2026-02-28"), first.clone()]),
        Err(CalendarError::Overlap { first: "a".to_owned(), second: "b".to_owned() })
    );
    assert_eq!(
        calendar(vec![first.clone(), month("a", "2026-02-01", "2026-02-28")]),
        Err(CalendarError::NameTwice("a".to_owned()))
    );
    assert_eq!(
        calendar(vec![first.clone(), listed(PeriodKind::Quarter, "q", "2026-01-15", "2026-03-31")]),
        Err(CalendarError::Crosses { inner: "a".to_owned(), outer: "q".to_owned() })
    );
    assert_eq!(calendar(vec![]), Err(CalendarError::Empty));
    assert_eq!(calendar(vec![month("a", "2026-01-02", "2026-01-01")]), Err(CalendarError::NoDay("a".to_owned())));
    assert_eq!(Calendar::listed("natural", vec![first.clone()]), Err(CalendarError::Key("natural".to_owned())));
    assert!(calendar(vec![first.clone(), listed(PeriodKind::Year, "a", "2026-01-01", "2026-12-31")]).is_ok());
}

proptest! {
    #[test]
    fn counted_periods_tile_time(number in 0..40_000, first_month in 1_u8..=12, end in any::<bool>()) {
        let naming = if end { YearName::End } else { YearName::Begin };
        let calendar = Calendar::fiscal("fiscal", first_month, naming).unwrap();
        let day = Day::from_epoch_days(number);
        for kind in PeriodKind::ALL {
            let period = calendar.period_of(kind, day).unwrap();
            prop_assert!(period.days.contains(day));
            prop_assert_eq!(calendar.find(kind, &period.name), Some(period.clone()));
            prop_assert_eq!(calendar.period_of(kind, period.days.end).unwrap().days.from, period.days.end);
            let year = calendar.period_of(PeriodKind::Year, day).unwrap();
            prop_assert!(year.days.covers(period.days));
            prop_assert_eq!(calendar.periods_inside(kind, year.days).len(), calendar.periods_of_year(&period).unwrap());
        }
    }
}
