//! Fences in the database.

use std::collections::{BTreeSet, HashMap};

use beichen_engine::day::DayRange;
use beichen_kernel::{MemberId, Result, UnitId};
use beichen_store::Tx;
use sea_orm::Value;
use uuid::Uuid;

use super::model::{Fence, LockedTree};
use crate::store::row::{bind_day, bind_id, bind_maybe, day, get, id, maybe_id};
use crate::unit::model::UnitTree;
use crate::{member, unit};

/// Rows that one statement writes.
const ROWS: usize = 1_000;
/// More people than these are not listed in a condition: everybody of the runs is read instead.
const LISTED: usize = 1_000;

pub async fn insert(tx: &mut Tx<'_>, fence: &Fence) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO people_fence (org_id, run_id, label, from_day, end_day, seq, locked_seq) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            org.into(),
            fence.run.into(),
            fence.label.clone().into(),
            bind_day(fence.days.from),
            bind_day(fence.days.end),
            fence.seq.into(),
            fence.locked_seq.into(),
        ],
    )
    .await?;
    let measures: BTreeSet<&String> = fence.measures.iter().collect();
    let measures = measures.into_iter().map(|measure| [measure.clone().into()]);
    insert_each(tx, "people_fence_measure (org_id, run_id, measure)", fence.run, measures).await?;
    insert_tree(tx, fence).await
}

/// The people of the run with the units in which they are on its last day, and the tree of that day.
async fn insert_tree(tx: &mut Tx<'_>, fence: &Fence) -> Result<()> {
    let on = fence.days.end.plus_days(-1);
    let stays = member::store::assignments(tx, DayRange::including(on, on)).await?;
    let units: HashMap<MemberId, UnitId> = stays.into_iter().map(|stay| (stay.member, stay.unit)).collect();
    let members: BTreeSet<MemberId> = fence.members.iter().copied().collect();
    let members = members.into_iter().map(|member| [bind_id(member), bind_maybe(units.get(&member).copied())]);
    insert_each(tx, "people_fence_member (org_id, run_id, member_id, unit_id)", fence.run, members).await?;
    let above = UnitTree::with_closed(on, &unit::store::spans(tx).await?).above();
    let above = above.into_iter().map(|(unit, parent)| [bind_id(unit), bind_maybe(parent)]);
    insert_each(tx, "people_fence_unit (org_id, run_id, unit_id, parent_id)", fence.run, above).await
}

async fn insert_each<const N: usize>(
    tx: &mut Tx<'_>,
    into: &str,
    run: Uuid,
    each: impl Iterator<Item = [Value; N]>,
) -> Result<()> {
    let each: Vec<[Value; N]> = each.collect();
    for part in each.chunks(ROWS) {
        let mut values: Vec<Value> = vec![tx.ctx().org.0.into(), run.into()];
        let mut rows = Vec::with_capacity(part.len());
        for row in part {
            let first = values.len().saturating_add(1);
            values.extend(row.iter().cloned());
            let places: Vec<String> = (first..=values.len()).map(|place| format!("${place}")).collect();
            rows.push(format!("($1, $2, {})", places.join(", ")));
        }
        tx.execute(&format!("INSERT INTO {into} VALUES {}", rows.join(", ")), values).await?;
    }
    Ok(())
}

/// The tree that a run was locked with; empty for one that was locked before trees were kept.
pub async fn tree(tx: &Tx<'_>, run: Uuid) -> Result<LockedTree> {
    let of_run = || -> Vec<Value> { vec![tx.ctx().org.0.into(), run.into()] };
    let mut tree = LockedTree::default();
    let sql = "SELECT unit_id, parent_id FROM people_fence_unit WHERE org_id = $1 AND run_id = $2";
    for row in tx.rows(sql, of_run()).await? {
        tree.above.insert(id(&row, "unit_id")?, maybe_id(&row, "parent_id")?);
    }
    let sql = "SELECT member_id, unit_id FROM people_fence_member WHERE org_id = $1 AND run_id = $2";
    for row in tx.rows(sql, of_run()).await? {
        if let Some(unit) = maybe_id(&row, "unit_id")? {
            tree.unit_of.insert(id(&row, "member_id")?, unit);
        }
    }
    Ok(tree)
}

