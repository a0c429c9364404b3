//! One receipt written out: what stands in it, that its format holds still, and what each change of it is called.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use beichen_engine::calculate::{Balances, Inputs, Person, Run, Segment, Span, Taken, Timetable, calculate_with_taken};
use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::day::Day;
use beichen_engine::plan::{Plan, Surroundings, plan_hash, read_plan};
use beichen_engine::rate::Rate;
use beichen_engine::receipt::{
    Before, Calculated, Chain, Figures, Outcome, PlanText, Receipt, ReceiptError, Source, Subject, Word, pseudonym,
    verify, verify_bytes,
};
use beichen_engine::settle::{Amounts, Figures as Came, LockedPeriod, adjustments, settle};
use beichen_engine::workdays::Workdays;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{credit, day, days, goal};

const PLAN: &str = r#"[plan]
key = "east-2026"
title = "华东区 2026"
currency = "CNY"
valid = { from = "2026-01-01", to = "2026-12-31" }

[measure.collected]
of = "payments"

[[component]]
key = "commission"
kind = "commission"
period = "month"
measure = "collected"
rate = "5%"

[[component]]
key = "champion"
kind = "ranking"
period = "month"
by = "collected"
among = "organisation"
prizes = ["300.00", "100.00"]
"#;

const KEY: &[u8] = b"the key of the run";

fn person(id: &str, code: &str, credits: &[(&str, i64, &str)]) -> Person {
    Person {
        id: id.into(),
        code: code.into(),
        segments: vec![Segment { leads: vec!["boss".into()], ..Segment::blank(days("2026-01-01", "2026-12-31")) }],
        ..crate::person(
            vec![goal("2026-03-01", "2026-03-31", 1_000_000)],
            credits.iter().map(|(on, amount, document)| credit(on, *amount, document)).collect(),
        )
    }
}

fn month(name: &str) -> Period {
    Calendar::natural().find_any(name).unwrap()
}

fn inputs<'a>(plan: &'a Plan, workdays: &'a Workdays, people: Vec<Person>, period: &str) -> Inputs<'a> {
    Inputs {
        plan,
        earlier_versions: Vec::new(),
        timetable: Timetable::new(plan, &Calendar::natural(), &month(period), Some(since())),
        workdays,
        people,
        opening: Balances::default(),
        paid_in_full: BTreeMap::new(),
        granted: None,
    }
}

fn since() -> Day {
    day("2026-02-10")
}

/// Without the figures of others, and with them.
///
/// In March Li has 5 % of 12,000.00 and the first prize. February was locked with 5 % of 2,000.00 and no prize; a payment
/// of 400.00 of February came later: 20.00 more. Of what Li owes, 50.00, half of a total may be taken: all of it.
fn receipts() -> (Receipt, Receipt) {
    let plan = read_plan(PLAN, &Surroundings::default()).plan.unwrap();
    let workdays = Workdays::empty();
    let li = person(
        "li",
        "001",
        &[("2026-02-10", 200_000, "P-1"), ("2026-02-20", 40_000, "P-4"), ("2026-03-05", 1_200_000, "P-2")],
    );
    let wang = person("wang", "002", &[("2026-02-11", 900_000, "P-5"), ("2026-03-09", 700_000, "P-3")]);
    let of = |period: &str| inputs(&plan, &workdays, vec![li.clone(), wang.clone()], period);
    let locked = [("commission", 10_000), ("champion", 10_000)];
    let granted = Some(BTreeMap::from([(("li".to_owned(), "champion".to_owned()), 10_000)]));
    let (february, march) = (Inputs { granted, ..of("2026-02") }, of("2026-03"));
    let (again, taken_again) = calculate_with_taken(&february).unwrap();
    let (run, taken) = calculate_with_taken(&march).unwrap();
    let (figures_again, figures) = (Figures::new(taken_again, KEY), Figures::new(taken, KEY));
    let before = |minor| Before { locked_minor: minor, ..Before::default() };
    let own = Receipt::of(Source {
        person: &li,
        key: KEY,
        plans: &[PlanText { text: PLAN.to_owned(), hash: plan_hash(PLAN).unwrap() }],
        calendar: &Calendar::natural(),
        since: Some(since()),
        open: Calculated { period: &month("2026-03"), inputs: &march, figures: &figures },
        lines: run.lines.iter().filter(|line| line.person == "li").cloned().collect(),
        locked: vec![(
            Calculated { period: &month("2026-02"), inputs: &february, figures: &figures_again },
            locked.iter().map(|(component, minor)| ((*component).to_owned(), before(*minor))).collect(),
        )],
        adjustments: differences(&plan, again, &locked),
        settled: settle(60_000 + 30_000 + 2_000, (5_000, 0), Rate::from_ppm(500_000)).unwrap(),
        taken_share: Rate::from_ppm(500_000),
        chain: Chain { run: "1".repeat(64), previous_run: Some("2".repeat(64)), audit_head: "3".repeat(64) },
    });
    let find = |hash: &str| figures.find(hash).or_else(|| figures_again.find(hash)).cloned();
    (own.clone(), own.with_figures(find))
}

