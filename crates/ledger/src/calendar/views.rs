//! Calendars and periods on the wire.

use beichen_engine::calendar::{Calendar, NATURAL, Period, PeriodKind};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::workdays::Workdays;
use beichen_kernel::{Ctx, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::policy;

/// Years around today whose periods a calendar shows.
const YEARS_AROUND: i32 = 2;

/// A calendar with the periods around today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarView {
    pub key: String,
    /// 0 for the natural calendar, which nobody changes.
    #[schema(value_type = i64)]
    pub version: Version,
    /// `month`, `quarter`, `half_year`, `year`: those that it has.
    pub kinds: Vec<String>,
    /// Of a list all periods, else those of two years before to two years after today.
    pub periods: Vec<PeriodRef>,
    pub can: Vec<String>,
}

/// A period by name and days.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CalendarPeriod)]
pub struct PeriodRef {
    pub name: String,
    pub kind: String,
    #[schema(value_type = String)]
    pub from: Day,
    /// Its last day.
    #[schema(value_type = String)]
    pub to: Day,
}

/// A period with its worked days.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PeriodView {
    pub calendar: String,
    pub name: String,
    pub kind: String,
    #[schema(value_type = String)]
    pub from: Day,
    /// Its last day.
    #[schema(value_type = String)]
    pub to: Day,
    #[schema(value_type = Vec<String>)]
    pub workdays: Vec<Day>,
    /// Days from Monday to Friday that are off.
    #[schema(value_type = Vec<String>)]
    pub holidays: Vec<Day>,
    #[schema(value_type = String)]
    pub today: Day,
    /// False where a year has no table and Monday to Friday was counted.
    pub workdays_known: bool,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// A calendar as it is written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct CalendarWrite {
    pub key: String,
    /// Natural months with years that begin in this month; absent for a list.
    pub first_month: Option<u8>,
    /// Years are named after the one in which they end.
    #[serde(default)]
    pub named_by_end: bool,
    /// The periods of a list.
    #[serde(default)]
    pub periods: Vec<PeriodWrite>,
}

/// One period of a list.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct PeriodWrite {
    /// `month`, `quarter`, `half_year` or `year`.
    #[schema(value_type = String)]
    pub kind: PeriodKind,
    pub name: Option<String>,
    #[schema(value_type = String)]
    pub from: Day,
    /// Its last day; without it the day before the next period of its kind.
    #[schema(value_type = Option<String>)]
    pub to: Option<Day>,
}

impl PeriodRef {
    fn of(period: &Period) -> Self {
        Self {
            name: period.name.clone(),
            kind: period.kind.key().to_owned(),
            from: period.days.from,
            to: period.days.last_day().unwrap_or(period.days.from),
        }
    }
}

impl CalendarView {
    pub fn of(ctx: &Ctx, calendar: &Calendar, version: Version) -> Self {
        let today = ctx.today();
        let around = DayRange::new(today.plus_months(-12 * YEARS_AROUND), today.plus_months(12 * YEARS_AROUND));
        let has = PeriodKind::ALL.iter().filter(|kind| calendar.has(**kind));
        let periods = if calendar.listed_periods().is_empty() {
            has.clone()
                .flat_map(|kind| calendar.periods_touching(*kind, around))
                .map(|one| PeriodRef::of(&one))
                .collect()
        } else {
            calendar.listed_periods().iter().map(PeriodRef::of).collect()
        };
        let can = if calendar.key() == NATURAL { Vec::new() } else { policy::offered(ctx) };
        Self {
            key: calendar.key().to_owned(),
            version,
            kinds: has.map(|kind| kind.key().to_owned()).collect(),
            periods,
            can,
        }
    }
}

impl PeriodView {
    pub fn of(calendar: &Calendar, period: &Period, workdays: &Workdays, today: Day) -> Self {
        let off = |day: &Day| !day.weekday().is_weekend() && !workdays.is_workday(*day);
        Self {
            calendar: period.calendar.clone(),
            name: period.name.clone(),
            kind: period.kind.key().to_owned(),
            from: period.days.from,
            to: period.days.last_day().unwrap_or(period.days.from),
            workdays: period.days.days().filter(|day| workdays.is_workday(*day)).collect(),
            holidays: period.days.days().filter(off).collect(),
            today,
            workdays_known: workdays.count(period.days).years_without_table.is_empty(),
            before: calendar.before(period).map(|period| period.name),
            after: calendar.after(period).map(|period| period.name),
        }
    }
}
