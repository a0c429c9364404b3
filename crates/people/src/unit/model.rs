//! The tree of units over time: who is below whom, and who leads, from a day on.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{MemberId, UnitId, Version};

beichen_kernel::errors! {
    /// Why a change of the tree is refused.
    pub enum UnitError in "people.unit" {
        CodeMissing = "code_missing" => Invalid,
        NameMissing = "name_missing" => Invalid,
        CodeTaken { unit: String } = "code_taken" => Conflict,
        Cycle { units: String } = "cycle" => Conflict,
        Closed { unit: String, since: String } = "closed" => Conflict,
        StillUsed { unit: String } = "still_used" => Conflict,
        ParentNotOpen { unit: String } = "parent_not_open" => Conflict,
    }
}

/// A unit by its key and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub id: UnitId,
    pub version: Version,
    pub code: String,
    pub name: String,
}

/// Where a unit stands on some days. `days.end` is [`Day::MAX`] while nothing else is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitSpan {
    pub unit: UnitId,
    pub parent: Option<UnitId>,
    pub leader: Option<MemberId>,
    pub days: DayRange,
}

/// The tree of one day. Units that are not open on it are not in it; there may be several roots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitTree {
    places: BTreeMap<UnitId, (Option<UnitId>, Option<MemberId>)>,
}

impl UnitTree {
    /// The tree that these spans make on `day`.
    pub fn on(day: Day, spans: &[UnitSpan]) -> Self {
        let open = spans.iter().filter(|span| span.days.contains(day));
        Self { places: open.map(|span| (span.unit, (span.parent, span.leader))).collect() }
    }

    /// As [`UnitTree::on`], with the units that were closed before where they stood last, so that what lies in them
    /// counts above.
    pub fn with_closed(day: Day, spans: &[UnitSpan]) -> Self {
        let mut last: BTreeMap<UnitId, &UnitSpan> = BTreeMap::new();
        for span in spans.iter().filter(|span| span.days.from <= day) {
            let known = last.entry(span.unit).or_insert(span);
            if known.days.from < span.days.from {
                *known = span;
            }
        }
        Self { places: last.into_iter().map(|(unit, span)| (unit, (span.parent, span.leader))).collect() }
    }

    /// Puts units below those they stood below at another time; who leads them stays.
    pub fn stand(&mut self, above: &BTreeMap<UnitId, Option<UnitId>>) {
        for (&unit, &parent) in above {
            self.places.entry(unit).or_default().0 = parent;
        }
    }

    /// Each unit with the one directly above it.
    pub fn above(&self) -> BTreeMap<UnitId, Option<UnitId>> {
        self.places.iter().map(|(&unit, &(parent, _))| (unit, parent)).collect()
    }

    pub fn contains(&self, unit: UnitId) -> bool {
        self.places.contains_key(&unit)
    }

    /// All units of the day, by id.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        self.places.keys().copied()
    }

    /// The unit directly above.
    pub fn parent(&self, unit: UnitId) -> Option<UnitId> {
        self.places.get(&unit).and_then(|&(parent, _)| parent)
    }

    pub fn leader(&self, unit: UnitId) -> Option<MemberId> {
        self.places.get(&unit).and_then(|&(_, leader)| leader)
    }

    /// The unit itself and all above it, the own one first.
    pub fn path(&self, unit: UnitId) -> Vec<UnitId> {
        let mut path = Vec::new();
        let mut at = self.contains(unit).then_some(unit);
        while let Some(here) = at.filter(|here| !path.contains(here)) {
            path.push(here);
            at = self.parent(here);
        }
        path
    }

    /// The units directly below each unit.
    pub fn children(&self) -> HashMap<UnitId, Vec<UnitId>> {
        let mut children: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
        for (&unit, &(parent, _)) in &self.places {
            if let Some(parent) = parent {
                children.entry(parent).or_default().push(unit);
            }
        }
        children
    }

    /// These units and all below them.
    pub fn with_all_below(&self, roots: impl IntoIterator<Item = UnitId>) -> HashSet<UnitId> {
        let children = self.children();
        let mut found = HashSet::new();
        let mut open: Vec<UnitId> = roots.into_iter().filter(|&root| self.contains(root)).collect();
        while let Some(unit) = open.pop() {
            if found.insert(unit) {
                open.extend(children.get(&unit).into_iter().flatten());
            }
        }
        found
    }

    /// Units that are above themselves, in the order of the circle; empty in a sound tree.
    pub fn cycle(&self) -> Vec<UnitId> {
        let mut sound: HashSet<UnitId> = HashSet::new();
        for start in self.units() {
            let mut walked = Vec::new();
            let mut at = Some(start);
            while let Some(here) = at.filter(|here| !sound.contains(here)) {
                if let Some(place) = walked.iter().position(|&unit| unit == here) {
                    return walked.split_off(place);
                }
                walked.push(here);
                at = self.parent(here);
            }
            sound.extend(walked);
        }
        Vec::new()
    }
}

