//! The one place of the command line that prints.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what this file is for")]

use serde::Serialize;

/// A line of results.
pub fn line(text: &str) {
    println!("{text}");
}

/// What goes wrong, or how far long work is: beside the results.
pub fn complain(text: &str) {
    eprintln!("{text}");
}

/// A result as one line of JSON.
pub fn json<T: Serialize>(value: &T) {
    println!("{}", serde_json::to_string(value).unwrap_or_default());
}
