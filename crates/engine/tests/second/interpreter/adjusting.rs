//! Step 12: "every locked period of the plan and kind … is run again, oldest first, on what is known now, balances
//! included".

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::calculate::Inputs;
use beichen_engine::plan::Plan;
use beichen_engine::settle::Decided;

use super::number::{rate, rounded, whole};
use super::payout::{Balance, Balances};
use super::{Lines, Paid, pay};
use beichen_engine::exact::Rounding;
use beichen_engine::rate::Rate;

/// Person and component.
pub type Key = (String, String);

/// Earned, payable, and the movements of held and owed: "balance after − balance before".
pub type Figures = [i64; 4];

/// What two people have decided about prizes of a period.
pub type Decisions = BTreeMap<Key, Decided>;

/// A locked run.
#[derive(Default)]
pub struct Locked {
    paid: BTreeMap<Key, Figures>,
    /// Its adjustments, by the number of the locked period.
    adjusted: BTreeMap<(usize, Key), Figures>,
    /// What its clawbacks took, by document and measure.
    taken: BTreeMap<(Key, (String, String)), i64>,
    /// What negative totals owe after it, by person.
    owed: BTreeMap<String, i64>,
}

/// An open run.
pub struct Open {
    pub lines: Lines,
    /// What is paid for locked periods, by their number.
    pub adjustments: BTreeMap<(usize, Key), Figures>,
    /// What of a prize waits for a decision.
    pub flags: BTreeMap<(usize, Key), i64>,
    /// Payable and owed of each person.
    pub settled: BTreeMap<String, [i64; 2]>,
    pub locked: Locked,
}

/// The open run after these locked ones; `again` are the inputs of the locked periods as known now.
pub fn open(
    inputs: &Inputs<'_>,
    again: Vec<Inputs<'_>>,
    locked: &[Locked],
    decisions: &[Decisions],
    share: Rate,
) -> Open {
    let mut chain = Balances::new();
    let (mut adjustments, mut flags) = (BTreeMap::new(), BTreeMap::new());
    for (number, mut inputs) in again.into_iter().enumerate() {
        let decided = &decisions[number];
        inputs.granted = Some(granted(inputs.plan, &locked[number], decided));
        let before = chain.clone();
        let now = figures(&pay(&inputs, &mut chain), &before, &chain);
        let later = locked.iter().flat_map(|run| &run.adjusted).filter(|((of, _), _)| *of == number);
        let mut already = locked[number].paid.clone();
        let mut adjusted: BTreeMap<Key, Figures> = BTreeMap::new();
        for ((_, key), amounts) in later {
            add(already.entry(key.clone()).or_default(), amounts, 1);
            add(adjusted.entry(key.clone()).or_default(), amounts, 1);
        }
        for key in now.keys().chain(already.keys()).chain(decided.keys()).cloned().collect::<BTreeSet<Key>>() {
            let of = |amounts: &BTreeMap<Key, Figures>| amounts.get(&key).copied().unwrap_or_default();
            // "known now − locked − already adjusted"
            let mut difference = of(&now);
            add(&mut difference, &of(&already), -1);
            // "For ranking, pool and titles the line is a flag that pays nothing until decided."
            if inputs.plan.component(&key.1).is_some_and(|component| component.kind.is_decided()) {
                let Decided { pay_minor, kept_minor } = decided.get(&key).copied().unwrap_or_default();
                let waits = of(&now)[0] - of(&locked[number].paid)[0] - pay_minor - kept_minor;
                flags.insert((number, key.clone()), waits);
                difference[0] = pay_minor - of(&adjusted)[0];
            }
            adjustments.insert((number, key), difference);
        }
    }
    adjustments.retain(|_, difference| *difference != Figures::default());
    flags.retain(|_, waits| *waits != 0);
    let mut balances = opening(chain, locked);
    let before = balances.clone();
    let lines = pay(inputs, &mut balances);
    let paid = figures(&lines, &before, &balances);
    let taken = taken(&lines);
    let settled = settled(&lines, &adjustments, locked.last(), share);
    let owed = settled.iter().map(|(person, [_, owed])| (person.clone(), *owed)).collect();
    let locked = Locked { paid, adjusted: adjustments.clone(), taken, owed };
    Open { lines, adjustments, flags, settled, locked }
}

