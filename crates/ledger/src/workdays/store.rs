//! The only file of this slice that speaks SQL.

use beichen_engine::workdays::WorkdayException;
use beichen_kernel::{Error, Id, Result, Version};
use beichen_store::Tx;

use crate::store::get;

/// The tables that the organisation has put in place of the shipped ones, by year.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<(i32, Vec<WorkdayException>)>> {
    let sql = "SELECT year, exceptions FROM ledger_workdays WHERE org_id = $1 ORDER BY year";
    let mut years = Vec::new();
    for row in tx.rows(sql, vec![tx.ctx().org.0.into()]).await? {
        let year = i32::try_from(get::<i64>(&row, "year")?).map_err(Error::internal)?;
        years.push((year, serde_json::from_str(&get::<String>(&row, "exceptions")?).map_err(Error::internal)?));
    }
    Ok(years)
}

/// The version of a year's own table; none where the shipped one holds.
pub async fn version(tx: &Tx<'_>, year: i32) -> Result<Version> {
    let sql = "SELECT version FROM ledger_workdays WHERE org_id = $1 AND year = $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), i64::from(year).into()]).await?;
    row.map_or(Ok(Version::NONE), |row| get(&row, "version").map(Version))
}

/// Keeps the table of a year.
pub async fn save(tx: &mut Tx<'_>, year: i32, exceptions: &[WorkdayException]) -> Result<()> {
    let text = serde_json::to_string(exceptions).map_err(Error::internal)?;
    tx.execute(
        "INSERT INTO ledger_workdays (org_id, year, version, exceptions, tx_id) VALUES ($1, $2, 1, $3, $4) \
         ON CONFLICT (org_id, year) DO UPDATE SET version = ledger_workdays.version + 1, \
         exceptions = excluded.exceptions, tx_id = excluded.tx_id",
        vec![tx.ctx().org.0.into(), i64::from(year).into(), text.into(), tx.id().uuid().into()],
    )
    .await?;
    Ok(())
}
