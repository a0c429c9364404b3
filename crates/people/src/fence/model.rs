//! Which days are locked for whom, and whether a change touches one of them.
//!
//! Source: incentives.md "Locks". Facts (orders, payments, refunds) are no touch: they are never refused.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{MemberId, UnitId};
use uuid::Uuid;

beichen_kernel::errors! {
    /// Why a change inside locked days is refused.
    pub enum FenceError in "people.fence" {
        Locked { label: String, from: String, to: String } = "locked" => Conflict,
        /// A sheet is no correction: the row is corrected by itself.
        ImportLocked { row: u32, code: String, label: String, from: String, to: String } = "import_locked" => Conflict,
    }
}

/// The code of [`FenceError::Locked`].
pub const LOCKED: &str = "people.fence.locked";

/// What a locked run covers: its days, for its people and the measures that it used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The id of the run.
    pub run: Uuid,
    /// The run as people name it: `Sales plan · 2026-03`.
    pub label: String,
    /// Half-open.
    pub days: DayRange,
    /// The audit chain's head of the snapshot that was locked, and of the moment of the lock.
    pub seq: i64,
    pub locked_seq: i64,
    pub members: Vec<MemberId>,
    /// Their keys.
    pub measures: Vec<String>,
}

/// Where units stood and the people of a locked run belonged on its last day, as it was known when it was locked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LockedTree {
    /// Each unit with the one above it; one that was closed before stands where it stood last.
    pub above: BTreeMap<UnitId, Option<UnitId>>,
    /// Whoever had left by the last day is absent.
    pub unit_of: HashMap<MemberId, UnitId>,
}

/// What a change reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touch {
    /// What a person is on these days: unit, grade, fields, pay, split.
    Member { member: MemberId, days: DayRange },
    /// A goal of these days. A unit's goal has no member and is never fenced: pay uses people's goals only.
    Goal { measure: String, member: Option<MemberId>, days: DayRange },
    /// How a measure credits on these days.
    Measure { measure: String, days: DayRange },
    /// What holds for everybody: workdays, the calendar, the grade table.
    Everybody { days: DayRange },
}

/// The lock that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FenceHit {
    pub run: Uuid,
    pub label: String,
    /// The locked days, half-open.
    pub days: DayRange,
}

impl Touch {
    pub const fn days(&self) -> DayRange {
        match self {
            Self::Member { days, .. }
            | Self::Goal { days, .. }
            | Self::Measure { days, .. }
            | Self::Everybody { days } => *days,
        }
    }

    /// The person whose locks matter; `None` where those of others may, too.
    const fn member(&self) -> Option<MemberId> {
        match self {
            Self::Member { member, .. } => Some(*member),
            Self::Goal { member, .. } => *member,
            Self::Measure { .. } | Self::Everybody { .. } => None,
        }
    }
}

impl Fence {
    fn covers(&self, touch: &Touch) -> bool {
        let here = |member: &MemberId| self.members.contains(member);
        let used = |measure: &String| self.measures.contains(measure);
        self.days.overlaps(touch.days())
            && match touch {
                Touch::Member { member, .. } => here(member),
                Touch::Goal { measure, member, .. } => member.as_ref().is_some_and(here) && used(measure),
                Touch::Measure { measure, .. } => used(measure),
                Touch::Everybody { .. } => true,
            }
    }
}

impl From<FenceHit> for FenceError {
    fn from(hit: FenceHit) -> Self {
        let to = hit.days.end.plus_days(-1).to_string();
        Self::Locked { label: hit.label, from: hit.days.from.to_string(), to }
    }
}

/// All days that the touches reach, with the days between them; `None` where they reach none.
pub fn hull(touches: &[Touch]) -> Option<DayRange> {
    let days = || touches.iter().map(Touch::days).filter(|days| !days.is_empty());
    Some(DayRange::new(days().map(|days| days.from).min()?, days().map(|days| days.end).max()?))
}

/// Whom the touches name.
pub fn people(touches: &[Touch]) -> BTreeSet<MemberId> {
    touches.iter().filter_map(Touch::member).collect()
}

/// The earliest of the fences that one of the touches runs into; of those with the same first day, the one that ends
/// first.
pub fn hit(fences: &[Fence], touches: &[Touch]) -> Option<FenceHit> {
    let stopping = fences.iter().filter(|fence| touches.iter().any(|touch| fence.covers(touch)));
    let first = stopping.min_by_key(|fence| (fence.days.from, fence.days.end, fence.run))?;
    Some(FenceHit { run: first.run, label: first.label.clone(), days: first.days })
}