fn differences(plan: &Plan, now: Run, locked: &[(&str, i64)]) -> Vec<beichen_engine::settle::Adjustment> {
    let period = LockedPeriod {
        period: Span::from(&month("2026-02")),
        plan,
        locked: locked
            .iter()
            .map(|(component, minor)| (("li".into(), (*component).into()), Came::whole(*minor)))
            .collect(),
        adjusted: Amounts::new(),
        decided: BTreeMap::new(),
        now,
    };
    let mut found = adjustments(&[period]).unwrap();
    found.retain(|one| one.person == "li");
    found
}

fn full() -> Receipt {
    receipts().1
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/receipts").join(name)
}

fn line(component: &str) -> Subject {
    Subject::Line { component: component.into() }
}

fn adjustment(component: &str, is_flag: bool) -> Subject {
    Subject::Adjustment { period: "2026-02".into(), component: component.into(), is_flag }
}

/// Everything that is not true, after the change was sealed.
fn found(change: impl FnOnce(&mut Receipt)) -> Vec<(Subject, Outcome)> {
    let mut receipt = full();
    change(&mut receipt);
    let findings = verify(&receipt.sealed()).findings.into_iter();
    findings.filter(|one| one.outcome != Outcome::True).map(|one| (one.subject, one.outcome)).collect()
}

const fn differs(stated: i64, calculated: i64) -> Outcome {
    Outcome::Differs { stated_minor: Some(stated), calculated_minor: Some(calculated) }
}

/// The files were written once. Where one differs, receipts of before would no longer verify: a new format is due.
#[test]
fn receipts_are_written_as_they_were() {
    let (own, full) = receipts();
    for (name, receipt) in [("with_figures.json", full), ("own.json", own)] {
        let kept = std::fs::read(file(name)).unwrap();
        assert_eq!(String::from_utf8(receipt.bytes()).unwrap(), String::from_utf8(kept).unwrap(), "{name}");
    }
}

#[test]
fn what_stands_in_it_is_as_reckoned_by_hand() {
    let receipt = full();
    let paid: Vec<(&str, i64)> =
        receipt.open.lines.iter().map(|line| (line.component.as_str(), line.earned_minor)).collect();
    assert_eq!(paid, [("commission", 60_000), ("champion", 30_000)]);
    let adjusted: Vec<(&str, i64)> =
        receipt.adjustments.iter().map(|one| (one.component.as_str(), one.difference_minor)).collect();
    assert_eq!(adjusted, [("commission", 2_000)]);
    assert_eq!((receipt.settled.payable_minor, receipt.settled.owed_minor), (87_000, 0));
    assert!(receipt.person.segments.iter().all(|segment| segment.leads.is_empty()));
    let Some(Taken::Ranking { people, .. }) = &receipt.open.inputs.others["champion"].figures else { panic!() };
    assert_eq!(people.iter().map(|one| one.person.len()).collect::<Vec<_>>(), [64, 64]);
    assert_eq!(people[0].person, receipt.known_as);
}

