//! Calendars given as a list: AdventureWorks's quarters, 4-4-5 years, whatever a company's finance department uses.

use super::{Calendar, Period, PeriodKind, Shape};
use crate::day::{Day, DayRange};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One period of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPeriod {
    /// How long it is in this calendar.
    pub kind: PeriodKind,
    /// Its first day where nobody names it.
    pub name: Option<String>,
    /// Its days.
    pub days: DayRange,
}

/// Why a list is no calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The key of the natural calendar is taken.
    #[error("a calendar cannot be called `{0}`")]
    Key(String),
    /// No period at all.
    #[error("a calendar needs a period")]
    Empty,
    /// A period without a day.
    #[error("the period {0} has no day")]
    NoDay(String),
    /// Days between two periods of one kind belong to none.
    #[error("no {kind:?} covers {from} to the day before {end}")]
    Gap {
        /// Kind of the periods.
        kind: PeriodKind,
        /// First day without period.
        from: Day,
        /// The day after the last one.
        end: Day,
    },
    /// Two periods of one kind share days.
    #[error("{first} and {second} overlap")]
    Overlap {
        /// The earlier period.
        first: String,
        /// The later one.
        second: String,
    },
    /// Two periods of one kind with one name.
    #[error("the name {0} stands twice")]
    NameTwice(String),
    /// A shorter period lies in two longer ones: quarters that are not sums of months cannot stand beside months.
    #[error("{inner} crosses a bound of {outer}")]
    Crosses {
        /// The shorter period.
        inner: String,
        /// The longer one.
        outer: String,
    },
    /// A year of weeks that does not hold its pattern.
    #[error("the year that begins on {0} is shorter than its weeks")]
    Weeks(Day),
}

impl Calendar {
    /// A calendar of exactly these periods, in any order. Each kind must cover its days without gap or overlap, and
    /// shorter periods must not cross the bounds of longer ones.
    pub fn listed(key: &str, periods: Vec<ListedPeriod>) -> Result<Calendar, CalendarError> {
        if key.is_empty() || key == super::NATURAL {
            return Err(CalendarError::Key(key.to_owned()));
        }
        let mut periods: Vec<Period> = periods
            .into_iter()
            .map(|listed| Period {
                calendar: key.to_owned(),
                kind: listed.kind,
                name: listed.name.unwrap_or_else(|| listed.days.from.to_string()),
                days: listed.days,
            })
            .collect();
        periods.sort_by(|a, b| (a.kind, a.days, &a.name).cmp(&(b.kind, b.days, &b.name)));
        check(&periods)?;
        Ok(Calendar { key: key.to_owned(), shape: Shape::Listed(periods) })
    }

    /// Periods of one kind, each from one boundary to the next; the last boundary is the day after the last period.
    pub fn boundaries(key: &str, kind: PeriodKind, bounds: &[Day]) -> Result<Calendar, CalendarError> {
        let periods = bounds.iter().zip(bounds.iter().skip(1));
        let listed = periods.map(|(from, end)| ListedPeriod { kind, name: None, days: DayRange::new(*from, *end) });
        Calendar::listed(key, listed.collect())
    }

    /// Years of weeks: every quarter has months of `pattern` weeks (4-4-5, 4-5-4, 5-4-4). `years` are names with first
    /// days, `end` is the day after the last year. A 53rd week belongs to the year's last month.
    ///
    /// Names: "2026-01" … "2026-12" for months (by place), "2026-Q1", "2026-H1", "2026".
    pub fn weeks(key: &str, pattern: [u8; 3], years: &[(String, Day)], end: Day) -> Result<Calendar, CalendarError> {
        let mut listed = Vec::new();
        for (place, (name, first)) in years.iter().enumerate() {
            let year_end = years.get(place + 1).map_or(end, |(_, next)| *next);
            weeks_of_year(&mut listed, pattern, name, DayRange::new(*first, year_end))?;
        }
        Calendar::listed(key, listed)
    }

    /// The list as it was given, by kind and first day; empty for calendars that are counted.
    pub fn listed_periods(&self) -> &[Period] {
        match &self.shape {
            Shape::Listed(periods) => periods,
            Shape::Months { .. } => &[],
        }
    }
}

fn weeks_of_year(
    listed: &mut Vec<ListedPeriod>,
    pattern: [u8; 3],
    name: &str,
    year: DayRange,
) -> Result<(), CalendarError> {
    let mut push = |kind, name: String, days| listed.push(ListedPeriod { kind, name: Some(name), days });
    let (mut from, mut quarter_from, mut half_from) = (year.from, year.from, year.from);
    let weeks = pattern.iter().cycle().take(12);
    for (month, weeks) in (1..).zip(weeks) {
        let regular_end = from.plus_days(i32::from(*weeks) * 7);
        if regular_end > year.end {
            return Err(CalendarError::Weeks(year.from));
        }
        let end = if month == 12 { year.end } else { regular_end };
        push(PeriodKind::Month, format!("{name}-{month:02}"), DayRange::new(from, end));
        if month % 3 == 0 {
            let days = DayRange::new(quarter_from, end);
            push(PeriodKind::Quarter, format!("{name}-Q{}", month / 3), days);
            quarter_from = end;
        }
        if month % 6 == 0 {
            let days = DayRange::new(half_from, end);
            push(PeriodKind::HalfYear, format!("{name}-H{}", month / 6), days);
            half_from = end;
        }
        from = end;
    }
    push(PeriodKind::Year, name.to_owned(), year);
    Ok(())
}

fn check(periods: &[Period]) -> Result<(), CalendarError> {
    if periods.is_empty() {
        return Err(CalendarError::Empty);
    }
    let mut names = BTreeSet::new();
    for period in periods {
        if period.days.is_empty() {
            return Err(CalendarError::NoDay(period.name.clone()));
        }
        if !names.insert((period.kind, &period.name)) {
            return Err(CalendarError::NameTwice(period.name.clone()));
        }
    }
    for (first, second) in periods.iter().zip(periods.iter().skip(1)) {
        if first.kind == second.kind {
            check_neighbours(first, second)?;
        }
    }
    check_nesting(periods)
}

fn check_neighbours(first: &Period, second: &Period) -> Result<(), CalendarError> {
    if second.days.from < first.days.end {
        let (first, second) = (first.name.clone(), second.name.clone());
        return Err(CalendarError::Overlap { first, second });
    }
    if first.days.end < second.days.from {
        let (from, end) = (first.days.end, second.days.from);
        return Err(CalendarError::Gap { kind: first.kind, from, end });
    }
    Ok(())
}

fn check_nesting(periods: &[Period]) -> Result<(), CalendarError> {
    for inner in periods {
        let crossed = periods
            .iter()
            .find(|outer| outer.kind > inner.kind && outer.days.overlaps(inner.days) && !outer.days.covers(inner.days));
        if let Some(outer) = crossed {
            let (inner, outer) = (inner.name.clone(), outer.name.clone());
            return Err(CalendarError::Crosses { inner, outer });
        }
    }
    Ok(())
}
