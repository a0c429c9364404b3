//! Credits: who counts for what, appended and never edited, and the totals of each day.

pub mod commands;
pub mod model;

pub mod queries;

pub mod store;

