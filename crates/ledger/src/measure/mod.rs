//! Measures: what counts, under one key in the organisation.

pub mod commands;
pub mod model;
mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
