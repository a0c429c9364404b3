//! The only file of this slice that speaks SQL.

use std::collections::BTreeSet;

use beichen_engine::calendar::PeriodKind;
use beichen_engine::day::Day;
use beichen_kernel::{Error, Id, MemberId, Page, Result, Timestamp};
use beichen_store::Tx;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::model::{Decision, DecisionId, Made};
use super::views::{DecisionListQuery, DecisionView, StatementDecision};
use crate::plan::model::PlanId;
use crate::run::store::{LOCKED, get};
use crate::statement::model::StatementId;
use crate::statement::views::MemberRef;
use crate::trial::model::{Statement, TrialId};
use crate::trial::store::amount;

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_decision")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub plan_id: Uuid,
        pub period_kind: String,
        pub member_id: Uuid,
        pub subject: String,
        pub component: String,
        pub period_from: TimeDate,
        pub outcome: String,
        pub amount_minor: i64,
        pub to_plan_id: Option<Uuid>,
        pub to_period_kind: Option<String>,
        pub approval_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod on_statement {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_statement_decision")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub statement_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub decision_id: Uuid,
        pub owed_minor: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(row);
beichen_store::tenant!(on_statement);

/// Writes a decision, granted by this approval.
pub async fn insert(tx: &mut Tx<'_>, decision: &Decision, approval: Uuid) -> Result<()> {
    let row = row::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        id: Set(decision.id.uuid()),
        plan_id: Set(decision.plan.uuid()),
        period_kind: Set(decision.kind.key().to_owned()),
        member_id: Set(decision.member.uuid()),
        subject: Set(decision.subject.to_string()),
        component: Set(decision.component.clone()),
        period_from: Set(date(decision.period_from)),
        outcome: Set(decision.outcome.to_string()),
        amount_minor: Set(decision.amount_minor),
        to_plan_id: Set(decision.to.map(|(plan, _)| plan.uuid())),
        to_period_kind: Set(decision.to.map(|(_, kind)| kind.key().to_owned())),
        approval_id: Set(approval),
    };
    tx.insert(row).await
}

/// Keeps which decisions the statements of a trial take in.
pub async fn keep(tx: &mut Tx<'_>, statements: &[Statement]) -> Result<()> {
    let org_id = tx.ctx().org.0;
    let rows = statements.iter().flat_map(|statement| {
        statement.decisions.iter().map(move |one| on_statement::ActiveModel {
            org_id: Set(org_id),
            statement_id: Set(statement.id.uuid()),
            decision_id: Set(one.decision.uuid()),
            owed_minor: Set(one.owed_minor),
        })
    });
    let rows = rows.collect();
    tx.insert_many(rows).await
}

const COLUMNS: &str = "d.id, d.plan_id, d.period_kind, d.member_id, d.subject, d.component, d.period_from, d.outcome, \
    d.amount_minor, d.to_plan_id, d.to_period_kind";

/// Every decision that concerns the runs of a plan and kind of period, in the order of their records.
pub async fn of_plan(tx: &Tx<'_>, plan: PlanId, kind: PeriodKind) -> Result<Vec<Made>> {
    let sql = format!(
        "SELECT {COLUMNS}, a.reason, a.requested_by, a.decided_by, \
         (SELECT MIN(u.seq) FROM store_audit u WHERE u.org_id = a.org_id AND u.tx_id = a.tx_id) AS seq \
         FROM incentives_decision d JOIN people_approval a ON a.org_id = d.org_id AND a.id = d.approval_id \
         WHERE d.org_id = $1 AND ((d.plan_id = $2 AND d.period_kind = $3) \
         OR (d.to_plan_id = $2 AND d.to_period_kind = $3)) ORDER BY seq, d.id"
    );
    let rows = tx.rows(&sql, vec![tx.ctx().org.0.into(), plan.uuid().into(), kind.key().into()]).await?;
    let made = |row: &QueryResult| {
        Ok(Made {
            decision: of_row(row)?,
            reason: get(row, "reason")?,
            asked_by: get::<Uuid>(row, "requested_by")?.into(),
            granted_by: get::<Uuid>(row, "decided_by")?.into(),
            // What this transaction itself decides has no number yet.
            seq: get::<Option<i64>>(row, "seq")?.unwrap_or(i64::MAX),
        })
    };
    rows.iter().map(made).collect()
}

