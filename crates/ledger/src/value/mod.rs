//! Values that people type or import for a manual measure.

pub mod commands;
pub mod model;
pub mod queries;
pub mod routes;
pub mod views;
