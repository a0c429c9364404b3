//! The `beichen` binary and its commands.

fn main() {}
