//! Bad input: each a clear refusal with row and field, and nothing half-written.

use crate::support::Place;

const PEOPLE: &str = "code,name,unit,joined_on\n1,Ann,east,2026-01-01\n";
pub const PEOPLE_PROFILE: &str = "kind = \"people\"\ncreate_missing = [\"units\"]\n[columns]\ncode = \"code\"\nname = \"name\"\nunit = \"unit\"\njoined_on = \"joined_on\"\n";
pub const ORDERS_PROFILE: &str = "kind = \"orders\"\ncreate_missing = [\"customers\"]\n[columns]\ncode = \"code\"\ncustomer = \"customer\"\nowner = \"owner\"\nsigned_on = \"signed_on\"\nnet = \"net\"\nsplit = \"split\"\n";
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
    let said = place.refused(&["import", "people", &twice, "--profile", &profile]);
    assert!(said.contains("row 3, column code: ") && said.contains("row 2"), "{said}");
    assert!(!place.ok(&["export", "people"]).contains("\n7,"));
    assert!(refused_orders(ORDERS).contains("no row"));
    let said = refused_orders(b"code,customer,owner,signed_on,net,split\nO1,C\0,1,2026-03-01,1,\n");
    assert!(said.contains("Line 2"), "{said}");
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

#[test]
fn a_wrong_command_line_ends_with_2() {
    assert_eq!(Place::empty().run(&["import"]).status.code(), Some(2));
}

const GOALS: &str = "measure,calendar,period,person,amount\nnowhere,natural,2026-03,1,100.00\n";

#[test]
fn a_goal_of_an_unknown_measure_is_neither_imported_nor_published() {
    let place = with_people();
    let file = place.file("goals.csv", GOALS);
    let said = place.refused(&["import", "goals", &file]);
    assert!(said.contains("row 2, column measure: ") && said.contains("nowhere"), "{said}");
    assert_eq!(place.ok(&["export", "goals"]).lines().count(), 1);
    let publish = ["goals", "publish", "--measure", "nowhere", "--period", "2026-03", "--reason", "x"];
    assert!(place.refused(&publish).contains("nowhere"));
}

#[test]
fn the_help_names_every_kind_that_can_be_imported() {
    let help = Place::empty().ok(&["import", "--help"]);
    for kind in [
        "calendar",
        "workdays",
        "fields",
        "grades",
        "coefficients",
        "people",
        "goals",
        "customers",
        "products",
        "orders",
        "payments",
        "refunds",
        "manual",
    ] {
        let words: Vec<&str> = help.split([' ', ',', '\n']).collect();
        assert!(words.contains(&kind), "{kind}: {help}");
    }
}

#[test]
fn what_is_said_beside_rows_is_counted_and_told_in_one_language() {
    let place = with_people();
    let profile = place.file("orders.toml", ORDERS_PROFILE);
    let rows = "O1,C1,1,2026-03-01,1.00,\nO2,C2,1,2026-03-01,1.00,\nO3,C1,1,2026-03-01,1.005,\n";
    let file = place.file("orders.csv", format!("{ORDERS}{rows}"));
    let import = ["import", "orders", &file, "--profile", &profile];
    let said = place.ok(&import);
    assert_eq!(
        said,
        "orders.csv: 3 new, 0 updated, 0 unchanged, 0 failed, 1 rounded\n  \
         Customer C1 will be created. (rows: 2, the first is row 2)\n"
    );
    let said = place.ok(&[&import[..], &["--language", "zh-CN"]].concat());
    assert_eq!(said, "orders.csv：新增 0，更新 0，不变 3，失败 0，舍入 1\n");
    let file = place.file("more.csv", format!("{ORDERS}O4,C4,1,2026-03-01,1.00,\n"));
    let said = place.ok(&["import", "orders", &file, "--profile", &profile, "--json"]);
    let done: serde_json::Value = serde_json::from_str(&said).unwrap();
    let note = serde_json::json!({
        "rows": 1, "row": 2,
        "first": { "column": "customer", "code": "customers.import.customer_created", "params": { "value": "C4" } },
    });
    assert_eq!(done["notes"], serde_json::json!([note]));
}
