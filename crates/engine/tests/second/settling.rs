//! Runs a history through the engine and through the second reading: each period open, all before it run again.

use std::collections::BTreeMap;

use beichen_engine::calculate::{Balances, Run, Span, calculate};
use beichen_engine::settle::{self, Adjustment, Amounts, LockedPeriod};

use crate::compare::{Difference, compare};
use crate::generator::Draft;
use crate::history::{History, Known};
use crate::interpreter::adjusting::{self, Decisions, Figures, Key, Locked, Open};

/// What was compared, so that a test can see that it was something.
#[derive(Debug, Default)]
pub struct Settled {
    pub lines: usize,
    pub adjustments: usize,
    pub flags: usize,
    /// Of them, those that move what is held or owed.
    pub moves: usize,
    pub clawed: usize,
    pub versions: usize,
    pub years: usize,
}

/// What the engine has locked.
#[derive(Default)]
struct Engine {
    runs: Vec<LockedRun>,
    /// By person.
    owed: BTreeMap<String, i64>,
    taken: BTreeMap<[String; 4], i64>,
}

struct LockedRun {
    paid: Amounts,
    adjusted: Vec<Adjustment>,
}

/// The first period on which they disagree.
pub fn difference(draft: &Draft, settled: &mut Settled) -> Option<String> {
    let history = History::of(draft);
    settled.versions += history.versions.len() - 1;
    let (mut engine, mut locked): (Engine, Vec<Locked>) = (Engine::default(), Vec::new());
    for open in 0..history.periods.len() {
        let (known, decisions) = (history.known(open), history.decisions(open));
        let again = (0..open).map(|number| history.inputs(&known, number)).collect();
        let inputs = history.inputs(&known, open);
        settled.years += usize::from(inputs.timetable.year.from > history.versions[0].valid.from);
        let second = adjusting::open(&inputs, again, &locked, &decisions, history.share);
        let found = engine.settles_as(&history, (&known, open), &decisions, &second, settled);
        if found.is_some() {
            return found.map(|found| format!("{found}\nversions:\n{}", versions(&history)));
        }
        locked.push(second.locked);
    }
    None
}

fn versions(history: &History) -> String {
    let shown = |plan: &beichen_engine::plan::Plan| {
        let keys: Vec<String> = plan.components.iter().map(|one| format!("  {one:?}\n")).collect();
        format!(" from {}\n{}", plan.valid.from, keys.concat())
    };
    history.versions.iter().map(shown).collect()
}

impl Engine {
    fn settles_as(
        &mut self,
        history: &History,
        (known, open): (&Known, usize),
        decisions: &[Decisions],
        second: &Open,
        settled: &mut Settled,
    ) -> Option<String> {
        let periods = self.again(history, known, decisions);
        let closing = periods.last().map_or_else(Balances::default, |last| last.now.closing.clone());
        let mut inputs = history.inputs(known, open);
        inputs.opening = settle::opening(&closing, &self.taken);
        let run = calculate(&inputs).unwrap();
        let adjusted = settle::adjustments(&periods).unwrap();
        let name = |number: usize| history.periods[number].name.clone();
        let difference = compare(inputs.plan, &run, &second.lines, &mut crate::compare::Seen::default());
        settled.lines += run.lines.len();
        settled.adjustments += second.adjustments.len();
        settled.flags += second.flags.len();
        settled.moves += second.adjustments.values().filter(|figures| figures[2] != 0 || figures[3] != 0).count();
        settled.clawed += run.lines.iter().filter(|line| line.clawed_minor() != 0).count();
        difference
            .map(|difference| shown(&difference, &known.text()))
            .or_else(|| differ(&name(open), "adjustments", &paying(&adjusted), &named(&second.adjustments, name)))
            .or_else(|| differ(&name(open), "flags", &waiting(&adjusted), &named(&second.flags, name)))
            .or_else(|| {
                let totals = self.settle(history, &run, &adjusted);
                differ(&name(open), "totals", &totals, &second.settled)
            })
            .or_else(|| {
                self.lock(&run, adjusted);
                None
            })
    }

