//! The templates of the kinds: sound, formatted, the same in both languages, and put together into one plan.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use beichen_engine::calendar::Calendar;
use beichen_engine::check::check;
use beichen_engine::example::{ExampleOutcome, run_examples};
use beichen_engine::plan::language::KINDS;
use beichen_engine::plan::template::{NewPlan, TemplateLanguage, UnknownKind, new_plan};
use beichen_engine::plan::{Plan, Surroundings, format_plan, plan_value, read_plan};
use beichen_engine::workdays::Workdays;
use serde_json::Value;

const LANGUAGES: [TemplateLanguage; 2] = [TemplateLanguage::Chinese, TemplateLanguage::English];

fn text(kinds: &[&str], language: TemplateLanguage) -> String {
    let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    new_plan(&NewPlan { kinds: &kinds, key: None, title: None, year: 2026, language }).unwrap()
}

fn read(text: &str) -> Plan {
    let reading = read_plan(text, &Surroundings::default());
    reading.plan.unwrap_or_else(|| panic!("{:#?}\n{text}", reading.diagnostics))
}

#[test]
fn every_template_passes_its_own_check_with_nothing_left_to_accept() {
    let mut left: Vec<String> = Vec::new();
    for (kind, language) in KINDS.iter().flat_map(|kind| LANGUAGES.map(|language| (kind, language))) {
        let text = text(&[kind], language);
        let plan = read(&text);
        assert_eq!(plan.components.iter().map(|one| one.kind.name()).collect::<Vec<_>>(), [*kind]);
        let outcomes = run_examples(&plan, &Calendar::natural(), &Workdays::mainland_china());
        assert!(!outcomes.is_empty() && outcomes.iter().all(ExampleOutcome::is_as_expected), "{kind}: {outcomes:#?}");
        let found = check(&plan, &Calendar::natural(), &Workdays::mainland_china());
        let open = found.iter().filter(|one| one.accepted.is_none());
        left.extend(open.map(|one| format!("{kind}: {} {}", one.word(), one.place)));
    }
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn both_languages_say_the_same_plan_in_other_words() {
    for kind in KINDS {
        let [chinese, english] = LANGUAGES.map(|language| {
            let mut value = plan_value(&text(&[kind], language)).unwrap();
            without_words(&mut value);
            value
        });
        assert_eq!(chinese, english, "{kind}");
    }
}

fn without_words(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.retain(|key, _| key != "title" && key != "reason");
            entries.values_mut().for_each(without_words);
        }
        Value::Array(items) => items.iter_mut().for_each(without_words),
        _ => {}
    }
}

#[test]
fn all_kinds_together_make_one_formatted_plan_whose_examples_hold() {
    let kinds: Vec<String> = KINDS.iter().chain(&["pool"]).map(|kind| (*kind).to_owned()).collect();
    let wanted = NewPlan {
        kinds: &kinds,
        key: Some("east-2027"),
        title: Some("“华东”\"2027\""),
        year: 2027,
        language: TemplateLanguage::Chinese,
    };
    let text = new_plan(&wanted).unwrap();
    assert_eq!(format_plan(&text).unwrap(), text);
    let plan = read(&text);
    assert_eq!((plan.key.as_str(), plan.title.as_str()), ("east-2027", "“华东”\"2027\""));
    assert_eq!(plan.valid.from.to_string(), "2027-01-01");
    assert_eq!(plan.components.iter().map(|one| one.kind.name()).collect::<Vec<_>>(), KINDS);
    assert_eq!(plan.measures.len(), 4);
    let outcomes = run_examples(&plan, &Calendar::natural(), &Workdays::mainland_china());
    assert!(outcomes.len() == 9 && outcomes.iter().all(ExampleOutcome::is_as_expected), "{outcomes:#?}");
    assert!(text.contains("# 每人每月最多 5000 元。"));
}

#[test]
fn a_word_that_is_no_kind_is_refused() {
    let kinds = ["pool".to_owned(), "salary".to_owned()];
    let wanted = NewPlan { kinds: &kinds, key: None, title: None, year: 2026, language: LANGUAGES[0] };
    assert_eq!(new_plan(&wanted), Err(UnknownKind("salary".to_owned())));
}
