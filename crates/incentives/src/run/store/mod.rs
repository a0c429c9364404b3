//! The only file of this slice that speaks SQL.

mod figures;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::calendar::{Period, PeriodKind};
use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Error, Id, MemberId, Page, Result, Timestamp, Version};
use beichen_people::api::Visible;
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QueryResult, TryGetable};
use uuid::Uuid;

pub use figures::{FoundAdjustment, LockedRun, TakenBack, adjustments, adjustments_of, locked, paid, pay_rows};
pub use rows::{mark, review, row, step};

use super::model::{Locked, Review, ReviewSubject, Run, RunId};
use super::views::{RunListQuery, RunRow};
use crate::plan::model::PlanId;
use crate::trial::model::TrialId;
use crate::trial::store as trials;

/// The states in which nothing changes any more, as the database knows them.
pub const LOCKED: &str = "('locked', 'exported', 'paid')";

/// What a trial leaves owed, by person; those who owe nothing are absent.
pub async fn owed(tx: &Tx<'_>, trial: TrialId) -> Result<BTreeMap<Uuid, i64>> {
    let sql = "SELECT member_id, owed_minor FROM incentives_statement \
        WHERE org_id = $1 AND trial_id = $2 AND owed_minor <> 0";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), trial.uuid().into()]).await?;
    rows.iter().map(|row| Ok((get(row, "member_id")?, get(row, "owed_minor")?))).collect()
}

/// The last day that a locked run of the plan covers.
pub async fn locked_to(tx: &Tx<'_>, plan: PlanId) -> Result<Option<Day>> {
    let sql = format!(
        "SELECT MAX(period_end) AS ends FROM incentives_run WHERE org_id = $1 AND plan_id = $2 AND state IN {LOCKED}"
    );
    let row = tx.row(&sql, vec![tx.ctx().org.0.into(), plan.uuid().into()]).await?;
    let ends: Option<time::Date> = row.map(|row| get(&row, "ends")).transpose()?.flatten();
    Ok(ends.map(|ends| day(ends).plus_days(-1)))
}

/// The run of a plan's period, locked against others until the commit.
pub async fn find(tx: &Tx<'_>, plan: PlanId, period: &Period) -> Result<Option<Run>> {
    let select = tx
        .select::<row::Entity>()
        .filter(row::Column::PlanId.eq(plan.uuid()))
        .filter(row::Column::PeriodKind.eq(period.kind.key()))
        .filter(row::Column::PeriodFrom.eq(date(period.days.from)));
    tx.one(select).await?.map(of_row).transpose()
}

/// The runs of a plan, oldest first.
pub async fn of_plan(tx: &Tx<'_>, plan: PlanId) -> Result<Vec<Run>> {
    let select = tx
        .select::<row::Entity>()
        .filter(row::Column::PlanId.eq(plan.uuid()))
        .order_by_asc(row::Column::PeriodFrom)
        .order_by_asc(row::Column::PeriodEnd);
    tx.all(select).await?.into_iter().map(of_row).collect()
}

/// Another organisation's run is simply not found.
pub async fn load(tx: &Tx<'_>, id: RunId) -> Result<Run> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    of_row(tx.one(select).await?.ok_or_else(|| Error::not_found(RunId::NAME))?)
}

pub async fn insert(tx: &mut Tx<'_>, run: &Run) -> Result<()> {
    let row = active(tx, run, run.version);
    tx.insert(row).await.map_err(|error| {
        // Somebody else has tried the period first.
        if beichen_store::error::is_unique(&error) { Error::stale(run.version) } else { error }
    })
}

/// Writes the run if nobody else has since it was read, and raises its version.
pub async fn save(tx: &mut Tx<'_>, run: &mut Run) -> Result<()> {
    let row = active(tx, run, run.version.next());
    tx.update(row, run.version).await?;
    run.version = run.version.next();
    Ok(())
}

const SORTS: &[Sort] = &[
    Sort::day("period", "r.period_from"),
    Sort::text("plan", "t.plan_title"),
    Sort::text("state", "r.state"),
    Sort::integer("made_at", "t.made_at"),
];
const FROM: &str = "incentives_run r JOIN incentives_trial t ON t.org_id = r.org_id AND t.id = r.trial_id \
    LEFT JOIN people_member b ON b.org_id = t.org_id AND b.id = t.made_by";

