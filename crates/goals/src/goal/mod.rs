//! A goal: how much of a measure a person or a unit shall reach in a period.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub(crate) mod store;
pub mod views;
