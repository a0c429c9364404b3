//! Companies that are sold to, and whose they are today.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
