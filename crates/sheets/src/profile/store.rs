//! The only file of profiles that speaks SQL.

use beichen_kernel::{Cursor, Error, Id as _, Result, Timestamp, Version};
use beichen_store::Tx;
use beichen_store::error::from_db;
use sea_orm::{QueryResult, TryGetable, Value};

use super::model::{ProfileId, Saved};

const COLUMNS: &str = "id, version, name, kind, content, changed_at";

pub async fn find(tx: &Tx<'_>, name: &str) -> Result<Option<Saved>> {
    let sql = format!("SELECT {COLUMNS} FROM sheets_profile WHERE org_id = $1 AND name = $2");
    tx.row(&sql, vec![tx.ctx().org.0.into(), name.into()]).await?.map(|row| saved_of(&row)).transpose()
}

pub async fn list(tx: &Tx<'_>, after: Option<&Cursor>, limit: u64) -> Result<Vec<Saved>> {
    let mut sql = format!("SELECT {COLUMNS} FROM sheets_profile WHERE org_id = $1");
    let mut values: Vec<Value> = vec![tx.ctx().org.0.into()];
    if let Some(name) = after.and_then(|cursor| cursor.0.first()) {
        sql.push_str(" AND name > $2");
        values.push(name.clone().into());
    }
    let sql = format!("{sql} ORDER BY name LIMIT {}", limit.saturating_add(1));
    tx.rows(&sql, values).await?.iter().map(saved_of).collect()
}

pub async fn insert(tx: &mut Tx<'_>, saved: &Saved) -> Result<()> {
    let values: Vec<Value> = vec![
        tx.ctx().org.0.into(),
        saved.id.uuid().into(),
        saved.version.0.into(),
        saved.name.clone().into(),
        saved.kind.clone().into(),
        saved.text.clone().into(),
        saved.changed_at.micros().into(),
    ];
    tx.execute(
        "INSERT INTO sheets_profile (org_id, id, version, name, kind, content, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values,
    )
    .await?;
    Ok(())
}

pub async fn save(tx: &mut Tx<'_>, saved: &mut Saved) -> Result<()> {
    let values: Vec<Value> = vec![
        tx.ctx().org.0.into(),
        saved.id.uuid().into(),
        saved.version.0.into(),
        saved.kind.clone().into(),
        saved.text.clone().into(),
        saved.changed_at.micros().into(),
    ];
    let sql = "UPDATE sheets_profile SET version = version + 1, kind = $4, content = $5, changed_at = $6 \
               WHERE org_id = $1 AND id = $2 AND version = $3";
    if tx.execute(sql, values).await? == 0 {
        return Err(Error::stale(saved.version));
    }
    saved.version = saved.version.next();
    Ok(())
}

fn saved_of(row: &QueryResult) -> Result<Saved> {
    Ok(Saved {
        id: ProfileId::from(get::<uuid::Uuid>(row, "id")?),
        version: Version(get(row, "version")?),
        name: get(row, "name")?,
        kind: get(row, "kind")?,
        text: get(row, "content")?,
        changed_at: Timestamp::from_micros(get(row, "changed_at")?),
    })
}

fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}
