//! From a column of managers to a tree: one unit per manager, led by that manager, who belongs to it.
//!
//! Source: decisions.md "AdventureWorks as the first organisation". A manager's unit stands below the unit of the
//! manager's own manager. A manager who is no person gives a unit without a lead.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{MemberId, Result, UnitId, Version};
use beichen_sheets::Batch;
use beichen_store::Tx;
use tokio::sync::Mutex;

use super::blame;
use super::people::Row;
use crate::member::model::Assignment;
use crate::member::{commands, store};
use crate::unit;
use crate::unit::model::{Unit, UnitError, UnitSpan};

/// Who says whom they report to, over the whole file.
#[derive(Default)]
pub(super) struct Seen {
    rows: BTreeMap<String, (u32, String)>,
    codes: BTreeSet<String>,
    since: Option<Day>,
}

impl Seen {
    pub fn add(&mut self, row: u32, code: &str, manager: Option<&str>, from: Day) {
        self.codes.insert(code.to_owned());
        if let Some(manager) = manager {
            self.since = Some(self.since.map_or(from, |since| since.min(from)));
            self.rows.insert(code.to_owned(), (row, manager.to_owned()));
        }
    }

    /// Whether the file, as far as it was read, names somebody with that code.
    pub fn names(&self, code: &str) -> bool {
        self.codes.contains(code)
    }

    /// The first day on which a row names a manager.
    pub const fn since(&self) -> Option<Day> {
        self.since
    }

    /// The rows whose managers go round in a circle, each with the circle. Whom the file says nothing about reports to
    /// whom [`above`] says.
    pub fn circles(&self, above: &HashMap<String, String>) -> Vec<(u32, UnitError)> {
        let manager_of = |code: &str| self.rows.get(code).map(|(_, manager)| manager).or_else(|| above.get(code));
        let most = self.rows.len().saturating_add(above.len()).saturating_add(1);
        let mut found = Vec::new();
        for (code, (row, _)) in &self.rows {
            let mut path = vec![code.as_str()];
            let mut at = code.as_str();
            while let Some(manager) = manager_of(at).filter(|_| path.len() <= most) {
                path.push(manager);
                if manager == code {
                    found.push((*row, UnitError::Cycle { units: path.join(" → ") }));
                    break;
                }
                at = manager;
            }
        }
        found
    }
}

/// By codes, what stands above what on a day: above a unit its parent, above a person the unit they are in. Whoever
/// leads the unit of their own code is in it, and below what it is below.
pub(super) async fn above(tx: &Tx<'_>, on: Day) -> Result<HashMap<String, String>> {
    let codes: HashMap<UnitId, String> =
        unit::store::all(tx).await?.into_iter().map(|unit| (unit.id, unit.code)).collect();
    let people: HashMap<MemberId, String> =
        store::all(tx).await?.into_iter().map(|member| (member.id, member.code)).collect();
    let tree = crate::api::tree_on(tx, on).await?;
    let mut above = HashMap::new();
    for unit in tree.units() {
        let parent = tree.parent(unit).and_then(|parent| codes.get(&parent));
        if let (Some(code), Some(parent)) = (codes.get(&unit), parent) {
            above.insert(code.clone(), parent.clone());
        }
    }
    for stay in store::assignments(tx, DayRange::new(on, on.plus_days(1))).await? {
        if let (Some(person), Some(unit)) = (people.get(&stay.member), codes.get(&stay.unit))
            && person != unit
        {
            above.insert(person.clone(), unit.clone());
        }
    }
    Ok(above)
}

/// A row that was written and whose place follows from the managers.
pub(super) struct Placed {
    /// The row of the source file.
    pub number: u32,
    pub row: Row,
    pub member: MemberId,
    /// The unit in it is still open.
    pub wanted: Assignment,
}

