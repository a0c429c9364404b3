//! Plan texts: every finding with its line and column, alone and within an organisation; and what cannot be calculated.

use std::process::Command;

use crate::support::{BEICHEN, Place, root};

pub const PLAN: &str = r#"[plan]
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
fn an_error_is_named_by_line_and_column_and_ends_with_1() {
    let place = Place::new();
    let sound = place.file("sound.toml", PLAN);
    place.ok(&["plan", "check", &sound]);
    // Line 16 is the component's rate.
    for (name, rate, at) in [
        ("float.toml", "rate = 0.05", ":16:8 error:"),
        ("key.toml", "rate = \"5%\"\ncolour = \"red\"", ":17:1 error:"),
        ("gap.toml", "tiers = [[\"100.00\", \"5%\"], [\"200.00\", \"8%\"]]", ":16:11 error:"),
    ] {
        let file = place.file(name, PLAN.replace("rate = \"5%\"", rate));
        let said = place.said_to(&["plan", "check", &file], "", 1);
        assert!(said.contains(&format!("{name}{at}")), "{said}");
        let said = place.refused(&["calculate", "--plan", &file, "--period", "2026-03"]);
        let at = at.trim_start_matches(':').trim_end_matches(" error:");
        assert!(said.contains(&format!("{at}: ")), "{said}");
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
fn without_an_organisation_the_check_says_what_it_left_out_and_makes_no_folder() {
    let place = Place::empty();
    let file = place.file("plan.toml", PLAN);
    let said = place.said_to(&["plan", "check", &file], "", 0);
    assert!(said.contains("holds no organisation"), "{said}");
    assert!(!place.data().exists());
}

#[test]
fn within_an_organisation_its_fields_calendar_and_currency_count() {
    let place = Place::empty();
    place.ok(&["init", "--org", "Acme", "--currency", "USD", "--time-zone", "America/Los_Angeles"]);
    let example = |name: &str| root().join("examples/adventureworks").join(name).display().to_string();
    let plan = example("plan-a.toml");
    // Neither the calendar nor the fields of people are there yet.
    let said = place.said_to(&["plan", "check", &plan], "", 1);
    assert!(said.contains("plan-a.toml:5:12 error:"), "{said}");
    for kind in ["fields", "calendar"] {
        let (file, profile) = (example(&format!("{kind}.csv")), example(&format!("{kind}.toml")));
        place.ok(&["import", kind, &file, "--profile", &profile]);
    }
    assert!(!place.said_to(&["plan", "check", &plan], "", 0).contains("holds no organisation"));
    let text = std::fs::read_to_string(&plan).unwrap();
    let other = place.file("other.toml", text.replace("\"USD\"", "\"CNY\""));
    let said = place.said_to(&["plan", "check", &other], "", 1);
    assert!(said.contains("other.toml:4:12 error:"), "{said}");
}

#[test]
fn an_unknown_plan_and_an_unknown_period_are_refused() {
    let place = Place::new();
    let said = place.refused(&["calculate", "--plan", "nowhere", "--period", "2026-03"]);
    assert!(said.contains("nowhere"), "{said}");
    let measures = place.file("plan.toml", PLAN);
    place.ok(&["measure", "publish", &measures]);
    let said = place.refused(&["calculate", "--plan", &measures, "--period", "2026-13"]);
    assert!(said.contains("2026-13"), "{said}");
}

#[test]
fn a_plan_is_said_in_sentences_of_the_language_asked_for() {
    let place = Place::empty();
    let file = place.file("plan.toml", PLAN);
    let said = place.ok(&["plan", "explain", &file]);
    assert!(said.starts_with("1. P (p)\n   1.1 The plan is in force from 2026-01-01 to 2026-12-31;"), "{said}");
    assert!(said.contains("asked for each day: the position is “sales”."), "{said}");
    assert!(said.contains("3.3 The rate is 5%."), "{said}");
    let chinese = Command::new(BEICHEN).args(["--language", "zh-CN", "plan", "explain", &file]).output().unwrap();
    let said = String::from_utf8(chinese.stdout).unwrap();
    assert!(said.contains("岗位是“sales”。") && said.contains("费率是 5%。"), "{said}");
    let value: serde_json::Value = serde_json::from_str(&place.ok(&["--json", "plan", "explain", &file])).unwrap();
    assert_eq!(value["sections"][2]["inner"][2]["code"], "rate");
    assert_eq!(
        value["sections"][2]["inner"][2]["values"]["rate"],
        serde_json::json!({ "type": "rate", "value": "5%" })
    );
    let broken = place.file("broken.toml", PLAN.replace("\"5%\"", "0.05"));
    assert!(place.said_to(&["plan", "explain", &broken], "", 1).contains("broken.toml:16:8 error:"));
    assert!(!place.data().exists());
}

#[test]
fn what_changed_between_two_plans_is_said_and_nothing_else() {
    let place = Place::empty();
    let old = place.file("old.toml", PLAN);
    let said = |text: String| place.ok(&["plan", "diff", &old, &place.file("new.toml", text)]);
    assert_eq!(said(PLAN.replace("rate = \"5%\"", "rate = \"8%\"")), "c (c), rate: 5% → 8%\n");
    assert_eq!(said(PLAN.to_owned()), "Nothing changed: the texts are equal.\n");
    let same = "The plans say the same; only comments, order or the way of writing differ.\n";
    assert_eq!(said(PLAN.replace("\"5%\"", "\"0.05\"  # as before")), same);
    let broken = place.file("broken.toml", PLAN.replace("\"5%\"", "0.05"));
    assert!(place.said_to(&["plan", "diff", &old, &broken], "", 1).contains("broken.toml:16:8 error:"));
}

#[test]
fn a_new_plan_passes_the_check_and_no_file_is_overwritten() {
    let place = Place::empty();
    let file = place.file("kept.toml", "");
    let new = file.replace("kept.toml", "new.toml");
    let wanted =
        ["plan", "new", "attainment", "ranking", "--title", "East \"2027\"", "--key", "east", "--year", "2027"];
    place.ok(&[&wanted[..], &["--out", &new]].concat());
    place.ok(&["plan", "check", &new]);
    place.ok(&["plan", "fmt", "--check", &new]);
    let said = place.ok(&["plan", "explain", &new]);
    assert!(said.starts_with("1. East \"2027\" (east)\n   1.1 The plan is in force from 2027-01-01"), "{said}");
    assert!(place.refused(&["plan", "new", "pool", "--out", &file]).contains("is there already"));
    assert!(place.refused(&["plan", "new", "salary"]).contains("no kind salary"));
    assert!(place.said_to(&["plan", "new", "pool", "--key", "a key"], "", 1).contains("plan.toml:3:7 error:"));
    assert!(place.said_to(&["plan", "new", "pool", "--title", " "], "", 1).contains("plan.toml:4:9 error:"));
}

#[test]
fn the_schema_of_plans_is_the_one_in_the_docs() {
    let printed = Place::empty().ok(&["plan", "schema"]);
    let kept = std::fs::read_to_string(root().join("docs/plan.schema.json")).unwrap();
    assert_eq!(printed, kept);
}

#[test]
fn formatting_keeps_comments_and_refuses_what_is_no_toml() {
    let place = Place::empty();
    let file = place.file("loose.toml", PLAN.replace("rate = \"5%\"", "rate=\"5%\" # as agreed"));
    assert!(place.said_to(&["plan", "fmt", "--check", &file], "", 1).contains("is not in canonical form"));
    place.ok(&["plan", "fmt", &file]);
    let wanted = PLAN.replace("rate = \"5%\"", "rate = \"5%\"  # as agreed");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), wanted);
    place.ok(&["plan", "fmt", "--check", &file]);
    let broken = place.file("broken.toml", PLAN.replace("\"5%\"", "five percent"));
    assert!(place.said_to(&["plan", "fmt", &broken], "", 1).contains("broken.toml:16:8 error:"));
}
