//! The only file of this slice that speaks SQL.

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::calculate::Taken;
use beichen_engine::receipt::Figures;
use beichen_kernel::{Error, Id, Result};
use beichen_store::Tx;
use beichen_store::error::from_db;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter};

use super::model::KeptTrial;
use crate::statement::model::StatementId;
use crate::trial::model::TrialId;

pub mod kept {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_trial_kept")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub trial_id: Uuid,
        pub body: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod figures {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_trial_figures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub trial_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub body: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(kept);
beichen_store::tenant!(figures);

/// Keeps what the statements of a trial share; of periods with the same figures once.
pub async fn keep(tx: &mut Tx<'_>, trial: TrialId, shared: &KeptTrial, of_periods: &[Figures]) -> Result<()> {
    let (org_id, trial_id) = (tx.ctx().org.0, trial.uuid());
    let body = serde_json::to_string(shared).map_err(Error::internal)?;
    tx.insert(kept::ActiveModel { org_id: Set(org_id), trial_id: Set(trial_id), body: Set(body) }).await?;
    let by_hash: BTreeMap<&str, &Taken> = of_periods.iter().flat_map(Figures::iter).collect();
    let row = |(hash, taken): (&str, &Taken)| {
        let body = serde_json::to_string(taken).map_err(Error::internal)?;
        Ok(figures::ActiveModel {
            org_id: Set(org_id),
            trial_id: Set(trial_id),
            hash: Set(hash.to_owned()),
            body: Set(body),
        })
    };
    let rows = by_hash.into_iter().map(row).collect::<Result<Vec<_>>>()?;
    tx.insert_many(rows).await
}

/// What the statements of a trial share; nothing of trials outside a run, and of those made before receipts were.
pub async fn shared(tx: &Tx<'_>, trial: TrialId) -> Result<Option<KeptTrial>> {
    let select = tx.select::<kept::Entity>().filter(kept::Column::TrialId.eq(trial.uuid()));
    tx.one(select).await?.map(|row| serde_json::from_str(&row.body).map_err(Error::internal)).transpose()
}

/// The figures of these hashes.
pub async fn figures(tx: &Tx<'_>, trial: TrialId, hashes: &BTreeSet<String>) -> Result<BTreeMap<String, Taken>> {
    let of_trial = figures::Column::TrialId.eq(trial.uuid());
    let select = tx.select::<figures::Entity>().filter(of_trial).filter(figures::Column::Hash.is_in(hashes.iter()));
    let read = |row: figures::Model| Ok((row.hash, serde_json::from_str(&row.body).map_err(Error::internal)?));
    tx.all(select).await?.into_iter().map(read).collect()
}

/// Whether all figures of a trial still have the hashes under which they are kept.
pub async fn figures_are_kept(tx: &Tx<'_>, trial: TrialId) -> Result<bool> {
    let select = tx.select::<figures::Entity>().filter(figures::Column::TrialId.eq(trial.uuid()));
    let rows = tx.all(select).await?;
    Ok(rows.iter().all(|row| serde_json::from_str::<Taken>(&row.body).is_ok_and(|taken| taken.hash() == row.hash)))
}

/// A statement's kept text and what it was calculated from.
pub async fn of_statement(tx: &Tx<'_>, statement: StatementId) -> Result<Option<(String, String)>> {
    let sql = "SELECT body, inputs FROM incentives_statement_kept WHERE org_id = $1 AND statement_id = $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), statement.uuid().into()]).await?;
    row.map(|row| Ok((row.try_get("", "body").map_err(from_db)?, row.try_get("", "inputs").map_err(from_db)?)))
        .transpose()
}

/// What all statements of a trial were calculated from.
pub async fn inputs_of_trial(tx: &Tx<'_>, trial: TrialId) -> Result<Vec<String>> {
    let sql = "SELECT k.inputs FROM incentives_statement s JOIN incentives_statement_kept k \
        ON k.org_id = s.org_id AND k.statement_id = s.id WHERE s.org_id = $1 AND s.trial_id = $2";
    tx.read_rows(sql, vec![tx.ctx().org.0.into(), trial.uuid().into()], |row| {
        row.try_get("", "inputs").map_err(from_db)
    })
    .await
}
