//! The only file of imports that speaks SQL.

use std::collections::{HashMap, HashSet};

use beichen_kernel::{BatchId, Cursor, Error, Id as _, Result, Timestamp, Version};
use beichen_store::Tx;
use beichen_store::error::from_db;
use sea_orm::{QueryResult, TryGetable, Value};
use serde::de::DeserializeOwned;

use super::model::{Import, State};
use crate::kind::{CellError, Checked, Counts, StagedRow, Verdict};
use crate::undo::Before;

const COLUMNS: &str = "id, version, kind, file_name, file_hash, file_size, profile_name, profile, column_keys, state, \
    row_count, new_count, update_count, skip_count, failed_count, rounded_count, preview, rows_hash, created_by, \
    created_at, applied_at, tx_id, undone_at, undone, job_id";

/// Rows of one INSERT: each binds five values.
const INSERT_ROWS: usize = 1_000;

pub async fn find(tx: &Tx<'_>, id: BatchId, lock: bool) -> Result<Option<Import>> {
    let lock = if lock { tx.for_update() } else { "" };
    let sql = format!("SELECT {COLUMNS} FROM sheets_batch WHERE org_id = $1 AND id = $2{lock}");
    tx.row(&sql, vec![tx.ctx().org.0.into(), id.uuid().into()]).await?.map(|row| import_of(&row)).transpose()
}

/// Imports of these kinds, the newest first.
pub async fn list(tx: &Tx<'_>, kinds: &[&'static str], after: Option<&Cursor>, limit: u64) -> Result<Vec<Import>> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = vec![tx.ctx().org.0.into()];
    let mut places = Vec::new();
    for kind in kinds {
        values.push((*kind).into());
        places.push(format!("${}", values.len()));
    }
    let mut sql = format!("SELECT {COLUMNS} FROM sheets_batch WHERE org_id = $1 AND kind IN ({})", places.join(", "));
    if let Some((at, id)) = after.and_then(place_of) {
        let (first, second) = (values.len().saturating_add(1), values.len().saturating_add(2));
        sql = format!("{sql} AND (created_at < ${first} OR (created_at = ${first} AND id < ${second}))");
        values.extend([at.into(), id.uuid().into()]);
    }
    let sql = format!("{sql} ORDER BY created_at DESC, id DESC LIMIT {}", limit.saturating_add(1));
    tx.rows(&sql, values).await?.iter().map(import_of).collect()
}

fn place_of(cursor: &Cursor) -> Option<(i64, BatchId)> {
    match cursor.0.as_slice() {
        [at, id] => Some((at.parse().ok()?, id.parse().ok()?)),
        _ => None,
    }
}

pub fn cursor_of(import: &Import) -> Cursor {
    Cursor(vec![import.created_at.micros().to_string(), import.id.to_string()])
}

/// Imports in a state that have not moved since `before`.
pub async fn in_state(tx: &Tx<'_>, state: State, before: Timestamp) -> Result<Vec<Import>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sheets_batch WHERE org_id = $1 AND state = $2 AND touched_at < $3 ORDER BY created_at, id"
    );
    let values = vec![tx.ctx().org.0.into(), state.to_string().into(), before.micros().into()];
    tx.rows(&sql, values).await?.iter().map(import_of).collect()
}

pub async fn insert(tx: &mut Tx<'_>, import: &Import) -> Result<()> {
    let now = tx.ctx().now().micros();
    let values: Vec<Value> = vec![
        tx.ctx().org.0.into(),
        import.id.uuid().into(),
        import.version.0.into(),
        import.kind.clone().into(),
        import.file_name.clone().into(),
        import.file_hash.clone().into(),
        number(import.file_size).into(),
        import.profile_name.clone().into(),
        import.profile_text.clone().into(),
        json(&import.columns)?.into(),
        import.state.to_string().into(),
        import.created_by.clone().into(),
        now.into(),
        now.into(),
        import.job.into(),
    ];
    tx.execute(
        "INSERT INTO sheets_batch (org_id, id, version, kind, file_name, file_hash, file_size, profile_name, profile, \
         column_keys, state, created_by, created_at, touched_at, job_id, row_count, new_count, update_count, \
         skip_count, failed_count, rounded_count, preview, rows_hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, 0, 0, 0, 0, 0, '{}', '')",
        values,
    )
    .await?;
    Ok(())
}

