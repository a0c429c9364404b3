//! The only file of this slice that speaks SQL.

use beichen_engine::plan::Surroundings;
use beichen_kernel::{Error, Id, MemberId, Page, Result, Timestamp, Version};
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QueryResult};
use uuid::Uuid;

use super::model::{Draft, PlanError, PlanId, PlanInForce, PlanVersion, read};
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
        pub published_number: i64,
        pub published_hash: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod version {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_plan_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub plan_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub title: String,
        pub text: String,
        pub hash: String,
        pub valid_from: TimeDate,
        pub valid_to: TimeDate,
        pub published_at: i64,
        pub published_by: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod confirmation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_plan_confirmation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub plan_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: Uuid,
        pub hash: String,
        pub confirmed_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(row, versioned);
beichen_store::tenant!(version);
beichen_store::tenant!(confirmation);

/// Another organisation's plan is simply not found.
pub async fn load(tx: &Tx<'_>, id: PlanId) -> Result<Draft> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    of_row(tx.one(select).await?.ok_or_else(|| Error::not_found(PlanId::NAME))?)
}

const SORTS: &[Sort] =
    &[Sort::text("key", "p.key"), Sort::text("title", "p.title"), Sort::day("valid_from", "p.valid_from")];
const COLUMNS: &str = "p.id, p.version, p.key, p.title, p.valid_from, p.valid_to, p.changed_at, p.hash, \
    p.published_hash, p.published_number";

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
        state: state_of(row)?.to_owned(),
        number: row.try_get("", "published_number").map_err(from_db)?,
    })
}

fn state_of(row: &QueryResult) -> Result<&'static str> {
    let hash: String = row.try_get("", "hash").map_err(from_db)?;
    let published: Option<String> = row.try_get("", "published_hash").map_err(from_db)?;
    Ok(match published {
        None => "draft",
        Some(published) if published == hash => "in_force",
        Some(_) => "changed",
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
        published: row.published_hash.map(|hash| (row.published_number, hash)),
    })
}

/// The versions of a plan, oldest first.
pub async fn versions(tx: &Tx<'_>, id: PlanId) -> Result<Vec<PlanVersion>> {
    let select = tx
        .select::<version::Entity>()
        .filter(version::Column::PlanId.eq(id.uuid()))
        .order_by_asc(version::Column::Number);
    tx.all(select).await?.into_iter().map(version_of).collect()
}

/// The plan with its versions; refused where nothing of it was ever published.
pub async fn in_force(tx: &Tx<'_>, id: PlanId) -> Result<PlanInForce> {
    let versions = versions(tx, id).await?;
    if versions.is_empty() {
        return Err(PlanError::NotInForce { key: load(tx, id).await?.plan.key }.into());
    }
    Ok(PlanInForce { id, versions })
}

/// Every plan of which something is published.
pub async fn all_in_force(tx: &Tx<'_>) -> Result<Vec<PlanInForce>> {
    let select =
        tx.select::<version::Entity>().order_by_asc(version::Column::PlanId).order_by_asc(version::Column::Number);
    let mut plans: Vec<PlanInForce> = Vec::new();
    for row in tx.all(select).await? {
        let version = version_of(row)?;
        match plans.last_mut().filter(|plan| plan.id == version.plan_id) {
            Some(plan) => plan.versions.push(version),
            None => plans.push(PlanInForce { id: version.plan_id, versions: vec![version] }),
        }
    }
    Ok(plans)
}

pub async fn insert_version(tx: &mut Tx<'_>, version: &PlanVersion) -> Result<()> {
    let row = version::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        plan_id: Set(version.plan_id.uuid()),
        number: Set(version.number),
        title: Set(version.plan.title.clone()),
        text: Set(version.text.clone()),
        hash: Set(version.hash.clone()),
        valid_from: Set(date(version.plan.valid.from)),
        valid_to: Set(date(version.plan.valid.to)),
        published_at: Set(version.published_at.micros()),
        published_by: Set(version.published_by.map(Id::uuid)),
    };
    tx.insert(row).await
}

/// Keeps that a person has read a version; says whether it is the first time.
pub async fn confirm(tx: &mut Tx<'_>, version: &PlanVersion, member: MemberId) -> Result<bool> {
    let select = tx
        .select::<confirmation::Entity>()
        .filter(confirmation::Column::PlanId.eq(version.plan_id.uuid()))
        .filter(confirmation::Column::Number.eq(version.number))
        .filter(confirmation::Column::MemberId.eq(member.uuid()));
    if tx.one(select).await?.is_some() {
        return Ok(false);
    }
    let row = confirmation::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        plan_id: Set(version.plan_id.uuid()),
        number: Set(version.number),
        member_id: Set(member.uuid()),
        hash: Set(version.hash.clone()),
        confirmed_at: Set(tx.ctx().now().micros()),
    };
    tx.insert(row).await?;
    Ok(true)
}

/// How many people have confirmed a version, and whether the actor has.
pub async fn confirmations(tx: &Tx<'_>, version: &PlanVersion) -> Result<(i64, bool)> {
    let select = tx
        .select::<confirmation::Entity>()
        .filter(confirmation::Column::PlanId.eq(version.plan_id.uuid()))
        .filter(confirmation::Column::Number.eq(version.number));
    let rows = tx.all(select).await?;
    let me = tx.ctx().member().map(Id::uuid);
    let by_me = rows.iter().any(|row| Some(row.member_id) == me);
    Ok((i64::try_from(rows.len()).unwrap_or(i64::MAX), by_me))
}

fn version_of(row: version::Model) -> Result<PlanVersion> {
    Ok(PlanVersion {
        plan_id: row.plan_id.into(),
        number: row.number,
        plan: read(&row.text, &Surroundings::default())?,
        text: row.text,
        hash: row.hash,
        published_at: Timestamp::from_micros(row.published_at),
        published_by: row.published_by.map(Into::into),
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
        published_number: Set(draft.published.as_ref().map_or(0, |(number, _)| *number)),
        published_hash: Set(draft.published.as_ref().map(|(_, hash)| hash.clone())),
    }
}
