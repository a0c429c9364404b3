//! The only file of this slice that speaks SQL.

use beichen_engine::measure::Measure;
use beichen_engine::plan::Surroundings;
use beichen_kernel::{Error, Id, Result, Version};
use beichen_people::api::{self as people, Entity};
use beichen_store::Tx;
use beichen_store::raw;
use sea_orm::QueryResult;

use super::model::{self, MeasureInForce};
use crate::store::get;

/// Every measure with its versions, in the order of their keys.
pub async fn in_force(tx: &Tx<'_>) -> Result<Vec<MeasureInForce>> {
    let sql = "SELECT key, version, from_day, definition FROM ledger_measure WHERE org_id = $1 ORDER BY key, version";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into()]).await?;
    let definition = |row: &QueryResult| -> Result<Measure> {
        serde_json::from_str(&get::<String>(row, "definition")?).map_err(Error::internal)
    };
    let measures = rows.iter().map(definition).collect::<Result<Vec<Measure>>>()?;
    let names_fields = |measure: &Measure| measure.filter.as_deref().is_some_and(|text| text.contains("field"));
    let known = if measures.iter().any(names_fields) { surroundings(tx).await? } else { Surroundings::default() };
    let mut found: Vec<Vec<MeasureInForce>> = Vec::new();
    for (row, measure) in rows.iter().zip(measures) {
        let (version, from) = (Version(get(row, "version")?), raw::day(get(row, "from_day")?));
        let one =
            MeasureInForce::try_new(measure, version, from, tx.ctx().currency(), &known).map_err(Error::invalid)?;
        match found.last_mut().filter(|versions| versions.iter().any(|other| other.key() == one.key())) {
            Some(versions) => versions.push(one),
            None => found.push(vec![one]),
        }
    }
    let newest = |mut versions: Vec<MeasureInForce>| versions.pop().map(|newest| newest.after(versions));
    Ok(found.into_iter().filter_map(newest).collect())
}

/// The organisation's own fields, as conditions may name them.
pub async fn surroundings(tx: &Tx<'_>) -> Result<Surroundings> {
    let customer = people::fields(tx, Entity::Customer).await?;
    Ok(model::surroundings(customer, people::fields(tx, Entity::Order).await?))
}

pub async fn insert(tx: &mut Tx<'_>, measure: &MeasureInForce) -> Result<()> {
    let ctx = tx.ctx();
    let definition = serde_json::to_string(&*measure.measure).map_err(Error::internal)?;
    tx.execute(
        "INSERT INTO ledger_measure (org_id, key, version, from_day, definition, canonical, hash, published_at, tx_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vec![
            ctx.org.0.into(),
            measure.key().into(),
            measure.version.0.into(),
            raw::date(measure.from).into(),
            definition.into(),
            measure.measure.canonical(ctx.currency()).into(),
            measure.hash.clone().into(),
            ctx.now().micros().into(),
            tx.id().uuid().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Puts a version down whose documents are to be reckoned again.
pub async fn ask_again(tx: &mut Tx<'_>, measure: &MeasureInForce) -> Result<()> {
    let values = vec![tx.ctx().org.0.into(), measure.key().into(), measure.version.0.into()];
    tx.execute("INSERT INTO ledger_rederivation (org_id, key, version) VALUES ($1, $2, $3)", values).await?;
    Ok(())
}

/// The keys of measures whose documents are still to be reckoned again.
pub async fn asked_again(tx: &Tx<'_>) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT key FROM ledger_rederivation WHERE org_id = $1 ORDER BY key";
    tx.rows(sql, vec![tx.ctx().org.0.into()]).await?.iter().map(|row| get(row, "key")).collect()
}

/// All documents have been reckoned under these versions.
pub async fn answered(tx: &mut Tx<'_>, measure: &MeasureInForce) -> Result<()> {
    let values = vec![tx.ctx().org.0.into(), measure.key().into(), measure.version.0.into()];
    tx.execute("DELETE FROM ledger_rederivation WHERE org_id = $1 AND key = $2 AND version <= $3", values).await?;
    Ok(())
}
