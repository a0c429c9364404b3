//! What a plan can say and exactly what it pays: pure functions over values.
//!
//! The engine has no clock, no database, no input or output, and no floating point. Money is whole minor units,
//! rates are parts per million, pay is an exact fraction until it is rounded once.
#![deny(clippy::float_arithmetic)]

pub mod allocate;
pub mod bridge;
pub mod calculate;
pub mod calendar;
pub mod check;
pub mod columns;
pub(crate) mod component;
pub mod credit;
pub mod day;
pub mod decimal;
pub mod document;
pub mod exact;
pub mod example;
pub mod explain;
pub mod ids;
pub mod measure;
pub mod money;
pub mod plan;
pub mod rate;
pub mod receipt;
pub mod scenario;
pub mod settle;
pub mod spread;
pub mod workdays;
pub mod worth;
