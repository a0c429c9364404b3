//! Period calendars: natural months, fiscal years from any month, and explicit lists of boundaries.

mod listed;

pub use listed::{CalendarError, ListedPeriod};

use crate::day::{Day, DayRange};
use serde::{Deserialize, Serialize};

/// The key of the calendar of natural months, quarters, half-years and years.
pub const NATURAL: &str = "natural";

/// How long a period is, in its calendar; the shorter first.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PeriodKind {
    /// A month, or the calendar's shortest period.
    Month,
    /// A quarter.
    Quarter,
    /// Half a year.
    HalfYear,
    /// A year.
    Year,
}

/// One period of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// Key of its calendar.
    pub calendar: String,
    /// How long it is there.
    pub kind: PeriodKind,
    /// "2026-03", "2026-Q1", "2026-H1", "2026"; in a list its given name, else its first day. Unique in calendar and kind.
    pub name: String,
    /// Its days.
    pub days: DayRange,
}

/// Which natural year gives a fiscal year its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearName {
    /// The one in which it begins (the default): 2026 is April 2026 to March 2027.
    #[default]
    Begin,
    /// The one in which it ends: 2026 is April 2025 to March 2026.
    End,
}

/// A way to cut time into periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    key: String,
    shape: Shape,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Shape {
    /// Natural months; quarters, half-years and years counted from `first_month`.
    Months { first_month: u8, year_name: YearName },
    /// Periods given one by one, by kind and first day; without gap or overlap in each kind.
    Listed(Vec<Period>),
}

impl PeriodKind {
    /// The shorter first.
    pub const ALL: [PeriodKind; 4] = [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::HalfYear, PeriodKind::Year];

    /// "month", "quarter", `half_year`, "year".
    pub fn key(self) -> &'static str {
        self.into()
    }

    fn months(self) -> i32 {
        match self {
            PeriodKind::Month => 1,
            PeriodKind::Quarter => 3,
            PeriodKind::HalfYear => 6,
            PeriodKind::Year => 12,
        }
    }
}

impl Calendar {
    /// Months, quarters, half-years and years as everybody knows them.
    pub fn natural() -> Calendar {
        let shape = Shape::Months { first_month: 1, year_name: YearName::Begin };
        Calendar { key: NATURAL.to_owned(), shape }
    }

    /// Natural months, with years that begin on the first of `first_month` (1..=12); `None` outside that.
    ///
    /// Months keep their natural names; "2026-Q1" is the first quarter of the fiscal year 2026.
    pub fn fiscal(key: &str, first_month: u8, year_name: YearName) -> Option<Calendar> {
        let shape = Shape::Months { first_month, year_name };
        (1..=12).contains(&first_month).then(|| Calendar { key: key.to_owned(), shape })
    }

    /// The key that plans and goals name.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether it has periods of this kind.
    pub fn has(&self, kind: PeriodKind) -> bool {
        match &self.shape {
            Shape::Months { .. } => true,
            Shape::Listed(periods) => periods.iter().any(|period| period.kind == kind),
        }
    }

    /// The period of this kind in which the day lies.
    pub fn period_of(&self, kind: PeriodKind, day: Day) -> Option<Period> {
        match &self.shape {
            Shape::Months { first_month, year_name } => {
                let from = start_of(kind, day, *first_month);
                Some(self.counted(kind, from, *first_month, *year_name))
            }
            Shape::Listed(periods) => {
                periods.iter().find(|period| period.kind == kind && period.days.contains(day)).cloned()
            }
        }
    }

    /// The period of this kind with this name, or with this first day ("2026-03-01").
    pub fn find(&self, kind: PeriodKind, text: &str) -> Option<Period> {
        if let Ok(first) = text.parse::<Day>()
            && let Some(period) = self.period_of(kind, first)
            && period.days.from == first
        {
            return Some(period);
        }
        match &self.shape {
            Shape::Months { first_month, year_name } => {
                let from = first_day_named(kind, text, *first_month, *year_name)?;
                Some(self.counted(kind, from, *first_month, *year_name))
            }
            Shape::Listed(periods) => periods.iter().find(|period| period.kind == kind && period.name == text).cloned(),
        }
    }

