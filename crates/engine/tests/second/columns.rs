//! The columns pay what the pipeline pays, on the same random plans, people and credits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use beichen_engine::calculate::{Balances, Inputs, Membership, Person, Timetable, calculate};
use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::columns::{Book, Late, Ledger, Marks, Payouts, Refusal, Rows};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::{Component, Measure, PayoutRules, Plan};
use beichen_engine::plan::{Surroundings, read_plan};
use beichen_engine::workdays::Workdays;

use crate::generator::{self, Draft, twist};
use crate::interpreter::crediting::people;

/// What was compared, and what was refused for which reason.
#[derive(Debug, Default)]
pub struct Compared {
    pub payouts: usize,
    /// Kinds that pay something other than 0.
    pub paid: BTreeSet<&'static str>,
    pub refused: BTreeSet<&'static str>,
}

/// What a ledger keeps.
#[derive(Debug, Clone, Copy)]
enum Kept {
    /// Sums between the book's marks.
    Sums,
    /// These and every credit.
    Both,
    /// Credits alone, so that each figure is found credit by credit.
    Credits,
}

/// Compares every component that columns take, each as the only one of its plan, and then once more with the last
/// credit handed in late.
pub fn compare(seed: u64, compared: &mut Compared) {
    let draft = generator::draft(seed);
    let text = draft.text();
    let reading = read_plan(&text, &Surroundings::default());
    let whole = reading.plan.unwrap_or_else(|| panic!("not a plan: {:#?}\n{text}", reading.diagnostics));
    for component in &whole.components {
        // What becomes of pay after it is earned is refused whole.
        let component = Component { payout: PayoutRules::default(), ..component.clone() };
        let plan = Plan { components: vec![component.clone()], ..whole.clone() };
        let periods: Vec<Period> =
            draft.periods.iter().map(|name| draft.calendar.find(component.period, name).unwrap()).collect();
        let workdays = Workdays::mainland_china();
        let inputs = inputs(&draft, &plan, &periods, &workdays);
        let book = match Book::try_new(&plan, &draft.calendar, &workdays, &inputs[0].people) {
            Ok(book) => book,
            Err(Refusal::NotHeld { what, .. }) => {
                compared.refused.insert(what);
                continue;
            }
            Err(refusal) => panic!("seed {seed}: {refusal}\n{text}"),
        };
        for (kept, is_late) in
            [(Kept::Sums, false), (Kept::Sums, true), (Kept::Both, true), (Kept::Credits, false), (Kept::Credits, true)]
        {
            let payouts = paid(&book, &plan, &inputs[0].people, (kept, is_late));
            for inputs in &inputs {
                let found = difference(&book, &payouts, inputs, compared);
                let case = format!("seed {seed}, {kept:?}, late {is_late}, {}", component.key);
                assert!(found.is_none(), "{case}: {}\n{text}", found.unwrap());
            }
        }
    }
}

/// The inputs of each period, with the same people and everything known.
fn inputs<'a>(draft: &Draft, plan: &'a Plan, periods: &[Period], workdays: &'a Workdays) -> Vec<Inputs<'a>> {
    let everybody = people(plan, &plan.examples[0], periods, None);
    let of = |period: &Period, people: Vec<Person>| Inputs {
        plan,
        earlier_versions: Vec::new(),
        timetable: Timetable::new(plan, &draft.calendar, period, None),
        workdays,
        people,
        opening: Balances::default(),
        paid_in_full: BTreeMap::new(),
        granted: None,
    };
    let mut last = of(periods.last().unwrap(), everybody);
    twist(draft.seed, &mut last);
    periods.iter().map(|period| of(period, last.people.clone())).collect()
}

