//! What a database error means for the one who asked. By SQLSTATE, never by a constraint's name.

use beichen_kernel::{Error, Kind};
use sea_orm::{DbErr, SqlErr};

/// Seconds after which a writer who found the database busy may try again.
const BUSY_RETRY_SECONDS: u32 = 2;

/// Turns a database error into the product's error; the database's words go to the log only.
pub fn from_db(error: DbErr) -> Error {
    if is_busy(&error) {
        return Error::new(Kind::Unavailable, "store.busy").retry_after(BUSY_RETRY_SECONDS).caused_by(error);
    }
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::new(Kind::Conflict, "store.unique").caused_by(error),
        _ => Error::internal(error),
    }
}

/// Whether an error says that a unique key is taken.
pub fn is_unique(error: &Error) -> bool {
    error.code() == "store.unique"
}

fn is_busy(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(_)) {
        return true;
    }
    let text = error.to_string();
    // SQLite: SQLITE_BUSY; PostgreSQL: serialisation failure and deadlock, whose SQLSTATE stands in the text.
    ["database is locked", "(code: 5)", "40001", "40P01", "deadlock detected"].iter().any(|mark| text.contains(mark))
}
