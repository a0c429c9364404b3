//! Statements: what a plan pays one person for a period, step by step, down to the documents.

pub mod model;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
