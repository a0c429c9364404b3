//! Goals on real databases: imported, set, spread, published.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod as_of;
mod correction;
mod goals;
mod locked;
mod requests;
mod undo;
mod visibility;
mod world;
