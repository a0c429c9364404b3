//! The ledger on real databases: credits, totals, imports and who waits for whom.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test may stop at the first surprise"
)]

mod changes;
mod concurrency;
mod crediting;
mod known;
mod locked;
mod property;
mod staging;
mod totals;
mod values;
mod versions;
mod world;
