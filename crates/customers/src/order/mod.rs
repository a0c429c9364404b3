//! Orders: what was sold, for how much, on which day, and whose work it was.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
