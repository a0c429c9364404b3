//! Decisions of two people on what no run settles by itself: flagged prizes, and balances of those who are in the plan no more.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
