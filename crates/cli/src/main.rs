//! The `beichen` binary and its commands.

mod actor;
mod args;
mod commands;
mod demo;
mod place;
mod print;

use std::process::ExitCode;

use beichen_kernel::{Error, Kind, Locale, words};
use clap::Parser;

use args::Cli;

/// Refused, with the reason.
const REFUSED: u8 = 1;
/// A fault, or the database is busy.
const FAULT: u8 = 3;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let locale = cli.place.locale();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return told(&Error::internal(error), locale),
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => told(&error, locale),
    }
}

/// Says what went wrong, on standard error.
fn told(error: &Error, locale: Locale) -> ExitCode {
    for line in words::of_error(locale, error) {
        print::complain(&line);
    }
    if matches!(error.kind(), Kind::Internal | Kind::Unavailable) {
        print::complain(&error.to_string());
        return ExitCode::from(FAULT);
    }
    ExitCode::from(REFUSED)
}