#[test]
fn the_file_alone_proves_all_of_it_with_the_figures_and_no_prize_without() {
    let (_, verdict) = verify_bytes(&std::fs::read(file("with_figures.json")).unwrap()).unwrap();
    assert_eq!(verdict.word(), Word::True);
    assert_eq!(verdict.findings.len(), 8, "{verdict:?}");
    let (_, verdict) = verify_bytes(&std::fs::read(file("own.json")).unwrap()).unwrap();
    assert_eq!(verdict.word(), Word::InputsNotIncluded);
    let open: Vec<&Subject> =
        verdict.findings.iter().filter(|one| one.outcome != Outcome::True).map(|one| &one.subject).collect();
    assert_eq!(open, [&line("champion"), &adjustment("champion", false)]);
}

/// The steps of docs/receipt.md: empty the value of the last field, leave the line feed out, SHA-256.
#[test]
fn the_hash_can_be_found_by_hand() {
    let text = std::fs::read_to_string(file("own.json")).unwrap();
    let (before, rest) = text.split_at(text.rfind("\"hash\":\"").unwrap() + 8);
    let emptied = format!("{before}{}", rest[64..].trim_end());
    assert_eq!(hex::encode(Sha256::digest(emptied.as_bytes())), &rest[..64]);
}

/// RFC 4231, test case 2.
#[test]
fn a_pseudonym_is_an_hmac() {
    let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(pseudonym(b"Jefe", "what do ya want for nothing?"), expected);
}

#[test]
fn each_change_is_called_by_its_name() {
    assert_eq!(found(|_| ()), []);
    let paid = |receipt: &mut Receipt| receipt.open.lines[0].earned_minor = 60_001;
    assert_eq!(found(paid), [(line("commission"), differs(60_001, 60_000)), (Subject::Total, differs(87_000, 87_001))]);
    let less = |receipt: &mut Receipt| receipt.person.credits.retain(|credit| credit.document.as_ref() != "P-2");
    let without = Outcome::Differs { stated_minor: Some(30_000), calculated_minor: Some(0) };
    let figures = Subject::Figures { period: "2026-03".into(), component: "champion".into() };
    assert_eq!(
        found(less),
        [(figures, Outcome::OwnRowDiffers), (line("champion"), without), (line("commission"), differs(60_000, 0)),]
    );
    let steps = |receipt: &mut Receipt| drop(receipt.open.lines[0].steps.pop());
    assert_eq!(found(steps), [(line("commission"), differs(60_000, 60_000))]);
    let more = |receipt: &mut Receipt| receipt.adjustments[0].difference_minor = 2_500;
    assert_eq!(
        found(more),
        [(adjustment("commission", false), differs(2_500, 2_000)), (Subject::Total, differs(87_000, 87_500)),]
    );
    let locked = |receipt: &mut Receipt| receipt.locked[0].before.get_mut("commission").unwrap().locked_minor = 9_000;
    assert_eq!(found(locked), [(adjustment("commission", false), differs(2_000, 3_000))]);
    let owed = |receipt: &mut Receipt| receipt.settled.opening_minor = 4_000;
    assert_eq!(found(owed), [(Subject::Total, differs(87_000, 88_000))]);
}