    /// The locked periods as known now.
    fn again<'h>(&self, history: &'h History, known: &Known, decisions: &[Decisions]) -> Vec<LockedPeriod<'h>> {
        let mut periods: Vec<LockedPeriod<'h>> = Vec::new();
        for (number, locked) in self.runs.iter().enumerate() {
            let mut inputs = history.inputs(known, number);
            let (plan, period) = (inputs.plan, history.periods[number].name.clone());
            inputs.opening = periods.last().map_or_else(Balances::default, |last| last.now.closing.clone());
            inputs.granted = Some(settle::granted(plan, &locked.paid, &decisions[number]));
            let mut adjusted = Amounts::new();
            for one in self.runs.iter().flat_map(|run| &run.adjusted).filter(|one| one.period == period) {
                let sum = adjusted.entry((one.person.clone(), one.component.clone())).or_default();
                *sum = sum.plus(one.figures()).unwrap();
            }
            periods.push(LockedPeriod {
                period: Span::from(&history.periods[number]),
                plan,
                locked: locked.paid.clone(),
                adjusted,
                decided: decisions[number].clone(),
                now: calculate(&inputs).unwrap(),
            });
        }
        periods
    }

    fn settle(&mut self, history: &History, run: &Run, adjusted: &[Adjustment]) -> BTreeMap<String, [i64; 2]> {
        let mut totals: BTreeMap<String, i64> = BTreeMap::new();
        for person in history.everybody() {
            let lines = run.lines.iter().filter(|line| line.person == person);
            let own = adjusted.iter().filter(|one| one.person == person).map(Adjustment::amount_minor);
            let total = lines.map(|line| line.payable_minor() - line.clawed_minor()).chain(own).sum();
            totals.insert(person, total);
        }
        let mut found = BTreeMap::new();
        for (person, total) in totals {
            let owed = self.owed.entry(person.clone()).or_default();
            let settled = settle::settle(total, (*owed, 0), history.share).unwrap();
            *owed = settled.owed_minor;
            found.insert(person, [settled.payable_minor, settled.owed_minor]);
        }
        found
    }

    fn lock(&mut self, run: &Run, adjusted: Vec<Adjustment>) {
        for line in &run.lines {
            for one in line.payout.iter().flat_map(|payout| &payout.clawbacks) {
                let key = [&line.person, &line.component, &one.document, &one.measure].map(Clone::clone);
                *self.taken.entry(key).or_default() += one.taken_minor;
            }
        }
        let key = |line: &beichen_engine::calculate::Line| (line.person.clone(), line.component.clone());
        let paid = run.lines.iter().map(|line| (key(line), settle::Figures::of(line))).collect();
        self.runs.push(LockedRun { paid, adjusted });
    }
}

fn shown(difference: &Difference, people: &str) -> String {
    format!("{difference}\n{people}")
}

/// By period, person and component.
type Named<T> = BTreeMap<(String, Key), T>;

fn named<T: Clone>(found: &BTreeMap<(usize, Key), T>, name: impl Fn(usize) -> String) -> Named<T> {
    found.iter().map(|((number, key), amount)| ((name(*number), key.clone()), amount.clone())).collect()
}

fn keyed(one: &Adjustment) -> (String, Key) {
    (one.period.clone(), (one.person.clone(), one.component.clone()))
}

fn paying(adjusted: &[Adjustment]) -> Named<Figures> {
    let figures = |one: &Adjustment| {
        let settle::Figures { earned_minor, paid } = one.figures();
        (keyed(one), [earned_minor, paid.payable_minor, paid.held_minor, paid.owed_minor])
    };
    adjusted.iter().filter(|one| !one.is_flag).map(figures).collect()
}

fn waiting(adjusted: &[Adjustment]) -> Named<i64> {
    adjusted.iter().filter(|one| one.is_flag).map(|one| (keyed(one), one.difference_minor)).collect()
}

fn differ<K: Ord + std::fmt::Debug, T: PartialEq + std::fmt::Debug>(
    period: &str,
    what: &str,
    engine: &BTreeMap<K, T>,
    second: &BTreeMap<K, T>,
) -> Option<String> {
    (engine != second).then(|| format!("{period}, {what}\n  engine: {engine:?}\n  second: {second:?}"))
}
