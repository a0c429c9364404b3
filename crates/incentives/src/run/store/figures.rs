//! What runs have paid: lines, adjustments, balances and the payment file.

use std::collections::BTreeMap;

use beichen_engine::calculate::Payout;
use beichen_engine::calendar::{Period, PeriodKind};
use beichen_engine::day::Day;
use beichen_engine::settle::{Amounts, Figures, Paid, PaidDifference};
use beichen_kernel::{Error, Id, Page, Result};
use beichen_people::api::Visible;
use beichen_store::Tx;
use beichen_store::list::{List, Sort};
use beichen_store::raw::day;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::{LOCKED, get, period_of};
use crate::plan::model::PlanId;
use crate::run::model::RunId;
use crate::run::queries::payments::{PayRow, Paying};
use crate::run::views::AdjustmentListQuery;
use crate::statement::views::MemberRef;
use crate::trial::model::{Cause, TrialId, key};

/// A locked run with what it paid for its own period and for earlier ones.
#[derive(Debug, Clone)]
pub struct LockedRun {
    pub id: RunId,
    pub period: Period,
    pub trial: TrialId,
    pub trial_seq: i64,
    /// The chain's head when its lock began.
    pub locked_seq: i64,
    /// By the engine's key of the person, and the component.
    pub paid: Amounts,
    /// What its clawbacks took, by the engine's key of the person, component, document and measure.
    pub taken_back: TakenBack,
    /// Its adjustments: the period's first day, person, component, and what they add.
    pub adjusted: Vec<(Day, Uuid, String, Figures)>,
}

/// Minor units by person, component, document and measure.
pub type TakenBack = BTreeMap<[String; 4], i64>;

/// The locked runs of a plan and kind, oldest first.
pub async fn locked(tx: &Tx<'_>, plan: PlanId, kind: PeriodKind) -> Result<Vec<LockedRun>> {
    let org = tx.ctx().org.0;
    let sql = format!(
        "SELECT id, calendar, period_kind, period_name, period_from, period_end, trial_id, trial_seq, locked_seq \
         FROM incentives_run WHERE org_id = $1 AND plan_id = $2 AND period_kind = $3 AND state IN {LOCKED} \
         ORDER BY period_from"
    );
    let rows = tx.rows(&sql, vec![org.into(), plan.uuid().into(), kind.key().into()]).await?;
    let mut runs = Vec::with_capacity(rows.len());
    for row in &rows {
        let trial: Uuid = get(row, "trial_id")?;
        runs.push(LockedRun {
            id: get::<Uuid>(row, "id")?.into(),
            period: period_of(row)?,
            trial: trial.into(),
            trial_seq: get(row, "trial_seq")?,
            locked_seq: get::<Option<i64>>(row, "locked_seq")?.unwrap_or_default(),
            paid: paid(tx, trial).await?,
            taken_back: taken_back(tx, trial).await?,
            adjusted: adjusted(tx, trial).await?,
        });
    }
    Ok(runs)
}

/// What the lines of a trial earn and pay.
pub async fn paid(tx: &Tx<'_>, trial: Uuid) -> Result<Amounts> {
    let sql = "SELECT s.member_id, l.component, l.earned_minor, l.payable_minor, l.payout FROM incentives_statement s \
        JOIN incentives_statement_line l ON l.org_id = s.org_id AND l.statement_id = s.id \
        WHERE s.org_id = $1 AND s.trial_id = $2";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), trial.into()]).await?;
    let figures = |row: &QueryResult| -> Result<Figures> {
        let mut paid = Paid::whole(get(row, "payable_minor")?);
        if let Some(payout) = of_json::<Payout>(row)? {
            paid.held_minor = payout.held_moved_minor;
            paid.owed_minor = payout.owed_moved_minor;
        }
        Ok(Figures { earned_minor: get(row, "earned_minor")?, paid })
    };
    rows.iter().map(|row| Ok(((key(get(row, "member_id")?), get(row, "component")?), figures(row)?))).collect()
}

