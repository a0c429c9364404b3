//! A line says how it came about, step by step, and which documents it is made of.

use beichen_engine::calculate::{Line, Run};

use crate::{credit, goal, person, plan, refund, run};

const BONUS: &str = r#"
[[component]]
key = "bonus"
kind = "attainment"
period = "month"
measure = "collected"
base = "1000.00"
gate = "80%"
curve = { shape = "linear", points = [["80%", "80%"], ["120%", "140%"]] }
times = [{ coefficient = "person" }]
cap = "900.00"
prorate = "calendar"
"#;

const TIERS: &str = r#"
[[component]]
key = "tiers"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "2%"], ["1000", "4%"]]
"#;

fn steps(line: &Line) -> Vec<(&'static str, u8, &str)> {
    line.steps.iter().map(|step| (step.code.word(), step.depth, step.amount.as_deref().unwrap_or(""))).collect()
}

#[test]
fn a_bonus_explains_itself_from_the_days_to_the_rounding() {
    let plan = plan("2026-01-01", "", BONUS);
    let paid = credit("2026-03-10", 90_001, "P-1");
    let run = run(&plan, person(vec![goal("2026-03-01", "2026-03-31", 100_000)], vec![paid]), "2026-03");
    let line = run.line("a", "bonus").unwrap();
    assert_eq!(
        steps(line),
        [
            ("days", 0, "1"),
            ("actual", 0, "900.01"),
            ("goal", 0, "1000.00"),
            ("attainment", 0, "0.90001"),
            ("gate", 0, ""),
            ("base", 0, "1000.00"),
            ("base_prorated", 0, "1000.00"),
            ("curve", 0, "0.950015"),
            ("product", 0, "950.015"),
            ("times_coefficient", 0, "950.015"),
            ("cap", 0, "900.00"),
            ("rounding", 0, "900.00"),
        ]
    );
    assert_eq!(line.steps[3].params["shown"], "90.0%");
    assert_eq!((line.steps[7].params["from"].as_str(), line.steps[7].params["to"].as_str()), ("80%", "120%"));
    assert_eq!(line.steps[1].documents, ["P-1"]);
}

#[test]
fn a_closed_gate_ends_in_its_reason() {
    let plan = plan("2026-01-01", "", BONUS);
    let run = run(
        &plan,
        person(vec![goal("2026-03-01", "2026-03-31", 100_000)], vec![credit("2026-03-10", 79_999, "P-1")]),
        "2026-03",
    );
    let line = run.line("a", "bonus").unwrap();
    let last = line.steps.last().unwrap();
    assert_eq!((last.code.word(), last.params["reason"].as_str()), ("nothing", "gate"));
    assert_eq!((line.documents[0].document.as_str(), line.documents[0].part_minor), ("P-1", 0));
}

#[test]
fn a_fraction_that_does_not_end_shows_its_first_decimals() {
    let plan = plan("2026-01-01", "", &BONUS.replace("cap = \"900.00\"\n", ""));
    let run = run(
        &plan,
        person(vec![goal("2026-03-01", "2026-03-31", 300_000)], vec![credit("2026-03-10", 250_000, "P-1")]),
        "2026-03",
    );
    let line = run.line("a", "bonus").unwrap();
    assert_eq!(line.steps[3].amount.as_deref(), Some("5/6=0.833333…"));
    // 0.8 + (5/6 − 0.8) × 1.5 = 0.85
    assert_eq!(line.earned_minor, 85_000);
}

#[test]
fn tiers_show_what_lies_in_each_and_documents_get_the_step_that_they_add() {
    let plan = plan("2026-01-01", "", TIERS);
    let (first, second) = (credit("2026-03-02", 80_000, "P-1"), credit("2026-03-05", 40_000, "P-2"));
    let back = refund("2026-03-09", -10_000, "R-1", &first);
    let run = run(&plan, person(Vec::new(), vec![back, second, first]), "2026-03");
    let line = run.line("a", "tiers").unwrap();
    assert_eq!(
        steps(line),
        [
            ("actual", 0, "1100.00"),
            ("tier", 1, "20.00"),
            ("tier", 1, "4.00"),
            ("raw", 0, "24.00"),
            ("rounding", 0, "24.00")
        ]
    );
    // 800 at 2 % = 16; 200 at 2 % and 200 at 4 % = 12; the refund takes 100 back from the 4 % tier = −4.
    let parts: Vec<(&str, i64, i64)> =
        line.documents.iter().map(|part| (part.document.as_str(), part.credited, part.part_minor)).collect();
    assert_eq!(parts, [("P-1", 70_000, 1_200), ("P-2", 40_000, 1_200)]);
    assert_eq!(line.documents[0].refunds, ["R-1"]);
}

#[test]
fn a_floor_without_a_sale_is_nobodys() {
    let plan = plan("2026-01-01", "", &format!("{TIERS}floor = \"5.00\"\n"));
    let run = run(&plan, person(Vec::new(), Vec::new()), "2026-03");
    let line = run.line("a", "tiers").unwrap();
    assert_eq!((line.earned_minor, line.unattributed_minor, line.documents.len()), (500, 500, 0));
}

#[test]
fn a_run_survives_being_stored() {
    let plan = plan("2026-01-01", "", &format!("{BONUS}{TIERS}"));
    let run = run(
        &plan,
        person(vec![goal("2026-03-01", "2026-03-31", 7)], vec![credit("2026-03-10", 100, "P-1")]),
        "2026-03",
    );
    let stored = serde_json::to_string(&run).unwrap();
    let read: Run = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, run);
    assert_eq!(run.hash().len(), 64);
}
