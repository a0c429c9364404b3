//! The only file of this slice that speaks SQL.

use beichen_engine::money::{Currency, Money};
use beichen_kernel::{Error, Id, Page, Result, Timestamp};
use beichen_people::api::Visible;
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter, QueryResult};
use uuid::Uuid;

use super::model::{Statement, Trial, TrialId};
use super::views::{PeriodRef, PlanRef, TrialListQuery, TrialView};
use crate::statement::store as statements;

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_trial")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub plan_id: Option<Uuid>,
        pub plan_key: String,
        pub plan_title: String,
        pub plan_text: String,
        pub plan_hash: String,
        pub calendar: String,
        pub period_kind: String,
        pub period_name: String,
        pub period_from: TimeDate,
        pub period_end: TimeDate,
        pub currency: String,
        pub head_seq: i64,
        pub made_at: i64,
        pub made_by: Option<Uuid>,
        pub people_count: i64,
        pub exceptions_count: i64,
        pub total_minor: i64,
        pub moved_count: i64,
        pub run_hash: String,
        pub run_id: Option<Uuid>,
        pub plan_number: i64,
        pub round: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(row);

/// Writes a trial with all its statements.
pub async fn insert(tx: &mut Tx<'_>, trial: &Trial, run_hash: &str, statements: &[Statement]) -> Result<()> {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let total = statements.iter().fold(0_i64, |sum, statement| sum.saturating_add(statement.total_minor));
    let exceptions = statements.iter().map(|statement| statement.exceptions.len()).sum();
    tx.insert(row::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        id: Set(trial.id.uuid()),
        plan_id: Set(trial.plan_id.map(Id::uuid)),
        plan_key: Set(trial.plan.key.clone()),
        plan_title: Set(trial.plan.title.clone()),
        plan_text: Set(trial.plan_text.clone()),
        plan_hash: Set(trial.plan_hash.clone()),
        calendar: Set(trial.plan.calendar.clone()),
        period_kind: Set(trial.period.kind.key().to_owned()),
        period_name: Set(trial.period.name.clone()),
        period_from: Set(date(trial.period.days.from)),
        period_end: Set(date(trial.period.days.end)),
        currency: Set(trial.plan.currency.code().to_owned()),
        head_seq: Set(trial.head_seq),
        made_at: Set(trial.made_at.micros()),
        made_by: Set(trial.made_by.map(Id::uuid)),
        people_count: Set(count(statements.len())),
        exceptions_count: Set(count(exceptions)),
        total_minor: Set(total),
        moved_count: Set(trial.moved_count),
        run_hash: Set(run_hash.to_owned()),
        run_id: Set(trial.of_run.map(|of| of.run.uuid())),
        plan_number: Set(trial.of_run.map_or(0, |of| of.plan_number)),
        round: Set(trial.of_run.map_or(0, |of| of.round)),
    })
    .await?;
    statements::insert_many(tx, trial, statements).await
}

const SORTS: &[Sort] =
    &[Sort::integer("made_at", "t.made_at"), Sort::day("period", "t.period_from"), Sort::text("plan", "t.plan_title")];
const FROM: &str = "incentives_trial t LEFT JOIN people_member b ON b.org_id = t.org_id AND b.id = t.made_by";
/// The totals as they were kept: for those who see everybody in a trial.
const KEPT: &str = "t.people_count, t.exceptions_count, t.total_minor";

/// One page of the trials, or the one that is named. Totals are over the people who are seen.
pub async fn page(
    tx: &Tx<'_>,
    query: &TrialListQuery,
    only: Option<TrialId>,
    seen: &Visible,
) -> Result<Page<TrialView>> {
    let sort = query.sort.as_deref().unwrap_or("-made_at");
    let mut list = List::new(("t.org_id", tx.ctx().org), (COLUMNS, FROM, "t.id"), SORTS, sort)?;
    list.search(&["t.plan_key", "t.plan_title", "t.period_name"], query.search.as_deref());
    list.equal("t.plan_key", query.plan.clone());
    list.equal("t.period_name", query.period.clone());
    list.equal("t.id", only.map(Id::uuid));
    narrow(&mut list, seen);
    list.page(tx, &query.page(), of_row).await
}

