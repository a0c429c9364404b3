//! Good plans read, bad plans say everything that is wrong with them, where, and what to type.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use beichen_engine::plan::{Diagnostic, Surroundings, format_plan, plan_hash, plan_text, plan_value, read_plan};

fn folder(name: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans").join(name);
    let mut files: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

fn shown(diagnostic: &Diagnostic) -> String {
    let code = diagnostic.code.strip_prefix("incentives.plan.").unwrap();
    format!("{code} {}:{} {}", diagnostic.line, diagnostic.column, diagnostic.fix)
}

#[test]
fn every_good_plan_reads_without_a_word() {
    let files = folder("good");
    assert!(files.len() >= 4);
    for file in files {
        let reading = read_plan(&fs::read_to_string(&file).unwrap(), &Surroundings::default());
        let found: Vec<String> = reading.diagnostics.iter().map(shown).collect();
        assert_eq!(found, Vec::<String>::new(), "{}", file.display());
        assert!(reading.plan.is_some());
    }
}

/// A bad plan says in lines `# expect: code line:column fix` at its end what must be found, in this order and no more.
#[test]
fn every_bad_plan_says_what_is_wrong_and_what_to_type() {
    let files = folder("bad");
    assert!(files.len() >= 40, "{}", files.len());
    let mut differences = String::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let wanted: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# expect: ")).collect();
        let reading = read_plan(&text, &Surroundings::default());
        let found: Vec<String> = reading.diagnostics.iter().map(shown).collect();
        if found != wanted || found.is_empty() || reading.plan.is_some() {
            let name = file.file_name().unwrap().to_string_lossy();
            write!(differences, "\n{name}").unwrap();
            found.iter().for_each(|line| write!(differences, "\n# expect: {line}").unwrap());
        }
    }
    assert!(differences.is_empty(), "found instead:{differences}");
}

#[test]
fn formatting_twice_changes_nothing_and_keeps_value_and_hash() {
    for file in folder("good").into_iter().chain(folder("bad")) {
        let text = fs::read_to_string(&file).unwrap();
        let Ok(once) = format_plan(&text) else { continue };
        assert_eq!(format_plan(&once).unwrap(), once, "{}", file.display());
        assert_eq!(plan_value(&once).unwrap(), plan_value(&text).unwrap(), "{}", file.display());
        assert_eq!(plan_hash(&once).unwrap(), plan_hash(&text).unwrap());
        assert_eq!(comments(&once), comments(&text), "{}", file.display());
    }
}

fn comments(text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        text.lines().filter_map(|line| line.split_once("# ")).map(|(_, rest)| rest.trim().to_owned()).collect();
    found.sort();
    found
}

#[test]
fn a_plan_as_a_value_comes_back_as_the_same_plan() {
    for file in folder("good") {
        let text = fs::read_to_string(&file).unwrap();
        let value = plan_value(&text).unwrap();
        let back = plan_text(&value).unwrap();
        assert_eq!(plan_value(&back).unwrap(), value, "{}", file.display());
        assert!(read_plan(&back, &Surroundings::default()).plan.is_some(), "{back}");
    }
}

#[test]
fn every_code_that_the_language_reports_has_a_text_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut codes = std::collections::BTreeSet::new();
    collect_codes(&root.join("src/plan"), &mut codes);
    assert!(codes.len() >= 70, "{}", codes.len());
    for language in ["zh-CN", "en-US"] {
        let path = root.join("../../locales").join(language).join("incentives.json");
        let words: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for code in &codes {
            assert!(words["errors"][code].is_string(), "{language} lacks {code}");
        }
    }
}

fn collect_codes(folder: &Path, codes: &mut std::collections::BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_codes(&path, codes);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let quoted = text.split("\"incentives.").skip(1).filter_map(|rest| rest.split('"').next());
            codes.extend(quoted.filter(|code| code.len() > "plan.".len()).map(str::to_owned));
        }
    }
}

#[test]
fn every_word_of_a_text_is_a_parameter_that_the_diagnostic_has() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/en-US/incentives.json");
    let words: serde_json::Value = serde_json::from_str(&fs::read_to_string(root).unwrap()).unwrap();
    for file in folder("bad") {
        let text = fs::read_to_string(&file).unwrap();
        for found in read_plan(&text, &Surroundings::default()).diagnostics {
            let code = found.code.strip_prefix("incentives.").unwrap();
            let sentence = words["errors"][code].as_str().unwrap();
            for word in sentence.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()) {
                assert!(found.params.contains_key(word), "{code} lacks {word} in {}", file.display());
            }
        }
    }
}

proptest::proptest! {
    /// A plan with a piece cut out or doubled: reading and formatting never fail otherwise than by saying so.
    #[test]
    fn a_damaged_plan_is_refused_in_words_and_formats_stably(at in 0_usize..6_000, len in 0_usize..60, twice: bool) {
        let text = fs::read_to_string(folder("good").into_iter().find(|file| file.ends_with("everything.toml")).unwrap()).unwrap();
        let chars: Vec<char> = text.chars().collect();
        let at = at.min(chars.len());
        let end = (at + len).min(chars.len());
        let (head, piece, tail) = (&chars[..at], &chars[at..end], &chars[end..]);
        let damaged: String = if twice { [head, piece, piece, tail].concat() } else { [head, tail].concat() }.iter().collect();
        let reading = read_plan(&damaged, &Surroundings::default());
        proptest::prop_assert!(reading.plan.is_some() != reading.diagnostics.iter().any(Diagnostic::is_error));
        if let Ok(once) = format_plan(&damaged) {
            proptest::prop_assert_eq!(format_plan(&once).unwrap(), once.clone());
            proptest::prop_assert_eq!(plan_value(&once).unwrap(), plan_value(&damaged).unwrap());
        }
    }
}
