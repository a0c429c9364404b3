//! Trials: a plan calculated for a period, kept with everything that it read and said.

pub mod commands;
pub mod model;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
