//! Grades and variable pay in the database.

use beichen_engine::day::Day;
use beichen_kernel::{Error, Id, MemberId, Result, Version};
use beichen_store::Tx;
use sea_orm::QueryResult;

use super::model::Grade;
use crate::ids::GradeId;
use crate::store::row::{bind_day, bind_id, day, get, id};

const COLUMNS: &str = "SELECT id, version, code, name, place FROM people_grade WHERE org_id = $1";

fn read(row: &QueryResult) -> Result<Grade> {
    Ok(Grade {
        id: id(row, "id")?,
        version: Version(get(row, "version")?),
        code: get(row, "code")?,
        name: get(row, "name")?,
        place: get(row, "place")?,
    })
}

/// All grades in their order.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<Grade>> {
    let sql = format!("{COLUMNS} ORDER BY place, code, id");
    tx.rows(&sql, vec![tx.ctx().org.0.into()]).await?.iter().map(read).collect()
}

pub async fn find_by_code(tx: &Tx<'_>, code: &str) -> Result<Option<Grade>> {
    let sql = format!("{COLUMNS} AND code = $2");
    tx.row(&sql, vec![tx.ctx().org.0.into(), code.into()]).await?.as_ref().map(read).transpose()
}

pub async fn load(tx: &Tx<'_>, grade: GradeId) -> Result<Grade> {
    let sql = format!("{COLUMNS} AND id = $2");
    let row = tx.row(&sql, vec![tx.ctx().org.0.into(), bind_id(grade)]).await?;
    row.as_ref().map(read).transpose()?.ok_or_else(|| Error::not_found(GradeId::NAME))
}

pub async fn insert(tx: &mut Tx<'_>, grade: &Grade) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO people_grade (org_id, id, version, code, name, place) VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            org.into(),
            bind_id(grade.id),
            grade.version.0.into(),
            grade.code.clone().into(),
            grade.name.clone().into(),
            grade.place.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes name and place if nobody else has since it was read, and raises the version.
pub async fn save(tx: &mut Tx<'_>, grade: &mut Grade) -> Result<()> {
    let org = tx.ctx().org.0;
    let changed = tx
        .execute(
            "UPDATE people_grade SET version = version + 1, name = $4, place = $5 \
             WHERE org_id = $1 AND id = $2 AND version = $3",
            vec![org.into(), bind_id(grade.id), grade.version.0.into(), grade.name.clone().into(), grade.place.into()],
        )
        .await?;
    if changed == 0 {
        return Err(Error::stale(grade.version));
    }
    grade.version = grade.version.next();
    Ok(())
}

/// Variable pay of a year, in minor units, by person and day.
pub async fn variable_pay(tx: &Tx<'_>) -> Result<Vec<(MemberId, Day, i64)>> {
    let rows = tx
        .rows(
            "SELECT member_id, from_day, amount FROM people_variable_pay WHERE org_id = $1 ORDER BY member_id, from_day",
            vec![tx.ctx().org.0.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((id(row, "member_id")?, day(row, "from_day")?, get(row, "amount")?))).collect()
}

pub async fn variable_pay_of(tx: &Tx<'_>, member: MemberId) -> Result<Vec<(Day, i64)>> {
    let rows = tx
        .rows(
            "SELECT from_day, amount FROM people_variable_pay WHERE org_id = $1 AND member_id = $2 ORDER BY from_day",
            vec![tx.ctx().org.0.into(), bind_id(member)],
        )
        .await?;
    rows.iter().map(|row| Ok((day(row, "from_day")?, get(row, "amount")?))).collect()
}

pub async fn put_variable_pay(tx: &mut Tx<'_>, member: MemberId, from: Day, amount_minor: i64) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO people_variable_pay (org_id, member_id, from_day, amount) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (org_id, member_id, from_day) DO UPDATE SET amount = excluded.amount",
        vec![org.into(), bind_id(member), bind_day(from), amount_minor.into()],
    )
    .await?;
    Ok(())
}
