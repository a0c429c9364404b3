//! Refunds: money given back from a payment.

pub mod commands;
pub mod model;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
