//! Receipts verified: what is said of each, without any data folder.

use std::process::Command;

use serde_json::Value;

use crate::months::{CONTROLLER, DIRECTOR, close, done, to_notice, with_months};
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

/// January's 1,000.00 pay 50.00 and are locked. Another 200.00 of January are known later: 10.00 more, all of it data.
#[test]
fn a_locked_month_gives_a_receipt_and_leads_to_what_is_known_today() {
    let place = with_months();
    done(close(&place, DIRECTOR, "trial", "2024-01"));
    to_notice(&place, "2024-01");
    done(close(&place, CONTROLLER, "lock", "2024-01"));
    let file = place.data().with_file_name("ann.json").display().to_string();
    let of = ["--person", "1", "--period", "2024-01"];
    place.ok(&[&["receipt"][..], &of, &["--out", &file]].concat());
    let said = place.said_to(&["verify", &file], "", 0);
    assert!(said.starts_with("True: 1, p 2024-01 comes to 50.00 CNY"), "{said}");

    let late = place.file("late.csv", "code,customer,owner,signed_on,net,split\nL1,C1,1,2024-01-20,200.00,\n");
    let profile = place.file("orders.toml", crate::refusals::ORDERS_PROFILE);
    place.ok(&["import", "orders", &late, "--profile", &profile]);
    let bridge: Value = serde_json::from_str(&place.ok(&[&["bridge"][..], &of, &["--json"]].concat())).unwrap();
    assert_eq!((&bridge["before"], &bridge["after"]), (&Value::from("50.00"), &Value::from("60.00")));
    let parts: Vec<(&str, &str)> = bridge["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| (part["cause"].as_str().unwrap(), part["amount"].as_str().unwrap()))
        .collect();
    let none = |cause| (cause, "0.00");
    assert_eq!(
        parts,
        [("data", "10.00"), none("splits"), none("goals"), none("plan"), none("roster"), none("rounding")]
    );
    assert!(place.ok(&[&["bridge"][..], &of].concat()).contains("data 10.00"));
    let said = place.said_to(&["verify", &file], "", 0);
    assert!(said.starts_with("True: 1, p 2024-01 comes to 50.00 CNY"), "what was taken out stays true: {said}");
}
