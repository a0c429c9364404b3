//! What incentives promise, through HTTP, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod attainment;
mod balances;
mod bases;
mod close;
mod coefficients;
mod columns;
mod corrected;
mod decisions;
mod facts;
mod goals_and_days;
mod kinds;
mod late;
mod laws;
mod leads;
mod measure_versions;
mod measures;
mod objections;
mod orders;
mod payments;
mod rates;
mod receipt;
mod refusals;
mod rounding;
mod scenario;
mod scene;
mod second_person;
mod statement;
mod tiers;
mod today;
mod transfer;
mod versions;
mod visibility;
mod year;