#[test]
fn figures_and_plans_are_held_against_their_hashes() {
    let rival = |receipt: &mut Receipt| {
        let held = receipt.open.inputs.others.get_mut("champion").unwrap();
        let Some(Taken::Ranking { people, .. }) = &mut held.figures else { panic!() };
        people[1].value = people[0].value.as_ref().map(|value| value + value);
    };
    let figures = || Subject::Figures { period: "2026-03".into(), component: "champion".into() };
    assert_eq!(found(rival), [(figures(), Outcome::Changed), (line("champion"), differs(30_000, 10_000))]);
    let own = |receipt: &mut Receipt| {
        let held = receipt.open.inputs.others.get_mut("champion").unwrap();
        let Some(Taken::Ranking { people, .. }) = &mut held.figures else { panic!() };
        people[0].value = people[1].value.clone();
        held.hash = hex::encode(Sha256::digest(serde_json::to_vec(&held.figures).unwrap()));
    };
    assert_eq!(found(own), [(figures(), Outcome::OwnRowDiffers)]);
    let plan = |receipt: &mut Receipt| receipt.plans[0].text = PLAN.replace("5%", "6%");
    let changed = found(plan);
    assert_eq!(changed[0], (Subject::Plan { number: 1 }, Outcome::Changed));
    assert!(changed.contains(&(line("commission"), differs(60_000, 72_000))), "{changed:?}");
    let broken = |receipt: &mut Receipt| receipt.plans[0].text = "no plan".into();
    let problem = || Outcome::NotCalculable { problem: "a plan cannot be read".into() };
    assert_eq!(found(broken)[1..3], [(line("champion"), problem()), (line("commission"), problem())]);
}

/// What the receipt does not hold is never called true, whoever left it out.
#[test]
fn lines_and_adjustments_without_inputs_are_said_to_have_none() {
    let without = |receipt: &mut Receipt| receipt.open.inputs.others.clear();
    assert_eq!(found(without), [(line("champion"), Outcome::InputsNotIncluded)]);
    let unlocked = |receipt: &mut Receipt| receipt.locked.clear();
    assert_eq!(found(unlocked), [(adjustment("commission", false), Outcome::InputsNotIncluded)]);
    let gone = |receipt: &mut Receipt| receipt.open.lines.truncate(1);
    let missing = Outcome::Differs { stated_minor: None, calculated_minor: Some(30_000) };
    assert_eq!(found(gone), [(line("champion"), missing), (Subject::Total, differs(87_000, 57_000))]);
}

#[test]
fn what_is_no_receipt_is_refused_with_its_place() {
    let refused = |text: &str| verify_bytes(text.as_bytes()).unwrap_err();
    assert!(matches!(refused("{"), ReceiptError::Unreadable { line: 1, column: 1, .. }));
    assert_eq!(refused("{\"format\":2,\"more\":true}"), ReceiptError::Format(2));
    let text = String::from_utf8(full().bytes()).unwrap();
    let more = text.replacen("\"known_as\"", "\"unknown\":1,\"known_as\"", 1);
    assert!(matches!(refused(&more), ReceiptError::Unreadable { .. }));
}

#[test]
fn another_layout_of_the_same_values_is_a_change() {
    let text = String::from_utf8(full().bytes()).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    for other in
        [serde_json::to_string_pretty(&value).unwrap(), text.trim_end().to_owned(), text.replace(":1,", ": 1,")]
    {
        let (_, verdict) = verify_bytes(other.as_bytes()).unwrap();
        assert_eq!(verdict.findings[0].outcome, Outcome::Changed);
        assert!(verdict.findings[1..].iter().all(|one| one.outcome == Outcome::True));
    }
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../../docs/receipt.schema.json")).unwrap()
}

#[test]
fn the_schema_describes_receipts_and_nothing_else() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for name in ["with_figures.json", "own.json"] {
        let receipt: Value = serde_json::from_slice(&std::fs::read(file(name)).unwrap()).unwrap();
        let problems: Vec<String> =
            validator.iter_errors(&receipt).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert_eq!(problems, Vec::<String>::new(), "{name}");
        for pointer in
            ["", "/person", "/person/credits/0", "/open/lines/0", "/open/lines/0/steps/0", "/settled", "/chain"]
        {
            let mut other = receipt.clone();
            other.pointer_mut(pointer).unwrap().as_object_mut().unwrap().insert("more".into(), Value::from(1));
            assert!(!validator.is_valid(&other), "{name}{pointer}");
        }
    }
}
