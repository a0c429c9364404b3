//! Plans: the text that says who is paid what, as a draft until it is published.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
