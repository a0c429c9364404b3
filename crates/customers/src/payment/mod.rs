//! Payments: what a customer paid, on which day, and for which order.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