/// One page of the runs, or the one that is named. Totals are over the people who are seen; a run without one does not
/// exist.
/// `in_review` holds beside `seen` until a run is locked.
pub async fn page(
    tx: &Tx<'_>,
    query: &RunListQuery,
    only: Option<RunId>,
    (seen, in_review): (&Visible, &Visible),
) -> Result<Page<RunRow>> {
    let sort = query.sort.as_deref().unwrap_or("-period");
    let mut list = List::new(("r.org_id", tx.ctx().org), (trials::COLUMNS, FROM, "r.id"), SORTS, sort)?;
    list.also("r.id AS run_id, r.version AS run_version, r.state AS run_state, r.round AS run_round".to_owned());
    list.search(&["t.plan_key", "t.plan_title", "r.period_name"], query.search.as_deref());
    list.equal("t.plan_key", query.plan.clone());
    list.equal("r.period_name", query.period.clone());
    list.equal("r.state", query.state.clone());
    list.equal("r.id", only.map(Id::uuid));
    let kept = seen.condition(&mut list, "s.member_id", "s.seen_on");
    let open = in_review.condition(&mut list, "s.member_id", "s.seen_on");
    trials::narrow_to(
        &mut list,
        kept.zip(open).map(|(kept, open)| format!("({kept} OR (r.state NOT IN {LOCKED} AND {open}))")),
    );
    list.page(tx, &query.page(), |row| {
        let trial = trials::of_row(row)?;
        Ok(RunRow {
            id: get::<Uuid>(row, "run_id")?.into(),
            version: Version(get(row, "run_version")?),
            state: get(row, "run_state")?,
            round: get(row, "run_round")?,
            trial_id: trial.id,
            plan: trial.plan,
            period: trial.period,
            tried_at: trial.made_at,
            tried_by: trial.made_by,
            people_count: trial.people_count,
            total: trial.total,
            currency: trial.currency,
            exceptions_count: trial.exceptions_count,
            can: Vec::new(),
        })
    })
    .await
}

/// Adds what somebody did.
pub async fn add_step(tx: &mut Tx<'_>, run: &Run, step: &str, by: MemberId, reason: &str) -> Result<()> {
    let count = tx.count(tx.select::<step::Entity>().filter(step::Column::RunId.eq(run.id.uuid()))).await?;
    let row = step::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        run_id: Set(run.id.uuid()),
        place: Set(i64::try_from(count).unwrap_or(i64::MAX)),
        round: Set(run.round),
        step: Set(step.to_owned()),
        at: Set(tx.ctx().now().micros()),
        member_id: Set(by.uuid()),
        reason: Set(reason.trim().to_owned()),
    };
    tx.insert(row).await
}

/// Everything that was done, in order.
pub async fn steps(tx: &Tx<'_>, run: RunId) -> Result<Vec<step::Model>> {
    let select =
        tx.select::<step::Entity>().filter(step::Column::RunId.eq(run.uuid())).order_by_asc(step::Column::Place);
    tx.all(select).await
}

/// What is to be reviewed from now on.
pub async fn replace_reviews(tx: &mut Tx<'_>, run: RunId, reviews: &[Review]) -> Result<()> {
    tx.delete_where::<review::Entity>(review::Column::RunId.eq(run.uuid())).await?;
    let org_id = tx.ctx().org.0;
    let row = |(place, review): (i64, &Review)| review::ActiveModel {
        org_id: Set(org_id),
        run_id: Set(run.uuid()),
        place: Set(place),
        unit_id: Set(match review.subject {
            ReviewSubject::Unit(unit) => unit.map(Id::uuid),
            ReviewSubject::Member(_) => None,
        }),
        member_id: Set(match review.subject {
            ReviewSubject::Member(member) => Some(member.uuid()),
            ReviewSubject::Unit(_) => None,
        }),
        reviewer_id: Set(review.reviewer.map(Id::uuid)),
        approved_by: Set(review.approved.map(|(by, _)| by.uuid())),
        approved_at: Set(review.approved.map(|(_, at)| at.micros())),
    };
    let rows = (0_i64..).zip(reviews).map(row).collect();
    tx.insert_many(rows).await
}

pub async fn reviews(tx: &Tx<'_>, run: RunId) -> Result<Vec<Review>> {
    let select =
        tx.select::<review::Entity>().filter(review::Column::RunId.eq(run.uuid())).order_by_asc(review::Column::Place);
    let of_row = |row: review::Model| Review {
        subject: match row.member_id {
            Some(member) => ReviewSubject::Member(member.into()),
            None => ReviewSubject::Unit(row.unit_id.map(Into::into)),
        },
        reviewer: row.reviewer_id.map(Into::into),
        approved: row.approved_by.map(|by| (by.into(), Timestamp::from_micros(row.approved_at.unwrap_or_default()))),
    };
    Ok(tx.all(select).await?.into_iter().map(of_row).collect())
}

