//! Receipts of random runs: each is true alone, and no byte of it can change unnoticed.

use std::collections::BTreeMap;

use beichen_engine::calculate::{Inputs, Person, Run, Span, calculate, calculate_with_taken};
use beichen_engine::calendar::{Calendar, Period, PeriodKind};
use beichen_engine::plan::plan_hash;
use beichen_engine::rate::Rate;
use beichen_engine::receipt::{
    Before, Calculated, Chain, Figures, Outcome, PlanText, Receipt, Source, Subject, Word, verify, verify_bytes,
};
use beichen_engine::settle::{
    Adjustment, Amounts, Decided, Figures as Came, LockedPeriod, adjustments, granted, settle,
};
use beichen_engine::workdays::Workdays;
use proptest::prelude::*;
use serde_json::Value;

use crate::alone::{TOGETHER, people};
use crate::pool::{self, COMPONENTS, Seed};
use crate::world::{EVERYTHING, HEAD, inputs, plan};

const KEY: &[u8] = b"of the run";
/// Whose lines need the figures of others.
const HANGING: [&str; 8] = ["tied", "next", "above", "weighted", "all", "direct", "even", "earned"];

const BALANCES: &str = r#"
[[component]]
key = "drawn"
kind = "commission"
period = "month"
measure = "collected"
rate = "10%"
draw = { amount = "300.00", recover_from = 2, recover = "33.3%" }
holdback = { rate = "15%" }
pay = ["50%", "50%"]
cap = "90.00"
cap_excess = "carry"
"#;

fn text() -> String {
    format!("{HEAD}{EVERYTHING}{TOGETHER}{COMPONENTS}{BALANCES}")
}

fn month(name: &str) -> Period {
    Calendar::natural().find(PeriodKind::Month, name).unwrap()
}

/// The run of April after the lock of March, which a later refund of everybody's payments changes.
struct World {
    people: Vec<Person>,
    receipts: Vec<Receipt>,
    figures: Vec<Figures>,
}

fn sums(run: &Run) -> Amounts {
    run.lines.iter().map(|line| ((line.person.clone(), line.component.clone()), Came::of(line))).collect()
}

fn world(seeds: &[Seed]) -> World {
    let (text, workdays) = (text(), Workdays::mainland_china());
    let plan = plan(text.strip_prefix(HEAD).unwrap());
    let now = people(seeds);
    let as_locked = now.iter().cloned().map(|person| Person { credits: halved(&person), ..person }).collect();
    let of = |people: Vec<Person>, name: &str| inputs(&plan, &workdays, people, PeriodKind::Month, name);
    let march = calculate(&of(as_locked, "2026-03")).unwrap();
    let granted = granted(&plan, &sums(&march), &BTreeMap::new());
    let again = Inputs { granted: Some(granted), ..of(now.clone(), "2026-03") };
    let (run_again, taken_again) = calculate_with_taken(&again).unwrap();
    let opening = run_again.closing.clone();
    let period = LockedPeriod {
        period: Span::from(&month("2026-03")),
        plan: &plan,
        locked: sums(&march),
        adjusted: Amounts::new(),
        decided: BTreeMap::new(),
        now: run_again,
    };
    let differences = adjustments(&[period]).unwrap();
    let april = Inputs { opening, ..of(now.clone(), "2026-04") };
    let (run, taken) = calculate_with_taken(&april).unwrap();
    let figures = vec![Figures::new(taken_again, KEY), Figures::new(taken, KEY)];
    let plans = [PlanText { hash: plan_hash(&text).unwrap(), text }];
    let receipts = now.iter().map(|person| {
        let locked =
            (Calculated { period: &month("2026-03"), inputs: &again, figures: &figures[0] }, before(&march, person));
        let open = Calculated { period: &month("2026-04"), inputs: &april, figures: &figures[1] };
        receipt(person, &plans, (open, &run), locked, &differences)
    });
    World { receipts: receipts.collect(), people: now, figures }
}

