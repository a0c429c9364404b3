//! Units and their spans in the database.

use std::collections::BTreeSet;

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Error, Id, Result, UnitId, Version};
use beichen_store::Tx;
use sea_orm::QueryResult;

use super::model::{Unit, UnitSpan};
use crate::store::row::{bind_day, bind_id, bind_maybe, day, get, id, maybe_id};

const COLUMNS: &str = "SELECT id, version, code, name FROM people_unit";

fn read(row: &QueryResult) -> Result<Unit> {
    Ok(Unit {
        id: id(row, "id")?,
        version: Version(get(row, "version")?),
        code: get(row, "code")?,
        name: get(row, "name")?,
    })
}

/// Every unit that ever was, by code.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<Unit>> {
    let sql = format!("{COLUMNS} WHERE org_id = $1 ORDER BY code, id");
    tx.rows(&sql, vec![tx.ctx().org.0.into()]).await?.iter().map(read).collect()
}

pub async fn load(tx: &Tx<'_>, unit: UnitId) -> Result<Unit> {
    let sql = format!("{COLUMNS} WHERE org_id = $1 AND id = $2");
    let row = tx.row(&sql, vec![tx.ctx().org.0.into(), bind_id(unit)]).await?;
    row.as_ref().map(read).transpose()?.ok_or_else(|| Error::not_found(UnitId::NAME))
}

pub async fn find_by_code(tx: &Tx<'_>, code: &str) -> Result<Option<Unit>> {
    let sql = format!("{COLUMNS} WHERE org_id = $1 AND code = $2");
    let row = tx.row(&sql, vec![tx.ctx().org.0.into(), code.into()]).await?;
    row.as_ref().map(read).transpose()
}

pub async fn insert(tx: &mut Tx<'_>, unit: &Unit) -> Result<()> {
    let (org, at) = (tx.ctx().org.0, tx.ctx().now().micros());
    tx.execute(
        "INSERT INTO people_unit (org_id, id, version, code, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            org.into(),
            bind_id(unit.id),
            unit.version.0.into(),
            unit.code.clone().into(),
            unit.name.clone().into(),
            at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes name and code, and raises the version, if nobody else has since it was read.
pub async fn save(tx: &mut Tx<'_>, unit: &mut Unit) -> Result<()> {
    let org = tx.ctx().org.0;
    let changed = tx
        .execute(
            "UPDATE people_unit SET code = $4, name = $5, version = version + 1 \
             WHERE org_id = $1 AND id = $2 AND version = $3",
            vec![
                org.into(),
                bind_id(unit.id),
                unit.version.0.into(),
                unit.code.clone().into(),
                unit.name.clone().into(),
            ],
        )
        .await?;
    if changed == 0 {
        return Err(Error::stale(unit.version));
    }
    unit.version = unit.version.next();
    Ok(())
}

/// Every span, by unit and day.
pub async fn spans(tx: &Tx<'_>) -> Result<Vec<UnitSpan>> {
    let rows = tx
        .rows(
            "SELECT unit_id, from_day, end_day, parent_id, leader_id FROM people_unit_span \
             WHERE org_id = $1 ORDER BY unit_id, from_day",
            vec![tx.ctx().org.0.into()],
        )
        .await?;
    rows.iter().map(read_span).collect()
}

fn read_span(row: &QueryResult) -> Result<UnitSpan> {
    Ok(UnitSpan {
        unit: id(row, "unit_id")?,
        parent: maybe_id(row, "parent_id")?,
        leader: maybe_id(row, "leader_id")?,
        days: DayRange::new(day(row, "from_day")?, day(row, "end_day")?),
    })
}

pub async fn insert_span(tx: &mut Tx<'_>, span: &UnitSpan) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO people_unit_span (org_id, unit_id, from_day, end_day, parent_id, leader_id) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (org_id, unit_id, from_day) DO UPDATE SET \
         end_day = excluded.end_day, parent_id = excluded.parent_id, leader_id = excluded.leader_id",
        vec![
            org.into(),
            bind_id(span.unit),
            bind_day(span.days.from),
            bind_day(span.days.end),
            bind_maybe(span.parent),
            bind_maybe(span.leader),
        ],
    )
    .await?;
    Ok(())
}

/// Ends the span that begins on `from` before `end`.
pub async fn cut_span(tx: &mut Tx<'_>, unit: UnitId, from: Day, end: Day) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "UPDATE people_unit_span SET end_day = $4 WHERE org_id = $1 AND unit_id = $2 AND from_day = $3",
        vec![org.into(), bind_id(unit), bind_day(from), bind_day(end)],
    )
    .await?;
    Ok(())
}

/// Whether anybody belongs to the unit on the day or later.
pub async fn is_used_from(tx: &Tx<'_>, unit: UnitId, day: Day) -> Result<bool> {
    let row = tx
        .row(
            "SELECT 1 AS found FROM people_assignment WHERE org_id = $1 AND unit_id = $2 AND end_day > $3 LIMIT 1",
            vec![tx.ctx().org.0.into(), bind_id(unit), bind_day(day)],
        )
        .await?;
    Ok(row.is_some())
}

/// Whether anybody belongs to one of the units on one of the days.
pub async fn is_used_on(tx: &Tx<'_>, units: &BTreeSet<UnitId>, days: DayRange) -> Result<bool> {
    let mut values = vec![tx.ctx().org.0.into(), bind_day(days.from), bind_day(days.end)];
    values.extend(units.iter().copied().map(bind_id));
    let places: Vec<String> = (4..=values.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT 1 AS found FROM people_assignment WHERE org_id = $1 AND end_day > $2 AND from_day < $3 \
         AND unit_id IN ({}) LIMIT 1",
        places.join(", ")
    );
    Ok(tx.row(&sql, values).await?.is_some())
}
