//! `cargo xtask chaos`: kills the real binary at a thousand instants, and looks whether anything is lost, twice or half.

use crate::{need, process};
use std::process::Command;

/// Kills, where no number is named.
const KILLS: &str = "1000";

pub fn run(rest: &[&str]) -> Result<(), String> {
    let wanted = read(rest)?;
    need::builders(false)?;
    let mut tests = Command::new("cargo");
    tests
        .args(["test", "--package", "beichen-cli", "--test", "it", "--locked", "chaos::", "--", "--nocapture"])
        .env("BEICHEN_CHAOS_COUNT", wanted.count);
    match wanted.seed {
        Some(seed) => tests.env("BEICHEN_CHAOS_SEED", seed),
        None => tests.env_remove("BEICHEN_CHAOS_SEED"),
    };
    if process::run(&mut tests)? { Ok(()) } else { Err("Something did not survive; its words stand above.".to_owned()) }
}

#[derive(Debug, PartialEq, Eq)]
struct Wanted<'a> {
    count: &'a str,
    seed: Option<&'a str>,
}

/// `--count 1000 --seed 7`, in any order.
fn read<'a>(words: &[&'a str]) -> Result<Wanted<'a>, String> {
    let mut wanted = Wanted { count: KILLS, seed: None };
    let mut rest = words;
    while let [name, value, after @ ..] = rest {
        match *name {
            "--count" => wanted.count = value,
            "--seed" => wanted.seed = Some(value),
            _ => return Err(format!("`{name}` is not known: cargo xtask chaos [--count N] [--seed N]")),
        }
        rest = after;
    }
    let are_numbers = [Some(wanted.count), wanted.seed].into_iter().flatten().all(|value| value.parse::<u64>().is_ok());
    if !rest.is_empty() || !are_numbers {
        return Err("cargo xtask chaos [--count N] [--seed N]".to_owned());
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn count_and_seed_are_read_in_any_order_and_anything_else_is_refused() {
        assert_eq!(read(&[]), Ok(Wanted { count: "1000", seed: None }));
        assert_eq!(read(&["--seed", "7", "--count", "20"]), Ok(Wanted { count: "20", seed: Some("7") }));
        for wrong in [&["--count"][..], &["--count", "many"], &["--often", "3"], &["20"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
