//! Measures the columns for `cargo xtask bench engine`: one JSON object on stdout, data and payouts in a folder.
//!
//! `columns FOLDER ROWS SEED [--data]`: `--data` only writes the data for the other engines.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measurement tells what its clock said")]

mod company;
mod files;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use beichen_engine::calculate::Person;
use beichen_engine::calendar::Calendar;
use beichen_engine::columns::{Book, Figures, Late, Ledger, Payouts, Rows};
use beichen_engine::plan::model::{Component, Curve, Kind, Source};
use beichen_engine::plan::{Plan, Surroundings, read_plan};
use beichen_engine::rate::Rate;
use beichen_engine::workdays::Workdays;
use company::{Company, Dice, PEOPLE, payment};
use rayon::prelude::*;

const PLAN: &str = include_str!("plan.toml");
const MEASURE: &str = "collected";
/// Each figure is the middle one of so many runs.
const RUNS: usize = 5;
const SIMULATIONS: i64 = 1_000;
const LATE_PAYMENTS: usize = 101;

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> Done<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, rows, seed, rest @ ..] = words.as_slice() else {
        return Err("columns FOLDER ROWS SEED [--data]".into());
    };
    let (folder, rows, seed) = (Path::new(folder), rows.parse()?, seed.parse()?);
    let plan = read_plan(PLAN, &Surroundings::default()).plan.ok_or("plan.toml is no plan")?;
    let workdays = Workdays::mainland_china();
    let company = Company::of(seed, rows);
    if rest.iter().any(|word| word == "--data") {
        files::write(folder, &company.people, &company.rows)?;
        return Ok(());
    }
    let memcpy_s = copied(&company.rows);
    let Company { people, rows: columns } = company;

    begin_peak()?;
    let mut unsorted = Vec::new();
    for _ in 1..RUNS {
        unsorted.push(from_unsorted(&plan, &workdays, &people, &columns)?.watch);
    }
    let Unsorted { book, payouts: of_sums, watch } = from_unsorted(&plan, &workdays, &people, &columns)?;
    unsorted.push(watch);
    unsorted.sort_by(|a, b| a.sum().total_cmp(&b.sum()));
    let unsorted = unsorted.swap_remove(RUNS / 2);
    let started = Instant::now();
    let mut ledger = Ledger::prepare(book.marks(), vec![(MEASURE, columns)])?;
    let prepare_s = started.elapsed().as_secs_f64();
    let peak_preparing = peak()?;
    begin_peak()?;
    let mut prepared = Vec::new();
    let (mut figures, mut payouts) = (book.figures(&ledger)?, of_sums.clone());
    for _ in 0..RUNS {
        let started = Instant::now();
        figures = book.figures(&ledger)?;
        payouts = book.pay(&figures)?;
        prepared.push(started.elapsed().as_secs_f64());
    }
    let peak_paying = peak()?;
    if payouts != of_sums {
        return Err("unsorted rows and prepared ones are paid differently".into());
    }
    files::write_payouts(&folder.join("beichen.csv"), &book, &payouts, PEOPLE)?;
    let prepared_s = middle(prepared);
    let thousand_simulations_s = simulations(&plan, &book, &figures)?;
    let columns_bytes = ledger.bytes() + book.bytes();
    let one_payment_s = late_payments(&book, &mut ledger, &mut figures, &mut payouts)?;
    println!(
        "{{\"rows\": {rows}, \"prepared_s\": {prepared_s:.6}, \"unsorted_s\": {:.6}, \"book_s\": {:.6}, \
         \"sum_s\": {:.6}, \"figures_s\": {:.6}, \"pay_s\": {:.6}, \"prepare_s\": {prepare_s:.6}, \
         \"memcpy_s\": {memcpy_s:.6}, \"columns_bytes\": {columns_bytes}, \"peak_bytes\": {peak_paying}, \
         \"peak_preparing_bytes\": {peak_preparing}, \"one_payment_s\": {one_payment_s:.9}, \
         \"thousand_simulations_s\": {thousand_simulations_s:.6}}}",
        unsorted.sum(),
        unsorted.of("book"),
        unsorted.of("sum"),
        unsorted.of("figures"),
        unsorted.of("pay"),
    );
    Ok(())
}

/// Every payout from rows in no order, with the book and how long each step took.
struct Unsorted<'a> {
    book: Book<'a>,
    payouts: Payouts,
    watch: Watch,
}

