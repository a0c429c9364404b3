//! Totals as they were locked, beside what is known today.
//!
//! Source: decisions.md "Order of recording". As locked, for a person, measure and day, is the ledger at the head of the
//! first locked run that covers them; who is in no locked run counts as known today; a unit's figure is their sum by the
//! locked tree.

use std::collections::{BTreeMap, HashMap, HashSet};

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{MemberId, Result, UnitId};
use beichen_people::api::{self as people, Fence, UnitTree};
use beichen_store::Tx;

use super::super::store::since::{StoodTotal, stood};
use super::super::store::totals::Asked;
use super::rolled_up;

/// What locked runs say of one measure on some days. Amounts are in the measure's smallest unit.
#[derive(Debug, Default)]
pub struct AsLocked {
    /// By person: the total in which locked days are as locked. Who is in no locked run is absent.
    pub people: BTreeMap<MemberId, i64>,
    /// By unit, with all below it: as for people, everybody together.
    pub units: HashMap<UnitId, i64>,
    /// The whole organisation.
    pub whole: i64,
    /// How many people of each unit and all below it are in no locked run.
    pub not_locked: HashMap<UnitId, usize>,
    /// The head of the audit chain that the first locked run of each person knew.
    pub seqs: HashMap<MemberId, i64>,
    /// The tree that units add up by: the locked one, and units that it does not know where they stand today.
    pub tree: UnitTree,
    /// Where everybody belongs on the last day: people of locked runs as it was locked.
    pub unit_of: HashMap<MemberId, UnitId>,
}

/// Reads what was locked of a measure on `days`; nothing where no locked run of the measure covers one of them. `on` is
/// the day whose tree counts where none was locked.
pub async fn as_locked(tx: &Tx<'_>, measure: &str, days: DayRange, on: Day) -> Result<Option<AsLocked>> {
    let mut fences = people::fences(tx, days).await?;
    fences.retain(|fence| fence.measures.iter().any(|key| key == measure));
    if fences.is_empty() {
        return Ok(None);
    }
    fences.sort_by_key(|fence| (fence.locked_seq, fence.days.from));
    let mut found = AsLocked::default();
    found.stand(tx, &fences, on).await?;
    let measures = [measure];
    let asked = |days: DayRange| Asked { measures: &measures, days, people: None };
    let mut covered: Covered = HashMap::new();
    let mut units = HashMap::new();
    for fence in &fences {
        let here = fence.days.intersect(days);
        let members: HashSet<MemberId> = fence.members.iter().copied().collect();
        let rows = stood(tx, &asked(here), fence.seq).await?;
        for row in rows.into_iter().filter(|row| members.contains(&row.member)) {
            if !covered.get(&row.member).is_some_and(|days| days.iter().any(|days| days.contains(row.day))) {
                found.add(&row, &mut units);
            }
        }
        for member in &fence.members {
            covered.entry(*member).or_default().push(here);
        }
    }
    for member in covered.keys() {
        found.people.entry(*member).or_default();
    }
    // Days of these people that no run covers, and everybody else's, count as known today.
    for row in stood(tx, &asked(days), i64::MAX).await? {
        match covered.get(&row.member) {
            Some(days) if days.iter().any(|days| days.contains(row.day)) => {}
            Some(_) => found.add(&row, &mut units),
            None => add(units.entry(row.unit).or_default(), row.amount),
        }
    }
    (found.units, found.whole) = rolled_up(&found.tree, units.into_iter().collect())?;
    Ok(Some(found))
}

/// Days that are locked, by person.
type Covered = HashMap<MemberId, Vec<DayRange>>;

fn add(sum: &mut i64, amount: i64) {
    *sum = sum.saturating_add(amount);
}

impl AsLocked {
    fn add(&mut self, row: &StoodTotal, units: &mut HashMap<Option<UnitId>, i64>) {
        add(self.people.entry(row.member).or_default(), row.amount);
        add(units.entry(row.unit).or_default(), row.amount);
    }

    /// Who is locked, and the tree: of several locks the first one holds.
    async fn stand(&mut self, tx: &Tx<'_>, fences: &[Fence], on: Day) -> Result<()> {
        self.tree = UnitTree::with_closed(on, &people::unit_spans(tx).await?);
        let stays = people::assignments(tx, DayRange::including(on, on)).await?;
        self.unit_of = stays.into_iter().map(|stay| (stay.member, stay.unit)).collect();
        for fence in fences.iter().rev() {
            let locked = people::locked_tree(tx, fence.run).await?;
            self.tree.stand(&locked.above);
            self.unit_of.extend(locked.unit_of);
            self.seqs.extend(fence.members.iter().map(|member| (*member, fence.seq)));
        }
        for (_, unit) in self.unit_of.iter().filter(|(member, _)| !self.seqs.contains_key(*member)) {
            for above in self.tree.path(*unit) {
                let count = self.not_locked.entry(above).or_default();
                *count = count.saturating_add(1);
            }
        }
        Ok(())
    }
}
