//! Reads columns of a row as the types of the house.

use beichen_engine::day::Day;
use beichen_kernel::{Error, Id, Result};
use beichen_store::error::from_db;
use beichen_store::raw;
use sea_orm::{QueryResult, TryGetable, Value};
use uuid::Uuid;

/// A column as the database has it.
pub(crate) fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}

/// A typed id.
pub(crate) fn id<I: Id>(row: &QueryResult, column: &str) -> Result<I> {
    get::<Uuid>(row, column).map(I::from)
}

/// A typed id that may be absent.
pub(crate) fn maybe_id<I: Id>(row: &QueryResult, column: &str) -> Result<Option<I>> {
    Ok(get::<Option<Uuid>>(row, column)?.map(I::from))
}

/// A civil day.
pub(crate) fn day(row: &QueryResult, column: &str) -> Result<Day> {
    get::<time::Date>(row, column).map(raw::day)
}

/// A civil day that may be absent.
pub(crate) fn maybe_day(row: &QueryResult, column: &str) -> Result<Option<Day>> {
    Ok(get::<Option<time::Date>>(row, column)?.map(raw::day))
}

/// A word of a closed list.
pub(crate) fn word<T: std::str::FromStr>(row: &QueryResult, column: &str) -> Result<T> {
    let text: String = get(row, column)?;
    text.parse().map_err(|_| Error::internal(format!("unknown word {text:?} in {column}")))
}

/// A day as a value to bind.
pub(crate) fn bind_day(day: Day) -> Value {
    raw::date(day).into()
}

/// An id as a value to bind.
pub(crate) fn bind_id<I: Id>(id: I) -> Value {
    id.uuid().into()
}

/// An id that may be absent, as a value to bind.
pub(crate) fn bind_maybe<I: Id>(id: Option<I>) -> Value {
    id.map(Id::uuid).into()
}
