//! Receipts: one person's pay of a run with all that it was calculated from, to be verified without a database.

pub mod model;
pub mod queries;
pub mod routes;
pub mod store;
