//! How the columns of a company's own file become the columns that the product knows, kept under a name.

pub mod commands;
pub mod model;
pub mod queries;
pub mod routes;
pub(crate) mod store;
pub mod views;
