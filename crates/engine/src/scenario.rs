//! What would be paid: for further credits, at the measures expected by the period's end, or by another plan.
//!
//! Each is one and the same calculation on other inputs; nothing here knows a rule of pay.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::calculate::{CalculateError, Credit, Inputs, Run, calculate};
use crate::day::Day;

/// What would become of one amount, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change {
    pub before_minor: i64,
    pub after_minor: i64,
}

/// Something further that a person would be credited with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Further {
    /// Id of the person.
    pub person: String,
    /// Key of the measure.
    pub measure: String,
    pub day: Day,
    /// In the measure's units.
    pub amount: i64,
}

/// The run with further credits, each a document of its own, known after everything else.
pub fn estimate(inputs: &mut Inputs<'_>, further: &[Further]) -> Result<Run, CalculateError> {
    let counts: Vec<usize> = inputs.people.iter().map(|person| person.credits.len()).collect();
    for (place, one) in (0_i64..).zip(further) {
        if let Some(person) = inputs.people.iter_mut().find(|person| person.id == one.person) {
            person.credits.push(Credit {
                measure: Arc::from(one.measure.as_str()),
                day: one.day,
                amount: one.amount,
                document: Arc::from(format!("further/{place}")),
                line: 0,
                of_document: None,
                of_day: None,
                refunded_on: None,
                recorded: (i64::MAX, place),
                facts: None,
            });
        }
    }
    let run = calculate(inputs);
    for (person, count) in inputs.people.iter_mut().zip(counts) {
        person.credits.truncate(count);
    }
    run
}

/// The run in which the person's measures come to these totals in the period: what is missing is credited on its last day.
pub fn forecast(inputs: &mut Inputs<'_>, person: &str, totals: &BTreeMap<String, i64>) -> Result<Run, CalculateError> {
    let period = inputs.timetable.period.days;
    let Some(last) = period.last_day() else { return calculate(inputs) };
    let credits = inputs.people.iter().filter(|one| one.id == person).flat_map(|one| &one.credits);
    let mut missing: BTreeMap<&str, i64> = totals.iter().map(|(measure, total)| (measure.as_str(), *total)).collect();
    for credit in credits.filter(|credit| period.contains(credit.day)) {
        if let Some(left) = missing.get_mut(credit.measure.as_ref()) {
            let too_large =
                || CalculateError::SumTooLarge { person: person.to_owned(), measure: credit.measure.to_string() };
            *left = left.checked_sub(credit.amount).ok_or_else(too_large)?;
        }
    }
    let further: Vec<Further> = missing
        .into_iter()
        .filter(|(_, amount)| *amount != 0)
        .map(|(measure, amount)| Further { person: person.to_owned(), measure: measure.to_owned(), day: last, amount })
        .collect();
    estimate(inputs, &further)
}

/// What each person would earn by other runs than those before, all periods together; by the person's id.
pub fn compare(before: &[Run], after: &[Run]) -> Result<BTreeMap<String, Change>, CalculateError> {
    let (before, after) = (earned(before)?, earned(after)?);
    let people: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let change = |person: &String| Change {
        before_minor: before.get(person).copied().unwrap_or_default(),
        after_minor: after.get(person).copied().unwrap_or_default(),
    };
    Ok(people.into_iter().map(|person| (person.clone(), change(person))).collect())
}

fn earned(runs: &[Run]) -> Result<BTreeMap<String, i64>, CalculateError> {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for total in runs.iter().flat_map(|run| &run.people) {
        let sum = sums.entry(total.person.clone()).or_default();
        *sum = sum
            .checked_add(total.earned_minor)
            .ok_or_else(|| CalculateError::TooLarge { person: total.person.clone(), component: String::new() })?;
    }
    Ok(sums)
}
