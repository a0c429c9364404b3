//! Composes the house: every capability's routes, tables and import kinds, the middleware, and the web application inside.
//!
//! What is absent: no rule of sales. A handler lives in its capability; here they are only folded together.

pub mod api;
pub mod auth;
pub mod guard;
pub mod jobs;
pub mod migrations;
pub mod serve;
pub mod web;

pub use api::{app, catalogues, corrections, entities, import_kinds, openapi};
pub use migrations::Migrations;

/// Error codes of the kernel, of the store and of this crate; the capabilities bring their own.
pub const CODES: &[&[&str]] = &[beichen_kernel::error::CODES, beichen_store::CODES, &["server.web_missing"]];