    /// As `find`, in all kinds: the one period that the text can mean, `None` if there is none or more than one.
    pub fn find_any(&self, text: &str) -> Option<Period> {
        let mut found = PeriodKind::ALL.iter().filter_map(|kind| self.find(*kind, text));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The periods of this kind that share a day with the range, oldest first.
    pub fn periods_touching(&self, kind: PeriodKind, range: DayRange) -> Vec<Period> {
        if range.is_empty() {
            return Vec::new();
        }
        match &self.shape {
            Shape::Months { first_month, year_name } => {
                let mut from = start_of(kind, range.from, *first_month);
                let mut periods = Vec::new();
                while from < range.end {
                    let period = self.counted(kind, from, *first_month, *year_name);
                    if period.days.end <= from {
                        break; // the last day that there is
                    }
                    from = period.days.end;
                    periods.push(period);
                }
                periods
            }
            Shape::Listed(periods) => {
                periods.iter().filter(|period| period.kind == kind && period.days.overlaps(range)).cloned().collect()
            }
        }
    }

    /// The periods of this kind that lie wholly in the range, oldest first: those of a year, of a quarter, of a
    /// plan's `valid`.
    pub fn periods_inside(&self, kind: PeriodKind, range: DayRange) -> Vec<Period> {
        let mut periods = self.periods_touching(kind, range);
        periods.retain(|period| range.covers(period.days));
        periods
    }

    /// The period of the same kind that ends where this one begins.
    pub fn before(&self, period: &Period) -> Option<Period> {
        let day = period.days.from.plus_days(-1);
        self.period_of(period.kind, day).filter(|before| before.days.end == period.days.from)
    }

    /// The period of the same kind that begins where this one ends.
    pub fn after(&self, period: &Period) -> Option<Period> {
        self.period_of(period.kind, period.days.end).filter(|after| after.days.from == period.days.end)
    }

    /// The plan year of a period: the calendar's year, cut by the plan's `valid`; the whole of `valid` in a calendar
    /// without years ("Further rules" of the engine).
    pub fn plan_year(&self, period: &Period, valid: DayRange) -> DayRange {
        self.period_of(PeriodKind::Year, period.days.from).map_or(valid, |year| year.days.intersect(valid))
    }

    /// How many periods of this kind the period's year has, of which a yearly amount is divided: 12, 4, 2, 1; in a
    /// list those that it gives. `None` in a calendar without years.
    pub fn periods_of_year(&self, period: &Period) -> Option<usize> {
        let year = self.period_of(PeriodKind::Year, period.days.from)?;
        Some(self.periods_inside(period.kind, year.days).len())
    }

    /// If `day` is no first day of a period of this kind: the first days before and after it.
    pub fn nearest_starts(&self, kind: PeriodKind, day: Day) -> (Option<Day>, Option<Day>) {
        match self.period_of(kind, day) {
            Some(period) => (Some(period.days.from), Some(period.days.end)),
            None => match &self.shape {
                Shape::Months { .. } => (None, None),
                Shape::Listed(periods) => {
                    let starts = || periods.iter().filter(|p| p.kind == kind).map(|p| p.days.from);
                    (starts().filter(|from| *from <= day).max(), starts().find(|from| *from > day))
                }
            },
        }
    }

    fn counted(&self, kind: PeriodKind, from: Day, first_month: u8, naming: YearName) -> Period {
        let days = DayRange::new(from, from.plus_months(kind.months()));
        let (year, month, _) = from.ymd();
        let fiscal_year = year_named(start_of(PeriodKind::Year, from, first_month), first_month, naming);
        let place = (i32::from(month) - i32::from(first_month)).rem_euclid(12) / kind.months() + 1;
        let name = match kind {
            PeriodKind::Month => format!("{year:04}-{month:02}"),
            PeriodKind::Quarter => format!("{fiscal_year:04}-Q{place}"),
            PeriodKind::HalfYear => format!("{fiscal_year:04}-H{place}"),
            PeriodKind::Year => format!("{fiscal_year:04}"),
        };
        Period { calendar: self.key.clone(), kind, name, days }
    }
}

/// The first day of the counted period in which the day lies.
fn start_of(kind: PeriodKind, day: Day, first_month: u8) -> Day {
    let since = (i32::from(day.month()) - i32::from(first_month)).rem_euclid(12);
    day.first_of_month().plus_months(-(since % kind.months()))
}

/// The name of the fiscal year that begins on `first`.
fn year_named(first: Day, first_month: u8, naming: YearName) -> i32 {
    match naming {
        YearName::End if first_month > 1 => first.year() + 1,
        _ => first.year(),
    }
}

fn first_day_named(kind: PeriodKind, text: &str, first_month: u8, naming: YearName) -> Option<Day> {
    let (year, rest) = text.split_at_checked(4)?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = year.parse::<i32>().ok()?;
    let number = |prefix: &str, digits: usize, last: i32| {
        let number = rest.strip_prefix(prefix)?;
        let right = number.len() == digits && number.bytes().all(|byte| byte.is_ascii_digit());
        number.parse::<i32>().ok().filter(|number| right && (1..=last).contains(number))
    };
    if kind == PeriodKind::Month {
        return Day::from_ymd(year, u8::try_from(number("-", 2, 12)?).ok()?, 1);
    }
    let place = match kind {
        PeriodKind::Quarter => number("-Q", 1, 4)?,
        PeriodKind::HalfYear => number("-H", 1, 2)?,
        _ => rest.is_empty().then_some(1)?,
    };
    let begins = match naming {
        YearName::End if first_month > 1 => year - 1,
        _ => year,
    };
    Some(Day::from_ymd(begins, first_month, 1)?.plus_months((place - 1) * kind.months()))
}
