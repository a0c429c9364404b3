//! Refunds: money given back from a payment.

pub mod commands;
pub mod model;

mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
