//! Totals as they were locked, beside what is known today.
//!
//! Source: decisions.md "Order of recording". As locked, for a person, measure and day, is the ledger at the head of the
//! first locked run that covers them; who is in no locked run counts as known today.

use std::collections::{BTreeMap, HashMap, HashSet};

use beichen_engine::day::DayRange;
use beichen_kernel::{MemberId, Result, UnitId};
use beichen_people::api::{self as people, Fence};
use beichen_store::Tx;

use super::super::store::since::{StoodTotal, stood};
use super::super::store::totals::Asked;

/// What locked runs say of one measure on some days.
#[derive(Debug, Default)]
pub struct AsLocked {
    /// By person: the total in which locked days are as locked. Who is in no locked run is absent.
    pub people: BTreeMap<MemberId, i64>,
    /// By the unit of the day: as for people, everybody together.
    pub units: HashMap<Option<UnitId>, i64>,
    /// Who is in a locked run.
    pub locked: HashSet<MemberId>,
}

/// Reads what was locked; nothing where no locked run of the measure covers a day.
pub async fn as_locked(tx: &Tx<'_>, measure: &str, days: DayRange) -> Result<Option<AsLocked>> {
    let mut fences = people::fences(tx, days).await?;
    fences.retain(|fence| fence.measures.iter().any(|key| key == measure));
    if fences.is_empty() {
        return Ok(None);
    }
    fences.sort_by_key(|fence| (fence.locked_seq, fence.days.from));
    let measures = [measure];
    let asked = |days: DayRange| Asked { measures: &measures, days, people: None };
    let mut covered: Covered = HashMap::new();
    let mut found = AsLocked::default();
    for fence in &fences {
        let here = fence.days.intersect(days);
        let members: HashSet<MemberId> = fence.members.iter().copied().collect();
        let rows = stood(tx, &asked(here), fence.seq).await?;
        for row in rows.into_iter().filter(|row| members.contains(&row.member)) {
            if !covered.get(&row.member).is_some_and(|days| days.iter().any(|days| days.contains(row.day))) {
                found.add(&row);
            }
        }
        cover(&mut covered, fence, here);
    }
    found.locked = covered.keys().copied().collect();
    for member in &found.locked {
        found.people.entry(*member).or_default();
    }
    // Days of these people that no run covers, and everybody else's, count as known today.
    let now = stood(tx, &asked(days), i64::MAX).await?;
    for row in now {
        let days = covered.get(&row.member);
        if days.is_some_and(|days| days.iter().any(|days| days.contains(row.day))) {
            continue;
        }
        if days.is_some() {
            found.add(&row);
        } else {
            add(found.units.entry(row.unit).or_default(), row.amount);
        }
    }
    Ok(Some(found))
}

/// Days that are locked, by person.
type Covered = HashMap<MemberId, Vec<DayRange>>;

fn cover(covered: &mut Covered, fence: &Fence, days: DayRange) {
    for member in &fence.members {
        covered.entry(*member).or_default().push(days);
    }
}

fn add(sum: &mut i64, amount: i64) {
    *sum = sum.saturating_add(amount);
}

impl AsLocked {
    fn add(&mut self, row: &StoodTotal) {
        add(self.people.entry(row.member).or_default(), row.amount);
        add(self.units.entry(row.unit).or_default(), row.amount);
    }
}