/// A year without a table of workdays by which one of the trial's lines was prorated.
pub async fn assumed_year(tx: &Tx<'_>, trial: TrialId) -> Result<Option<String>> {
    let sql = "SELECT exceptions FROM incentives_statement WHERE org_id = $1 AND trial_id = $2 \
        AND exceptions LIKE '%assumed_workdays%' ORDER BY id LIMIT 1";
    let Some(row) = tx.row(sql, vec![tx.ctx().org.0.into(), trial.uuid().into()]).await? else { return Ok(None) };
    let exceptions: Vec<crate::trial::model::Exception> =
        serde_json::from_str(&get::<String>(&row, "exceptions")?).map_err(Error::internal)?;
    Ok(exceptions.into_iter().find(|one| one.code == "assumed_workdays").map(|one| one.subject))
}

/// The people of a trial.
pub async fn members(tx: &Tx<'_>, trial: TrialId) -> Result<Vec<MemberId>> {
    let sql = "SELECT member_id FROM incentives_statement WHERE org_id = $1 AND trial_id = $2 ORDER BY member_id";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), trial.uuid().into()]).await?;
    rows.iter().map(|row| Ok(get::<Uuid>(row, "member_id")?.into())).collect()
}

/// What is kept of a statement, as it stands in the database.
pub struct KeptStatement {
    pub member: MemberId,
    pub body: String,
    /// That the body had.
    pub hash: String,
    pub inputs: String,
}

/// The kept statements of a trial in the order of the people's ids.
pub async fn kept_statements(tx: &Tx<'_>, trial: TrialId) -> Result<Vec<KeptStatement>> {
    let sql = "SELECT s.member_id, k.body, s.hash, k.inputs FROM incentives_statement s \
        JOIN incentives_statement_kept k ON k.org_id = s.org_id AND k.statement_id = s.id \
        WHERE s.org_id = $1 AND s.trial_id = $2 ORDER BY s.member_id";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), trial.uuid().into()]).await?;
    let read = |row: &QueryResult| {
        let member: Uuid = get(row, "member_id")?;
        let hash = get::<Option<String>>(row, "hash")?.unwrap_or_default();
        Ok(KeptStatement { member: member.into(), body: get(row, "body")?, hash, inputs: get(row, "inputs")? })
    };
    rows.iter().map(read).collect()
}

/// How many objections to a run wait for an answer.
pub async fn open_objections(tx: &Tx<'_>, run: RunId) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM incentives_objection WHERE org_id = $1 AND run_id = $2 AND state = 'open'";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), run.uuid().into()]).await?;
    row.map_or(Ok(0), |row| get(&row, "n"))
}

/// A column of a plain row.
pub fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}

/// The period's columns of a row.
pub fn period_of(row: &QueryResult) -> Result<Period> {
    let days = DayRange::new(day(get(row, "period_from")?), day(get(row, "period_end")?));
    Ok(Period {
        calendar: get(row, "calendar")?,
        kind: kind_of(&get::<String>(row, "period_kind")?)?,
        name: get(row, "period_name")?,
        days,
    })
}

fn kind_of(word: &str) -> Result<PeriodKind> {
    word.parse().map_err(Error::internal)
}

fn of_row(row: row::Model) -> Result<Run> {
    let locked = match (row.locked_by, row.locked_at) {
        (Some(by), Some(at)) => Some(Locked {
            by: by.into(),
            at: Timestamp::from_micros(at),
            seq: row.locked_seq.unwrap_or_default(),
            audit_hash: row.audit_hash.unwrap_or_default(),
            four_eyes: row.four_eyes,
        }),
        _ => None,
    };
    Ok(Run {
        id: row.id.into(),
        version: Version(row.version),
        plan_id: row.plan_id.into(),
        period: Period {
            calendar: row.calendar,
            kind: kind_of(&row.period_kind)?,
            name: row.period_name,
            days: DayRange::new(day(row.period_from), day(row.period_end)),
        },
        state: row.state.parse().map_err(Error::internal)?,
        round: row.round,
        trial: row.trial_id.into(),
        trial_seq: row.trial_seq,
        tried_by: row.tried_by.into(),
        finance_by: row.finance_by.map(Into::into),
        notice: row.notice_from.zip(row.notice_to).map(|(from, to)| (day(from), day(to))),
        locked,
        export_count: row.export_count,
        paid_count: row.paid_count,
    })
}

