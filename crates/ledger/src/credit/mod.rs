//! Credits: who counts for what, appended and never edited, and the totals of each day.

pub mod commands;
pub mod model;

mod policy;
pub mod queries;
pub mod routes;

pub mod store;
pub mod views;
