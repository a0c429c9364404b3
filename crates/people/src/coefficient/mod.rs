//! Coefficients of the company, of units and of people, by period.

pub mod commands;
pub mod model;
pub mod store;
