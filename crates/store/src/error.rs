//! What a database error means for the one who asked: by its code, never by its words or a constraint's name.

use std::borrow::Cow;

use beichen_kernel::{Error, Kind};
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// Seconds after which a writer who found the database busy may try again.
const BUSY_RETRY_SECONDS: u32 = 2;

/// Turns a database error into the product's error; the database's words go to the log only.
pub fn from_db(error: DbErr) -> Error {
    if is_busy(&error) {
        return busy().caused_by(error);
    }
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::new(Kind::Conflict, "store.unique").caused_by(error),
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::new(Kind::Conflict, "store.gone").caused_by(error),
        _ => Error::internal(error),
    }
}

/// Others are writing; the same request may be carried out in a moment.
pub fn busy() -> Error {
    Error::new(Kind::Unavailable, "store.busy").retry_after(BUSY_RETRY_SECONDS)
}

/// Whether an error says that a unique key is taken.
pub fn is_unique(error: &Error) -> bool {
    error.code() == "store.unique"
}

/// The database's own code: an SQLSTATE of PostgreSQL, a result code of SQLite.
pub fn code_of(error: &DbErr) -> Option<String> {
    let (DbErr::Conn(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return None;
    };
    cause.as_database_error()?.code().map(Cow::into_owned)
}

fn is_busy(error: &DbErr) -> bool {
    matches!(error, DbErr::ConnectionAcquire(_)) || code_of(error).is_some_and(|code| says_busy(&code))
}

/// PostgreSQL: serialisation failure, deadlock, lock not available. SQLite: `SQLITE_BUSY` and `SQLITE_LOCKED`, whose
/// extended codes add multiples of 256.
fn says_busy(code: &str) -> bool {
    ["40001", "40P01", "55P03"].contains(&code)
        || (code.len() < 5 && code.parse::<u32>().is_ok_and(|code| [5, 6].contains(&(code % 256))))
}

#[cfg(test)]
mod tests {
    use super::says_busy;

    #[test]
    fn the_codes_of_a_busy_database_are_known_and_no_others() {
        for busy in ["40001", "40P01", "55P03", "5", "6", "261", "517", "773"] {
            assert!(says_busy(busy), "{busy}");
        }
        for other in ["", "23505", "23503", "00005", "1555", "2067", "787", "10"] {
            assert!(!says_busy(other), "{other}");
        }
    }
}
