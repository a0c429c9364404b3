//! `ranking`: prizes by place among the people of a scope.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::{GoalLevel, Places, RankedBy, Ranking, TieBreak, Ties};

use super::attribution::Due;
use super::number::{Ratio, nothing, rate, whole};
use super::scope::{divide, scope};
use super::subject::Subject;
use super::{NO_GOAL, NO_VALUE, Paid, Unpaid};

const NOT_ELIGIBLE: Unpaid = "not_eligible";
const NO_PLACE: Unpaid = "no_place";

/// Somebody with a figure, among the others of the scope.
struct Ranked {
    subject: usize,
    figure: Ratio,
    /// The first is 1; equal ones have the same unless `next` decides.
    place: usize,
    prize: Ratio,
    /// Whether the prizes of this place are divided among several.
    is_shared: bool,
}

/// The lines of all people, in their order (that of their codes).
pub fn pay(kind: &Ranking, subjects: &[Subject<'_>]) -> Vec<Option<Paid>> {
    let Some(first) = subjects.first() else { return Vec::new() };
    let period = first.inputs.timetable.period.days;
    let mut lines: Vec<Option<Paid>> = Vec::new();
    let mut scopes: BTreeMap<String, Vec<(usize, Ratio)>> = BTreeMap::new();
    for (place, subject) in subjects.iter().enumerate() {
        // "Who has no day of the period in the plan has no own line in it: no … place".
        if subject.days_within(period).is_empty() {
            lines.push(None);
            continue;
        }
        let mut line = Paid { attainment: shown_attainment(kind, subject, period), ..Paid::default() };
        match standing(kind, subject, period) {
            Ok((scope, figure)) => scopes.entry(scope).or_default().push((place, figure)),
            Err(why) => line.why = Some(why),
        }
        lines.push(Some(line));
    }
    for people in scopes.into_values() {
        pay_scope(subjects, placed(kind, subjects, people), &mut lines);
    }
    lines
}

/// "Ranks compare exact values, among those eligible; a total of 0 or less takes no place and no prize."
fn standing(kind: &Ranking, subject: &Subject<'_>, period: DayRange) -> Result<(String, Ratio), Unpaid> {
    if kind.eligible.as_ref().is_some_and(|eligible| !subject.holds(eligible.text(), period)) {
        return Err(NOT_ELIGIBLE);
    }
    let figure = match &kind.by {
        RankedBy::Total(measure) => subject.actual(measure, period),
        RankedBy::Attainment(_) => shown_attainment(kind, subject, period).ok_or(NO_GOAL)?,
    };
    let scope = scope(kind.among, subject, period).ok_or(NO_VALUE)?;
    if figure > nothing() { Ok((scope, figure)) } else { Err(NO_PLACE) }
}

fn shown_attainment(kind: &Ranking, subject: &Subject<'_>, period: DayRange) -> Option<Ratio> {
    let RankedBy::Attainment(parts) = &kind.by else { return None };
    let own = |measure: &str| subject.attainment(measure, GoalLevel::Goal, period).ok();
    parts.iter().map(|part| Some(own(&part.measure)? * rate(part.weight))).sum()
}

/// Places and prizes of one scope.
fn placed(kind: &Ranking, subjects: &[Subject<'_>], people: Vec<(usize, Ratio)>) -> Vec<Ranked> {
    let mut people = people;
    people
        .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| by_next(kind, &subjects[a.0], &subjects[b.0])).then(a.0.cmp(&b.0)));
    let is_decided = matches!(kind.ties, Ties::Next(_));
    let mut ranked: Vec<Ranked> = Vec::new();
    let mut groups = 0;
    for (count, (subject, figure)) in people.into_iter().enumerate() {
        let tied_with = ranked.last().filter(|last| last.figure == figure && !is_decided).map(|last| last.place);
        groups += usize::from(tied_with.is_none());
        let next = if kind.places == Places::Skipping { count + 1 } else { groups };
        let place = tied_with.unwrap_or(next);
        ranked.push(Ranked { subject, figure, place, prize: nothing(), is_shared: false });
    }
    let places: Vec<usize> = ranked.iter().map(|one| one.place).collect();
    for one in &mut ranked {
        let tied = places.iter().filter(|place| **place == one.place).count();
        let prize = |place: usize| whole(kind.prizes.get(place - 1).copied().unwrap_or(0));
        // "under `1,1,2` the tied take one place's prize"
        let taken = if kind.ties == Ties::Share && kind.places == Places::Skipping { tied } else { 1 };
        let pot: Ratio = (one.place..one.place + taken).map(prize).sum();
        one.is_shared = kind.ties == Ties::Share && tied > 1 && pot > nothing();
        one.prize = if one.is_shared { pot / whole(i64::try_from(tied).unwrap()) } else { pot };
    }
    ranked
}