fn from_unsorted<'a>(plan: &'a Plan, workdays: &'a Workdays, people: &[Person], rows: &Rows) -> Done<Unsorted<'a>> {
    let mut watch = Watch::default();
    let book = watch.time("book", || Book::try_new(plan, &Calendar::natural(), workdays, people))?;
    let sums = watch.time("sum", || Ledger::sum(book.marks(), &[(MEASURE, rows)]))?;
    let figures = watch.time("figures", || book.figures(&sums))?;
    let payouts = watch.time("pay", || book.pay(&figures))?;
    Ok(Unsorted { book, payouts, watch })
}

/// How long each step took.
#[derive(Default)]
struct Watch(Vec<(&'static str, f64)>);

impl Watch {
    fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = work();
        self.0.push((name, started.elapsed().as_secs_f64()));
        done
    }

    fn of(&self, name: &str) -> f64 {
        self.0.iter().filter(|(known, _)| *known == name).map(|(_, took)| took).sum()
    }

    fn sum(&self) -> f64 {
        self.0.iter().map(|(_, took)| took).sum()
    }
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A plain copy of the columns into memory that is there already, by all threads.
fn copied(rows: &Rows) -> f64 {
    let mut target = rows.clone();
    let times = (0..RUNS).map(|_| {
        let started = Instant::now();
        copy(&rows.person, &mut target.person);
        copy(&rows.day, &mut target.day);
        copy(&rows.entitling, &mut target.entitling);
        copy(&rows.amount, &mut target.amount);
        started.elapsed().as_secs_f64()
    });
    middle(times.collect())
}

fn copy<T: Copy + Send + Sync>(from: &[T], to: &mut [T]) {
    const AT_ONCE: usize = 1 << 18;
    to.par_chunks_mut(AT_ONCE).zip(from.par_chunks(AT_ONCE)).for_each(|(to, from)| to.copy_from_slice(from));
}

/// The bonus under other curves: each pays everybody's twelve months.
fn simulations(plan: &Plan, book: &Book<'_>, figures: &Figures) -> Done<f64> {
    let bonus = plan.components.first().ok_or("the plan has no component")?;
    let changed: Vec<Component> = (0..SIMULATIONS).map(|number| with_curve(bonus, number)).collect();
    let started = Instant::now();
    let mut cost = 0_i64;
    for component in &changed {
        cost += book.simulate(figures, 0, component)?.iter().sum::<i64>();
    }
    let took = started.elapsed().as_secs_f64();
    if cost == 0 { Err("the simulations pay nothing".into()) } else { Ok(took) }
}

fn with_curve(component: &Component, number: i64) -> Component {
    let mut changed = component.clone();
    if let Kind::Attainment(kind) = &mut changed.kind
        && let Curve::Linear { points, .. } = &mut kind.curve
    {
        for (place, point) in points.iter_mut().enumerate() {
            let more = number * 137 * i64::try_from(place).unwrap_or(0);
            point.value = Source::Fixed(Rate::from_ppm(800_000 + more));
        }
    }
    changed
}

/// Payments with their splits that come late, each taken into everything that it changes.
fn late_payments(book: &Book<'_>, ledger: &mut Ledger, figures: &mut Figures, payouts: &mut Payouts) -> Done<f64> {
    let mut dice = Dice(7);
    let mut times = Vec::new();
    for _ in 0..LATE_PAYMENTS {
        let credits = payment(&mut dice);
        let started = Instant::now();
        for (person, day, entitling, amount) in credits {
            let late = Late { measure: MEASURE, person, day, entitling, amount };
            book.take_late(&late, ledger, figures, payouts)?;
        }
        times.push(started.elapsed().as_secs_f64());
    }
    if *figures != book.figures(ledger)? || *payouts != book.pay(figures)? {
        return Err("late payments and a full calculation differ".into());
    }
    Ok(middle(times))
}

/// Forgets the greatest memory so far.
fn begin_peak() -> Done<()> {
    Ok(std::fs::write("/proc/self/clear_refs", "5")?)
}

/// The greatest resident memory since then, in bytes.
fn peak() -> Done<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("/proc tells no greatest memory")?;
    let kilobytes: u64 = line.split_whitespace().next().ok_or("/proc tells no number")?.parse()?;
    Ok(kilobytes * 1024)
}
