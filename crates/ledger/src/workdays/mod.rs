//! Workday tables: shipped for 2025 and 2026, replaced or added year by year.

pub mod commands;

pub mod model;
pub mod queries;
pub mod routes;
pub mod store;
pub mod views;