/// The days on which a unit is open, by its spans; none for one that has none.
pub fn life_of(unit: UnitId, spans: &[UnitSpan]) -> DayRange {
    let own = || spans.iter().filter(|span| span.unit == unit).map(|span| span.days);
    let from = own().map(|days| days.from).min().unwrap_or(Day::MAX);
    DayRange::new(from, own().map(|days| days.end).max().unwrap_or(from))
}

/// A unit and all that stand below it on any of the days.
pub fn all_below(unit: UnitId, days: DayRange, spans: &[UnitSpan]) -> BTreeSet<UnitId> {
    let mut found = BTreeSet::from([unit]);
    loop {
        let is_below = |span: &&UnitSpan| {
            span.days.overlaps(days)
                && span.parent.is_some_and(|parent| found.contains(&parent))
                && !found.contains(&span.unit)
        };
        let more: Vec<UnitId> = spans.iter().filter(is_below).map(|span| span.unit).collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// Refuses spans of which one is below a unit that is not open on all of its days.
pub fn check_parents(spans: &[UnitSpan], name: impl Fn(UnitId) -> String) -> Result<(), UnitError> {
    let mut lives: HashMap<UnitId, DayRange> = HashMap::new();
    for span in spans {
        let life = lives.entry(span.unit).or_insert(span.days);
        *life = DayRange::new(life.from.min(span.days.from), life.end.max(span.days.end));
    }
    let outlived =
        |span: &UnitSpan| span.parent.filter(|parent| !lives.get(parent).is_some_and(|life| life.covers(span.days)));
    match spans.iter().find_map(outlived) {
        Some(parent) => Err(UnitError::ParentNotOpen { unit: name(parent) }),
        None => Ok(()),
    }
}

/// Refuses spans that make a circle on any day; `name` says how the units of the circle are called.
pub fn check_cycles(spans: &[UnitSpan], name: impl Fn(UnitId) -> String) -> Result<(), UnitError> {
    let days: BTreeSet<Day> = spans.iter().map(|span| span.days.from).collect();
    for day in days {
        let mut circle = UnitTree::on(day, spans).cycle();
        if let Some(&first) = circle.first() {
            circle.push(first);
            let units: Vec<String> = circle.into_iter().map(&name).collect();
            return Err(UnitError::Cycle { units: units.join(" → ") });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn unit(number: u128) -> UnitId {
        UnitId::from(Uuid::from_u128(number))
    }

    fn span(number: u128, parent: Option<u128>, from: &str, end: &str) -> UnitSpan {
        UnitSpan {
            unit: unit(number),
            parent: parent.map(unit),
            leader: None,
            days: DayRange::new(from.parse().unwrap(), end.parse().unwrap()),
        }
    }

    const EVER: &str = "9999-12-31";

    #[test]
    fn a_unit_knows_all_above_and_all_below_it_on_a_day() {
        let spans = [
            span(1, None, "2026-01-01", EVER),
            span(2, Some(1), "2026-01-01", EVER),
            span(3, Some(2), "2026-01-01", "2026-03-01"),
            span(3, Some(1), "2026-03-01", EVER),
        ];
        let february = UnitTree::on("2026-02-28".parse().unwrap(), &spans);
        assert_eq!(february.path(unit(3)), [unit(3), unit(2), unit(1)]);
        assert_eq!(february.with_all_below([unit(2)]), HashSet::from([unit(2), unit(3)]));
        let march = UnitTree::on("2026-03-01".parse().unwrap(), &spans);
        assert_eq!(march.path(unit(3)), [unit(3), unit(1)]);
        assert_eq!(march.with_all_below([unit(2)]), HashSet::from([unit(2)]));
    }

    #[test]
    fn a_closed_unit_stands_where_it_stood_last_and_all_stand_as_they_did_when_that_is_asked() {
        let spans = [
            span(1, None, "2026-01-01", EVER),
            span(2, Some(1), "2026-01-01", EVER),
            span(3, Some(1), "2026-01-01", "2026-02-01"),
            span(3, Some(2), "2026-02-01", "2026-03-01"),
            span(4, Some(1), "2026-04-01", EVER),
        ];
        let mut march = UnitTree::with_closed("2026-03-31".parse().unwrap(), &spans);
        assert_eq!(march.path(unit(3)), [unit(3), unit(2), unit(1)]);
        assert!(!march.contains(unit(4)), "it is not open yet");
        march.stand(&BTreeMap::from([(unit(3), Some(unit(1)))]));
        assert_eq!(march.path(unit(3)), [unit(3), unit(1)]);
        let above = [(unit(1), None), (unit(2), Some(unit(1))), (unit(3), Some(unit(1)))];
        assert_eq!(march.above(), BTreeMap::from(above));
    }

    #[test]
    fn all_that_stood_below_a_unit_on_some_of_the_days_are_found() {
        let spans = [
            span(1, None, "2026-01-01", EVER),
            span(2, Some(1), "2026-01-01", "2026-03-01"),
            span(2, None, "2026-03-01", EVER),
            span(3, Some(2), "2026-01-01", EVER),
        ];
        let below = |number, from: &str, end: &str| {
            all_below(unit(number), DayRange::new(from.parse().unwrap(), end.parse().unwrap()), &spans)
        };
        assert_eq!(below(1, "2026-02-01", "2026-04-01"), BTreeSet::from([unit(1), unit(2), unit(3)]));
        assert_eq!(below(1, "2026-03-01", "2026-04-01"), BTreeSet::from([unit(1)]));
        assert_eq!(below(2, "2026-03-01", "2026-04-01"), BTreeSet::from([unit(2), unit(3)]));
    }

    #[test]
    fn no_unit_stands_below_one_that_is_not_open_on_all_of_its_days() {
        let below = |from: &str, end: &str| {
            let parent = [span(1, None, "2026-01-01", "2026-03-01"), span(1, None, "2026-03-01", "2026-07-01")];
            check_parents(&[parent.to_vec(), vec![span(2, Some(1), from, end)]].concat(), |_| "A".into())
        };
        assert_eq!(below("2026-01-01", "2026-07-01"), Ok(()));
        let refused = Err(UnitError::ParentNotOpen { unit: "A".into() });
        assert_eq!(below("2025-12-31", "2026-07-01"), refused);
        assert_eq!(below("2026-01-01", EVER), refused);
    }

    #[test]
    fn a_circle_is_refused_and_named_also_when_it_closes_on_a_later_day() {
        let sound = [span(1, None, "2026-01-01", EVER), span(2, Some(1), "2026-01-01", EVER)];
        assert_eq!(check_cycles(&sound, |unit| unit.to_string()), Ok(()));

        let circle = [
            span(1, None, "2026-01-01", "2026-02-01"),
            span(1, Some(3), "2026-02-01", EVER),
            span(2, Some(1), "2026-01-01", EVER),
            span(3, Some(2), "2026-01-01", EVER),
        ];
        let names = |id: UnitId| ["?", "A", "B", "C"][usize::try_from(Uuid::from(id).as_u128()).unwrap()].to_owned();
        assert_eq!(check_cycles(&circle, names), Err(UnitError::Cycle { units: "A → C → B → A".into() }));
    }
}
