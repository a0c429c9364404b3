//! Laws of the calculation: what must hold for any people, credits and amounts.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "a test stops at the first surprise"
)]

mod alone;
mod attribution;
mod balances;
mod bridge;
mod order;
mod pool;
mod ranking;
mod receipt;
mod tiers;
mod world;
mod year;
