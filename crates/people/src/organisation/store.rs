//! Organisations and settings in the database.

use std::sync::Arc;

use beichen_kernel::{Error, OrgId, Organisation, Result, Timestamp, Version};
use beichen_store::error::from_db;
use beichen_store::{Db, Tx, raw};
use sea_orm::{ConnectionTrait, QueryResult};

use super::model::Setting;
use super::views::AuditRowView;
use crate::store::row::get;

const COLUMNS: &str = "SELECT org_id, name, currency, time_zone FROM people_organisation";

pub async fn insert(tx: &mut Tx<'_>, organisation: &Organisation, time_zone: &str) -> Result<()> {
    let at = tx.ctx().now().micros();
    tx.execute(
        "INSERT INTO people_organisation (org_id, name, currency, time_zone, created_at) VALUES ($1, $2, $3, $4, $5)",
        vec![
            organisation.id.0.into(),
            organisation.name.clone().into(),
            organisation.currency.code().into(),
            time_zone.into(),
            at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// One organisation, before anybody acts in it.
pub async fn find(db: &Db, org: OrgId) -> Result<Option<Arc<Organisation>>> {
    let tx = db.begin_reading().await?;
    let sql = format!("{COLUMNS} WHERE org_id = $1");
    let row = tx.query_one_raw(raw::statement(db.backend(), &sql, vec![org.0.into()])).await.map_err(from_db)?;
    row.as_ref().map(read).transpose()
}

/// All organisations of the installation, oldest first.
pub async fn all(db: &Db) -> Result<Vec<Arc<Organisation>>> {
    let tx = db.begin_reading().await?;
    let sql = format!("{COLUMNS} ORDER BY created_at, org_id");
    let rows = tx.query_all_raw(raw::statement(db.backend(), &sql, vec![])).await.map_err(from_db)?;
    rows.iter().map(read).collect()
}

pub fn read(row: &QueryResult) -> Result<Arc<Organisation>> {
    let zone: String = get(row, "time_zone")?;
    let currency: String = get(row, "currency")?;
    Ok(Arc::new(Organisation {
        id: OrgId(get(row, "org_id")?),
        name: get(row, "name")?,
        currency: currency.parse().map_err(|_| Error::internal(format!("currency {currency:?}")))?,
        zone: jiff::tz::TimeZone::get(&zone).map_err(Error::internal)?,
    }))
}

/// What is set, as (key, value, version).
pub async fn settings(tx: &Tx<'_>) -> Result<Vec<(String, String, i64)>> {
    let rows = tx
        .rows("SELECT key, value, version FROM people_setting WHERE org_id = $1", vec![tx.ctx().org.0.into()])
        .await?;
    rows.iter().map(|row| Ok((get(row, "key")?, get(row, "value")?, get(row, "version")?))).collect()
}

pub async fn setting(tx: &Tx<'_>, setting: Setting) -> Result<String> {
    let row = tx
        .row(
            "SELECT value FROM people_setting WHERE org_id = $1 AND key = $2",
            vec![tx.ctx().org.0.into(), setting.to_string().into()],
        )
        .await?;
    row.map_or_else(|| Ok(setting.default_text().to_owned()), |row| get(&row, "value"))
}

/// Writes a setting if nobody else has since it was read at `seen`, and gives its next version.
pub async fn set(tx: &mut Tx<'_>, setting: Setting, value: &str, seen: Version) -> Result<Version> {
    let (org, next) = (tx.ctx().org.0, seen.next());
    let changed = tx
        .execute(
            "INSERT INTO people_setting (org_id, key, value, version) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (org_id, key) DO UPDATE SET value = excluded.value, version = excluded.version \
             WHERE people_setting.version = $5",
            vec![org.into(), setting.to_string().into(), value.into(), next.0.into(), seen.0.into()],
        )
        .await?;
    if changed == 0 { Err(Error::stale(seen)) } else { Ok(next) }
}

/// Rows of the audit chain before a place in it, newest first; `subject` narrows to one thing.
pub async fn audit(tx: &Tx<'_>, subject: Option<&str>, before: i64, limit: u64) -> Result<Vec<AuditRowView>> {
    let mut values = vec![tx.ctx().org.0.into(), before.into()];
    let mut narrowed = String::new();
    if let Some(subject) = subject {
        values.push(subject.into());
        narrowed.push_str(" AND subject = $3");
    }
    let sql = format!(
        "SELECT seq, at, actor, operation, subject, data, personal, hash FROM store_audit \
         WHERE org_id = $1 AND seq < $2{narrowed} ORDER BY seq DESC LIMIT {limit}"
    );
    tx.rows(&sql, values).await?.iter().map(read_audit).collect()
}

fn read_audit(row: &QueryResult) -> Result<AuditRowView> {
    let data: String = get(row, "data")?;
    let personal: Option<String> = get(row, "personal")?;
    Ok(AuditRowView {
        seq: get(row, "seq")?,
        at: Timestamp::from_micros(get(row, "at")?),
        actor: get(row, "actor")?,
        operation: get(row, "operation")?,
        subject: get(row, "subject")?,
        data: serde_json::from_str(&data).map_err(Error::internal)?,
        personal: personal.map(|text| serde_json::from_str(&text)).transpose().map_err(Error::internal)?,
        hash: get(row, "hash")?,
    })
}
