//! Coefficients in the database.

use beichen_engine::day::DayRange;
use beichen_engine::rate::Rate;
use beichen_kernel::Result;
use beichen_store::Tx;
use sea_orm::QueryResult;

use super::model::Coefficient;
use crate::store::row::{bind_day, day, get, word};

/// Those that touch the days, by key, subject and days.
pub async fn touching(tx: &Tx<'_>, days: DayRange) -> Result<Vec<Coefficient>> {
    let rows = tx
        .rows(
            "SELECT key, scope, subject_id, from_day, end_day, value FROM people_coefficient \
             WHERE org_id = $1 AND end_day > $2 AND from_day < $3 ORDER BY key, subject_id, from_day, end_day",
            vec![tx.ctx().org.0.into(), bind_day(days.from), bind_day(days.end)],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Coefficient> {
    Ok(Coefficient {
        key: get(row, "key")?,
        scope: word(row, "scope")?,
        subject: get(row, "subject_id")?,
        days: DayRange::new(day(row, "from_day")?, day(row, "end_day")?),
        value: Rate::from_ppm(get(row, "value")?),
    })
}

pub async fn put(tx: &mut Tx<'_>, coefficient: &Coefficient) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO people_coefficient (org_id, key, scope, subject_id, from_day, end_day, value) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (org_id, key, subject_id, from_day, end_day) DO UPDATE SET value = excluded.value",
        vec![
            org.into(),
            coefficient.key.clone().into(),
            coefficient.scope.to_string().into(),
            coefficient.subject.into(),
            bind_day(coefficient.days.from),
            bind_day(coefficient.days.end),
            coefficient.value.ppm().into(),
        ],
    )
    .await?;
    Ok(())
}
