//! Runs: one plan and one period on its way from the trial to the lock and to the payment, kept for ever.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