fn paid(book: &Book<'_>, plan: &Plan, people: &[Person], (kept, is_late): (Kept, bool)) -> Payouts {
    let mut lates = Vec::new();
    let rows: Vec<(&str, Rows)> =
        plan.measures.iter().map(|measure| (measure.key.as_str(), rows(measure, people))).collect();
    let split = rows.into_iter().map(|(key, mut rows)| {
        if is_late && let Some(person) = rows.person.pop() {
            let (day, entitling) = (rows.day.pop().unwrap(), rows.entitling.pop().unwrap());
            let amount = rows.amount.pop().unwrap();
            lates.push(Late { measure: key, person: usize::try_from(person).unwrap(), day, entitling, amount });
        }
        (key, rows)
    });
    let rows: Vec<(&str, Rows)> = split.collect();
    let borrowed: Vec<(&str, &Rows)> = rows.iter().map(|(key, rows)| (*key, rows)).collect();
    let ledger = match kept {
        Kept::Sums => Ledger::sum(book.marks(), &borrowed),
        Kept::Both => Ledger::prepare(book.marks(), rows),
        Kept::Credits => Ledger::prepare(&no_marks(people.len()), rows),
    };
    let mut ledger = ledger.unwrap();
    let mut figures = book.figures(&ledger).unwrap();
    let mut payouts = book.pay(&figures).unwrap();
    for late in &lates {
        book.take_late(late, &mut ledger, &mut figures, &mut payouts).unwrap();
    }
    payouts
}

fn no_marks(people: usize) -> Arc<Marks> {
    Arc::new(Marks::none(people))
}

fn rows(measure: &Measure, people: &[Person]) -> Rows {
    let mut rows = Rows::default();
    for (place, person) in people.iter().enumerate() {
        for credit in person.credits.iter().filter(|credit| *credit.measure == *measure.key) {
            rows.person.push(u32::try_from(place).unwrap());
            rows.day.push(credit.day);
            rows.entitling.push(credit.entitling_day());
            rows.amount.push(credit.amount);
        }
    }
    rows
}

fn difference(book: &Book<'_>, payouts: &Payouts, inputs: &Inputs<'_>, compared: &mut Compared) -> Option<String> {
    let run = calculate(inputs).unwrap();
    let component = &inputs.plan.components[0];
    let (_, names) = book.components().next().unwrap();
    let period = names.iter().position(|name| *name == run.period).unwrap();
    for (place, person) in inputs.people.iter().enumerate() {
        let earned = run.line(&person.id, &component.key).map_or(0, |line| line.earned_minor);
        let of_columns = payouts.of(0, place, period).unwrap();
        if earned != of_columns {
            return Some(format!("{} in {}: pipeline {earned}, columns {of_columns}", person.id, run.period));
        }
        compared.payouts += 1;
        if earned != 0 {
            compared.paid.insert(component.kind.name());
        }
    }
    None
}

#[test]
fn columns_refuse_rows_that_do_not_fit_the_people() {
    let plan = read_plan(PLAN, &Surroundings::default()).plan.unwrap();
    let workdays = Workdays::empty();
    let book = Book::try_new(&plan, &Calendar::natural(), &workdays, &[]).unwrap();
    assert_eq!(book.figures(&Ledger::prepare(&no_marks(1), Vec::new()).unwrap()), Err(Refusal::Rows));
    let rows = Rows { person: vec![1], ..Rows::default() };
    assert_eq!(Ledger::prepare(&no_marks(1), vec![("collected", rows)]).unwrap_err(), Refusal::Rows);
    let rows = Rows { person: vec![1], day: vec![Day::MIN], entitling: vec![Day::MIN], amount: vec![1] };
    assert_eq!(Ledger::prepare(&no_marks(1), vec![("collected", rows)]).unwrap_err(), Refusal::Rows);
    let draft = generator::draft(1);
    let other = read_plan(&draft.text(), &Surroundings::default()).plan.unwrap();
    let everybody = people(&other, &other.examples[0], &[], None);
    let larger = Book::try_new(&plan, &Calendar::natural(), &workdays, &everybody).unwrap();
    let figures = larger.figures(&Ledger::prepare(&no_marks(everybody.len()), Vec::new()).unwrap()).unwrap();
    assert_eq!(book.pay(&figures), Err(Refusal::Rows));
}

