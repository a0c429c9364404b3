//! `cargo xtask fuzz`: the engine and a second reading of its specification on random plans, people and credits; with
//! `plans`, the engine on documents that are no plans.

use crate::process;
use std::process::Command;

/// Cases, and documents, where no number is named.
const CASES: u64 = 100_000;
const DOCUMENTS: u64 = 10_000_000;

pub fn run(rest: &[&str]) -> Result<(), String> {
    let Wanted { what, count, seed } = read(rest)?;
    let mut tests = Command::new("cargo");
    tests
        .args(["test", "--release", "--package", "beichen-engine", "--test", "second", "--locked"])
        .env("BEICHEN_FUZZ_SEED", seed.to_string());
    match what {
        What::Cases => {
            tests.env("BEICHEN_FUZZ_CASES", count.to_string()).env("BEICHEN_FUZZ_HISTORIES", count.to_string())
        }
        What::Documents => {
            tests.env("BEICHEN_FUZZ_DOCUMENTS", count.to_string()).args(["malformed", "--", "--nocapture"])
        }
    };
    if !process::run(&mut tests)? {
        return Err(what.failure().to_owned());
    }
    let last = seed.saturating_add(count.saturating_sub(1));
    println!("{count} {}, seeds {seed} to {last}.", what.success());
    Ok(())
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum What {
    Cases,
    Documents,
}

impl What {
    const fn failure(self) -> &'static str {
        match self {
            Self::Cases => "The two readings differ; the case stands above with its seed.",
            Self::Documents => "A document breaks the engine; it stands above with its seed.",
        }
    }

    const fn success(self) -> &'static str {
        match self {
            Self::Cases => "cases agree",
            Self::Documents => "documents give a plan or diagnostics",
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    what: What,
    count: u64,
    seed: u64,
}

/// `plans --cases 100000 --seed 7`, the two in any order.
fn read(words: &[&str]) -> Result<Wanted, String> {
    let usage = || "cargo xtask fuzz [plans] [--cases N] [--seed N]".to_owned();
    let (mut wanted, mut rest) = match words {
        ["plans", rest @ ..] => (Wanted { what: What::Documents, count: DOCUMENTS, seed: 0 }, rest),
        rest => (Wanted { what: What::Cases, count: CASES, seed: 0 }, rest),
    };
    while let [name, value, after @ ..] = rest {
        let number = value.parse().map_err(|_| usage())?;
        match *name {
            "--cases" => wanted.count = number,
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
        let (cases, documents) = (What::Cases, What::Documents);
        assert_eq!(read(&[]), Ok(Wanted { what: cases, count: 100_000, seed: 0 }));
        assert_eq!(read(&["--seed", "7", "--cases", "20"]), Ok(Wanted { what: cases, count: 20, seed: 7 }));
        assert_eq!(read(&["plans", "--seed", "7"]), Ok(Wanted { what: documents, count: 10_000_000, seed: 7 }));
        for wrong in [&["--cases"][..], &["--cases", "many"], &["--often", "3"], &["20"], &["--seed", "7", "plans"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
