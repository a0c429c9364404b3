//! Statements, page by page.

use beichen_kernel::{Error, Id, MemberId, Page, Result, Timestamp};
use beichen_people::api::Visible;
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::day;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::from_json;
use crate::run::model::RunId;
use crate::statement::model::StatementId;
use crate::statement::views::{MemberRef, StatementListQuery, StatementRow, UnitRef};
use crate::trial::model::{Exception, TrialId};
use crate::trial::store::{amount, period_ref, plan_ref};

const SORTS: &[Sort] = &[
    Sort::integer("total", "s.total_minor"),
    Sort::text("code", "m.code"),
    Sort::text("name", "m.name"),
    Sort::integer("made_at", "t.made_at"),
];
const COLUMNS: &str = "s.id AS statement_id, s.trial_id, s.total_minor, s.exceptions, s.measures, \
    m.id AS member_id, m.code AS member_code, m.name AS member_name, u.id AS unit_id, u.name AS unit_name, \
    t.plan_id, t.plan_key, t.plan_title, t.plan_hash, t.calendar, t.period_kind, t.period_name, t.period_from, \
    t.period_end, t.currency, t.made_at, r.state AS run_state";
const FROM: &str = "incentives_statement s \
    JOIN incentives_trial t ON t.org_id = s.org_id AND t.id = s.trial_id \
    JOIN people_member m ON m.org_id = s.org_id AND m.id = s.member_id \
    LEFT JOIN people_unit u ON u.org_id = s.org_id AND u.id = s.unit_id \
    LEFT JOIN incentives_run r ON r.org_id = t.org_id AND r.id = t.run_id AND r.trial_id = t.id";

/// Whose or which statements.
pub enum Only {
    Trial(TrialId),
    Member(Uuid),
    Statement(StatementId),
}

/// One page of the statements that are seen, each with the instant of its trial.
pub async fn page(
    tx: &Tx<'_>,
    only: &Only,
    query: &StatementListQuery,
    visible: &Visible,
) -> Result<Page<(StatementRow, Timestamp)>> {
    let sort = query.sort.as_deref().unwrap_or("-total");
    let mut list = List::new(("s.org_id", tx.ctx().org), (COLUMNS, FROM, "s.id"), SORTS, sort)?;
    visible.narrow(&mut list, "s.member_id", "s.seen_on");
    match only {
        Only::Trial(trial) => list.equal("s.trial_id", Some(trial.uuid())),
        Only::Member(member) => list.equal("s.member_id", Some(*member)),
        Only::Statement(id) => list.equal("s.id", Some(id.uuid())),
    }
    list.search(&["m.code", "m.name"], query.search.as_deref());
    list.equal("s.unit_id", query.unit_id.map(Id::uuid));
    let read = |row: &QueryResult| {
        let made_at: i64 = row.try_get("", "made_at").map_err(from_db)?;
        Ok((of_row(row)?, Timestamp::from_micros(made_at)))
    };
    list.page(tx, &query.page(), read).await
}

fn of_row(row: &QueryResult) -> Result<StatementRow> {
    let text = |column: &str| row.try_get::<String>("", column).map_err(from_db);
    let uuid = |column: &str| row.try_get::<Uuid>("", column).map_err(from_db);
    let unit: Option<Uuid> = row.try_get("", "unit_id").map_err(from_db)?;
    let unit_name: Option<String> = row.try_get("", "unit_name").map_err(from_db)?;
    let currency = text("currency")?;
    let exceptions: Vec<Exception> = from_json(&text("exceptions")?)?;
    Ok(StatementRow {
        id: uuid("statement_id")?.into(),
        trial_id: uuid("trial_id")?.into(),
        plan: plan_ref(row)?,
        period: period_ref(row)?,
        member: MemberRef { id: uuid("member_id")?.into(), code: text("member_code")?, name: text("member_name")? },
        unit: unit.map(|id| UnitRef { id: id.into(), name: unit_name.unwrap_or_default() }),
        total: amount(row.try_get("", "total_minor").map_err(from_db)?, &currency),
        currency,
        state: row.try_get::<Option<String>>("", "run_state").map_err(from_db)?.unwrap_or_else(|| "trial".to_owned()),
        components: Vec::new(),
        attainment: None,
        exceptions: exceptions.into_iter().map(|exception| exception.code).collect(),
    })
}

