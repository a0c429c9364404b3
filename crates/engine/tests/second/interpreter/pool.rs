//! `pool`: "a fixed or measured pot shared equally, by contribution or by score".

use std::collections::BTreeMap;

use beichen_engine::day::DayRange;
use beichen_engine::plan::model::{GoalLevel, Kind, MeasuredPot, Pool, Pot, PotScope, ShareBy};

use super::number::{Ratio, nothing, one, rate, whole};
use super::scope::{divide, scope};
use super::subject::Subject;
use super::{NO_VALUE, Paid, Unpaid};

const NO_SHARE: Unpaid = "no_share";

/// The lines of all people, in their order (that of their codes).
pub fn pay(kind: &Pool, subjects: &[Subject<'_>]) -> Vec<Option<Paid>> {
    let Some(first) = subjects.first() else { return Vec::new() };
    let period = first.inputs.timetable.period.days;
    let present = |subject: &Subject<'_>| !subject.days_within(period).is_empty();
    let mut lines: Vec<Option<Paid>> = subjects.iter().map(|one| present(one).then(Paid::default)).collect();
    let mut scopes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, subject) in subjects.iter().enumerate().filter(|(_, subject)| present(subject)) {
        match scope(kind.among, subject, period) {
            Some(scope) => scopes.entry(scope).or_default().push(place),
            None => lines[place].as_mut().unwrap().why = Some(NO_VALUE),
        }
    }
    let everybody: Vec<&Subject<'_>> = subjects.iter().filter(|subject| present(subject)).collect();
    for people in scopes.into_values() {
        let of_scope: Vec<&Subject<'_>> = people.iter().map(|place| &subjects[*place]).collect();
        let pot = match &kind.pot {
            Pot::Fixed(minor) => whole(*minor),
            Pot::Measured(pot) if pot.scope == PotScope::Everybody => measured(pot, &everybody, period),
            Pot::Measured(pot) => measured(pot, &of_scope, period),
        };
        pay_scope(kind, subjects, &people, &pot, &mut lines);
    }
    lines
}

/// "`above = "goal"` subtracts the goals of the scope's people and never gives a negative pot".
fn measured(pot: &MeasuredPot, people: &[&Subject<'_>], period: DayRange) -> Ratio {
    let mut amount: Ratio = people.iter().map(|one| one.actual(&pot.of, period)).sum();
    if pot.above_goal {
        amount -= people.iter().filter_map(|one| one.goal(&pot.of, GoalLevel::Goal, period).ok()).sum::<Ratio>();
    }
    amount.max(nothing()) * rate(pot.rate)
}

/// "contributions below 0 count as 0; without any contribution the pot stays unpaid".
fn pay_scope(kind: &Pool, subjects: &[Subject<'_>], people: &[usize], pot: &Ratio, lines: &mut [Option<Paid>]) {
    let weights: Vec<Option<Ratio>> = people.iter().map(|place| weight(kind, &subjects[*place])).collect();
    let sum: Ratio = weights.iter().flatten().sum();
    let mut parts = Vec::new();
    for (place, weight) in people.iter().zip(weights) {
        let (subject, line) = (&subjects[*place], lines[*place].as_mut().unwrap());
        let period = subject.inputs.timetable.period.days;
        let Some(weight) = weight.filter(|_| sum > nothing()) else {
            line.why = Some(NO_SHARE);
            continue;
        };
        let share = pot * weight / &sum;
        match subject.check_when(period).and_then(|()| subject.modified(&share, period, period)) {
            Ok(exact) => parts.push((*place, exact)),
            Err(why) => line.why = Some(why),
        }
    }
    divide(subjects, parts, lines);
}

/// "share: equal, contribution (by the measure), { score = … } (a scorecard), { coefficient = … }".
fn weight(kind: &Pool, subject: &Subject<'_>) -> Option<Ratio> {
    let period = subject.inputs.timetable.period.days;
    if kind.eligible.as_ref().is_some_and(|eligible| !subject.holds(eligible.text(), period)) {
        return None;
    }
    let weight = match &kind.share {
        ShareBy::Equal => one(),
        ShareBy::Contribution(measure) => subject.actual(measure, period),
        ShareBy::Coefficient(key) => subject.coefficient(key, period),
        ShareBy::Score(key) => {
            let component = subject.inputs.plan.component(key).unwrap();
            let Kind::Scorecard(card) = &component.kind else { unreachable!("a score is of a scorecard") };
            let scored = Subject::new(subject.inputs, component, subject.person);
            let is_present = !scored.days_within(period).is_empty();
            is_present.then(|| scored.score(card, period).ok()).flatten().unwrap_or_else(nothing)
        }
    };
    Some(weight.max(nothing()))
}
