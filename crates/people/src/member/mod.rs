//! The people of an organisation, where they belong and since when.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;

#[cfg(test)]
mod tests;
