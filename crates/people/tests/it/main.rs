//! People, asked over HTTP on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "a test may stop at the first surprise"
)]

mod at_once;
mod audit;
mod correction;
mod fence;
mod fields;
mod import;
mod invitation;
mod locked;
mod member;
mod role;
mod session;
mod setup;
mod tenancy;
mod unit;
mod unit_locked;
mod user;
mod visibility;
