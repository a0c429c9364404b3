//! The tree of units over time.

pub mod commands;
pub mod model;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
