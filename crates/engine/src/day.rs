//! Civil days: what documents, goals and periods are dated by. A day has no hour and no zone.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A civil day between 0001-01-01 and 9999-12-31, held as days since 1970-01-01.
///
/// Text form "2026-03-31", also in serde. Arithmetic never leaves that range: it stops at its ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Why a text is not a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Not of the form "2026-03-31".
    #[error("`{0}` is not a day like 2026-03-31")]
    Form(String),
    /// The right form, but there is no such day (2026-02-30).
    #[error("there is no day {0}")]
    NoSuchDay(String),
}

/// Monday to Sunday; weeks start on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weekday {
    /// First day of the week.
    Monday,
    /// Second.
    Tuesday,
    /// Third.
    Wednesday,
    /// Fourth.
    Thursday,
    /// Fifth.
    Friday,
    /// Weekend.
    Saturday,
    /// Weekend.
    Sunday,
}

impl Day {
    /// 0001-01-01.
    pub const MIN: Day = Day(-719_162);
    /// 9999-12-31.
    pub const MAX: Day = Day(2_932_896);

    /// The day that lies `days` after 1970-01-01, held inside `MIN..=MAX`.
    pub const fn from_epoch_days(days: i32) -> Day {
        if days < Self::MIN.0 {
            Self::MIN
        } else if days > Self::MAX.0 {
            Self::MAX
        } else {
            Day(days)
        }
    }

    /// Days since 1970-01-01; negative before it.
    pub const fn epoch_days(self) -> i32 {
        self.0
    }

    /// `None` if there is no such day, or its year is not in 1..=9999.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Day> {
        let exists =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
        exists.then(|| Day(number_of(year, month, day)))
    }

    /// The calendar year, 1..=9999.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// The month, 1..=12.
    pub fn month(self) -> u8 {
        self.ymd().1
    }

    /// The day of the month, 1..=31.
    pub fn day(self) -> u8 {
        self.ymd().2
    }

    /// Year, month and day of the month. After Howard Hinnant, "chrono-compatible low-level date algorithms".
    pub fn ymd(self) -> (i32, u8, u8) {
        let shifted = self.0 + 719_468; // days since 0000-03-01
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
    }

    /// Which day of the week it is.
    pub fn weekday(self) -> Weekday {
        match (self.0 + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The day so many days later (earlier if negative).
    #[must_use]
    pub fn plus_days(self, days: i32) -> Day {
        Self::from_epoch_days(self.0.saturating_add(days))
    }

    /// The same day of the month so many months later; the month's last day if it has no such day.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Day {
        let (year, month, day) = self.ymd();
        let place = (year * 12 + i32::from(month) - 1).saturating_add(months);
        let (year, month) = (place.div_euclid(12), place.rem_euclid(12) + 1);
        if year < 1 {
            return Self::MIN;
        }
        if year > 9999 {
            return Self::MAX;
        }
        let month = u8::try_from(month).unwrap_or(1);
        Day(number_of(year, month, day.min(days_in_month(year, month))))
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Day {
        let (year, month, _) = self.ymd();
        Day(number_of(year, month, 1))
    }

    /// How many days `self` lies after `earlier`; negative if before.
    pub fn days_since(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }
}

impl Weekday {
    /// Saturday and Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self, Weekday::Saturday | Weekday::Sunday)
    }
}

fn number_of(year: i32, month: u8, day: u8) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let march_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * march_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// How many days the month has.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Day, DayError> {
        let form = || DayError::Form(text.to_owned());
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return Err(form());
        }
        let mut parts = text.split('-');
        let mut next = || parts.next().unwrap_or_default();
        let year = next().parse::<i32>().map_err(|_| form())?;
        let month = next().parse::<u8>().map_err(|_| form())?;
        let day = next().parse::<u8>().map_err(|_| form())?;
        Day::from_ymd(year, month, day).ok_or_else(|| DayError::NoSuchDay(text.to_owned()))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Days from `from` (included) to `end` (excluded). Empty where `end` is not after `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DayRange {
    /// The first day.
    pub from: Day,
    /// The day after the last one.
    pub end: Day,
}

impl DayRange {
    /// Half-open.
    pub const fn new(from: Day, end: Day) -> DayRange {
        DayRange { from, end }
    }

    /// Both ends included, as screens and files say it.
    pub fn including(from: Day, last: Day) -> DayRange {
        DayRange { from, end: last.plus_days(1) }
    }

    /// True if it has no day.
    pub fn is_empty(self) -> bool {
        self.end <= self.from
    }

    /// How many days it has, never negative.
    pub fn count(self) -> i32 {
        self.end.days_since(self.from).max(0)
    }

    /// True if the day lies in it.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day < self.end
    }

    /// True if every day of `other` lies in it.
    pub fn covers(self, other: DayRange) -> bool {
        other.is_empty() || (self.from <= other.from && other.end <= self.end)
    }

    /// True if they share a day.
    pub fn overlaps(self, other: DayRange) -> bool {
        !self.intersect(other).is_empty()
    }

    /// The days that lie in both; empty if there is none.
    #[must_use]
    pub fn intersect(self, other: DayRange) -> DayRange {
        let from = self.from.max(other.from);
        DayRange { from, end: self.end.min(other.end).max(from) }
    }

    /// The last day, `None` if it is empty.
    pub fn last_day(self) -> Option<Day> {
        (!self.is_empty()).then(|| self.end.plus_days(-1))
    }

    /// Every day, in order.
    pub fn days(self) -> impl Iterator<Item = Day> {
        (self.from.epoch_days()..self.end.epoch_days()).map(Day::from_epoch_days)
    }
}

impl fmt::Display for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.end)
    }
}
