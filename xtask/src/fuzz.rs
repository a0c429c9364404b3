//! `cargo xtask fuzz`: the engine and a second reading of its specification on random plans, people and credits.

use crate::process;
use std::process::Command;

/// Cases, where no number is named.
const CASES: u64 = 100_000;

pub fn run(rest: &[&str]) -> Result<(), String> {
    let Wanted { cases, seed } = read(rest)?;
    let mut tests = Command::new("cargo");
    tests
        .args(["test", "--release", "--package", "beichen-engine", "--test", "second", "--locked"])
        .env("BEICHEN_FUZZ_CASES", cases.to_string())
        .env("BEICHEN_FUZZ_SEED", seed.to_string());
    if !process::run(&mut tests)? {
        return Err("The two readings differ; the case stands above with its seed.".to_owned());
    }
    let last = seed.saturating_add(cases.saturating_sub(1));
    println!("{cases} cases agree, seeds {seed} to {last}.");
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    cases: u64,
    seed: u64,
}

/// `--cases 100000 --seed 7`, in any order.
fn read(words: &[&str]) -> Result<Wanted, String> {
    let usage = || "cargo xtask fuzz [--cases N] [--seed N]".to_owned();
    let mut wanted = Wanted { cases: CASES, seed: 0 };
    let mut rest = words;
    while let [name, value, after @ ..] = rest {
        let number = value.parse().map_err(|_| usage())?;
        match *name {
            "--cases" => wanted.cases = number,
            "--seed" => wanted.seed = number,
            _ => return Err(format!("`{name}` is not known: {}", usage())),
        }
        rest = after;
    }
    if rest.is_empty() { Ok(wanted) } else { Err(usage()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_and_seed_are_read_in_any_order_and_anything_else_is_refused() {
        assert_eq!(read(&[]), Ok(Wanted { cases: 100_000, seed: 0 }));
        assert_eq!(read(&["--seed", "7", "--cases", "20"]), Ok(Wanted { cases: 20, seed: 7 }));
        for wrong in [&["--cases"][..], &["--cases", "many"], &["--often", "3"], &["20"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