/// The fences that share a day with `days`. Of their people only `members` are read, when these are few.
pub async fn touching(tx: &Tx<'_>, days: DayRange, members: &BTreeSet<MemberId>) -> Result<Vec<Fence>> {
    read(tx, days, Some(members)).await
}

/// As [`touching`], with everybody.
pub async fn all_touching(tx: &Tx<'_>, days: DayRange) -> Result<Vec<Fence>> {
    read(tx, days, None).await
}

async fn read(tx: &Tx<'_>, days: DayRange, members: Option<&BTreeSet<MemberId>>) -> Result<Vec<Fence>> {
    let org = tx.ctx().org.0;
    let within = vec![org.into(), bind_day(days.from), bind_day(days.end)];
    let rows = tx
        .rows(
            "SELECT run_id, label, from_day, end_day, seq, locked_seq FROM people_fence \
             WHERE org_id = $1 AND end_day > $2 AND from_day < $3 ORDER BY from_day, end_day, run_id",
            within.clone(),
        )
        .await?;
    let mut fences = Vec::with_capacity(rows.len());
    for row in &rows {
        fences.push(Fence {
            run: get(row, "run_id")?,
            label: get(row, "label")?,
            days: DayRange::new(day(row, "from_day")?, day(row, "end_day")?),
            seq: get(row, "seq")?,
            locked_seq: get(row, "locked_seq")?,
            members: Vec::new(),
            measures: Vec::new(),
        });
    }
    if fences.is_empty() {
        return Ok(fences);
    }
    let mut measures = measures_of(tx, within.clone()).await?;
    let mut people = members_of(tx, within, members).await?;
    for fence in &mut fences {
        fence.measures = measures.remove(&fence.run).unwrap_or_default();
        fence.members = people.remove(&fence.run).unwrap_or_default();
    }
    Ok(fences)
}

async fn measures_of(tx: &Tx<'_>, within: Vec<Value>) -> Result<HashMap<Uuid, Vec<String>>> {
    let sql = "SELECT u.run_id, u.measure FROM people_fence_measure u \
               JOIN people_fence f ON f.org_id = u.org_id AND f.run_id = u.run_id \
               WHERE f.org_id = $1 AND f.end_day > $2 AND f.from_day < $3";
    let mut found: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in tx.rows(sql, within).await? {
        found.entry(get(&row, "run_id")?).or_default().push(get(&row, "measure")?);
    }
    Ok(found)
}

async fn members_of(
    tx: &Tx<'_>,
    mut within: Vec<Value>,
    members: Option<&BTreeSet<MemberId>>,
) -> Result<HashMap<Uuid, Vec<MemberId>>> {
    let mut found: HashMap<Uuid, Vec<MemberId>> = HashMap::new();
    if members.is_some_and(BTreeSet::is_empty) {
        return Ok(found);
    }
    let mut sql = "SELECT p.run_id, p.member_id FROM people_fence_member p \
                   JOIN people_fence f ON f.org_id = p.org_id AND f.run_id = p.run_id \
                   WHERE f.org_id = $1 AND f.end_day > $2 AND f.from_day < $3"
        .to_owned();
    if let Some(members) = members.filter(|members| members.len() <= LISTED) {
        let first = within.len().saturating_add(1);
        within.extend(members.iter().copied().map(bind_id));
        let places: Vec<String> = (first..=within.len()).map(|place| format!("${place}")).collect();
        sql = format!("{sql} AND p.member_id IN ({})", places.join(", "));
    }
    for row in tx.rows(&sql, within).await? {
        found.entry(get(&row, "run_id")?).or_default().push(id(&row, "member_id")?);
    }
    Ok(found)
}