/// From a day until the next one of the days on which something else begins.
pub fn until_next(from: Day, begins: impl IntoIterator<Item = Day>) -> DayRange {
    let next = begins.into_iter().filter(|day| *day > from).min();
    DayRange::new(from, next.unwrap_or(Day::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, end: &str) -> DayRange {
        DayRange::new(from.parse().unwrap(), end.parse().unwrap())
    }

    fn who(number: u128) -> MemberId {
        MemberId::from(Uuid::from_u128(number))
    }

    fn march() -> DayRange {
        days("2026-03-01", "2026-04-01")
    }

    fn fence(run: u128, label: &str, days: DayRange) -> Fence {
        let measures = vec!["signed".to_owned()];
        Fence {
            run: Uuid::from_u128(run),
            label: label.to_owned(),
            days,
            seq: 0,
            locked_seq: 0,
            members: vec![who(1)],
            measures,
        }
    }

    fn label(fences: &[Fence], touch: Touch) -> Option<String> {
        hit(fences, &[touch]).map(|hit| hit.label)
    }

    #[test]
    fn a_person_is_fenced_on_the_days_of_a_run_that_holds_them() {
        let fences = [fence(1, "March", march())];
        let member = |number, days| Touch::Member { member: who(number), days };
        assert_eq!(label(&fences, member(1, days("2026-03-31", "2026-05-01"))), Some("March".into()));
        assert_eq!(label(&fences, member(1, days("2026-04-01", "2026-05-01"))), None);
        assert_eq!(label(&fences, member(1, days("2026-02-01", "2026-03-01"))), None);
        assert_eq!(label(&fences, member(1, days("2026-03-10", "2026-03-10"))), None, "no day at all");
        assert_eq!(label(&fences, member(2, march())), None, "in no run");
    }

    #[test]
    fn a_goal_is_fenced_by_person_and_measure_together_and_a_units_never() {
        let fences = [fence(1, "March", march())];
        let goal = |measure: &str, member| Touch::Goal { measure: measure.into(), member, days: march() };
        assert_eq!(label(&fences, goal("signed", Some(who(1)))), Some("March".into()));
        assert_eq!(label(&fences, goal("collected", Some(who(1)))), None);
        assert_eq!(label(&fences, goal("signed", Some(who(2)))), None);
        assert_eq!(label(&fences, goal("signed", None)), None);
    }

    #[test]
    fn a_measure_is_fenced_by_any_run_that_uses_it_and_everybody_by_any_run() {
        let fences = [fence(1, "March", march())];
        let measure = |key: &str| Touch::Measure { measure: key.into(), days: march() };
        assert_eq!(label(&fences, measure("signed")), Some("March".into()));
        assert_eq!(label(&fences, measure("collected")), None);
        assert_eq!(label(&fences, Touch::Everybody { days: days("2026-03-31", "2026-04-02") }), Some("March".into()));
        assert_eq!(label(&fences, Touch::Everybody { days: days("2026-04-01", "2026-04-02") }), None);
    }

    #[test]
    fn the_earliest_lock_is_named() {
        let quarter = fence(3, "Q1", days("2026-01-01", "2026-04-01"));
        let january = fence(2, "January", days("2026-01-01", "2026-02-01"));
        let touch = Touch::Member { member: who(1), days: days("2025-01-01", "9999-12-31") };
        assert_eq!(label(&[fence(1, "March", march()), quarter, january], touch), Some("January".into()));
    }

    #[test]
    fn the_refusal_says_the_last_day() {
        let hit = FenceHit { run: Uuid::nil(), label: "March".into(), days: march() };
        let locked = FenceError::Locked { label: "March".into(), from: "2026-03-01".into(), to: "2026-03-31".into() };
        assert_eq!(FenceError::from(hit), locked);
        assert_eq!(locked.code(), LOCKED);
    }

    #[test]
    fn a_value_holds_until_the_next_one() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let begins = [day("2026-01-01"), day("2026-05-01"), day("2026-04-01")];
        assert_eq!(until_next(day("2026-02-01"), begins), days("2026-02-01", "2026-04-01"));
        assert_eq!(until_next(day("2026-05-01"), begins), DayRange::new(day("2026-05-01"), Day::MAX));
    }

    #[test]
    fn the_hull_spans_all_touches() {
        let touches = [
            Touch::Everybody { days: days("2026-03-05", "2026-03-06") },
            Touch::Member { member: who(2), days: march() },
            Touch::Member { member: who(1), days: days("2020-01-01", "2020-01-01") },
        ];
        assert_eq!(hull(&touches), Some(march()));
        assert_eq!(hull(&[]), None);
        assert_eq!(people(&touches), BTreeSet::from([who(1), who(2)]));
    }
}
