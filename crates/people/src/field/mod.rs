//! Typed fields and their values.

pub mod commands;
pub mod model;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