/// Whether somebody stands where a row says: in the named unit; in the manager's unit; or, being a manager too, in the
/// own unit below the manager's.
pub(super) fn stands_as(
    unit: Option<&str>,
    manager: Option<&str>,
    own: &str,
    stands_in: Option<&str>,
    above: Option<&str>,
) -> bool {
    match (unit, manager) {
        (Some(unit), _) => stands_in == Some(unit),
        (None, Some(manager)) => stands_in == Some(manager) || stands_in == Some(own) && above == Some(manager),
        (None, None) => true,
    }
}

/// Units that an import has made, each with its first day.
type Made = HashMap<String, Day>;

/// The unit of that code, made when it is missing; one that this import has made begins on the first day a row says.
pub(super) async fn unit_on(tx: &mut Tx<'_>, batch: &Batch, code: &str, since: Day) -> Result<Unit> {
    let made = batch.memory.once(|| async { Ok(Mutex::new(Made::new())) }).await?;
    let mut made = made.lock().await;
    let Some(unit) = unit::store::find_by_code(tx, code).await? else {
        made.insert(code.to_owned(), since);
        return make_unit(tx, code, code, since).await;
    };
    if let Some(first) = made.get_mut(code).filter(|first| since < **first) {
        *first = since;
        unit::commands::write_place(tx, &unit, None, None, since).await?;
    }
    Ok(unit)
}

async fn make_unit(tx: &mut Tx<'_>, code: &str, name: &str, since: Day) -> Result<Unit> {
    let unit = Unit { id: tx.ctx().new_id(), version: Version::FIRST, code: code.to_owned(), name: name.to_owned() };
    unit::store::insert(tx, &unit).await?;
    let days = DayRange::new(since, Day::MAX);
    unit::store::insert_span(tx, &UnitSpan { unit: unit.id, parent: None, leader: None, days }).await?;
    Ok(unit)
}

/// Makes the units of all managers, puts them below each other, and puts everybody into theirs.
pub(super) async fn build(tx: &mut Tx<'_>, placed: Vec<Placed>) -> Result<()> {
    let Some(since) = placed.iter().map(|placed| placed.wanted.days.from).min() else { return Ok(()) };
    let reports_to: HashMap<&str, &str> =
        placed.iter().filter_map(|placed| Some((placed.row.code.as_str(), placed.row.manager.as_deref()?))).collect();
    let managers: BTreeSet<&str> = reports_to.values().copied().collect();
    let mut units: BTreeMap<&str, Unit> = BTreeMap::new();
    let mut leaders: HashMap<&str, MemberId> = HashMap::new();
    for &code in &managers {
        let person = store::find_by_code(tx, code).await?;
        let unit = match unit::store::find_by_code(tx, code).await? {
            Some(unit) => unit,
            None => make_unit(tx, code, person.as_ref().map_or(code, |person| &person.name), since).await?,
        };
        units.insert(code, unit);
        leaders.extend(person.filter(|person| !person.is_gone(since)).map(|person| (code, person.id)));
    }
    for (&code, unit) in &units {
        let leader = leaders.get(code).copied();
        let parent = parent_of(tx, code, leader, &reports_to, &units, since).await?;
        put_unit(tx, unit, parent, leader, since).await?;
    }
    let named: BTreeSet<String> = placed.iter().map(|placed| placed.row.code.clone()).collect();
    for row in &placed {
        let own = units.get(row.row.code.as_str());
        let unit = own.or_else(|| row.row.manager.as_deref().and_then(|manager| units.get(manager)));
        let put = put_person(tx, row, unit.map(|unit| unit.id)).await;
        put.map_err(|error| blame(error, row.number, &row.row.code))?;
    }
    for (&code, unit) in units.iter().filter(|&(&code, _)| !named.contains(code)) {
        if let Some(&leader) = leaders.get(code) {
            let row = placed.iter().find(|placed| placed.row.manager.as_deref() == Some(code));
            let number = row.map_or(0, |row| row.number);
            move_into_own(tx, leader, unit.id, since).await.map_err(|error| blame(error, number, code))?;
        }
    }
    Ok(())
}

