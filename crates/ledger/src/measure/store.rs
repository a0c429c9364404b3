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

/// The newest version of every measure, in the order of their keys.
pub async fn in_force(tx: &Tx<'_>) -> Result<Vec<MeasureInForce>> {
    let sql = "SELECT key, version, from_day, definition FROM ledger_measure AS m WHERE org_id = $1 AND version = \
        (SELECT MAX(n.version) FROM ledger_measure AS n WHERE n.org_id = $1 AND n.org_id = m.org_id AND n.key = m.key) \
        ORDER BY key";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into()]).await?;
    let definition = |row: &QueryResult| -> Result<Measure> {
        serde_json::from_str(&get::<String>(row, "definition")?).map_err(Error::internal)
    };
    let measures = rows.iter().map(definition).collect::<Result<Vec<Measure>>>()?;
    let names_fields = |measure: &Measure| measure.filter.as_deref().is_some_and(|text| text.contains("field"));
    let known = if measures.iter().any(names_fields) { surroundings(tx).await? } else { Surroundings::default() };
    let in_force = |(row, measure): (&QueryResult, Measure)| {
        let (version, from) = (Version(get(row, "version")?), raw::day(get(row, "from_day")?));
        MeasureInForce::try_new(measure, version, from, tx.ctx().currency(), &known).map_err(Error::invalid)
    };
    rows.iter().zip(measures).map(in_force).collect()
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
