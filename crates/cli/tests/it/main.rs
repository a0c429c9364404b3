//! The command line as it is typed: the real binary, its exit codes and its words.
#![allow(
    clippy::unwrap_used,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where it is wrong"
)]

mod adventureworks;
mod backup;
mod chaos;
mod close;
mod close_refusals;
mod decisions;
mod demo;
mod exports;
mod http;
mod limits;
mod locked;
mod measures;
mod months;
mod plans;
mod refusals;
mod serving;
mod support;
mod two_processes;
mod verify;
mod writers;
