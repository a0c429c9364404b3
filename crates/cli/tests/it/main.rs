//! The command line as it is typed: the real binary, its exit codes and its words.
#![allow(
    clippy::unwrap_used,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test stops where it is wrong"
)]

mod adventureworks;
mod refusals;
mod serving;
mod support;
