//! Plain SQL on both databases: placeholders are `$1`, `$2`, …

use beichen_engine::day::Day;
use sea_orm::{DbBackend, Statement, Value};

/// A statement with its values.
pub fn statement(backend: DbBackend, sql: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(backend, sql, values)
}

/// A civil day as the column type DATE wants it. A day outside year 1 to 9999 becomes the first day that the type knows.
pub fn date(day: Day) -> time::Date {
    time::Date::from_julian_day(day.epoch_days().saturating_add(EPOCH_JULIAN)).unwrap_or(time::Date::MIN)
}

/// A DATE column as a civil day.
pub fn day(date: time::Date) -> Day {
    Day::from_epoch_days(date.to_julian_day().saturating_sub(EPOCH_JULIAN))
}

/// 1970-01-01 as a Julian day number.
const EPOCH_JULIAN: i32 = 2_440_588;