/// What the clawbacks of a trial take.
async fn taken_back(tx: &Tx<'_>, trial: Uuid) -> Result<TakenBack> {
    let sql = "SELECT s.member_id, l.component, l.payout FROM incentives_statement s \
        JOIN incentives_statement_line l ON l.org_id = s.org_id AND l.statement_id = s.id \
        WHERE s.org_id = $1 AND s.trial_id = $2 AND l.payout IS NOT NULL";
    let mut taken = TakenBack::new();
    for row in &tx.rows(sql, vec![tx.ctx().org.0.into(), trial.into()]).await? {
        let (person, component) = (key(get(row, "member_id")?), get::<String>(row, "component")?);
        for clawback in of_json::<Payout>(row)?.into_iter().flat_map(|payout| payout.clawbacks) {
            let of = [person.clone(), component.clone(), clawback.document, clawback.measure];
            let sum = taken.entry(of).or_default();
            *sum = sum.saturating_add(clawback.taken_minor);
        }
    }
    Ok(taken)
}

/// The column `payout`, where there is something in it.
fn of_json<T: serde::de::DeserializeOwned>(row: &QueryResult) -> Result<Option<T>> {
    let text: Option<String> = get(row, "payout")?;
    text.map(|text| serde_json::from_str(&text).map_err(Error::internal)).transpose()
}

async fn adjusted(tx: &Tx<'_>, trial: Uuid) -> Result<Vec<(Day, Uuid, String, Figures)>> {
    let sql = "SELECT s.member_id, a.component, a.period_from, a.difference_minor, a.payout FROM incentives_statement s \
        JOIN incentives_adjustment a ON a.org_id = s.org_id AND a.statement_id = s.id \
        WHERE s.org_id = $1 AND s.trial_id = $2 AND a.is_flag = FALSE";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), trial.into()]).await?;
    rows.iter()
        .map(|row| {
            let difference_minor = get(row, "difference_minor")?;
            let paid = of_json::<PaidDifference>(row)?.map_or(Paid::whole(difference_minor), |found| found.difference);
            let figures = Figures { earned_minor: difference_minor, paid };
            Ok((day(get(row, "period_from")?), get(row, "member_id")?, get(row, "component")?, figures))
        })
        .collect()
}

/// A difference as it is kept.
pub struct FoundAdjustment {
    pub member: MemberRef,
    pub component: String,
    pub title: String,
    pub period: String,
    pub period_from: Day,
    pub locked_minor: i64,
    pub adjusted_minor: i64,
    pub now_minor: i64,
    pub kept_minor: i64,
    pub difference_minor: i64,
    pub is_flag: bool,
    pub causes: Vec<Cause>,
    pub payout: Option<PaidDifference>,
}

/// One page of the differences that a trial takes in.
pub async fn adjustments(
    tx: &Tx<'_>,
    trial: TrialId,
    query: &AdjustmentListQuery,
    visible: &Visible,
) -> Result<Page<FoundAdjustment>> {
    const SORTS: &[Sort] = &[
        Sort::text("code", "m.code"),
        Sort::text("name", "m.name"),
        Sort::day("period", "a.period_from"),
        Sort::integer("difference", "a.difference_minor"),
    ];
    let (from, id) = (ADJUSTMENTS, "a.id");
    let sort = query.sort.as_deref().unwrap_or("code");
    let mut list = List::new(("a.org_id", tx.ctx().org), (ADJUSTMENT_COLUMNS, from, id), SORTS, sort)?;
    list.equal("s.trial_id", Some(trial.uuid()));
    list.search(&["m.code", "m.name"], query.search.as_deref());
    visible.narrow(&mut list, "s.member_id", "s.seen_on");
    list.page(tx, &query.page(), of_adjustment).await
}

/// The differences on one statement, in their order.
pub async fn adjustments_of(tx: &Tx<'_>, statement: Uuid) -> Result<Vec<FoundAdjustment>> {
    let sql = format!(
        "SELECT {ADJUSTMENT_COLUMNS} FROM {ADJUSTMENTS} WHERE a.org_id = $1 AND a.statement_id = $2 ORDER BY a.place"
    );
    tx.rows(&sql, vec![tx.ctx().org.0.into(), statement.into()]).await?.iter().map(of_adjustment).collect()
}

