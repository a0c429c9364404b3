//! How requests become values and errors become answers.

mod extract;
mod problem;

pub use extract::{IfMatch, Json, Path, Query};
pub use problem::{Problem, ProblemBody};
