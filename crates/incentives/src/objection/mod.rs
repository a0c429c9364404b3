//! Objections: what somebody holds against the own statement while the public notice is open.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
