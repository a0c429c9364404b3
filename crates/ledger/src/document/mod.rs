//! Source documents: what other capabilities hand down, with every version that it had.

pub mod model;

mod policy;
pub mod queries;
pub mod routes;

pub mod store;
pub mod views;
