//! Where the other measures stand while one of them grows: at their goal first, then on every side of their bounds.

use std::collections::BTreeMap;

use super::Stand;
use super::breakpoints::breakpoints;
use super::sources::{lowest, standing, step_of};

/// What each other measure comes to, in its units.
pub(super) type Position<'m> = BTreeMap<&'m str, i64>;

/// So many positions are tried for one measure. Where the bounds of all others together make more, each other measure
/// is moved alone, and they come to their goals one after the other: on the way from nothing to all goals every sum of
/// theirs is passed by some measure.
const MOST: usize = 64;

/// The positions of all measures but the one that `stand` names.
pub(super) fn positions<'m>(stand: &Stand<'m>, measures: &'m [String]) -> Vec<Position<'m>> {
    let others: Vec<&str> = measures.iter().map(String::as_str).filter(|other| *other != stand.measure).collect();
    let at_goal: Position<'_> = others.iter().map(|other| (*other, standing(stand.plan, other))).collect();
    let sides: Vec<(&str, Vec<i64>)> = others.iter().map(|other| (*other, sides(stand, other, measures))).collect();
    let mut found = vec![at_goal.clone()];
    if sides.iter().map(|(_, sides)| sides.len()).product::<usize>() <= MOST {
        for (other, sides) in &sides {
            let moved =
                |position: &Position<'m>| sides.iter().map(|side| with(position, other, *side)).collect::<Vec<_>>();
            found = found.iter().flat_map(moved).collect();
        }
        return found;
    }
    for (other, sides) in &sides {
        found.extend(sides.iter().skip(1).map(|side| with(&at_goal, other, *side)));
    }
    let mut rising: Position<'_> = others.iter().map(|other| (*other, lowest(stand.plan, other))).collect();
    for other in others {
        found.push(rising.clone());
        rising.insert(other, standing(stand.plan, other));
    }
    found
}

fn with<'m>(position: &Position<'m>, measure: &'m str, units: i64) -> Position<'m> {
    let mut moved = position.clone();
    moved.insert(measure, units);
    moved
}

/// A value of a measure on each side of its bounds, the goal first.
fn sides(stand: &Stand<'_>, measure: &str, measures: &[String]) -> Vec<i64> {
    let others = measures.iter().filter(|other| *other != measure);
    let others: Position<'_> = others.map(|other| (other.as_str(), standing(stand.plan, other))).collect();
    let bounds: Vec<i64> =
        breakpoints(&Stand { measure, others: &others, ..*stand }).into_iter().map(|bound| bound.units).collect();
    let step = step_of(stand.plan, measure);
    let mut found = vec![standing(stand.plan, measure), lowest(stand.plan, measure)];
    for bound in &bounds {
        // Just below and above it a value is on that side whatever the edge; on the next bound it could be either.
        found.extend([bound.saturating_sub(step), bound.saturating_add(step)]);
        if bounds.contains(&bound.saturating_add(step)) {
            found.push(*bound);
        }
    }
    let mut seen = Vec::with_capacity(found.len());
    for value in found {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}