fn receipt(
    person: &Person,
    plans: &[PlanText],
    (open, run): (Calculated<'_>, &Run),
    locked: (Calculated<'_>, BTreeMap<String, Before>),
    differences: &[Adjustment],
) -> Receipt {
    let lines: Vec<_> = run.lines.iter().filter(|line| line.person == person.id).cloned().collect();
    let adjustments: Vec<_> = differences.iter().filter(|one| one.person == person.id).cloned().collect();
    let paid: i64 = lines.iter().map(|line| line.payable_minor() - line.clawed_minor()).sum();
    let adjusted: i64 = adjustments.iter().map(Adjustment::amount_minor).sum();
    let share = Rate::from_ppm(500_000);
    Receipt::of(Source {
        person,
        key: KEY,
        plans,
        calendar: &Calendar::natural(),
        since: "2026-01-01".parse().ok(),
        open,
        lines,
        locked: vec![locked],
        adjustments,
        settled: settle(paid + adjusted, (1_234, 0), share).unwrap(),
        taken_share: share,
        chain: Chain { run: run.hash(), previous_run: None, audit_head: "0".repeat(64) },
    })
}

/// What was known when March was locked: the first half of the documents.
fn halved(person: &Person) -> Vec<beichen_engine::calculate::Credit> {
    person.credits.iter().filter(|credit| credit.recorded.0 % 2 == 0).cloned().collect()
}

fn before(march: &Run, person: &Person) -> BTreeMap<String, Before> {
    let own = march.lines.iter().filter(|line| line.person == person.id);
    own.map(|line| (line.component.clone(), Before::of(Came::of(line), Came::default(), Decided::default()))).collect()
}

impl World {
    fn full(&self, place: usize) -> Receipt {
        let find = |hash: &str| self.figures.iter().find_map(|one| one.find(hash).cloned());
        self.receipts[place].clone().with_figures(find)
    }
}

/// Every whole number in a value.
fn numbers<'v>(value: &'v mut Value, found: &mut Vec<&'v mut Value>) {
    match value {
        Value::Number(_) => found.push(value),
        Value::Array(items) => items.iter_mut().for_each(|item| numbers(item, found)),
        Value::Object(fields) => fields.values_mut().for_each(|field| numbers(field, found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_number_in_a_file_stops_the_verifying(
        seeds in pool::company(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 8),
    ) {
        let world = world(&seeds);
        let receipt = serde_json::to_value(world.full(0)).unwrap();
        for place in places {
            for extreme in [i64::MIN, -1, 0, i64::MAX] {
                let mut changed = receipt.clone();
                let mut found = Vec::new();
                numbers(&mut changed, &mut found);
                let number = found.swap_remove(place.index(found.len()));
                let is_same = number.as_i64() == Some(extreme);
                *number = Value::from(extreme);
                if let Ok(read) = serde_json::from_value::<Receipt>(changed) {
                    prop_assert_eq!(verify(&read).word() == Word::True, is_same);
                }
            }
        }
    }

    #[test]
    fn a_receipt_with_the_figures_of_others_is_true(seeds in pool::company()) {
        let world = world(&seeds);
        for place in 0..world.people.len() {
            let receipt = world.full(place);
            let (read, verdict) = verify_bytes(&receipt.bytes()).unwrap();
            prop_assert_eq!(&read, &receipt);
            prop_assert_eq!(verdict.word(), Word::True, "{:?}", verdict);
            let lines = verdict.findings.iter().filter(|one| matches!(one.subject, Subject::Line { .. }));
            prop_assert_eq!(lines.count(), receipt.open.lines.len());
        }
    }

    #[test]
    fn the_schema_describes_every_receipt(seeds in pool::company()) {
        let schema = serde_json::from_str(include_str!("../../../../docs/receipt.schema.json")).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let world = world(&seeds);
        for place in 0..world.people.len() {
            let receipt = serde_json::to_value(world.full(place)).unwrap();
            let problems: Vec<String> =
                validator.iter_errors(&receipt).map(|error| format!("{} {error}", error.instance_path())).collect();
            prop_assert_eq!(problems, Vec::<String>::new());
        }
    }

    #[test]
    fn a_receipt_without_them_is_true_but_for_the_lines_that_hang_on_others(seeds in pool::company()) {
        let world = world(&seeds);
        for receipt in &world.receipts {
            for finding in verify(receipt).findings {
                let hangs = match &finding.subject {
                    Subject::Line { component } | Subject::Adjustment { component, .. } => {
                        HANGING.contains(&component.as_str())
                    }
                    _ => false,
                };
                let expected = if hangs { Outcome::InputsNotIncluded } else { Outcome::True };
                prop_assert_eq!(finding.outcome, expected, "{:?}", finding.subject);
            }
            // The lines of a lead name the documents below, as the statement does; what it is calculated from does not.
            let inputs = serde_json::to_string(&(&receipt.person, &receipt.open.inputs, &receipt.locked)).unwrap();
            for other in world.people.iter().filter(|other| other.id != receipt.person.id) {
                prop_assert!(!inputs.contains(&format!("\"{}", other.id)), "something of {}", other.id);
            }
        }
    }

    #[test]
    fn any_changed_byte_is_found(seeds in pool::company(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let world = world(&seeds);
        let mut bytes = world.full(0).bytes();
        // A random byte, one that keeps the file readable, and a byte less or more.
        let place = at.index(bytes.len());
        let (kept, digit) = (bytes[place], b'0' + byte % 10);
        for changed in [byte, digit, kept ^ 1] {
            bytes[place] = changed;
            let is_true = verify_bytes(&bytes).is_ok_and(|(_, verdict)| verdict.word() == Word::True);
            prop_assert_eq!(is_true, changed == kept);
        }
        bytes[place] = kept;
        let shorter = [&bytes[..place], &bytes[place + 1..]].concat();
        let longer = [&bytes[..place], &[byte], &bytes[place..]].concat();
        for changed in [shorter, longer] {
            let is_true = verify_bytes(&changed).is_ok_and(|(_, verdict)| verdict.word() == Word::True);
            prop_assert!(!is_true);
        }
    }

    #[test]
    fn a_changed_amount_is_found_without_the_hash_too(
        seeds in pool::company(),
        at in any::<prop::sample::Index>(),
        more in 1..1_000_i64,
    ) {
        let world = world(&seeds);
        let receipt = world.full(0);
        if !receipt.open.lines.is_empty() {
            let place = at.index(receipt.open.lines.len());
            let mut changed = receipt.clone();
            let line = &mut changed.open.lines[place];
            line.earned_minor += more;
            let (earned, component) = (line.earned_minor, line.component.clone());
            let found = verify(&changed.sealed()).findings;
            let outcome = &found.iter().find(|one| one.subject == Subject::Line { component: component.clone() }).unwrap().outcome;
            let differs = Outcome::Differs { stated_minor: Some(earned), calculated_minor: Some(earned - more) };
            prop_assert_eq!(outcome, &differs);
            prop_assert!(found.iter().any(|one| one.subject == Subject::File && one.outcome == Outcome::True));
        }
    }
}
