//! Receipts verified: what is said of each, without any data folder.

use std::process::Command;

use serde_json::Value;

use crate::support::{BEICHEN, Place, root};

/// A receipt of the engine's tests: 600.00 and a prize of 300.00 for March, 20.00 for February.
fn receipt(name: &str) -> String {
    std::fs::read_to_string(root().join("crates/engine/tests/receipts").join(name)).unwrap()
}

#[test]
fn a_true_receipt_is_called_true_and_nothing_is_made() {
    let place = Place::empty();
    let file = place.file("receipt.json", receipt("with_figures.json"));
    let said = place.said_to(&["verify", &file], "", 0);
    assert!(said.starts_with("True: 001, east-2026 2026-03 comes to 870.00 CNY"), "{said}");
    assert!(said.contains(&"1".repeat(64)) && said.contains(&"3".repeat(64)), "{said}");
    assert!(!place.data().exists());
    let told: Value = serde_json::from_str(&place.ok(&["verify", &file, "--json"])).unwrap();
    assert_eq!((&told["verdict"], &told["total"]), (&Value::from("true"), &Value::from("870.00")));
    assert_eq!(told["findings"][0]["outcome"]["outcome"], "true");
}

#[test]
fn lines_without_the_figures_of_others_are_named_and_never_called_true() {
    let place = Place::empty();
    let file = place.file("receipt.json", receipt("own.json"));
    let said = place.said_to(&["verify", &file], "", 0);
    assert!(said.contains("\nNothing differs, and not all could be calculated: 001"), "{said}");
    assert!(said.starts_with("champion: inputs not included"), "{said}");
    assert!(said.contains("2026-02 champion, adjustment: inputs not included"), "{said}");
    assert!(!said.to_lowercase().contains("true"), "{said}");
    let told: Value = serde_json::from_str(&place.ok(&["verify", &file, "--json"])).unwrap();
    assert_eq!(told["verdict"], "inputs_not_included");
}

#[test]
fn a_line_that_differs_is_named_with_both_amounts_and_ends_with_1() {
    let place = Place::empty();
    let paid = receipt("with_figures.json").replacen("\"earned_minor\":60000", "\"earned_minor\":70000", 1);
    let file = place.file("receipt.json", paid);
    let said = place.said_to(&["verify", &file], "", 1);
    assert!(said.contains("The file: is not what was hashed"), "{said}");
    assert!(said.contains("commission: states 700.00, calculated 600.00"), "{said}");
    assert!(said.contains("Not true: 001, east-2026 2026-03."), "{said}");
    let told = Command::new(BEICHEN).args(["--language", "zh-CN", "verify", &file]).output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains("commission：写的是 700.00，重算是 600.00"), "{told}");
}

#[test]
fn a_file_that_is_no_receipt_ends_with_4() {
    let place = Place::empty();
    let other = place.file("other.json", "{}");
    assert!(place.said_to(&["verify", &other], "", 4).contains("other.json is no receipt (line 1, column 2)"));
    assert!(place.said_to(&["verify", "nowhere.json"], "", 4).contains("nowhere.json cannot be read"));
    let later = place.file("later.json", receipt("own.json").replacen("\"format\":1", "\"format\":2", 1));
    assert!(place.said_to(&["verify", &later], "", 4).contains("format 2. This version reads format 1."));
}
