//! The only file of this slice that speaks SQL.

use beichen_engine::plan::Surroundings;
use beichen_kernel::{Error, Id, Page, Result, Timestamp, Version};
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter, QueryResult};
use uuid::Uuid;

use super::model::{Draft, PlanError, PlanId, read};
use super::views::{PlanListQuery, PlanRow};

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_plan")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub key: String,
        pub title: String,
        pub text: String,
        pub hash: String,
        pub calendar: String,
        pub valid_from: TimeDate,
        pub valid_to: TimeDate,
        pub changed_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(row, versioned);

/// Another organisation's plan is simply not found.
pub async fn load(tx: &Tx<'_>, id: PlanId) -> Result<Draft> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    of_row(tx.one(select).await?.ok_or_else(|| Error::not_found(PlanId::NAME))?)
}

const SORTS: &[Sort] =
    &[Sort::text("key", "p.key"), Sort::text("title", "p.title"), Sort::day("valid_from", "p.valid_from")];
const COLUMNS: &str = "p.id, p.version, p.key, p.title, p.valid_from, p.valid_to, p.changed_at";

/// One page of the plans.
pub async fn page(tx: &Tx<'_>, query: &PlanListQuery) -> Result<Page<PlanRow>> {
    let sort = query.sort.as_deref().unwrap_or("key");
    let mut list = List::new(("p.org_id", tx.ctx().org), (COLUMNS, "incentives_plan p", "p.id"), SORTS, sort)?;
    list.search(&["p.key", "p.title"], query.search.as_deref());
    list.page(tx, &query.page(), plan_row).await
}

fn plan_row(row: &QueryResult) -> Result<PlanRow> {
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    Ok(PlanRow {
        id: id.into(),
        version: Version(row.try_get("", "version").map_err(from_db)?),
        key: row.try_get("", "key").map_err(from_db)?,
        title: row.try_get("", "title").map_err(from_db)?,
        valid_from: day(row.try_get("", "valid_from").map_err(from_db)?),
        valid_to: day(row.try_get("", "valid_to").map_err(from_db)?),
        changed_at: Timestamp::from_micros(row.try_get("", "changed_at").map_err(from_db)?),
        state: "draft".to_owned(),
    })
}

/// By the plan's own key.
pub async fn find_by_key(tx: &Tx<'_>, key: &str) -> Result<Option<Draft>> {
    let select = tx.select::<row::Entity>().filter(row::Column::Key.eq(key));
    tx.one(select).await?.map(of_row).transpose()
}

pub async fn insert(tx: &mut Tx<'_>, draft: &Draft) -> Result<()> {
    let row = active(tx, draft, draft.version);
    tx.insert(row).await.map_err(|error| {
        if beichen_store::error::is_unique(&error) {
            return PlanError::KeyTaken { key: draft.plan.key.clone() }.into();
        }
        error
    })
}

/// Writes the draft if nobody else has since `load`, and raises its version.
pub async fn save(tx: &mut Tx<'_>, draft: &mut Draft) -> Result<()> {
    let row = active(tx, draft, draft.version.next());
    tx.update(row, draft.version).await?;
    draft.version = draft.version.next();
    Ok(())
}

pub async fn delete(tx: &mut Tx<'_>, id: PlanId) -> Result<()> {
    tx.delete_where::<row::Entity>(row::Column::Id.eq(id.uuid())).await?;
    Ok(())
}

/// A kept text can always be read: it was when it was kept, and the language only grows.
fn of_row(row: row::Model) -> Result<Draft> {
    Ok(Draft {
        id: row.id.into(),
        version: Version(row.version),
        plan: read(&row.text, &Surroundings::default())?,
        text: row.text,
        hash: row.hash,
        changed_at: Timestamp::from_micros(row.changed_at),
    })
}

fn active(tx: &Tx<'_>, draft: &Draft, version: Version) -> row::ActiveModel {
    row::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        id: Set(draft.id.uuid()),
        version: Set(version.0),
        key: Set(draft.plan.key.clone()),
        title: Set(draft.plan.title.clone()),
        text: Set(draft.text.clone()),
        hash: Set(draft.hash.clone()),
        calendar: Set(draft.plan.calendar.clone()),
        valid_from: Set(date(draft.plan.valid.from)),
        valid_to: Set(date(draft.plan.valid.to)),
        changed_at: Set(draft.changed_at.micros()),
    }
}
