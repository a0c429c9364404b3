//! Workday tables on the wire.

use beichen_engine::day::{Day, DayRange};
use beichen_engine::workdays::Workdays;
use beichen_kernel::{Ctx, Scope, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::permissions::LEDGER_WORKDAYS_EDIT;

/// The table of a year.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WorkdaysView {
    pub year: i32,
    /// 0 for a shipped table and where there is none.
    #[schema(value_type = i64)]
    pub version: Version,
    /// False where Monday to Friday is counted for want of a table.
    pub is_known: bool,
    pub exceptions: Vec<WorkdayExceptionView>,
    /// Worked days of each month, January first.
    pub by_month: Vec<i32>,
    pub can: Vec<String>,
}

/// A day that differs from Monday to Friday.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WorkdayExceptionView {
    #[schema(value_type = String)]
    pub day: Day,
    /// True for a holiday, false for a worked weekend.
    pub is_off: bool,
    /// What it is called.
    #[serde(default)]
    pub name: String,
}

/// The table of a year as it is written; it takes the place of the whole year.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct WorkdaysWrite {
    pub exceptions: Vec<WorkdayExceptionView>,
}

impl WorkdaysView {
    pub fn of(ctx: &Ctx, workdays: &Workdays, year: i32, version: Version) -> Self {
        let month = |month: u8| {
            let first = Day::from_ymd(year, month, 1).unwrap_or(Day::MIN);
            workdays.count(DayRange::new(first, first.plus_months(1))).days
        };
        let exceptions = workdays
            .exceptions(year)
            .into_iter()
            .map(|one| WorkdayExceptionView { day: one.day, is_off: one.is_off_day, name: one.name })
            .collect();
        let may_edit = ctx.may(LEDGER_WORKDAYS_EDIT, Scope::Organisation);
        Self {
            year,
            version,
            is_known: workdays.has_table(year),
            exceptions,
            by_month: (1..=12).map(month).collect(),
            can: if may_edit { vec!["edit".to_owned()] } else { Vec::new() },
        }
    }
}
