//! Customers and their documents, asked over HTTP on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "a test may stop at the first surprise"
)]

mod correction;
mod customer;
mod fields;
mod import_again;
mod import_bad;
mod import_locked;
mod import_orders;
mod import_payments;
mod import_things;
mod import_undo;
mod lists;
mod order;
mod owner;
mod payment;
mod refund;
mod tenancy;
mod world;