/// Adds the totals over the people who are seen; where that is nobody, the trial does not exist.
pub fn narrow(list: &mut List, seen: &Visible) {
    let condition = seen.condition(list, "s.member_id", "s.seen_on");
    narrow_to(list, condition);
}

/// As [`narrow`], to statements `s` for which a condition holds; to all where there is none.
pub fn narrow_to(list: &mut List, condition: Option<String>) {
    match condition {
        None => list.also(KEPT.to_owned()),
        Some(condition) => over_the_seen(list, &condition),
    }
}

/// Adds the totals over the statements for which the condition holds; a trial without one does not exist.
fn over_the_seen(list: &mut List, condition: &str) {
    let over = |what: &str| {
        format!(
            "(SELECT CAST(COALESCE({what}, 0) AS BIGINT) FROM incentives_statement s \
             WHERE s.org_id = t.org_id AND s.trial_id = t.id AND {condition})"
        )
    };
    let people = over("COUNT(*)");
    let (exceptions, total) = (over("SUM(s.exceptions_count)"), over("SUM(s.total_minor)"));
    list.also(format!("{people} AS people_count, {exceptions} AS exceptions_count, {total} AS total_minor"));
    list.filter(format!("{people} > 0"));
}

/// Columns of a trial `t` as [`of_row`] reads them; `total_minor`, `people_count` and `exceptions_count` stand beside them.
pub const COLUMNS: &str = "t.id, t.plan_id, t.plan_key, t.plan_title, t.plan_hash, t.calendar, t.period_kind, t.period_name, \
    t.period_from, t.period_end, t.currency, t.made_at, t.moved_count, b.name AS made_by_name";

/// The trial `t` of a row.
pub fn of_row(row: &QueryResult) -> Result<TrialView> {
    let text = |column: &str| row.try_get::<String>("", column).map_err(from_db);
    let number = |column: &str| row.try_get::<i64>("", column).map_err(from_db);
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    let currency = text("currency")?;
    Ok(TrialView {
        id: id.into(),
        plan: plan_ref(row)?,
        period: period_ref(row)?,
        made_at: Timestamp::from_micros(number("made_at")?),
        made_by: row.try_get("", "made_by_name").map_err(from_db)?,
        people_count: number("people_count")?,
        total: amount(number("total_minor")?, &currency),
        currency,
        exceptions_count: number("exceptions_count")?,
        moved_count: number("moved_count")?,
        state: "trial".to_owned(),
        can: Vec::new(),
    })
}

/// The plan's columns of a trial.
pub fn plan_ref(row: &QueryResult) -> Result<PlanRef> {
    let plan_id: Option<Uuid> = row.try_get("", "plan_id").map_err(from_db)?;
    Ok(PlanRef {
        id: plan_id.map(Into::into),
        key: row.try_get("", "plan_key").map_err(from_db)?,
        title: row.try_get("", "plan_title").map_err(from_db)?,
        hash: row.try_get("", "plan_hash").map_err(from_db)?,
    })
}

/// The period's columns of a trial.
pub fn period_ref(row: &QueryResult) -> Result<PeriodRef> {
    Ok(PeriodRef {
        calendar: row.try_get("", "calendar").map_err(from_db)?,
        kind: row.try_get("", "period_kind").map_err(from_db)?,
        name: row.try_get("", "period_name").map_err(from_db)?,
        from: day(row.try_get("", "period_from").map_err(from_db)?),
        to: day(row.try_get("", "period_end").map_err(from_db)?).plus_days(-1),
    })
}

/// Minor units as a decimal string.
pub fn amount(minor: i64, currency: &str) -> String {
    let currency: Currency = currency.parse().unwrap_or(Currency::CNY);
    Money::new(minor, currency).decimal()
}

/// The hash over everything that a trial said.
pub async fn run_hash(tx: &Tx<'_>, id: TrialId) -> Result<String> {
    kept(tx, id).await.map(|row| row.run_hash)
}

/// People whose credits did not bear their units when the trial was made.
pub async fn moved_count(tx: &Tx<'_>, id: TrialId) -> Result<i64> {
    kept(tx, id).await.map(|row| row.moved_count)
}

async fn kept(tx: &Tx<'_>, id: TrialId) -> Result<row::Model> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    tx.one(select).await?.ok_or_else(|| Error::not_found(TrialId::NAME))
}
