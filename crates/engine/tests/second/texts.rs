//! The random plans as texts and values: a form that edits the value loses nothing, neither a value nor a comment.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use beichen_engine::plan::prose::{differences, explain};
use beichen_engine::plan::{Plan, Surroundings, format_plan, plan_text, plan_value, read_plan, rewrite_plan};
use serde_json::{Value, json};

use crate::generator::draft;

const CASES: u64 = 100;

fn read(text: &str) -> Plan {
    let reading = read_plan(text, &Surroundings::default());
    reading.plan.unwrap_or_else(|| panic!("{:#?}\n{text}", reading.diagnostics))
}

#[test]
fn a_value_becomes_a_text_and_comes_back_as_it_was() {
    for text in (0..CASES).map(|seed| draft(seed).text()) {
        let value = plan_value(&text).unwrap();
        let canonical = plan_text(&value).unwrap();
        assert_eq!(plan_value(&canonical).unwrap(), value);
        assert_eq!(format_plan(&canonical).unwrap(), canonical);
        assert_eq!(plan_text(&plan_value(&canonical).unwrap()).unwrap(), canonical);
        assert_eq!(differences(&explain(&read(&text)), &explain(&read(&canonical))), []);
    }
}

/// The formatted text with a comment above every line and behind it, those of lists included.
fn commented(text: &str) -> String {
    let mut out = String::new();
    for (number, line) in format_plan(text).unwrap().lines().enumerate() {
        if line.is_empty() {
            out.push('\n');
        } else {
            writeln!(out, "# above {number}\n{line}  # behind {number}").unwrap();
        }
    }
    out
}

fn comments(text: &str) -> BTreeSet<&str> {
    text.split('#').skip(1).filter_map(|rest| rest.lines().next()).map(str::trim).collect()
}

#[test]
fn an_edited_value_goes_into_its_text_and_no_comment_is_lost() {
    for text in (0..CASES).map(|seed| draft(seed).text()) {
        let text = commented(&text);
        let mut value = plan_value(&text).unwrap();
        assert_eq!(rewrite_plan(&text, &value).unwrap().unwrap(), format_plan(&text).unwrap());
        edit(&mut value);
        let rewritten = rewrite_plan(&text, &value).unwrap().unwrap();
        assert_eq!(plan_value(&rewritten).unwrap(), value, "{rewritten}");
        assert_eq!(comments(&rewritten), comments(&text), "{rewritten}");
        assert_eq!(format_plan(&rewritten).unwrap(), rewritten);
        read(&rewritten);
    }
}

/// What a form does: changes texts and lists, adds a key, an entry and a component, and moves one.
fn edit(value: &mut Value) {
    value["plan"]["title"] = json!("Edited");
    value["measure"]["collected"]["refund_day"] = json!("own");
    let components = value["component"].as_array_mut().unwrap();
    for component in components.iter_mut() {
        component["title"] = json!("Edited too");
        if let Some(tiers) = component.get_mut("tiers").and_then(Value::as_array_mut) {
            let last = tiers.last_mut().unwrap();
            last[1] = if last[1].to_string().contains('x') { json!("3x") } else { json!("77%") };
        }
        if let Some(points) = component.pointer_mut("/curve/points").and_then(Value::as_array_mut) {
            points[0][1] = json!("1%");
        }
    }
    let mut other = json!({ "key": "other", "kind": "commission", "period": "month" });
    other["period"] = components[0]["period"].clone();
    other["measure"] = json!("collected");
    other["rate"] = json!("1%");
    components.insert(0, other);
    let example = &mut value["example"][0];
    example["people"].as_array_mut().unwrap().insert(0, json!({ "key": "newcomer", "grade": "P5" }));
    if let Some(first) = example["credits"].as_array_mut().unwrap().first_mut() {
        match first {
            Value::Array(row) => row[3] = json!("1"),
            row => row["amount"] = json!("1"),
        }
    }
}
