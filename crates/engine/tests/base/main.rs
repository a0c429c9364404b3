//! The base of the engine against hand-made tables and laws: numbers, days, calendars, measures, documents, credits.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    reason = "a test may stop at the first surprise, and its builders return what the fields hold"
)]

mod accounts;
mod allocate;
mod calendars;
mod caps;
mod days;
mod derivations;
mod exact;
mod firsts;
mod measures;
mod money;
mod spread_laws;
mod spreading;
mod workdays;
mod worths;
