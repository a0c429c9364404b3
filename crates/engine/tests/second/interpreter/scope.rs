//! Among whom places and pots are divided, and the dividing itself.

use std::collections::BTreeMap;

use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::Among;

use super::Paid;
use super::attribution::Due;
use super::number::{Ratio, largest_remainder};
use super::subject::Subject;

/// "organisation, unit (the person's own), "unit.2" (the one above at that depth), grade, plan"; "the unit for ranking
/// and pools is the one with most days (the later one if equal)".
pub fn scope(among: Among, subject: &Subject<'_>, period: DayRange) -> Option<String> {
    match among {
        Among::Organisation | Among::Plan => Some(String::new()),
        Among::Unit => most_days(subject, period, |units| units.first().cloned()),
        Among::UnitAt(depth) => {
            most_days(subject, period, |units| units.len().checked_sub(depth).map(|place| units[place].clone()))
        }
        Among::Grade => {
            let segment = subject.last_day(period).and_then(|day| subject.segment(day))?;
            (!segment.grade.is_empty()).then(|| segment.grade.clone())
        }
    }
}

fn most_days(subject: &Subject<'_>, period: DayRange, unit: impl Fn(&[String]) -> Option<String>) -> Option<String> {
    let mut counts: BTreeMap<String, (usize, Day)> = BTreeMap::new();
    for day in subject.days_within(period) {
        if let Some(unit) = subject.segment(day).and_then(|segment| unit(&segment.units)) {
            let count = counts.entry(unit).or_insert((0, day));
            *count = (count.0 + 1, day);
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(unit, _)| unit)
}

/// "divided things (pots, tied prizes, shares) are divided by largest remainder here", "where a rest is left among equals
/// it goes by the person's code": parts by place in `subjects`, which stand in that order.
pub fn divide(subjects: &[Subject<'_>], parts: Vec<(usize, Due)>, lines: &mut [Option<Paid>]) {
    let Some((first, _)) = parts.first() else { return };
    let mut parts = parts.clone();
    parts.sort_by_key(|(subject, _)| *subject);
    let exact: Vec<Ratio> = parts.iter().map(|(_, (exact, _))| exact.clone()).collect();
    let total = subjects[*first].round(&exact.iter().sum());
    let divided = largest_remainder(total, &exact, subjects[*first].component.round_to_minor);
    for ((subject, (_, weights)), earned) in parts.into_iter().zip(divided) {
        let line = lines[subject].as_mut().unwrap();
        (line.earned, line.parts, line.weights) = (earned, subjects[subject].parts(earned, &weights), Some(weights));
    }
}
