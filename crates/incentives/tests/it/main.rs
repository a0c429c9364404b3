//! What incentives promise, through HTTP, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod attainment;
mod bases;
mod coefficients;
mod columns;
mod facts;
mod goals_and_days;
mod measures;
mod orders;
mod payments;
mod rates;
mod rounding;
mod scene;
mod statement;
mod tiers;
mod transfer;
mod visibility;
