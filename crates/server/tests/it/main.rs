//! The laws of the house that concern all operations, tables and words at once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod audit;
mod busy;
mod calls;
mod catalogue;
mod distribution;
mod jobs;
mod nobody;
mod once;
mod operations;
mod origin;
mod raw_tables;
mod reach;
mod roles;
mod schema;
mod sign_in;
mod tenancy;
mod versions;
mod words;
