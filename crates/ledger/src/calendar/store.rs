//! The only file of this slice that speaks SQL.

use beichen_kernel::{Error, Id, Result, Version};
use beichen_store::Tx;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::model::KeptCalendar;
use crate::store::get;

/// All calendars of the organisation but the natural one, by key.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<KeptCalendar>> {
    let sql = "SELECT id, version, definition FROM ledger_calendar WHERE org_id = $1 ORDER BY key";
    tx.rows(sql, vec![tx.ctx().org.0.into()]).await?.iter().map(of_row).collect()
}

pub async fn find(tx: &Tx<'_>, key: &str) -> Result<Option<KeptCalendar>> {
    let sql = "SELECT id, version, definition FROM ledger_calendar WHERE org_id = $1 AND key = $2";
    tx.row(sql, vec![tx.ctx().org.0.into(), key.into()]).await?.map(|row| of_row(&row)).transpose()
}

fn of_row(row: &QueryResult) -> Result<KeptCalendar> {
    let calendar = serde_json::from_str(&get::<String>(row, "definition")?).map_err(Error::internal)?;
    Ok(KeptCalendar { id: get::<Uuid>(row, "id")?.into(), version: Version(get(row, "version")?), calendar })
}

/// Keeps a calendar, new or changed.
pub async fn save(tx: &mut Tx<'_>, kept: &KeptCalendar) -> Result<()> {
    let definition = serde_json::to_string(&kept.calendar).map_err(Error::internal)?;
    tx.execute(
        "INSERT INTO ledger_calendar (org_id, id, version, key, definition, tx_id) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (org_id, key) DO UPDATE SET version = excluded.version, definition = excluded.definition, \
         tx_id = excluded.tx_id",
        vec![
            tx.ctx().org.0.into(),
            kept.id.uuid().into(),
            kept.version.0.into(),
            kept.calendar.key().into(),
            definition.into(),
            tx.id().uuid().into(),
        ],
    )
    .await?;
    Ok(())
}