fn active(tx: &Tx<'_>, run: &Run, version: Version) -> row::ActiveModel {
    let locked = run.locked.as_ref();
    row::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        id: Set(run.id.uuid()),
        version: Set(version.0),
        plan_id: Set(run.plan_id.uuid()),
        calendar: Set(run.period.calendar.clone()),
        period_kind: Set(run.period.kind.key().to_owned()),
        period_name: Set(run.period.name.clone()),
        period_from: Set(date(run.period.days.from)),
        period_end: Set(date(run.period.days.end)),
        state: Set(run.state.to_string()),
        round: Set(run.round),
        trial_id: Set(run.trial.uuid()),
        trial_seq: Set(run.trial_seq),
        tried_by: Set(run.tried_by.uuid()),
        finance_by: Set(run.finance_by.map(Id::uuid)),
        notice_from: Set(run.notice.map(|(from, _)| date(from))),
        notice_to: Set(run.notice.map(|(_, to)| date(to))),
        locked_by: Set(locked.map(|locked| locked.by.uuid())),
        locked_at: Set(locked.map(|locked| locked.at.micros())),
        locked_seq: Set(locked.map(|locked| locked.seq)),
        audit_hash: Set(locked.map(|locked| locked.audit_hash.clone())),
        four_eyes: Set(locked.is_some_and(|locked| locked.four_eyes)),
        export_count: Set(run.export_count),
        paid_count: Set(run.paid_count),
    }
}

/// The statements' hashes of a trial by person.
pub async fn hashes(tx: &Tx<'_>, trial: TrialId) -> Result<BTreeMap<MemberId, String>> {
    let sql = "SELECT member_id, hash FROM incentives_statement WHERE org_id = $1 AND trial_id = $2";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), trial.uuid().into()]).await?;
    let read = |row: &QueryResult| {
        let member: Uuid = get(row, "member_id")?;
        Ok((member.into(), get::<Option<String>>(row, "hash")?.unwrap_or_default()))
    };
    rows.iter().map(read).collect()
}

/// The locked periods of a plan and kind, oldest first, each with the chain's head when its lock began.
pub async fn locked_periods(tx: &Tx<'_>, plan: PlanId, kind: PeriodKind) -> Result<Vec<(Period, i64)>> {
    let sql = format!(
        "SELECT calendar, period_kind, period_name, period_from, period_end, locked_seq FROM incentives_run \
         WHERE org_id = $1 AND plan_id = $2 AND period_kind = $3 AND state IN {LOCKED} ORDER BY period_from"
    );
    let rows = tx.rows(&sql, vec![tx.ctx().org.0.into(), plan.uuid().into(), kind.key().into()]).await?;
    let read = |row: &QueryResult| Ok((period_of(row)?, get::<Option<i64>>(row, "locked_seq")?.unwrap_or_default()));
    rows.iter().map(read).collect()
}

/// Whether the run came back by an accepted objection: reviews of what has not changed stand then.
pub async fn keeps_reviews(tx: &Tx<'_>, run: RunId) -> Result<bool> {
    Ok(steps(tx, run).await?.last().is_some_and(|step| step.step == "objection_accepted"))
}

/// Whom a trial pays something.
pub async fn payable(tx: &Tx<'_>, trial: TrialId) -> Result<Vec<MemberId>> {
    let sql = "SELECT member_id FROM incentives_statement WHERE org_id = $1 AND trial_id = $2 AND total_minor > 0 \
        ORDER BY member_id";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), trial.uuid().into()]).await?;
    rows.iter().map(|row| Ok(get::<Uuid>(row, "member_id")?.into())).collect()
}

/// Who is marked as paid.
pub async fn marked(tx: &Tx<'_>, run: RunId) -> Result<BTreeSet<MemberId>> {
    let select = tx.select::<mark::Entity>().filter(mark::Column::RunId.eq(run.uuid()));
    Ok(tx.all(select).await?.into_iter().map(|row| row.member_id.into()).collect())
}

/// Marks people as paid on a day.
pub async fn mark_paid(tx: &mut Tx<'_>, run: RunId, people: &[MemberId], (by, on): (MemberId, Day)) -> Result<()> {
    let (org_id, at) = (tx.ctx().org.0, tx.ctx().now().micros());
    let row = |member: &MemberId| mark::ActiveModel {
        org_id: Set(org_id),
        run_id: Set(run.uuid()),
        member_id: Set(member.uuid()),
        paid_on: Set(date(on)),
        marked_by: Set(by.uuid()),
        marked_at: Set(at),
    };
    let rows = people.iter().map(row).collect();
    tx.insert_many(rows).await
}

/// Adjustments and what stays owed of a trial, all people together, in minor units.
pub async fn sums(tx: &Tx<'_>, trial: TrialId) -> Result<(i64, i64)> {
    let sql = "SELECT CAST(COALESCE(SUM(adjusted_minor), 0) AS BIGINT) AS adjusted, \
        CAST(COALESCE(SUM(owed_minor), 0) AS BIGINT) AS owed FROM incentives_statement \
        WHERE org_id = $1 AND trial_id = $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), trial.uuid().into()]).await?;
    row.map_or(Ok((0, 0)), |row| Ok((get(&row, "adjusted")?, get(&row, "owed")?)))
}