/// How a statement stands: its run's state, and the balance before and after it.
pub struct Standing {
    pub state: String,
    pub run: Option<RunId>,
    /// Whether its trial is the one that the run's steps concern.
    pub stands: bool,
    pub hash: Option<String>,
    pub opening_minor: i64,
    pub owed_minor: i64,
}

/// A statement of a trial that was replaced by a newer one is no more than a trial.
pub async fn standing(tx: &Tx<'_>, id: StatementId) -> Result<Standing> {
    let sql = "SELECT t.run_id, r.state, s.hash, s.opening_minor, s.owed_minor FROM incentives_statement s \
        JOIN incentives_trial t ON t.org_id = s.org_id AND t.id = s.trial_id \
        LEFT JOIN incentives_run r ON r.org_id = t.org_id AND r.id = t.run_id AND r.trial_id = t.id \
        WHERE s.org_id = $1 AND s.id = $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), id.uuid().into()]).await?;
    let row = row.ok_or_else(|| Error::not_found(StatementId::NAME))?;
    let run: Option<Uuid> = row.try_get("", "run_id").map_err(from_db)?;
    let state: Option<String> = row.try_get("", "state").map_err(from_db)?;
    Ok(Standing {
        stands: state.is_some(),
        state: state.unwrap_or_else(|| "trial".to_owned()),
        run: run.map(Into::into),
        hash: row.try_get("", "hash").map_err(from_db)?,
        opening_minor: row.try_get("", "opening_minor").map_err(from_db)?,
        owed_minor: row.try_get("", "owed_minor").map_err(from_db)?,
    })
}

/// Whether a trial is the one of a run that leads or finance still look at.
pub async fn is_reviewed_now(tx: &Tx<'_>, trial: TrialId) -> Result<bool> {
    let sql = "SELECT state FROM incentives_run WHERE org_id = $1 AND trial_id = $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), trial.uuid().into()]).await?;
    let state: Option<String> = row.map(|row| row.try_get("", "state").map_err(from_db)).transpose()?;
    Ok(state.is_some_and(|state| crate::statement::queries::REVIEWED.contains(&state.as_str())))
}

/// The newest statement of a person for a period (its name or first day) of each plan, made until an instant: a run's
/// before those outside a run. With the plan's key.
pub async fn of(
    tx: &Tx<'_>,
    member: MemberId,
    period: &str,
    plan: Option<&str>,
    until: Option<Timestamp>,
) -> Result<Vec<(StatementId, String)>> {
    let sql = "SELECT s.id, t.plan_key, t.period_name, t.period_from, t.run_id, t.made_at FROM incentives_statement s \
        JOIN incentives_trial t ON t.org_id = s.org_id AND t.id = s.trial_id \
        WHERE s.org_id = $1 AND s.member_id = $2 AND t.made_at <= $3 ORDER BY t.made_at DESC, s.id DESC";
    let until = until.map_or(i64::MAX, Timestamp::micros);
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), member.uuid().into(), until.into()]).await?;
    let mut found: Vec<(StatementId, String, bool)> = Vec::new();
    for row in &rows {
        let name: String = row.try_get("", "period_name").map_err(from_db)?;
        let from = day(row.try_get("", "period_from").map_err(from_db)?).to_string();
        let key: String = row.try_get("", "plan_key").map_err(from_db)?;
        if (name != period && from != period) || plan.is_some_and(|plan| plan != key) {
            continue;
        }
        let id: Uuid = row.try_get("", "id").map_err(from_db)?;
        let of_run = row.try_get::<Option<Uuid>>("", "run_id").map_err(from_db)?.is_some();
        match found.iter_mut().find(|(_, other, _)| *other == key) {
            Some(kept) if of_run && !kept.2 => *kept = (id.into(), key, true),
            Some(_) => {}
            None => found.push((id.into(), key, of_run)),
        }
    }
    Ok(found.into_iter().map(|(id, key, _)| (id, key)).collect())
}
