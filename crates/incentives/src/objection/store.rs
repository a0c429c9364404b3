//! The only file of this slice that speaks SQL.

use beichen_kernel::{Error, Id, Page, Result, Timestamp, Version};
use beichen_people::api::Visible;
use beichen_store::Tx;
use beichen_store::list::{List, Sort};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter, QueryResult};

use super::model::{Objection, ObjectionId};
use super::policy;
use super::views::{ObjectionListQuery, ObjectionView};
use crate::run::store::get;
use crate::statement::model::StatementId;
use crate::statement::views::MemberRef;
use crate::trial::store::{period_ref, plan_ref};

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_objection")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub run_id: Uuid,
        pub statement_id: Uuid,
        pub member_id: Uuid,
        pub component: String,
        pub reason: String,
        pub state: String,
        pub made_at: i64,
        pub answer: String,
        pub answered_by: Option<Uuid>,
        pub answered_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(row, versioned);

/// Another organisation's objection is simply not found.
pub async fn load(tx: &Tx<'_>, id: ObjectionId) -> Result<Objection> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    of_model(tx.one(select).await?.ok_or_else(|| Error::not_found(ObjectionId::NAME))?)
}

pub async fn insert(tx: &mut Tx<'_>, objection: &Objection) -> Result<()> {
    let row = active(tx, objection, objection.version);
    tx.insert(row).await
}

/// Writes the answer if nobody else has since the objection was read, and raises its version.
pub async fn save(tx: &mut Tx<'_>, objection: &mut Objection) -> Result<()> {
    let row = active(tx, objection, objection.version.next());
    tx.update(row, objection.version).await?;
    objection.version = objection.version.next();
    Ok(())
}

/// The keys of the components on a statement.
pub async fn components(tx: &Tx<'_>, statement: StatementId) -> Result<Vec<String>> {
    let sql = "SELECT component FROM incentives_statement_line WHERE org_id = $1 AND statement_id = $2 ORDER BY place";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), statement.uuid().into()]).await?;
    rows.iter().map(|row| get(row, "component")).collect()
}

const SORTS: &[Sort] = &[Sort::integer("made_at", "o.made_at"), Sort::text("name", "m.name")];
const COLUMNS: &str = "o.id, o.version, o.run_id, o.statement_id, o.member_id, o.component, o.reason, o.state, \
    o.made_at, o.answer, o.answered_by, o.answered_at, m.code AS member_code, m.name AS member_name, \
    b.name AS answered_name, t.plan_id, t.plan_key, t.plan_title, t.plan_hash, t.calendar, t.period_kind, \
    t.period_name, t.period_from, t.period_end";
const FROM: &str = "incentives_objection o \
    JOIN incentives_statement s ON s.org_id = o.org_id AND s.id = o.statement_id \
    JOIN incentives_trial t ON t.org_id = s.org_id AND t.id = s.trial_id \
    JOIN people_member m ON m.org_id = o.org_id AND m.id = o.member_id \
    LEFT JOIN people_member b ON b.org_id = o.org_id AND b.id = o.answered_by";

/// One page of the objections that are seen, or the one that is named.
pub async fn page(
    tx: &Tx<'_>,
    query: &ObjectionListQuery,
    only: Option<ObjectionId>,
    visible: &Visible,
) -> Result<Page<ObjectionView>> {
    let sort = query.sort.as_deref().unwrap_or("-made_at");
    let mut list = List::new(("o.org_id", tx.ctx().org), (COLUMNS, FROM, "o.id"), SORTS, sort)?;
    list.search(&["m.code", "m.name", "o.reason"], query.search.as_deref());
    list.equal("o.run_id", query.run_id.map(Id::uuid));
    list.equal("o.state", query.state.clone());
    list.equal("o.id", only.map(Id::uuid));
    visible.narrow(&mut list, "o.member_id", "s.seen_on");
    let ctx = tx.ctx();
    list.page(tx, &query.page(), |row| {
        let objection = of_row(row)?;
        Ok(ObjectionView {
            plan: plan_ref(row)?,
            period: period_ref(row)?,
            member: MemberRef { id: objection.member, code: get(row, "member_code")?, name: get(row, "member_name")? },
            answered_by: get(row, "answered_name")?,
            answered_at: objection.answered.map(|(_, at)| at),
            can: policy::offered(ctx, &objection),
            id: objection.id,
            version: objection.version,
            run_id: objection.run,
            statement_id: objection.statement,
            component: objection.component,
            reason: objection.reason,
            state: objection.state.to_string(),
            made_at: objection.made_at,
            answer: objection.answer,
        })
    })
    .await
}

fn of_row(row: &QueryResult) -> Result<Objection> {
    of_model(row::Model {
        org_id: 0,
        id: get(row, "id")?,
        version: get(row, "version")?,
        run_id: get(row, "run_id")?,
        statement_id: get(row, "statement_id")?,
        member_id: get(row, "member_id")?,
        component: get(row, "component")?,
        reason: get(row, "reason")?,
        state: get(row, "state")?,
        made_at: get(row, "made_at")?,
        answer: get(row, "answer")?,
        answered_by: get(row, "answered_by")?,
        answered_at: get(row, "answered_at")?,
    })
}

fn of_model(row: row::Model) -> Result<Objection> {
    Ok(Objection {
        id: row.id.into(),
        version: Version(row.version),
        run: row.run_id.into(),
        statement: row.statement_id.into(),
        member: row.member_id.into(),
        component: row.component,
        reason: row.reason,
        state: row.state.parse().map_err(Error::internal)?,
        made_at: Timestamp::from_micros(row.made_at),
        answer: row.answer,
        answered: row.answered_by.map(|by| (by.into(), Timestamp::from_micros(row.answered_at.unwrap_or_default()))),
    })
}

fn active(tx: &Tx<'_>, objection: &Objection, version: Version) -> row::ActiveModel {
    row::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        id: Set(objection.id.uuid()),
        version: Set(version.0),
        run_id: Set(objection.run.uuid()),
        statement_id: Set(objection.statement.uuid()),
        member_id: Set(objection.member.uuid()),
        component: Set(objection.component.clone()),
        reason: Set(objection.reason.clone()),
        state: Set(objection.state.to_string()),
        made_at: Set(objection.made_at.micros()),
        answer: Set(objection.answer.clone()),
        answered_by: Set(objection.answered.map(|(by, _)| by.uuid())),
        answered_at: Set(objection.answered.map(|(_, at)| at.micros())),
    }
}
