//! Who sees whom over time. Source: decisions.md "Who sees what over time".
//!
//! A lead sees facts of the days on which the person was in the lead's tree; a person always sees all their own.

use std::collections::{BTreeSet, HashMap};

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{MemberId, UnitId};

use crate::unit::model::{UnitSpan, UnitTree};

/// Days on which somebody's facts may be seen. `days` is half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberSpan {
    pub member: MemberId,
    pub from: Day,
    pub end: Day,
}

/// What the actor may see with one permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visible {
    Everything,
    /// Facts of these people on these days; empty for nobody.
    Spans(Vec<MemberSpan>),
}

/// Somebody leads a unit on these days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenure {
    pub unit: UnitId,
    pub days: DayRange,
}

/// Somebody belongs to a unit on these days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    pub member: MemberId,
    pub unit: UnitId,
    pub days: DayRange,
}

impl Visible {
    /// All days of one person.
    pub fn own(member: MemberId) -> Self {
        Self::Spans(vec![always(member)])
    }

    /// The own days, and those on which others were in the tree that `member` led.
    pub fn of_lead(member: MemberId, tenures: &[Tenure], tree: &[UnitSpan], stays: &[Stay]) -> Self {
        let led = led_days(tenures, tree);
        let mut spans = vec![always(member)];
        for stay in stays.iter().filter(|stay| stay.member != member) {
            for days in led.get(&stay.unit).into_iter().flatten() {
                let seen = days.intersect(stay.days);
                if !seen.is_empty() {
                    spans.push(MemberSpan { member: stay.member, from: seen.from, end: seen.end });
                }
            }
        }
        Self::Spans(joined(spans))
    }

    /// The people seen on `day`, by id; `None` for everybody.
    pub fn members_on(&self, day: Day) -> Option<Vec<MemberId>> {
        let Self::Spans(spans) = self else { return None };
        let seen: BTreeSet<MemberId> = spans.iter().filter(|span| covers(span, day)).map(|span| span.member).collect();
        Some(seen.into_iter().collect())
    }

    /// Whether facts of that person on that day may be seen.
    pub fn includes(&self, member: MemberId, day: Day) -> bool {
        match self {
            Self::Everything => true,
            Self::Spans(spans) => spans.iter().any(|span| span.member == member && covers(span, day)),
        }
    }

    /// Whether all days of `days` of that person may be seen.
    pub fn includes_all(&self, member: MemberId, days: DayRange) -> bool {
        match self {
            Self::Everything => true,
            Self::Spans(spans) => {
                spans.iter().any(|span| span.member == member && DayRange::new(span.from, span.end).covers(days))
            }
        }
    }

    /// The days of `days` on which that person's facts may be seen, in order.
    pub fn days_of(&self, member: MemberId, days: DayRange) -> Vec<DayRange> {
        match self {
            Self::Everything => vec![days],
            Self::Spans(spans) => spans
                .iter()
                .filter(|span| span.member == member)
                .map(|span| DayRange::new(span.from, span.end).intersect(days))
                .filter(|seen| !seen.is_empty())
                .collect(),
        }
    }
}

const fn always(member: MemberId) -> MemberSpan {
    MemberSpan { member, from: Day::MIN, end: Day::MAX }
}

fn covers(span: &MemberSpan, day: Day) -> bool {
    span.from <= day && (day < span.end || span.end == Day::MAX)
}

/// On which days each unit lay in a led tree, in order and joined.
pub fn led_days(tenures: &[Tenure], tree: &[UnitSpan]) -> HashMap<UnitId, Vec<DayRange>> {
    let mut bounds: BTreeSet<Day> = BTreeSet::new();
    for days in tenures.iter().map(|tenure| tenure.days).chain(tree.iter().map(|span| span.days)) {
        bounds.insert(days.from);
        bounds.insert(days.end);
    }
    let bounds: Vec<Day> = bounds.into_iter().collect();
    let mut led: HashMap<UnitId, Vec<DayRange>> = HashMap::new();
    for pair in bounds.windows(2) {
        let &[from, end] = pair else { continue };
        let roots: Vec<UnitId> =
            tenures.iter().filter(|tenure| tenure.days.contains(from)).map(|tenure| tenure.unit).collect();
        if roots.is_empty() {
            continue;
        }
        for unit in UnitTree::on(from, tree).with_all_below(roots) {
            let ranges = led.entry(unit).or_default();
            match ranges.last_mut() {
                Some(last) if last.end == from => last.end = end,
                _ => ranges.push(DayRange::new(from, end)),
            }
        }
    }
    led
}

/// The same spans without touching or overlapping ones.
fn joined(mut spans: Vec<MemberSpan>) -> Vec<MemberSpan> {
    spans.sort_unstable();
    let mut joined: Vec<MemberSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.member == span.member && span.from <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
#[path = "reach_tests.rs"]
mod tests;