const ADJUSTMENT_COLUMNS: &str = "m.id AS member_id, m.code AS member_code, m.name AS member_name, a.component, \
    a.title, a.period_name, a.period_from, a.locked_minor, a.adjusted_minor, a.now_minor, a.kept_minor, \
    a.difference_minor, a.is_flag, a.causes, a.payout";
const ADJUSTMENTS: &str = "incentives_adjustment a \
    JOIN incentives_statement s ON s.org_id = a.org_id AND s.id = a.statement_id \
    JOIN people_member m ON m.org_id = s.org_id AND m.id = s.member_id";

fn of_adjustment(row: &QueryResult) -> Result<FoundAdjustment> {
    Ok(FoundAdjustment {
        member: MemberRef {
            id: get::<Uuid>(row, "member_id")?.into(),
            code: get(row, "member_code")?,
            name: get(row, "member_name")?,
        },
        component: get(row, "component")?,
        title: get(row, "title")?,
        period: get(row, "period_name")?,
        period_from: day(get(row, "period_from")?),
        locked_minor: get(row, "locked_minor")?,
        adjusted_minor: get(row, "adjusted_minor")?,
        now_minor: get(row, "now_minor")?,
        kept_minor: get(row, "kept_minor")?,
        difference_minor: get(row, "difference_minor")?,
        is_flag: get(row, "is_flag")?,
        causes: serde_json::from_str(&get::<String>(row, "causes")?).map_err(Error::internal)?,
        payout: of_json(row)?,
    })
}

/// What a trial says of everybody, for the payment file: those with any amount on their statement.
pub async fn pay_rows(tx: &Tx<'_>, trial: TrialId) -> Result<Vec<PayRow>> {
    let org = tx.ctx().org.0;
    let sql = "SELECT id, member_id, unit_id, total_minor, adjusted_minor, opening_minor, owed_minor \
        FROM incentives_statement WHERE org_id = $1 AND trial_id = $2";
    let statements = tx.rows(sql, vec![org.into(), trial.uuid().into()]).await?;
    let sql = "SELECT l.statement_id, l.component, l.earned_minor, l.payable_minor, l.payout FROM incentives_statement s \
        JOIN incentives_statement_line l ON l.org_id = s.org_id AND l.statement_id = s.id \
        WHERE s.org_id = $1 AND s.trial_id = $2";
    let mut lines: BTreeMap<Uuid, Paying> = BTreeMap::new();
    for row in &tx.rows(sql, vec![org.into(), trial.uuid().into()]).await? {
        let of_statement = lines.entry(get(row, "statement_id")?).or_default();
        of_statement.components.insert(get(row, "component")?, get(row, "payable_minor")?);
        of_statement.earned_minor = of_statement.earned_minor.saturating_add(get(row, "earned_minor")?);
        let clawed = of_json::<Payout>(row)?.map_or(0, |payout| payout.clawed_minor());
        of_statement.clawed_minor = of_statement.clawed_minor.saturating_add(clawed);
    }
    let read = |row: &QueryResult| {
        let id: Uuid = get(row, "id")?;
        Ok(PayRow {
            member: get::<Uuid>(row, "member_id")?.into(),
            unit: get(row, "unit_id")?,
            paying: lines.get(&id).cloned().unwrap_or_default(),
            adjusted_minor: get(row, "adjusted_minor")?,
            opening_minor: get(row, "opening_minor")?,
            owed_minor: get(row, "owed_minor")?,
            total_minor: get(row, "total_minor")?,
        })
    };
    let rows = statements.iter().map(read).collect::<Result<Vec<PayRow>>>()?;
    let says_something = |row: &PayRow| {
        row.total_minor != 0
            || row.adjusted_minor != 0
            || row.opening_minor != 0
            || row.owed_minor != 0
            || row.paying.says_something()
    };
    Ok(rows.into_iter().filter(says_something).collect())
}