/// "`next` (named further measures; `reached_first` = whose total got its final value earlier …)".
fn by_next(kind: &Ranking, a: &Subject<'_>, b: &Subject<'_>) -> Ordering {
    let period = a.inputs.timetable.period.days;
    let Ties::Next(breaks) = &kind.ties else { return Ordering::Equal };
    let compared = breaks.iter().map(|tie_break| match tie_break {
        TieBreak::Measure(measure) => b.actual(measure, period).cmp(&a.actual(measure, period)),
        TieBreak::ReachedFirst => reached(kind, a, period).cmp(&reached(kind, b, period)),
    });
    compared.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// The day and the transaction after which the figure stays what it is: "by day, then by recorded instant".
fn reached(kind: &Ranking, subject: &Subject<'_>, period: DayRange) -> Option<(Day, i64)> {
    let mut events: BTreeMap<(Day, i64), BTreeMap<&str, i64>> = BTreeMap::new();
    for measure in kind.by.measures() {
        for credit in subject.counted(measure, period) {
            *events.entry((credit.day, credit.recorded.0)).or_default().entry(measure).or_default() += credit.amount;
        }
    }
    let mut running: BTreeMap<&str, i64> = BTreeMap::new();
    let mut figure = nothing();
    let mut moment = None;
    for (at, changes) in events {
        for (measure, change) in changes {
            *running.entry(measure).or_default() += change;
        }
        let now = figure_of(kind, subject, &running, period);
        if now != figure {
            (figure, moment) = (now, Some(at));
        }
    }
    moment
}

fn figure_of(kind: &Ranking, subject: &Subject<'_>, sums: &BTreeMap<&str, i64>, period: DayRange) -> Ratio {
    let sum = |measure: &str| whole(sums.get(measure).copied().unwrap_or(0));
    match &kind.by {
        RankedBy::Total(measure) => sum(measure),
        RankedBy::Attainment(parts) => {
            let own = |measure: &str| {
                let goal = subject.goal(measure, GoalLevel::Goal, period);
                goal.map_or_else(|_| nothing(), |goal| (sum(measure) / goal).max(nothing()))
            };
            parts.iter().map(|part| own(&part.measure) * rate(part.weight)).sum()
        }
    }
}

/// Modifiers and rounding.
fn pay_scope(subjects: &[Subject<'_>], ranked: Vec<Ranked>, lines: &mut [Option<Paid>]) {
    let mut shared: BTreeMap<usize, Vec<(usize, Due)>> = BTreeMap::new();
    for one in ranked {
        let subject = &subjects[one.subject];
        let period = subject.inputs.timetable.period.days;
        let line = lines[one.subject].as_mut().unwrap();
        line.place = Some(u32::try_from(one.place).unwrap());
        let pay = subject.check_when(period).and_then(|()| subject.modified(&one.prize, period, period));
        match pay {
            Err(why) => line.why = Some(why),
            Ok(due) if one.is_shared => shared.entry(one.place).or_default().push((one.subject, due)),
            Ok((exact, weights)) => {
                line.earned = subject.round(&exact);
                (line.parts, line.weights) = (subject.parts(line.earned, &weights), Some(weights));
            }
        }
    }
    for parts in shared.into_values() {
        divide(subjects, parts, lines);
    }
}
