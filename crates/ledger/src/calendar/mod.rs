//! Period calendars: natural months, fiscal years, and lists of boundaries.

pub mod commands;

pub mod model;
mod policy;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
