//! Two-person decisions: corrections inside locked days that a second person grants or turns down.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