#[test]
fn a_simulation_pays_what_the_changed_plan_would() {
    let changed_text = PLAN.replace("1%", "2.5%");
    let read = |text: &str| read_plan(text, &Surroundings::default()).plan.unwrap();
    let (plan, changed, yearly) = (read(PLAN), read(&changed_text), read(&PLAN.replace("month", "year")));
    let draft = generator::draft(1);
    let other = read(&draft.text());
    let everybody = people(&other, &other.examples[0], &[], None);
    let workdays = Workdays::empty();
    let [book, changed_book] =
        [&plan, &changed].map(|plan| Book::try_new(plan, &Calendar::natural(), &workdays, &everybody).unwrap());
    let rows = vec![("collected", rows(&plan.measures[0], &everybody))];
    let ledger = Ledger::prepare(book.marks(), rows).unwrap();
    let figures = book.figures(&ledger).unwrap();
    let simulated = book.simulate(&figures, 0, &changed.components[0]).unwrap();
    let payouts = changed_book.pay(&figures).unwrap();
    let cells = (0..everybody.len()).flat_map(|person| (0..12).map(move |period| (person, period)));
    let paid: Vec<i64> = cells.map(|(person, period)| payouts.of(0, person, period).unwrap()).collect();
    assert_eq!(simulated, paid);
    assert!(paid.iter().any(|minor| *minor != 0));
    assert!(matches!(book.simulate(&figures, 0, &yearly.components[0]), Err(Refusal::NotHeld { .. })));
}

/// What does not fit 64 bits is left to `calculate`.
#[test]
fn columns_refuse_amounts_that_are_too_large() {
    let rows = |amount| {
        let (day, amount) = (vec![Day::MIN; 2], vec![amount; 2]);
        Rows { person: vec![0, 0], day: day.clone(), entitling: day, amount }
    };
    assert!(Ledger::prepare(&no_marks(1), vec![("collected", rows((1 << 61) - 1))]).is_ok());
    assert_eq!(Ledger::prepare(&no_marks(1), vec![("collected", rows(1 << 61))]).unwrap_err(), Refusal::TooLarge);
    assert_eq!(Ledger::prepare(&no_marks(1), vec![("collected", rows(i64::MIN))]).unwrap_err(), Refusal::TooLarge);
}

/// Many more rows than a thread takes at once, in no order; some of days that nobody asks for.
#[test]
fn sums_of_many_rows_pay_what_single_credits_do() {
    let (mut number, mut rows) = (1_u64, Rows::default());
    let mut below = |end: i32| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i32::try_from((number >> 33) % u64::try_from(end).unwrap()).unwrap()
    };
    let first = Day::from_ymd(2025, 12, 20).unwrap();
    let count = 16_384 * 5 + 7;
    for _ in 0..count {
        let day = first.plus_days(below(400));
        rows.person.push(u32::try_from(below(2)).unwrap());
        rows.day.push(day);
        rows.entitling.push(day.plus_days(-below(40)));
        rows.amount.push(i64::from(below(2_000_000) - 500_000));
    }
    assert_eq!(of_sums(&rows), of_credits(&rows));
    assert!(of_sums(&rows).unwrap().iter().filter(|minor| **minor != 0).count() > 12);
}

/// One row may be larger than a quick look at all of them allows, as long as everybody's amounts fit.
#[test]
fn sums_of_large_rows_pay_what_single_credits_do() {
    let rows = |last: i64| {
        let day = vec![Day::from_ymd(2026, 3, 15).unwrap(); 4];
        Rows { person: vec![0, 1, 0, 1], day: day.clone(), entitling: day, amount: vec![1 << 61, 1 << 61, -7, last] }
    };
    assert_eq!(of_sums(&rows(9)), of_credits(&rows(9)));
    assert!(of_sums(&rows(9)).is_ok());
    assert_eq!(of_sums(&rows(1 << 61)), Err(Refusal::TooLarge));
}

