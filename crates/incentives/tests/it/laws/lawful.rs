//! The laws themselves, asked of what runs have said.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Difference, Moved, Said};

/// Law (e): nothing is negative, nothing owed is lost, and what is paid is what was earned and adjusted.
pub fn balances(said: &Said, before: Option<&Said>) -> Result<(), String> {
    let none = Said::default();
    let before = before.unwrap_or(&none);
    let everybody: BTreeSet<&String> = said.people.keys().chain(before.people.keys()).collect();
    for person in everybody {
        let (paid, owed) = (said.of(person), before.of(person).owed);
        if paid.payable < 0 || paid.owed < 0 {
            return Err(format!("{person} has a negative amount: {paid:?}"));
        }
        if paid.opening != owed {
            return Err(format!("{person} owed {owed} and opens with {}", paid.opening));
        }
        let lines = said.lines.iter().filter(|((code, _), _)| code == person).map(|(_, moved)| *moved);
        let made = said.made().filter(|one| one.person == *person).map(|one| one.moved);
        let [_, payable, held, drawn] = lines.chain(made).map(Moved::all).fold([0; 4], plus);
        let balance = |said: &Said| said.balances.get(person).copied().unwrap_or_default();
        let (now, before) = (balance(said), balance(before));
        if paid.payable - paid.owed + paid.opening + paid.decided != payable - now.clawed {
            return Err(format!("{person}: {paid:?} is not {payable} less {} taken back", now.clawed));
        }
        if (now.held - before.held, now.drawn - before.drawn) != (held, drawn) {
            return Err(format!("{person}: {before:?} and {now:?} do not differ by {held} and {drawn}"));
        }
    }
    Ok(())
}

/// Law (c): a difference stands on what was locked and on what was adjusted before, once each.
pub fn made_once(said: &Said, locked: &[Said]) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for one in &said.differences {
        let key = (&one.person, &one.component, &one.period);
        if !seen.insert(key) {
            return Err(format!("twice: {one:?}"));
        }
        let Some(run) = locked.iter().find(|run| run.period == one.period && run.period != said.period) else {
            return Err(format!("of a period that is not locked: {one:?}"));
        };
        let paid = run.lines.get(&(one.person.clone(), one.component.clone())).copied().unwrap_or_default().earned;
        let same = |other: &&Difference| (&other.person, &other.component, &other.period) == key;
        let before = locked.iter().filter(|run| run.period != said.period);
        let adjusted: i64 = before.flat_map(Said::made).filter(same).map(|other| other.minor).sum();
        if (one.locked, one.adjusted) != (paid, adjusted)
            || one.minor != one.now - paid - adjusted
            || one.moved == Moved::default()
        {
            return Err(format!("{one:?} where {paid} was locked and {adjusted} adjusted"));
        }
    }
    Ok(())
}

fn plus(mut sums: [i64; 4], parts: [i64; 4]) -> [i64; 4] {
    for (sum, part) in sums.iter_mut().zip(parts) {
        *sum += part;
    }
    sums
}

/// By person: everything paid and still held, less what is still owed and what was decided to be owed no more, prizes
/// aside.
pub fn sums(locked: &[Said], last: &Said, decided: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    let mut sums: BTreeMap<String, i64> = decided.iter().map(|(person, minor)| (person.clone(), -minor)).collect();
    for said in locked.iter().chain([last]) {
        for (person, paid) in &said.people {
            *sums.entry(person.clone()).or_default() +=
                paid.payable - said.prizes.get(person).copied().unwrap_or_default();
        }
    }
    for (person, paid) in &last.people {
        *sums.entry(person.clone()).or_default() -= paid.owed;
    }
    for (person, balances) in &last.balances {
        *sums.entry(person.clone()).or_default() += balances.held - balances.drawn;
    }
    sums
}

/// Law (a), for each person and then for each line of each period.
pub fn same_as_fresh(
    locked: &[Said],
    last: &Said,
    fresh: &[Said],
    decided: &BTreeMap<String, i64>,
) -> Result<(), String> {
    let (fresh_last, fresh_locked) = fresh.split_last().unwrap();
    let mut lines: BTreeMap<(&str, &str, &str), [i64; 4]> = BTreeMap::new();
    for said in locked.iter().chain([last]) {
        for ((person, component), moved) in &said.lines {
            let line = lines.entry((person, component, &said.period)).or_default();
            *line = plus(*line, moved.all());
        }
        for one in said.made() {
            let line = lines.entry((&one.person, &one.component, &one.period)).or_default();
            *line = plus(*line, one.moved.all());
        }
    }
    let flagged: BTreeSet<(&str, &str, &str)> = last
        .differences
        .iter()
        .filter(|one| one.is_flag)
        .map(|one| (&*one.person, &*one.component, &*one.period))
        .collect();
    for said in fresh {
        for ((person, component), moved) in &said.lines {
            let line = lines.entry((person, component, &said.period)).or_default();
            *line = plus(*line, moved.all().map(|minor| -minor));
        }
    }
    let wrong: Vec<_> = lines.iter().filter(|(key, moved)| **moved != [0; 4] && !flagged.contains(*key)).collect();
    let (played, anew) = (sums(locked, last, decided), sums(fresh_locked, fresh_last, &BTreeMap::new()));
    let everybody: BTreeSet<&String> = played.keys().chain(anew.keys()).collect();
    for person in everybody {
        let (played, anew) =
            (played.get(person).copied().unwrap_or_default(), anew.get(person).copied().unwrap_or_default());
        if played != anew {
            return Err(format!("(a) {person} stands at {played}, and at {anew} anew; lines: {wrong:?}"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("(a) lines that differ: {wrong:?}")) }
}
