//! Plain SQL on both databases: placeholders are `$1`, `$2`, …

use beichen_engine::day::Day;
use beichen_kernel::{Error, Kind, Result};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};

use crate::db::Db;
use crate::error::from_db;

/// Values from which on a statement for SQLite gets placeholders without numbers.
const MANY_VALUES: usize = 64;

/// A statement with its values.
///
/// SQLite looks a placeholder `$7` up by its name among all others, once when it reads the statement and once when the
/// value is bound: the square of their number. A statement with many values therefore gets a bare `?` for each.
pub fn statement(backend: DbBackend, sql: &str, values: Vec<Value>) -> Statement {
    if backend != DbBackend::Sqlite || values.len() < MANY_VALUES {
        return Statement::from_sql_and_values(backend, sql, values);
    }
    let (sql, values) = in_order(sql, &values);
    Statement::from_sql_and_values(backend, sql, values)
}

/// The statement with `?` for every `$n`, and the values in the order in which they are named.
fn in_order(sql: &str, values: &[Value]) -> (String, Vec<Value>) {
    let mut plain = String::with_capacity(sql.len());
    let mut ordered = Vec::with_capacity(values.len());
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('$') {
        plain.push_str(before);
        let digits = after.len().saturating_sub(after.trim_start_matches(|letter: char| letter.is_ascii_digit()).len());
        let (number, behind) = after.split_at_checked(digits).unwrap_or(("", after));
        if let Some(value) = number.parse::<usize>().ok().and_then(|number| values.get(number.checked_sub(1)?)) {
            plain.push('?');
            ordered.push(value.clone());
        } else {
            plain.push('$');
            plain.push_str(number);
        }
        rest = behind;
    }
    plain.push_str(rest);
    (plain, ordered)
}

/// `($1, $2), ($3, $4), …` for `count` rows of `width` values each; on SQLite a bare `?` for each, as [`statement`] has it.
pub(crate) fn groups(backend: DbBackend, width: usize, count: usize) -> String {
    let mark = |place: usize| if backend == DbBackend::Sqlite { "?".to_owned() } else { format!("${place}") };
    let group = |row: usize| {
        let marks: Vec<String> = (1..=width).map(|column| mark(row * width + column)).collect();
        format!("({})", marks.join(", "))
    };
    (0..count).map(group).collect::<Vec<_>>().join(", ")
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

/// What SQLite says about its own file: `ok`, or the first thing that is broken.
pub async fn integrity(db: &Db) -> Result<String> {
    let row = first(db, "PRAGMA integrity_check(1)").await?;
    row.map_or_else(|| Ok(String::new()), |row| row.try_get_by_index(0).map_err(from_db))
}

/// The version of a PostgreSQL, as it says it (`16.3`) and its first number. SQLite is a part of this program.
pub async fn server_version(db: &Db) -> Result<(String, i64)> {
    let sql = "SELECT current_setting('server_version'), current_setting('server_version_num')::bigint / 10000";
    let row = first(db, sql).await?.ok_or_else(|| Error::new(Kind::Internal, "kernel.internal"))?;
    Ok((row.try_get_by_index(0).map_err(from_db)?, row.try_get_by_index(1).map_err(from_db)?))
}

/// Whether what is committed is on the disk before it is answered, as the writing connection has it.
pub async fn is_durable(db: &Db) -> Result<bool> {
    if db.is_sqlite() {
        const FULL: i64 = 2;
        return Ok(db.pragma("synchronous").await? >= FULL);
    }
    let sql = "SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off'";
    let row = first(db, sql).await?.ok_or_else(|| Error::new(Kind::Internal, "kernel.internal"))?;
    row.try_get_by_index(0).map_err(from_db)
}

async fn first(db: &Db, sql: &str) -> Result<Option<QueryResult>> {
    db.connection().query_one_raw(statement(db.backend(), sql, vec![])).await.map_err(from_db)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_written_with_a_mark_for_each_value() {
        assert_eq!(groups(DbBackend::Postgres, 2, 3), "($1, $2), ($3, $4), ($5, $6)");
        assert_eq!(groups(DbBackend::Sqlite, 2, 3), "(?, ?), (?, ?), (?, ?)");
    }

    #[test]
    fn many_values_are_bound_in_the_order_in_which_they_are_named() {
        let values: Vec<Value> = vec![1_i64.into(), 2_i64.into(), 3_i64.into()];
        let (sql, ordered) = in_order("SELECT '$' FROM t WHERE a = $2 AND b IN ($3, $1) AND c = $2", &values);
        assert_eq!(sql, "SELECT '$' FROM t WHERE a = ? AND b IN (?, ?) AND c = ?");
        assert_eq!(ordered, vec![2_i64.into(), 3_i64.into(), 1_i64.into(), Value::from(2_i64)]);
    }
}
