//! The only place of this slice that speaks SQL.

mod list;

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::calculate::{Line, Payout, Reason};
use beichen_engine::explain::{Step, shown_attainment};
use beichen_engine::settle::Settled;
use beichen_kernel::{Error, Id, Result};
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::raw::date;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, Value};
use uuid::Uuid;

use super::model::StatementId;
use super::views::{ComponentPay, StatementComponent, StepView};
use crate::run::views::PaidView;
use crate::trial::model::{MeasureLine, Statement, StatementAdjustment, StatementDocument, Trial};
use crate::trial::store::amount;
pub use list::{Only, Standing, is_reviewed_now, of, page, standing};

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_statement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub trial_id: Uuid,
        pub member_id: Uuid,
        pub unit_id: Option<Uuid>,
        pub seen_on: TimeDate,
        pub total_minor: i64,
        pub exceptions_count: i64,
        pub measures: String,
        pub exceptions: String,
        pub adjusted_minor: i64,
        pub opening_minor: i64,
        pub owed_minor: i64,
        pub hash: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod line {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_statement_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub statement_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
        pub component: String,
        pub title: String,
        pub kind: String,
        pub earned_minor: i64,
        pub reason: Option<String>,
        pub attainment: Option<String>,
        pub steps: String,
        pub unattributed_minor: i64,
        pub payable_minor: i64,
        pub payout: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod documents {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_statement_documents")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub statement_id: Uuid,
        pub body: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod adjustment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_adjustment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub statement_id: Uuid,
        pub place: i64,
        pub component: String,
        pub title: String,
        pub period_name: String,
        pub period_from: TimeDate,
        pub locked_minor: i64,
        pub adjusted_minor: i64,
        pub now_minor: i64,
        pub kept_minor: i64,
        pub difference_minor: i64,
        pub is_flag: bool,
        pub causes: String,
        pub payout: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod kept {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_statement_kept")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub statement_id: Uuid,
        pub body: String,
        pub inputs: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(adjustment);
beichen_store::tenant!(kept);
beichen_store::tenant!(row);
beichen_store::tenant!(line);
beichen_store::tenant!(documents);

/// Writes the statements of a trial.
pub async fn insert_many(tx: &mut Tx<'_>, trial: &Trial, statements: &[Statement]) -> Result<()> {
    let (ctx, org_id) = (tx.ctx(), tx.ctx().org.0);
    let mut rows = Vec::with_capacity(statements.len());
    let mut lines = Vec::new();
    let mut adjustments = Vec::new();
    for statement in statements {
        rows.push(statement_row(org_id, trial, statement)?);
        for (place, line) in (0_i64..).zip(&statement.adjustments) {
            let id = ctx.new_id::<StatementId>().uuid();
            adjustments.push(adjustment_row((org_id, id), trial, statement.id, place, line)?);
        }
        for (place, line) in (0_i64..).zip(&statement.lines) {
            lines.push(line_row(org_id, trial, statement.id, place, line)?);
        }
    }
    tx.insert_many(rows).await?;
    tx.insert_many(lines).await?;
    tx.insert_many(adjustments).await?;
    let head = "INSERT INTO incentives_statement_kept (org_id, statement_id, body, inputs)";
    tx.insert_rows(head, kept_rows(org_id, statements), "").await?;
    let head = "INSERT INTO incentives_statement_documents (org_id, statement_id, body)";
    tx.insert_rows(head, document_rows(org_id, statements), "").await
}

fn kept_rows(org_id: i64, statements: &[Statement]) -> impl Iterator<Item = Result<[Value; 4]>> {
    let kept = statements.iter().filter_map(|statement| Some((statement.id.uuid(), statement.kept.as_ref()?)));
    kept.map(move |(id, kept)| Ok([org_id.into(), id.into(), kept.body.as_str().into(), kept.inputs.as_str().into()]))
}

fn document_rows(org_id: i64, statements: &[Statement]) -> impl Iterator<Item = Result<[Value; 3]>> {
    let with_documents = statements.iter().filter(|statement| !statement.documents.is_empty());
    with_documents.map(move |one| Ok([org_id.into(), one.id.uuid().into(), json(&one.documents)?.into()]))
}

/// The documents behind a statement, in the order of their days.
pub async fn documents_of(tx: &Tx<'_>, id: StatementId) -> Result<Vec<StatementDocument>> {
    let select = tx.select::<documents::Entity>().filter(documents::Column::StatementId.eq(id.uuid()));
    tx.one(select).await?.map_or(Ok(Vec::new()), |row| from_json(&row.body))
}

fn statement_row(org_id: i64, trial: &Trial, statement: &Statement) -> Result<row::ActiveModel> {
    Ok(row::ActiveModel {
        org_id: Set(org_id),
        id: Set(statement.id.uuid()),
        trial_id: Set(trial.id.uuid()),
        member_id: Set(statement.member.uuid()),
        unit_id: Set(statement.unit.map(Id::uuid)),
        seen_on: Set(date(statement.seen_on)),
        total_minor: Set(statement.total_minor),
        exceptions_count: Set(i64::try_from(statement.exceptions.len()).unwrap_or(i64::MAX)),
        measures: Set(json(&statement.measures)?),
        exceptions: Set(json(&statement.exceptions)?),
        adjusted_minor: Set(statement.adjusted_minor()),
        opening_minor: Set(statement.settled.opening_minor),
        owed_minor: Set(statement.settled.owed_minor),
        hash: Set(statement.kept.as_ref().map(|kept| kept.hash.clone())),
    })
}

fn adjustment_row(
    (org_id, id): (i64, Uuid),
    trial: &Trial,
    statement: StatementId,
    place: i64,
    line: &StatementAdjustment,
) -> Result<adjustment::ActiveModel> {
    let found = &line.adjustment;
    let title = trial.component(&found.component).map(|component| component.title.clone());
    Ok(adjustment::ActiveModel {
        org_id: Set(org_id),
        id: Set(id),
        statement_id: Set(statement.uuid()),
        place: Set(place),
        component: Set(found.component.clone()),
        title: Set(title.unwrap_or_else(|| found.component.clone())),
        period_name: Set(found.period.clone()),
        period_from: Set(date(line.period_from)),
        locked_minor: Set(found.locked_minor),
        adjusted_minor: Set(found.adjusted_minor),
        now_minor: Set(found.now_minor),
        kept_minor: Set(found.kept_minor),
        difference_minor: Set(found.difference_minor),
        is_flag: Set(found.is_flag),
        causes: Set(json(&line.causes)?),
        payout: Set(found.payout.as_ref().map(json).transpose()?),
    })
}

fn line_row(org_id: i64, trial: &Trial, statement: StatementId, place: i64, line: &Line) -> Result<line::ActiveModel> {
    let component = trial.component(&line.component);
    let kind = component.map_or("", |component| component.kind.name());
    Ok(line::ActiveModel {
        org_id: Set(org_id),
        statement_id: Set(statement.uuid()),
        place: Set(place),
        component: Set(line.component.clone()),
        title: Set(component.map_or_else(|| line.component.clone(), |component| component.title.clone())),
        kind: Set(kind.to_owned()),
        earned_minor: Set(line.earned_minor),
        reason: Set(line.reason.map(|reason: Reason| reason.word().to_owned())),
        attainment: Set(line.attainment.as_ref().map(shown_attainment)),
        steps: Set(json(&line.steps)?),
        unattributed_minor: Set(line.unattributed_minor),
        payable_minor: Set(line.payable_minor()),
        payout: Set(line.payout.as_ref().map(json).transpose()?),
    })
}

/// How a run's statement was settled, as it was kept.
pub async fn settled(tx: &Tx<'_>, id: StatementId) -> Result<Settled> {
    let select = tx.select::<kept::Entity>().filter(kept::Column::StatementId.eq(id.uuid()));
    let kept = tx.one(select).await?.ok_or_else(|| Error::not_found(StatementId::NAME))?;
    Ok(from_json::<KeptPay>(&kept.body)?.settled)
}

/// The part of a kept text that says what it pays.
#[derive(serde::Deserialize)]
pub struct KeptPay {
    pub settled: Settled,
}

/// Goal, actual and attainment of each measure, as they were kept.
pub async fn measures(tx: &Tx<'_>, id: StatementId) -> Result<Vec<MeasureLine>> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    let row = tx.one(select).await?.ok_or_else(|| Error::not_found(StatementId::NAME))?;
    from_json(&row.measures)
}

/// The components of a statement with their steps, but those of hidden documents; and what is held after the period, all of
/// them together, in minor units.
pub async fn components(
    tx: &Tx<'_>,
    statement: Uuid,
    currency: &str,
    hidden: &BTreeSet<String>,
) -> Result<(Vec<StatementComponent>, i64)> {
    let select =
        tx.select::<line::Entity>().filter(line::Column::StatementId.eq(statement)).order_by_asc(line::Column::Place);
    let (mut components, mut held_minor) = (Vec::new(), 0_i64);
    for line in tx.all(select).await? {
        let payout: Option<Payout> = line.payout.as_deref().map(from_json).transpose()?;
        held_minor = held_minor.saturating_add(payout.as_ref().map_or(0, |payout| payout.held_minor));
        components.push(component_of(line, payout.as_ref(), currency, hidden)?);
    }
    Ok((components, held_minor))
}

fn component_of(
    line: line::Model,
    payout: Option<&Payout>,
    currency: &str,
    hidden: &BTreeSet<String>,
) -> Result<StatementComponent> {
    let mut steps: Vec<Step> = from_json(&line.steps)?;
    // What stands inside a step, or names a document, is about one at most; the other steps of the pipeline are sums.
    let is_sum = |step: &Step| step.depth == 0 && !step.params.contains_key("document");
    steps.retain(|step| is_sum(step) || !step.documents.iter().any(|document| hidden.contains(document)));
    let steps = steps.into_iter().map(StepView::from);
    Ok(StatementComponent {
        key: line.component,
        title: line.title,
        kind: line.kind,
        pay: amount(line.earned_minor, currency),
        payout: payout.map(|payout| paid_view(payout, currency)),
        reason: line.reason,
        attainment: line.attainment,
        steps: steps.collect(),
        unattributed: amount(line.unattributed_minor, currency),
    })
}

fn paid_view(payout: &Payout, currency: &str) -> PaidView {
    PaidView {
        payable: amount(payout.payable_minor, currency),
        held: amount(payout.held_minor, currency),
        owed: amount(payout.owed_minor, currency),
        clawed: amount(payout.clawed_minor(), currency),
    }
}

/// What each component pays, and the first attainment, for many statements at once.
pub async fn pays(
    tx: &Tx<'_>,
    statements: &[Uuid],
    currency: &str,
) -> Result<BTreeMap<Uuid, (Vec<ComponentPay>, Option<String>)>> {
    let mut found: BTreeMap<Uuid, (Vec<ComponentPay>, Option<String>)> = BTreeMap::new();
    if statements.is_empty() {
        return Ok(found);
    }
    let places: Vec<String> = (2..).take(statements.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT statement_id, component, title, earned_minor, attainment FROM incentives_statement_line \
         WHERE org_id = $1 AND statement_id IN ({}) ORDER BY statement_id, place",
        places.join(", ")
    );
    let mut values: Vec<Value> = vec![tx.ctx().org.0.into()];
    values.extend(statements.iter().map(|&id| id.into()));
    for row in tx.rows(&sql, values).await? {
        let id: Uuid = row.try_get("", "statement_id").map_err(from_db)?;
        let attainment: Option<String> = row.try_get("", "attainment").map_err(from_db)?;
        let (pays, first) = found.entry(id).or_default();
        pays.push(ComponentPay {
            key: row.try_get("", "component").map_err(from_db)?,
            title: row.try_get("", "title").map_err(from_db)?,
            pay: amount(row.try_get("", "earned_minor").map_err(from_db)?, currency),
        });
        *first = first.take().or(attainment);
    }
    Ok(found)
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

/// A JSON column.
pub fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(Error::internal)
}
