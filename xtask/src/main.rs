//! The commands of the house: `cargo xtask up`, `test`, `lint`, `gen`, `bench`, `chaos`, `fuzz`, `new-slice`.
#![allow(clippy::print_stdout, reason = "a command line speaks on stdout")]

mod apt;
mod bench;
mod bench_close;
mod bench_engine;
mod bench_http;
mod bench_script;
mod chaos;
mod counts;
mod fuzz;
mod generate;
mod lint;
mod need;
mod new_slice;
mod postgres;
mod process;
mod slice_files;
mod steps;
mod test;
mod tools;
mod up;
mod web;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  up                            build the web application and the binary, and run the sample company
  test                          everything that must hold: format, lints, tests on both databases, browser
  lint                          the laws of the house
  gen                           write openapi.json and the TypeScript types
  bench                         measure what docs/benchmarks.md lists, and write it there
  bench engine [--rows N] [--json]
                                the engine beside DuckDB and Polars, every payout compared
  chaos [--count N] [--seed N]  kill the program at a thousand instants, and look whether all is whole
  fuzz [plans] [--cases N] [--seed N]   the engine and a second reading of its specification, on random plans; or the
                                engine alone, on documents that are no plans
  new-slice <crate> <aggregate> make the files of a new aggregate
";

/// Why a command stopped: one text for the person in front of it.
pub type Stop = String;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    process::listen_for_ctrl_c();
    let done = run(&words.iter().map(String::as_str).collect::<Vec<_>>());
    if process::was_stopped() {
        let is_up = words.first().is_some_and(|word| word == "up"); // Ctrl-C is how it is ended
        return if is_up { ExitCode::SUCCESS } else { ExitCode::from(130) };
    }
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("{}", stop.trim_end());
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<(), Stop> {
    let root = root()?;
    std::env::set_current_dir(&root).map_err(|error| format!("cannot enter {}: {error}", root.display()))?;
    match words {
        ["up", rest @ ..] => up::run(&root, rest),
        ["test"] => test::run(&root),
        ["lint"] => lint::run(&root),
        ["gen"] => generate::run(&root),
        ["bench", rest @ ..] => bench::run(&root, rest),
        ["chaos", rest @ ..] => chaos::run(rest),
        ["fuzz", rest @ ..] => fuzz::run(rest),
        ["new-slice", krate, aggregate] => new_slice::run(&root, krate, aggregate),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("This command is not known.\n\n{HELP}")),
    }
}

/// The folder of the workspace, which holds this crate.
fn root() -> Result<PathBuf, Stop> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).ok_or_else(|| "xtask has no parent folder".to_owned())
}