fn of_row(row: &QueryResult) -> Result<Decision> {
    let word = |column: &str| get::<String>(row, column);
    let to_kind: Option<String> = get(row, "to_period_kind")?;
    let to_kind: Option<PeriodKind> = to_kind.map(|kind| kind.parse().map_err(Error::internal)).transpose()?;
    Ok(Decision {
        id: get::<Uuid>(row, "id")?.into(),
        plan: get::<Uuid>(row, "plan_id")?.into(),
        kind: word("period_kind")?.parse().map_err(Error::internal)?,
        member: get::<Uuid>(row, "member_id")?.into(),
        subject: word("subject")?.parse().map_err(Error::internal)?,
        component: word("component")?,
        period_from: day(get(row, "period_from")?),
        outcome: word("outcome")?.parse().map_err(Error::internal)?,
        amount_minor: get(row, "amount_minor")?,
        to: get::<Option<Uuid>>(row, "to_plan_id")?.map(PlanId::from).zip(to_kind),
    })
}

const NAMED: &str = "incentives_decision d JOIN people_approval a ON a.org_id = d.org_id AND a.id = d.approval_id \
    JOIN people_member m ON m.org_id = d.org_id AND m.id = d.member_id \
    JOIN people_member b ON b.org_id = a.org_id AND b.id = a.requested_by \
    JOIN people_member g ON g.org_id = a.org_id AND g.id = a.decided_by \
    JOIN incentives_plan p ON p.org_id = d.org_id AND p.id = d.plan_id \
    LEFT JOIN incentives_plan q ON q.org_id = d.org_id AND q.id = d.to_plan_id";

/// One page of the decisions, or the one that is named.
pub async fn page(tx: &Tx<'_>, query: &DecisionListQuery, only: Option<DecisionId>) -> Result<Page<DecisionView>> {
    const SORTS: &[Sort] = &[
        Sort::integer("decided_at", "a.decided_at"),
        Sort::text("code", "m.code"),
        Sort::text("name", "m.name"),
        Sort::integer("amount", "d.amount_minor"),
    ];
    let sort = query.sort.as_deref().unwrap_or("-decided_at");
    let mut list = List::new(("d.org_id", tx.ctx().org), (COLUMNS, NAMED, "d.id"), SORTS, sort)?;
    list.also(
        "d.approval_id, a.reason, a.decided_at, m.code AS member_code, m.name AS member_name, b.name AS asked_by, \
         g.name AS granted_by, p.title AS plan_title, q.title AS to_plan_title"
            .to_owned(),
    );
    list.search(&["m.code", "m.name", "p.title", "a.reason"], query.search.as_deref());
    list.equal("d.plan_id", query.plan_id.map(Id::uuid));
    list.equal("d.id", only.map(Id::uuid));
    let currency = tx.ctx().currency();
    let currency = currency.code();
    list.page(tx, &query.page(), |row| {
        let decision = of_row(row)?;
        Ok(DecisionView {
            id: decision.id,
            plan_id: decision.plan,
            plan_title: get(row, "plan_title")?,
            period_kind: decision.kind.key().to_owned(),
            period_from: decision.period_from,
            member: MemberRef { id: decision.member, code: get(row, "member_code")?, name: get(row, "member_name")? },
            subject: decision.subject,
            component: (!decision.component.is_empty()).then_some(decision.component),
            outcome: decision.outcome,
            amount: amount(decision.amount_minor, currency),
            currency: currency.to_owned(),
            to_plan_id: decision.to.map(|(plan, _)| plan),
            to_plan_title: get(row, "to_plan_title")?,
            reason: get(row, "reason")?,
            asked_by: get(row, "asked_by")?,
            granted_by: get(row, "granted_by")?,
            decided_at: Timestamp::from_micros(get(row, "decided_at")?),
            approval_id: get::<Uuid>(row, "approval_id")?.into(),
        })
    })
    .await
}

