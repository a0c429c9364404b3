//! Every error code has its sentence in both languages, with the values that the error gives.

use std::collections::BTreeSet;

use beichen_kernel::{Catalogue, Locale, words};
use serde_json::Value;

/// Every code that can leave the product.
fn codes() -> BTreeSet<&'static str> {
    let own = beichen_server::CODES.iter().copied().flatten().copied();
    let theirs = beichen_server::catalogues();
    let theirs: Vec<&'static str> = theirs.iter().flat_map(|one| one.codes).copied().flatten().copied().collect();
    own.chain(theirs).collect()
}

/// The codes without a sentence, or whose sentences differ in their placeholders.
fn unworded<'a>(codes: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut found = Vec::new();
    for code in codes {
        let [chinese, english] = [Locale::ZhCn, Locale::EnUs].map(|locale| sentence(locale, code));
        match (chinese, english) {
            (Some(chinese), Some(english)) => {
                if placeholders(&chinese) != placeholders(&english) {
                    found.push(format!("{code}: {chinese:?} and {english:?} name different values"));
                }
                if !has_han(&chinese) || has_han(&english) {
                    found.push(format!("{code}: {chinese:?} or {english:?} is in the wrong language"));
                }
            }
            (chinese, _) => {
                let locale = if chinese.is_none() { "zh-CN" } else { "en-US" };
                let (capability, rest) = code.split_once('.').unwrap_or((code, ""));
                found.push(format!("{code}: write `errors.{rest}` into locales/{locale}/{capability}.json"));
            }
        }
    }
    found
}

fn sentence(locale: Locale, code: &str) -> Option<String> {
    let (capability, rest) = code.split_once('.')?;
    let key = format!("{capability}.errors.{rest}");
    let none: [(&str, &Value); 0] = [];
    Some(words::text(locale, &key, none)).filter(|text| *text != key && !text.trim().is_empty())
}

fn placeholders(sentence: &str) -> BTreeSet<String> {
    sentence
        .split("{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}"))
        .map(|(name, _)| name.trim().to_owned())
        .collect()
}

/// 万 and 亿 are units that may be typed in every language.
fn has_han(sentence: &str) -> bool {
    sentence
        .chars()
        .filter(|letter| !['万', '亿'].contains(letter))
        .any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

#[test]
fn every_code_has_a_sentence_in_both_languages() {
    let codes = codes();
    assert!(codes.len() >= 150, "only {} codes were seen", codes.len());
    let found = unworded(codes.iter().copied());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_code_without_a_sentence_is_found() {
    assert_eq!(unworded(["goals.goal.never_written", "nonsense", "kernel.forbidden"]).len(), 2);
}

/// How many codes there are, and which are listed by another crate or twice.
fn misplaced(catalogues: &[Catalogue]) -> (usize, Vec<String>) {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for catalogue in catalogues {
        for code in catalogue.codes.iter().copied().flatten() {
            if !code.starts_with(&format!("{}.", catalogue.capability)) {
                found.push(format!("{code} leaves {}", catalogue.capability));
            }
            if !seen.insert(*code) {
                found.push(format!("{code} is listed twice"));
            }
        }
    }
    (seen.len(), found)
}

#[test]
fn every_code_begins_with_its_crate_and_stands_once() {
    let (seen, found) = misplaced(&beichen_server::catalogues());
    assert!(seen >= 130, "only {seen} codes were seen");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_code_of_another_crate_and_one_that_stands_twice_are_found() {
    const BROKEN: Catalogue = Catalogue {
        capability: "goals",
        codes: &[&["goals.goal.sound", "goals.goal.sound", "people.unit.strange", "goalsgoal.glued"]],
        events: &[],
        operations: &[],
        open_operations: &[],
    };
    assert_eq!(misplaced(&[BROKEN]).1.len(), 3);
}

/// An error says what it is about by its values; each must stand in the sentence, or the reader never learns it.
#[test]
fn the_sentences_use_every_value_that_the_kernel_gives() {
    let examples = [
        beichen_kernel::Error::new(beichen_kernel::Kind::Invalid, "kernel.bad_request").with("detail", "x"),
        beichen_kernel::Error::new(beichen_kernel::Kind::Invalid, "store.unknown_sort")
            .with("name", "x")
            .with("known", "y"),
        beichen_kernel::Error::new(beichen_kernel::Kind::Unavailable, "store.folder_in_use").with("folder", "x"),
        beichen_kernel::Error::new(beichen_kernel::Kind::Unavailable, "store.migrations_pending").with("count", 3),
        beichen_kernel::Error::new(beichen_kernel::Kind::Invalid, "store.idempotency_key").with("most", 128),
        beichen_kernel::Error::new(beichen_kernel::Kind::Internal, "store.job_given_up").with("attempts", 3),
    ];
    for error in examples {
        for locale in [Locale::ZhCn, Locale::EnUs] {
            let said = words::of_error(locale, &error).remove(0);
            assert!(!said.contains("{{"), "{said}");
            for value in error.params().values() {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                assert!(said.contains(&value), "{} does not say {value}", error.code());
            }
        }
    }
}
