//! The `beichen` binary and its commands.

mod actor;
mod args;
mod columns;
mod commands;
mod demo;
mod place;
mod print;
mod refusal;

use std::process::ExitCode;

use beichen_kernel::{Kind, Locale};
use clap::Parser;

use crate::args::{Cli, Language};

/// What a command ended with besides an error.
pub enum Done {
    Well,
    /// It said what is wrong: exit code 1.
    Found,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("BEICHEN_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let locale = language(cli.place.language);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            print::fault(&error.to_string());
            return ExitCode::from(3);
        }
    };
    match runtime.block_on(commands::run(cli, locale)) {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Found) => ExitCode::from(1),
        Err(error) => {
            print::refusal(locale, &error);
            let fault = matches!(error.kind(), Kind::Internal | Kind::Unavailable);
            ExitCode::from(if fault { 3 } else { 1 })
        }
    }
}

/// The language that was asked for; else that of LANG where the product speaks it; else Chinese.
fn language(asked: Option<Language>) -> Locale {
    match asked {
        Some(Language::ZhCn) => Locale::ZhCn,
        Some(Language::EnUs) => Locale::EnUs,
        None if std::env::var("LANG").is_ok_and(|lang| lang.starts_with("en")) => Locale::EnUs,
        None => Locale::ZhCn,
    }
}