/// The decisions that a statement takes in, in their order.
pub async fn of_statement(tx: &Tx<'_>, statement: StatementId, currency: &str) -> Result<Vec<StatementDecision>> {
    let sql = format!(
        "SELECT d.outcome, s.owed_minor, a.reason, b.name AS asked_by, g.name AS granted_by, p.title AS plan_title, \
         q.title AS to_plan_title FROM {NAMED} \
         JOIN incentives_statement_decision s ON s.org_id = d.org_id AND s.decision_id = d.id \
         WHERE d.org_id = $1 AND s.statement_id = $2 ORDER BY a.decided_at, d.id"
    );
    let rows = tx.rows(&sql, vec![tx.ctx().org.0.into(), statement.uuid().into()]).await?;
    rows.iter()
        .map(|row| {
            let owed_minor: i64 = get(row, "owed_minor")?;
            // What came here came from the decision's plan; what left went to its target.
            let other: Option<String> = get(row, if owed_minor > 0 { "plan_title" } else { "to_plan_title" })?;
            Ok(StatementDecision {
                outcome: get::<String>(row, "outcome")?.parse().map_err(Error::internal)?,
                owed: amount(owed_minor, currency),
                other_plan: other,
                reason: get(row, "reason")?,
                asked_by: get(row, "asked_by")?,
                granted_by: get(row, "granted_by")?,
            })
        })
        .collect()
}

/// A prize that a trial flags.
pub struct Flag {
    pub member: MemberId,
    pub component: String,
    pub title: String,
    pub period_from: Day,
    pub difference_minor: i64,
    /// When a trial of the plan first flagged it.
    pub since: Timestamp,
}

/// The prizes that a trial of a plan flags.
pub async fn flags(tx: &Tx<'_>, plan: PlanId, trial: TrialId) -> Result<Vec<Flag>> {
    let sql = "SELECT s.member_id, f.component, f.title, f.period_from, f.difference_minor, \
        (SELECT MIN(t.made_at) FROM incentives_trial t \
        JOIN incentives_statement o ON o.org_id = t.org_id AND o.trial_id = t.id \
        JOIN incentives_adjustment e ON e.org_id = o.org_id AND e.statement_id = o.id \
        WHERE t.org_id = s.org_id AND t.plan_id = $2 AND o.member_id = s.member_id AND e.is_flag = TRUE \
        AND e.component = f.component AND e.period_from = f.period_from) AS since \
        FROM incentives_adjustment f JOIN incentives_statement s ON s.org_id = f.org_id AND s.id = f.statement_id \
        WHERE f.org_id = $1 AND s.trial_id = $3 AND f.is_flag = TRUE";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), plan.uuid().into(), trial.uuid().into()]).await?;
    let read = |row: &QueryResult| {
        Ok(Flag {
            member: get::<Uuid>(row, "member_id")?.into(),
            component: get(row, "component")?,
            title: get(row, "title")?,
            period_from: day(get(row, "period_from")?),
            difference_minor: get(row, "difference_minor")?,
            since: Timestamp::from_micros(get(row, "since")?),
        })
    };
    rows.iter().map(read).collect()
}

/// Who owed something after which locked period of a plan and kind, by its first day.
pub async fn owing(tx: &Tx<'_>, plan: PlanId, kind: PeriodKind) -> Result<BTreeSet<(MemberId, Day)>> {
    let sql = format!(
        "SELECT s.member_id, r.period_from FROM incentives_run r \
         JOIN incentives_statement s ON s.org_id = r.org_id AND s.trial_id = r.trial_id \
         WHERE r.org_id = $1 AND r.plan_id = $2 AND r.period_kind = $3 AND r.state IN {LOCKED} AND s.owed_minor <> 0"
    );
    let rows = tx.rows(&sql, vec![tx.ctx().org.0.into(), plan.uuid().into(), kind.key().into()]).await?;
    rows.iter().map(|row| Ok((get::<Uuid>(row, "member_id")?.into(), day(get(row, "period_from")?)))).collect()
}