/// Writes what changes about an import: its state, its counts, its preview.
pub async fn save(tx: &mut Tx<'_>, import: &mut Import) -> Result<()> {
    let seen = import.version;
    let counts = &import.counts;
    let values: Vec<Value> = vec![
        tx.ctx().org.0.into(),
        import.id.uuid().into(),
        seen.0.into(),
        import.state.to_string().into(),
        number(import.row_count).into(),
        number(counts.new).into(),
        number(counts.update).into(),
        number(counts.skip).into(),
        number(counts.failed).into(),
        number(counts.rounded).into(),
        json(&import.preview)?.into(),
        import.rows_hash.clone().into(),
        tx.ctx().now().micros().into(),
        import.applied_at.map(Timestamp::micros).into(),
        import.applied_tx.into(),
        import.job.into(),
        json(&import.columns)?.into(),
        import.undone_at.map(Timestamp::micros).into(),
        import.undone.as_ref().map(json).transpose()?.into(),
    ];
    let changed = tx
        .execute(
            "UPDATE sheets_batch SET version = version + 1, state = $4, row_count = $5, new_count = $6, \
             update_count = $7, skip_count = $8, failed_count = $9, rounded_count = $10, preview = $11, \
             rows_hash = $12, touched_at = $13, applied_at = $14, tx_id = $15, job_id = $16, column_keys = $17, \
             undone_at = $18, undone = $19 \
             WHERE org_id = $1 AND id = $2 AND version = $3",
            values,
        )
        .await?;
    if changed == 0 {
        return Err(Error::stale(seen));
    }
    import.version = seen.next();
    Ok(())
}

/// Says how far the check has come.
pub async fn touch(tx: &mut Tx<'_>, id: BatchId, row_count: u64) -> Result<()> {
    let values =
        vec![tx.ctx().org.0.into(), id.uuid().into(), number(row_count).into(), tx.ctx().now().micros().into()];
    tx.execute("UPDATE sheets_batch SET row_count = $3, touched_at = $4 WHERE org_id = $1 AND id = $2", values).await?;
    Ok(())
}

/// Throws away what a check has found, row by row.
pub async fn forget_rows(tx: &mut Tx<'_>, id: BatchId) -> Result<()> {
    empty(tx, id).await?;
    let values = vec![tx.ctx().org.0.into(), id.uuid().into()];
    tx.execute("DELETE FROM sheets_failed_row WHERE org_id = $1 AND batch_id = $2", values).await?;
    Ok(())
}

/// Throws staged rows away.
pub async fn empty(tx: &mut Tx<'_>, id: BatchId) -> Result<()> {
    let values = vec![tx.ctx().org.0.into(), id.uuid().into()];
    tx.execute("DELETE FROM sheets_staged_row WHERE org_id = $1 AND batch_id = $2", values).await?;
    Ok(())
}

/// Keeps what the check found: values that wait, and why rows failed.
pub async fn stage(tx: &mut Tx<'_>, id: BatchId, checked: &[Checked]) -> Result<()> {
    let org = tx.ctx().org.0;
    let mut staged: Vec<Vec<Value>> = Vec::new();
    let mut failed: Vec<Vec<Value>> = Vec::new();
    for row in checked {
        let start: [Value; 3] = [org.into(), id.uuid().into(), i64::from(row.row).into()];
        if row.verdict == Verdict::Failed {
            failed.push(start.into_iter().chain([json(&row.errors)?.into()]).collect());
        } else if let Some(value) = &row.staged {
            staged.push(start.into_iter().chain([row.verdict.to_string().into(), value.to_string().into()]).collect());
        }
    }
    put(tx, "INSERT INTO sheets_staged_row (org_id, batch_id, row_number, verdict, value) VALUES ", staged).await?;
    put(tx, "INSERT INTO sheets_failed_row (org_id, batch_id, row_number, errors) VALUES ", failed).await
}

async fn put(tx: &mut Tx<'_>, start: &str, rows: Vec<Vec<Value>>) -> Result<()> {
    for part in rows.chunks(INSERT_ROWS) {
        let mut place: usize = 0;
        let mut tuples = Vec::with_capacity(part.len());
        for row in part {
            let places: Vec<String> = row
                .iter()
                .map(|_| {
                    place = place.saturating_add(1);
                    format!("${place}")
                })
                .collect();
            tuples.push(format!("({})", places.join(", ")));
        }
        let values = part.iter().flatten().cloned().collect();
        tx.execute(&format!("{start}{}", tuples.join(", ")), values).await?;
    }
    Ok(())
}

/// Keeps what stood before an import changed it.
pub async fn keep_before(tx: &mut Tx<'_>, id: BatchId, rows: &[Before]) -> Result<()> {
    let org = tx.ctx().org.0;
    let row = |one: &Before| -> Vec<Value> {
        vec![org.into(), id.uuid().into(), one.thing.into(), i64::from(one.row).into(), one.value.to_string().into()]
    };
    let rows = rows.iter().map(row).collect();
    put(tx, "INSERT INTO sheets_undo (org_id, batch_id, thing_id, row_number, value) VALUES ", rows).await
}

/// What stood before, by thing.
pub async fn before(tx: &Tx<'_>, id: BatchId) -> Result<HashMap<uuid::Uuid, Before>> {
    let sql = "SELECT thing_id, row_number, value FROM sheets_undo WHERE org_id = $1 AND batch_id = $2";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), id.uuid().into()]).await?;
    let read = |row: &QueryResult| {
        let thing: uuid::Uuid = get(row, "thing_id")?;
        let number = u32::try_from(get::<i64>(row, "row_number")?).unwrap_or_default();
        Ok((thing, Before { row: number, thing, value: parsed(&get::<String>(row, "value")?)? }))
    };
    rows.iter().map(read).collect()
}

