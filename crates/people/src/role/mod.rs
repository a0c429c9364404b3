//! Who holds which role.

pub mod commands;
pub mod routes;
