//! Malformed plans: whatever stands in a document, it gives diagnostics or a plan that can be printed, explained, checked
//! and paid, and never a panic.

mod corpus;
mod mutate;
mod pay;
mod words;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};

use beichen_engine::calendar::Calendar;
use beichen_engine::check::check;
use beichen_engine::money::Currency;
use beichen_engine::plan::prose::explain;
use beichen_engine::plan::{
    Diagnostic, Plan, Surroundings, format_plan, plan_hash, plan_text, plan_value, read_measures, read_plan,
    rewrite_plan,
};
use beichen_engine::workdays::Workdays;

use crate::generator::dice::Dice;
use crate::setting;
use corpus::Corpus;

/// How many documents; `cargo xtask fuzz plans` sets it.
const DOCUMENTS: &str = "BEICHEN_FUZZ_DOCUMENTS";
const DEFAULT_DOCUMENTS: u64 = 4_000;

thread_local! {
    /// Where the last panic of this thread happened, and what it said.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What was made of the documents, so that a test can see that it was something.
#[derive(Debug, Default)]
struct Seen {
    read: u64,
    refused: u64,
    checked: u64,
    paid: u64,
    lines: usize,
}

/// The first document that panics in each place, by the place.
type Panics = BTreeMap<String, String>;

#[test]
fn whatever_stands_in_a_document_there_is_no_panic() {
    panic::set_hook(Box::new(|info| PANIC.set(info.to_string())));
    let corpus = Corpus::load();
    let (first, count) = (setting(crate::SEED, 0), setting(DOCUMENTS, DEFAULT_DOCUMENTS));
    let (mut seen, mut panics) = (Seen::default(), Panics::new());
    for seed in first..first + count {
        let mut dice = Dice::new(seed);
        let text = corpus.document(seed, &mut dice);
        if panic::catch_unwind(AssertUnwindSafe(|| exercise(&text, &mut dice, &mut seen))).is_err() {
            panics.entry(PANIC.take()).or_insert_with(|| format!("seed {seed}\n{text}"));
        }
        if seed % 100_000 == 99_999 {
            println!("{} documents, {} panics, {seen:?}", seed + 1 - first, panics.len());
        }
    }
    drop(panic::take_hook());
    println!("{seen:?}");
    let shown: Vec<String> = panics.iter().map(|(place, document)| format!("{place}\n{document}\n")).collect();
    assert!(panics.is_empty(), "{}", shown.join("\n"));
    assert!(seen.read * 20 > count && seen.refused * 20 > count, "{seen:?}");
    assert!(seen.checked > 0 && seen.paid > 0 && seen.lines > 0, "{seen:?}");
}

/// Documents that were trouble once.
#[test]
fn a_document_that_was_trouble_once_is_none_any_more() {
    for (name, text) in corpus::troubled() {
        let mut seen = Seen::default();
        for seed in 0..64 {
            exercise(&text, &mut Dice::new(seed), &mut seen);
        }
        assert_eq!(seen.read + seen.refused, 64, "{name}");
    }
}

/// Reads a document and does with its plan what the product does with one; the dear things only now and then.
fn exercise(text: &str, dice: &mut Dice, seen: &mut Seen) {
    let reading = read_plan(text, &Surroundings::default());
    let lines = text.lines().count() + 1;
    for found in &reading.diagnostics {
        assert!((1..=lines).contains(&usize::try_from(found.line).unwrap()) && found.column > 0, "{found:?}");
    }
    if dice.percent(2) {
        drop((
            read_measures(text, Currency::CNY, &Surroundings::default()),
            format_plan(text),
            plan_hash(text),
            plan_value(text),
        ));
    }
    let Some(plan) = reading.plan else {
        assert!(reading.diagnostics.iter().any(Diagnostic::is_error), "no plan and no error");
        seen.refused += 1;
        return;
    };
    seen.read += 1;
    if dice.percent(20) {
        prints_and_comes_back(text, &plan);
    }
    if dice.percent(20) {
        drop((explain(&plan), plan.missing_inputs()));
    }
    if dice.percent(10) {
        seen.checked += 1;
        drop(check(&plan, &Calendar::natural(), &Workdays::mainland_china()));
    }
    if dice.percent(40) {
        seen.paid += 1;
        seen.lines += pay::lines(&plan, dice);
    }
}

/// The canonical form is the same plan, and its own canonical form.
fn prints_and_comes_back(text: &str, plan: &Plan) {
    let canonical = format_plan(text).unwrap();
    assert_eq!(format_plan(&canonical).unwrap(), canonical);
    let value = plan_value(text).unwrap();
    let printed = plan_text(&value).unwrap();
    assert_eq!(plan_value(&printed).unwrap(), value);
    assert_eq!(rewrite_plan(text, &value).unwrap().unwrap(), canonical);
    let again = read_plan(&canonical, &Surroundings::default()).plan.unwrap();
    assert_eq!(explain(&again), explain(plan));
}
