//! Golden cases: every plan under `golden/` is read and pays exactly what its examples expect, derived by hand.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use beichen_engine::calculate::{ExceptionCode, MovementCause, Reason};
use beichen_engine::calendar::Calendar;
use beichen_engine::check::check;
use beichen_engine::example::{run_examples, runs};
use beichen_engine::explain::StepCode;
use beichen_engine::plan::{Plan, Severity, Surroundings, read_plan};
use beichen_engine::workdays::Workdays;
use strum::IntoEnumIterator;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

fn read(path: &Path) -> Plan {
    let text = fs::read_to_string(path).unwrap();
    let reading = read_plan(&text, &Surroundings::default());
    reading.plan.unwrap_or_else(|| panic!("{}: {:#?}", path.display(), reading.diagnostics))
}

#[test]
fn every_golden_plan_pays_what_its_examples_expect() {
    let mut failures = Vec::new();
    let mut count = 0;
    for path in files() {
        let plan = read(&path);
        for outcome in run_examples(&plan, &Calendar::natural(), &Workdays::mainland_china()) {
            count += 1;
            if !outcome.is_as_expected() {
                failures.push(format!("{}: {outcome:#?}", path.file_name().unwrap().to_string_lossy()));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(count >= 280, "only {count} examples ran");
}

/// The examples must be able to fail: with every expected amount one fen higher, every one of them does.
#[test]
fn an_expectation_that_is_one_fen_off_fails() {
    for path in files() {
        let mut plan = read(&path);
        for expected in plan.examples.iter_mut().flat_map(|example| &mut example.expect) {
            assert!(!expected.earned.is_empty(), "{}: an example that expects no amount", path.display());
            expected.earned.values_mut().for_each(|minor| *minor += 1);
        }
        for outcome in run_examples(&plan, &Calendar::natural(), &Workdays::mainland_china()) {
            assert!(!outcome.is_as_expected(), "{}: `{}` cannot fail", path.display(), outcome.title);
        }
    }
}

/// So must what is payable, held and owed: one fen more is noticed, each by itself.
#[test]
fn a_balance_that_is_one_fen_off_is_noticed() {
    let mut count = 0;
    for path in files() {
        let mut plan = read(&path);
        let balances = plan.examples.iter_mut().flat_map(|example| &mut example.expect);
        balances.flat_map(|expected| expected.balances.values_mut()).for_each(|minor| *minor += 1);
        let outcomes = run_examples(&plan, &Calendar::natural(), &Workdays::mainland_china());
        for (example, outcome) in plan.examples.iter().zip(outcomes) {
            let expected: usize = example.expect.iter().map(|expected| expected.balances.len()).sum();
            let noticed =
                outcome.mismatches.iter().filter(|one| ["payable", "held", "owed"].contains(&one.what)).count();
            assert_eq!(noticed, expected, "{}: `{}`", path.display(), outcome.title);
            count += expected;
        }
    }
    assert!(count >= 150, "only {count} balances");
}

#[test]
fn the_check_of_every_golden_plan_finds_no_error() {
    for path in files() {
        let found = check(&read(&path), &Calendar::natural(), &Workdays::mainland_china());
        let errors: Vec<_> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
}

/// Every kind of step that the catalogue words is shown by some golden case.
#[test]
fn the_golden_plans_show_every_kind_of_step() {
    let mut shown = BTreeSet::new();
    for path in files() {
        let plan = read(&path);
        for example in &plan.examples {
            let runs = runs(&plan, example, &Calendar::natural(), &Workdays::mainland_china()).unwrap();
            let lines = runs.values().flat_map(|run| &run.lines);
            shown.extend(lines.flat_map(|line| &line.steps).map(|step| step.code.word()));
        }
    }
    let all: BTreeSet<&str> = StepCode::iter().map(StepCode::word).collect();
    assert_eq!(shown, all);
}

/// What a line says in codes is worded in both languages: steps, reasons, exceptions and kinds.
#[test]
fn every_code_of_a_line_has_words_in_both_languages() {
    let kinds: BTreeSet<&str> =
        files().iter().flat_map(|path| read(path).components).map(|component| component.kind.name()).collect();
    let groups: [(&str, Vec<&str>); 6] = [
        ("steps", StepCode::iter().map(StepCode::word).collect()),
        ("reasons", Reason::iter().map(Reason::word).collect()),
        ("exceptions", ExceptionCode::iter().map(ExceptionCode::word).collect()),
        ("movements", MovementCause::iter().map(MovementCause::word).collect()),
        ("kinds", kinds.into_iter().collect()),
        ("step_words/reason", Reason::iter().map(Reason::word).collect()),
    ];
    for language in ["zh-CN", "en-US"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales").join(language).join("incentives.json");
        let words: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for (group, codes) in &groups {
            let missing: Vec<&&str> = codes
                .iter()
                .filter(|code| !words.pointer(&format!("/{group}/{code}")).is_some_and(serde_json::Value::is_string))
                .collect();
            assert!(missing.is_empty(), "{language} lacks {group} {missing:?}");
        }
    }
}
