//! What incentives promise, through HTTP, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod goals_and_days;
mod orders;
mod payments;
mod rates;
mod scene;
mod statement;
mod transfer;
