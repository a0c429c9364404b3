//! What is sold, and which family it belongs to.

pub mod commands;
pub mod model;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
