//! What can be typed about plan texts.

use std::path::PathBuf;

use beichen_engine::plan::language::KINDS;
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum Plan {
    /// Write a new plan from the templates of its kinds.
    New(New),
    /// Look for errors and warnings; run the worked examples.
    Check {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Exit with 1 for warnings too.
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Put a plan file into its canonical form; comments stay.
    Fmt {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Change nothing; exit with 1 where something would be.
        #[arg(long)]
        check: bool,
    },
    /// Say in sentences what a plan file says, defaults included.
    Explain {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Say in words what changed between two plan files; comments and the way of writing make no difference.
    Diff {
        #[arg(value_name = "OLD")]
        old: PathBuf,
        #[arg(value_name = "NEW")]
        new: PathBuf,
    },
    /// Print the JSON Schema of plan files, for editors.
    Schema,
    /// Put a plan file into force from its first day on; every warning must be accepted in it.
    Publish {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Read the password of --as from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
}

#[derive(Debug, Args)]
pub struct New {
    #[arg(value_name = "KIND", required = true, help = KINDS.join(", "))]
    pub kinds: Vec<String>,
    /// The plan's key: letters, digits, `_` and `-`.
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// The year in which it is valid; this one when absent.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2000..=2999))]
    pub year: Option<i16>,
    /// Where to write, a file that is not there yet; standard output when absent.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