/// "an override on them counts the prizes as locked and as decided".
fn granted(plan: &Plan, locked: &Locked, decided: &Decisions) -> BTreeMap<Key, i64> {
    let mut found: BTreeMap<Key, i64> = locked.paid.iter().map(|(key, figures)| (key.clone(), figures[0])).collect();
    for (key, decided) in decided {
        *found.entry(key.clone()).or_default() += decided.pay_minor;
    }
    found.retain(|(_, component), _| plan.component(component).is_some_and(|one| one.kind.is_decided()));
    found
}

fn figures(lines: &Lines, before: &Balances, after: &Balances) -> BTreeMap<Key, Figures> {
    let of = |key: &Key, paid: &Paid| {
        let balance = |balances: &Balances, of: fn(&Balance) -> i64| balances.get(key).map_or(0, of);
        let moved = |of: fn(&Balance) -> i64| balance(after, of) - balance(before, of);
        [paid.earned, paid.payable, moved(Balance::held), moved(|balance| balance.owed)]
    };
    lines.iter().map(|(key, paid)| (key.clone(), of(key, paid))).collect()
}

fn add(to: &mut Figures, amounts: &Figures, times: i64) {
    to.iter_mut().zip(amounts).for_each(|(to, amount)| *to += times * amount);
}

/// "bring the open period's opening balances to those of the re-run"; of clawbacks, "minus what was taken".
fn opening(chain: Balances, locked: &[Locked]) -> Balances {
    let mut balances = chain;
    for balance in balances.values_mut() {
        for pay in balance.attributed.values_mut() {
            (pay.due, pay.taken) = (Some(pay.taken), 0);
        }
    }
    for ((key, document), minor) in locked.iter().flat_map(|run| &run.taken) {
        let attributed = &mut balances.entry(key.clone()).or_default().attributed;
        let pay = attributed.entry(document.clone()).or_default();
        pay.due.get_or_insert(0);
        pay.taken += minor;
    }
    balances
}

fn taken(lines: &Lines) -> BTreeMap<(Key, (String, String)), i64> {
    let of_line = |(key, paid): (&Key, &Paid)| {
        let taken: Vec<_> =
            paid.clawed.iter().map(|(document, minor)| ((key.clone(), document.clone()), *minor)).collect();
        taken
    };
    lines.iter().flat_map(of_line).collect()
}

/// "A person's negative total of a plan and kind is *owed* beside it …, also among adjustments: payable is 0, and it is
/// taken, after all draws, from the person's total of later periods, draws included (up to a setting, default all of it)".
fn settled(
    lines: &Lines,
    adjustments: &BTreeMap<(usize, Key), Figures>,
    before: Option<&Locked>,
    share: Rate,
) -> BTreeMap<String, [i64; 2]> {
    let mut totals: BTreeMap<String, i64> = BTreeMap::new();
    for ((person, _), paid) in lines {
        *totals.entry(person.clone()).or_default() += paid.payable - paid.clawed.values().sum::<i64>();
    }
    for ((_, (person, _)), difference) in adjustments {
        *totals.entry(person.clone()).or_default() += difference[1];
    }
    let settle = |(person, total): (String, i64)| {
        let owed = before.and_then(|run| run.owed.get(&person)).copied().unwrap_or(0);
        let most = rounded(&(whole(total.max(0)) * rate(share)), Rounding::Down, 1);
        let taken = owed.min(most);
        (person, [total.max(0) - taken, owed - taken - total.min(0)])
    };
    totals.into_iter().map(settle).collect()
}