/// The imports that were taken back.
pub async fn undone(tx: &Tx<'_>) -> Result<HashSet<BatchId>> {
    let sql = "SELECT id FROM sheets_batch WHERE org_id = $1 AND state = $2";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), State::Undone.to_string().into()]).await?;
    rows.iter().map(|row| Ok(BatchId::from(get::<uuid::Uuid>(row, "id")?))).collect()
}

/// Forgets it: the import is undone.
pub async fn forget_before(tx: &mut Tx<'_>, id: BatchId) -> Result<()> {
    let values = vec![tx.ctx().org.0.into(), id.uuid().into()];
    tx.execute("DELETE FROM sheets_undo WHERE org_id = $1 AND batch_id = $2", values).await?;
    Ok(())
}

/// Takes staged rows back that the end of the check refused.
pub async fn unstage(tx: &mut Tx<'_>, id: BatchId, refused: &[Checked]) -> Result<()> {
    for row in refused {
        let values = vec![tx.ctx().org.0.into(), id.uuid().into(), i64::from(row.row).into()];
        tx.execute(
            "DELETE FROM sheets_staged_row WHERE org_id = $1 AND batch_id = $2 AND row_number = $3",
            values.clone(),
        )
        .await?;
        tx.execute("DELETE FROM sheets_failed_row WHERE org_id = $1 AND batch_id = $2 AND row_number = $3", values)
            .await?;
    }
    stage(tx, id, refused).await
}

/// The next staged rows after a row of the file.
pub async fn staged_after(tx: &Tx<'_>, id: BatchId, row: u32, limit: u32) -> Result<Vec<StagedRow>> {
    let sql = format!(
        "SELECT row_number, verdict, value FROM sheets_staged_row \
         WHERE org_id = $1 AND batch_id = $2 AND row_number > $3 ORDER BY row_number LIMIT {limit}"
    );
    let values = vec![tx.ctx().org.0.into(), id.uuid().into(), i64::from(row).into()];
    tx.rows(&sql, values)
        .await?
        .iter()
        .map(|row| {
            Ok(StagedRow {
                row: u32::try_from(get::<i64>(row, "row_number")?).unwrap_or_default(),
                verdict: get::<String>(row, "verdict")?.parse().map_err(Error::internal)?,
                value: parsed(&get::<String>(row, "value")?)?,
            })
        })
        .collect()
}

/// Why rows failed, in the order of the file.
pub async fn failed(tx: &Tx<'_>, id: BatchId) -> Result<Vec<(u32, Vec<CellError>)>> {
    let sql =
        "SELECT row_number, errors FROM sheets_failed_row WHERE org_id = $1 AND batch_id = $2 ORDER BY row_number";
    tx.rows(sql, vec![tx.ctx().org.0.into(), id.uuid().into()])
        .await?
        .iter()
        .map(|row| {
            let number = u32::try_from(get::<i64>(row, "row_number")?).unwrap_or_default();
            Ok((number, parsed(&get::<String>(row, "errors")?)?))
        })
        .collect()
}

fn import_of(row: &QueryResult) -> Result<Import> {
    let count = |column: &str| get::<i64>(row, column).map(|count| u64::try_from(count).unwrap_or_default());
    Ok(Import {
        id: BatchId::from(get::<uuid::Uuid>(row, "id")?),
        version: Version(get(row, "version")?),
        kind: get(row, "kind")?,
        file_name: get(row, "file_name")?,
        file_hash: get(row, "file_hash")?,
        file_size: count("file_size")?,
        profile_name: get(row, "profile_name")?,
        profile_text: get(row, "profile")?,
        columns: parsed(&get::<String>(row, "column_keys")?)?,
        state: get::<String>(row, "state")?.parse().map_err(Error::internal)?,
        row_count: count("row_count")?,
        counts: Counts {
            new: count("new_count")?,
            update: count("update_count")?,
            skip: count("skip_count")?,
            failed: count("failed_count")?,
            rounded: count("rounded_count")?,
        },
        preview: parsed::<Option<super::model::Preview>>(&get::<String>(row, "preview")?)
            .ok()
            .flatten()
            .unwrap_or_default(),
        rows_hash: get(row, "rows_hash")?,
        created_by: get(row, "created_by")?,
        created_at: Timestamp::from_micros(get(row, "created_at")?),
        applied_at: get::<Option<i64>>(row, "applied_at")?.map(Timestamp::from_micros),
        applied_tx: get(row, "tx_id")?,
        undone_at: get::<Option<i64>>(row, "undone_at")?.map(Timestamp::from_micros),
        undone: get::<Option<String>>(row, "undone")?.map(|text| parsed(&text)).transpose()?,
        job: get(row, "job_id")?,
    })
}

fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(Error::internal)
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
