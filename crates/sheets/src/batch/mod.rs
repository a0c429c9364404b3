//! One import of one file: what it would change, and that it did.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub(crate) mod store;
pub mod views;
