//! Bad input: each a clear refusal with row and field, and nothing half-written.

use crate::support::Place;

const PEOPLE: &str = "code,name,unit,joined_on\n1,Ann,east,2026-01-01\n";
const PEOPLE_PROFILE: &str = "kind = \"people\"\ncreate_missing = [\"units\"]\n[columns]\ncode = \"code\"\nname = \"name\"\nunit = \"unit\"\njoined_on = \"joined_on\"\n";
const ORDERS_PROFILE: &str = "kind = \"orders\"\ncreate_missing = [\"customers\"]\n[columns]\ncode = \"code\"\ncustomer = \"customer\"\nowner = \"owner\"\nsigned_on = \"signed_on\"\nnet = \"net\"\nsplit = \"split\"\n";
const ORDERS: &str = "code,customer,owner,signed_on,net,split\n";

fn with_people() -> Place {
    let place = Place::new();
    let file = place.file("people.csv", PEOPLE);
    let profile = place.file("people.toml", PEOPLE_PROFILE);
    place.ok(&["import", "people", &file, "--profile", &profile]);
    place
}

/// Imports orders that must be refused, sees that none was written, and gives what was said.
#[track_caller]
fn refused_orders(rows: impl AsRef<[u8]>) -> String {
    let place = with_people();
    let file = place.file("orders.csv", rows);
    let profile = place.file("orders.toml", ORDERS_PROFILE);
    let said = place.refused(&["import", "orders", &file, "--profile", &profile]);
    let kept = place.ok(&["export", "orders"]);
    assert_eq!(kept.lines().count(), 1, "{kept}");
    said
}

#[test]
fn a_bad_cell_is_named_by_row_and_column() {
    for (row, column) in [
        ("O1,C1,1,2026-03-01,\"12,3O0\",\n", "net"),
        ("O1,C1,1,2026-02-30,100,\n", "signed_on"),
        ("O1,C1,1,03/04/2026,100,\n", "signed_on"),
        ("O1,C1,9,2026-03-01,100,\n", "owner"),
        ("O1,C1,1,2026-03-01,100,1:99%\n", "split"),
        ("O1,C1,1,2026-03-01,,\n", "net"),
    ] {
        let said = refused_orders(format!("{ORDERS}O0,C1,1,2026-03-01,1.00,\n{row}"));
        assert!(said.contains("row 3"), "{row}: {said}");
        assert!(said.contains(column), "{row}: {said}");
    }
}

#[test]
fn a_code_that_stands_twice_an_empty_file_and_nul_bytes_are_refused() {
    let place = with_people();
    let profile = place.file("people.toml", PEOPLE_PROFILE);
    let twice = place.file("twice.csv", "code,name,unit,joined_on\n7,A,east,2026-01-01\n7,B,east,2026-01-01\n");
    assert!(place.refused(&["import", "people", &twice, "--profile", &profile]).contains('3'));
    assert!(!place.ok(&["export", "people"]).contains("\n7,"));
    refused_orders(ORDERS);
    refused_orders(b"code,customer,owner,signed_on,net,split\nO1,C\0,1,2026-03-01,1,\n");
}

#[test]
fn an_unknown_column_and_an_unknown_kind_are_refused() {
    let said = refused_orders("code,customer,owner,signed_on,net,split,colour\nO1,C1,1,2026-03-01,1,,red\n");
    assert!(said.contains("colour"), "{said}");
    let place = Place::new();
    let file = place.file("a.csv", "a\n1\n");
    place.refused(&["import", "apples", &file]);
}

#[test]
fn a_circle_of_managers_is_refused_whole() {
    let place = Place::new();
    let profile = place
        .file("people.toml", "kind = \"people\"\n[columns]\ncode = \"code\"\nname = \"name\"\nmanager = \"manager\"\n");
    let file = place.file("people.csv", "code,name,manager\na,A,b\nb,B,a\n");
    let said = place.refused(&["import", "people", &file, "--profile", &profile]);
    assert!(said.contains("row 2") && said.contains("row 3"), "{said}");
    assert_eq!(place.ok(&["export", "people"]).lines().count(), 1);
}

const PLAN: &str = r#"[plan]
key = "p"
title = "P"
currency = "CNY"
valid = { from = "2026-01-01", to = "2026-12-31" }
who = 'position == "sales"'

[measure.sales]
of = "orders"

[[component]]
key = "c"
kind = "commission"
period = "month"
measure = "sales"
rate = "5%"
"#;

#[test]
fn the_check_of_a_plan_ends_with_0_or_1() {
    let place = Place::new();
    let sound = place.file("sound.toml", PLAN);
    place.ok(&["plan", "check", &sound]);
    for (name, text) in [
        ("float.toml", PLAN.replace("rate = \"5%\"", "rate = 0.05")),
        ("key.toml", PLAN.replace("rate = \"5%\"", "rate = \"5%\"\ncolour = \"red\"")),
        ("gap.toml", PLAN.replace("rate = \"5%\"", "tiers = [[\"100.00\", \"5%\"], [\"200.00\", \"8%\"]]")),
    ] {
        let file = place.file(name, text);
        let output = place.run(&["plan", "check", &file]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
    }
}

#[test]
fn warnings_end_with_1_only_where_they_are_denied() {
    let place = Place::new();
    let text = PLAN.replace("rate = \"5%\"", "tiers = [[\"0\", \"5%\"], [\"10000\", \"8%\"]]\napply = \"whole\"");
    let file = place.file("cliff.toml", text);
    place.ok(&["plan", "check", &file]);
    assert_eq!(place.run(&["plan", "check", &file, "--deny-warnings"]).status.code(), Some(1));
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    assert_eq!(Place::empty().run(&["import"]).status.code(), Some(2));
}

#[test]
fn once_there_is_an_administrator_writes_name_somebody() {
    use std::io::Write;
    let place = Place::empty();
    let mut init = place.command(&[
        "init",
        "--org",
        "Acme",
        "--currency",
        "CNY",
        "--time-zone",
        "Asia/Shanghai",
        "--admin",
        "boss@acme.test",
        "--password-stdin",
    ]);
    let mut child = init.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"a long password 8\n").unwrap();
    assert!(child.wait().unwrap().success());
    let file = place.file("people.csv", PEOPLE);
    let profile = place.file("people.toml", PEOPLE_PROFILE);
    let said = place.refused(&["import", "people", &file, "--profile", &profile]);
    assert!(said.contains("--as"), "{said}");
    place.ok(&["--as", "boss@acme.test", "import", "people", &file, "--profile", &profile]);
    place.ok(&["audit", "verify"]);
}