/// The unit above a manager's: by the file; for a manager whom the file does not name, the one they belong to.
async fn parent_of(
    tx: &Tx<'_>,
    code: &str,
    leader: Option<MemberId>,
    reports_to: &HashMap<&str, &str>,
    units: &BTreeMap<&str, Unit>,
    since: Day,
) -> Result<Option<UnitId>> {
    if let Some(manager) = reports_to.get(code) {
        return Ok(units.get(manager).map(|unit| unit.id));
    }
    let own = units.get(code).map(|unit| unit.id);
    let stands_in = match leader {
        Some(leader) => store::unit_of(tx, leader, since).await?,
        None => None,
    };
    if stands_in.is_some() && stands_in != own {
        return Ok(stands_in);
    }
    let tree = crate::api::tree_on(tx, since).await?;
    Ok(own.and_then(|own| tree.parent(own)))
}

async fn put_unit(
    tx: &mut Tx<'_>,
    unit: &Unit,
    parent: Option<UnitId>,
    leader: Option<MemberId>,
    from: Day,
) -> Result<()> {
    let tree = crate::api::tree_on(tx, from).await?;
    let stands = tree.contains(unit.id) && tree.parent(unit.id) == parent && tree.leader(unit.id) == leader;
    if !stands {
        unit::commands::write_place(tx, unit, parent, leader, from).await?;
    }
    Ok(())
}

async fn put_person(tx: &mut Tx<'_>, placed: &Placed, unit: Option<UnitId>) -> Result<()> {
    let mut member = store::load(tx, placed.member).await?;
    let rows = store::assignments_of(tx, placed.member).await?;
    let now = member.stay_at(placed.wanted.days.from, &rows);
    // Somebody without a unit, as before: there is nowhere to keep grade and position.
    let Some(unit) = unit.or_else(|| now.map(|now| now.unit)) else { return Ok(()) };
    let wanted = Assignment { unit, ..placed.wanted.clone() };
    if now.is_some_and(|now| Assignment { days: now.days, ..wanted.clone() } == *now) {
        return Ok(());
    }
    commands::write_assignment(tx, &mut member, wanted).await?;
    store::save(tx, &mut member).await
}

async fn move_into_own(tx: &mut Tx<'_>, leader: MemberId, unit: UnitId, from: Day) -> Result<()> {
    let mut member = store::load(tx, leader).await?;
    let from = from.max(member.joined_on);
    let rows = store::assignments_of(tx, leader).await?;
    let now = rows.iter().find(|stay| stay.days.contains(from)).cloned();
    if now.as_ref().is_some_and(|now| now.unit == unit) {
        return Ok(());
    }
    let (grade, position) = now.map_or((None, None), |now| (now.grade, now.position));
    let row = Assignment { member: leader, unit, grade, position, days: DayRange::new(from, Day::MAX) };
    commands::write_assignment(tx, &mut member, row).await?;
    store::save(tx, &mut member).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn managers_in_a_circle_are_named_row_by_row() {
        let mut seen = Seen::default();
        for (row, code, manager) in [(2, "a", "b"), (3, "b", "c"), (4, "c", "a"), (5, "d", "a"), (6, "e", "e")] {
            seen.add(row, code, Some(manager), Day::MIN);
        }
        let circle = |units: &str| UnitError::Cycle { units: units.into() };
        assert_eq!(
            seen.circles(&HashMap::new()),
            [
                (2, circle("a → b → c → a")),
                (3, circle("b → c → a → b")),
                (4, circle("c → a → b → c")),
                (6, circle("e → e")),
            ]
        );
    }

    #[test]
    fn a_manager_stands_in_the_own_unit_below_the_managers() {
        assert!(stands_as(None, Some("m"), "p", Some("m"), None));
        assert!(stands_as(None, Some("m"), "p", Some("p"), Some("m")));
        assert!(!stands_as(None, Some("m"), "p", Some("p"), Some("x")));
        assert!(!stands_as(None, Some("m"), "p", None, None));
        assert!(stands_as(Some("u"), None, "p", Some("u"), None));
        assert!(stands_as(None, None, "p", None, None));
    }
}
