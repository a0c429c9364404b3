//! Sheets about people.

mod coefficients;
mod fields;
mod grades;
mod people;
mod picture;
mod tree;
mod value;

use std::sync::Arc;

use beichen_kernel::{Error, Result};
use beichen_sheets::ImportKind;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::fence::model::{FenceError, LOCKED};

/// All kinds of this capability.
pub fn kinds() -> Vec<Arc<dyn ImportKind>> {
    vec![
        Arc::new(fields::Fields),
        Arc::new(grades::Grades),
        Arc::new(coefficients::Coefficients),
        Arc::new(people::People),
    ]
}

/// A row on its way through the staging table.
fn staged<T: Serialize>(row: &T) -> Result<Value> {
    serde_json::to_value(row).map_err(Error::internal)
}

/// The row that [`staged`] put there.
fn unstaged<T: DeserializeOwned>(value: &Value) -> Result<T> {
    serde_json::from_value(value.clone()).map_err(Error::internal)
}

/// A sheet is no correction: a row inside locked days refuses the sheet as a whole, and says which row it is.
pub fn blame(error: Error, row: u32, code: &str) -> Error {
    if error.code() != LOCKED {
        return error;
    }
    let text = |name: &str| error.params().get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (label, from, to) = (text("label"), text("from"), text("to"));
    FenceError::ImportLocked { row, code: code.to_owned(), label, from, to }.into()
}