/// In April 1 % of 100.00; in June, when the person is not in the plan, 40.00 of it are taken back.
#[test]
fn a_refund_of_a_month_out_of_the_plan_counts_in_the_year_so_far() {
    let day = |month, day| Day::from_ymd(2026, month, day).unwrap();
    let entitling = vec![day(4, 10); 2];
    let rows = Rows { person: vec![1; 2], day: vec![day(4, 10), day(6, 15)], entitling, amount: vec![100_00, -40_00] };
    let yearly = PLAN.replace("rate =", "accumulate = \"year_to_date\"\nrate =");
    let mut expected = vec![0; 24];
    (expected[12 + 3], expected[12 + 5]) = (1_00, -40);
    let of_sums = payouts_of_two(&yearly, |book| Ledger::sum(book.marks(), &[("collected", &rows)]));
    assert_eq!(of_sums.as_ref(), Ok(&expected));
    let of_credits = payouts_of_two(&yearly, |_| Ledger::prepare(&no_marks(2), vec![("collected", rows.clone())]));
    assert_eq!(of_credits, of_sums);
}

#[test]
fn sums_of_other_questions_are_refused() {
    let plan = read_plan(PLAN, &Surroundings::default()).plan.unwrap();
    let yearly = read_plan(&PLAN.replace("month", "year"), &Surroundings::default()).plan.unwrap();
    let (workdays, everybody) = (Workdays::empty(), two_people());
    let book = |plan| Book::try_new(plan, &Calendar::natural(), &workdays, &everybody).unwrap();
    let rows = Rows::default();
    let ledger = Ledger::sum(book(&yearly).marks(), &[("collected", &rows)]).unwrap();
    assert!(book(&yearly).figures(&ledger).is_ok());
    assert_eq!(book(&plan).figures(&ledger), Err(Refusal::NotSummed));
    let ledger = Ledger::prepare(book(&yearly).marks(), vec![("collected", rows)]).unwrap();
    assert!(book(&plan).figures(&ledger).is_ok());
}

fn of_sums(rows: &Rows) -> Result<Vec<i64>, Refusal> {
    payouts_of_two(PLAN, |book| Ledger::sum(book.marks(), &[("collected", rows)]))
}

fn of_credits(rows: &Rows) -> Result<Vec<i64>, Refusal> {
    payouts_of_two(PLAN, |_| Ledger::prepare(&no_marks(2), vec![("collected", rows.clone())]))
}

/// What two people are paid in the months of the year, in order.
fn payouts_of_two(text: &str, ledger: impl Fn(&Book<'_>) -> Result<Ledger, Refusal>) -> Result<Vec<i64>, Refusal> {
    let plan = read_plan(text, &Surroundings::default()).plan.unwrap();
    let (workdays, everybody) = (Workdays::empty(), two_people());
    let book = Book::try_new(&plan, &Calendar::natural(), &workdays, &everybody)?;
    let payouts = book.pay(&book.figures(&ledger(&book)?)?)?;
    let cells = (0..2).flat_map(|person| (0..12).map(move |period| (person, period)));
    Ok(cells.map(|(person, period)| payouts.of(0, person, period).unwrap()).collect())
}

/// One is in the plan on all days, the other on some.
fn two_people() -> Vec<Person> {
    let day = |month, day| Day::from_ymd(2026, month, day).unwrap();
    let person = |code: &str, days: Vec<DayRange>| Person {
        id: code.to_owned(),
        code: code.to_owned(),
        membership: Membership::Days(days),
        segments: Vec::new(),
        coefficients: Vec::new(),
        goals: Vec::new(),
        credits: Vec::new(),
        ratings: Vec::new(),
        awards: Vec::new(),
    };
    let parts = vec![DayRange::including(day(2, 10), day(5, 3)), DayRange::including(day(8, 1), day(12, 31))];
    vec![person("a", vec![DayRange::including(day(1, 1), day(12, 31))]), person("b", parts)]
}

const PLAN: &str = r#"
[plan]
key = "one"
title = "One"
currency = "CNY"
valid = { from = "2026-01-01", to = "2026-12-31" }

[measure.collected]
of = "payments"

[[component]]
key = "commission"
kind = "commission"
period = "month"
measure = "collected"
rate = "1%"
"#;
