//! A second opinion: the specification read again, slowly, and compared with the engine on random plans, people and credits.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says which cases it saw"
)]

mod columns;
mod compare;
mod generator;
mod history;
mod interpreter;
mod malformed;
mod settling;
mod texts;

use compare::{Seen, difference, shrunk};

/// How many cases, and from which seed; `cargo xtask fuzz` sets both.
const CASES: &str = "BEICHEN_FUZZ_CASES";
const SEED: &str = "BEICHEN_FUZZ_SEED";
const DEFAULT_CASES: u64 = 2_000;
/// How many of them are run as histories too.
const HISTORIES: &str = "BEICHEN_FUZZ_HISTORIES";
const DEFAULT_HISTORIES: u64 = 500;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

/// One of four parts of the seeds, so that they run side by side.
fn part(place: u64) -> Seen {
    let first = setting(SEED, 0);
    let mut seen = Seen::default();
    for seed in (first..first + setting(CASES, DEFAULT_CASES)).filter(|seed| seed % 4 == place) {
        let draft = generator::draft(seed);
        if difference(&draft, &mut seen).is_some() {
            let small = shrunk(draft, &|draft| difference(draft, &mut Seen::default()).is_some());
            let found = difference(&small, &mut Seen::default()).unwrap();
            panic!("seed {seed}: {found}\n\n{}", small.text());
        }
    }
    println!("{} lines agree", seen.lines);
    seen
}

#[test]
fn a_second_reading_pays_the_same_first_part() {
    part(0);
}

#[test]
fn a_second_reading_pays_the_same_second_part() {
    part(1);
}

#[test]
fn a_second_reading_pays_the_same_third_part() {
    part(2);
}

#[test]
fn a_second_reading_pays_the_same_fourth_part() {
    part(3);
}

/// One of two parts of the seeds, as histories.
fn settled(place: u64) {
    let first = setting(SEED, 0);
    let mut settled = settling::Settled::default();
    for seed in (first..first + setting(HISTORIES, DEFAULT_HISTORIES)).filter(|seed| seed % 2 == place) {
        let draft = generator::draft(seed);
        if settling::difference(&draft, &mut settled).is_some() {
            let small =
                shrunk(draft, &|draft| settling::difference(draft, &mut settling::Settled::default()).is_some());
            let found = settling::difference(&small, &mut settling::Settled::default()).unwrap();
            panic!("seed {seed}: {found}\n\n{}", small.text());
        }
    }
    println!("{settled:?}");
    let seen = [settled.adjustments, settled.flags, settled.moves, settled.clawed, settled.versions, settled.years];
    assert!(
        seen.iter().all(|count| *count > 0) || setting(HISTORIES, DEFAULT_HISTORIES) < DEFAULT_HISTORIES,
        "{seen:?}"
    );
}

#[test]
fn a_second_reading_settles_locked_periods_the_same_first_half() {
    settled(0);
}

#[test]
fn a_second_reading_settles_locked_periods_the_same_second_half() {
    settled(1);
}

#[test]
fn columns_pay_what_the_pipeline_pays() {
    let first = setting(SEED, 0);
    let mut compared = columns::Compared::default();
    for seed in first..first + setting(CASES, DEFAULT_CASES) {
        columns::compare(seed, &mut compared);
    }
    let kinds = ["attainment", "commission", "override", "pool", "ranking"];
    assert_eq!(compared.paid.iter().copied().collect::<Vec<_>>(), kinds);
    assert!(compared.payouts > 5_000, "{compared:?}");
    println!("{compared:?}");
}

/// The cases are about something: every kind pays, every reason that the specification names closes a line.
#[test]
fn the_random_cases_reach_every_kind_and_reason() {
    let mut seen = Seen::default();
    for seed in 0..300 {
        difference(&generator::draft(seed), &mut seen);
    }
    let kinds =
        ["attainment", "commission", "matrix", "override", "per_event", "pool", "project", "ranking", "scorecard"];
    assert_eq!(seen.paid.into_iter().collect::<Vec<_>>(), kinds);
    assert!(["when", "gate", "no_goal", "no_value", "not_eligible"].iter().all(|why| seen.reasons.contains(why)));
    assert!(seen.places > 50, "{} places", seen.places);
    assert!(seen.held > 50 && seen.clawed > 5, "{} held, {} clawed", seen.held, seen.clawed);
}
