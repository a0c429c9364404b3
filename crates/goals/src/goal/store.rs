//! The only file of goals that speaks SQL.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

use beichen_engine::calendar::{Period, PeriodKind};
use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{BatchId, Cursor, Error, Id as _, MemberId, Result, UnitId, Version};
use beichen_store::error::from_db;
use beichen_store::{Tx, raw};
use sea_orm::{QueryResult, TryGetable, Value};

use super::model::{Basis, Goal, GoalId, Level, PublicationId, Published, Slot, Subject};
use super::policy::Seen;

const COLUMNS: &str = "g.id, g.version, g.measure, g.calendar, g.period_kind, g.period_name, g.period_from, g.period_to, \
    g.subject, g.subject_id, g.level, g.amount, g.basis, g.published_number, g.published_amount, g.published_basis";

/// The same of a version of a goal.
const COLUMNS_THEN: &str = "g.id, g.version, g.measure, g.calendar, g.period_kind, g.period_name, g.period_from, \
    g.period_to, g.subject, g.subject_id, g.level, v.amount, v.basis, v.number AS published_number, \
    v.amount AS published_amount, v.basis AS published_basis";

/// What narrows goals; empty means all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub measure: Option<String>,
    pub calendar: Option<String>,
    pub period: Option<Period>,
    pub level: Option<Level>,
    pub subject: Option<Subject>,
    /// Goals as they were published by this number of the audit chain, and no others; as they stand now when absent.
    pub as_of: Option<i64>,
}

/// Where a goal was written down: the place in its transaction, and the row of an import.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin {
    pub place: i64,
    pub row: Option<(BatchId, u32)>,
}

pub async fn find(tx: &Tx<'_>, id: GoalId) -> Result<Option<Goal>> {
    let sql = format!("SELECT {COLUMNS} FROM goals_goal g WHERE g.org_id = $1 AND g.id = $2{}", tx.for_update());
    tx.row(&sql, vec![tx.ctx().org.0.into(), id.uuid().into()]).await?.map(|row| goal_of(&row)).transpose()
}

/// As [`find`], without a lock: for reading transactions.
pub async fn look_up(tx: &Tx<'_>, id: GoalId) -> Result<Option<Goal>> {
    let sql = format!("SELECT {COLUMNS} FROM goals_goal g WHERE g.org_id = $1 AND g.id = $2");
    tx.row(&sql, vec![tx.ctx().org.0.into(), id.uuid().into()]).await?.map(|row| goal_of(&row)).transpose()
}

/// Goals of a filter, by period, subject and level.
pub async fn all(tx: &Tx<'_>, filter: &Filter) -> Result<Vec<Goal>> {
    let mut statement = Narrowed::new(tx);
    statement.narrow(filter);
    let sql = format!(
        "SELECT {} FROM {} WHERE {} ORDER BY g.period_from, g.subject, g.subject_id, g.level, g.id",
        statement.columns(),
        statement.from,
        statement.conditions.join(" AND ")
    );
    tx.rows(&sql, statement.values).await?.iter().map(goal_of).collect()
}

/// One page: the latest period first.
pub async fn page(tx: &Tx<'_>, filter: &Filter, seen: &Seen, after: Option<&Cursor>, limit: u64) -> Result<Vec<Goal>> {
    let mut statement = Narrowed::new(tx);
    statement.narrow(filter);
    statement.only(seen, tx.today());
    if let Some([from, id]) = after.map(|cursor| cursor.0.as_slice()) {
        let from: Day = from.parse().map_err(Error::internal)?;
        let id: GoalId = id.parse().map_err(Error::internal)?;
        let from = statement.bind(raw::date(from).into());
        let id = statement.bind(id.uuid().into());
        statement.conditions.push(format!("(g.period_from < {from} OR (g.period_from = {from} AND g.id > {id}))"));
    }
    let sql = format!(
        "SELECT {} FROM {} WHERE {} ORDER BY g.period_from DESC, g.id LIMIT {}",
        statement.columns(),
        statement.from,
        statement.conditions.join(" AND "),
        limit.saturating_add(1)
    );
    tx.rows(&sql, statement.values).await?.iter().map(goal_of).collect()
}

pub fn cursor_of(goal: &Goal) -> Cursor {
    Cursor(vec![goal.slot.period.days.from.to_string(), goal.id.to_string()])
}

struct Narrowed {
    from: String,
    is_past: bool,
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Narrowed {
    fn new(tx: &Tx<'_>) -> Self {
        Self {
            from: "goals_goal g".to_owned(),
            is_past: false,
            conditions: vec!["g.org_id = $1".to_owned()],
            values: vec![tx.ctx().org.0.into()],
        }
    }

    /// The goals as they were published by a number of the audit chain.
    fn as_of(&mut self, seq: i64) {
        let seq = self.bind(seq.into());
        self.is_past = true;
        self.from = format!(
            "goals_goal g JOIN (SELECT org_id, goal_id, MAX(number) AS number FROM goals_version WHERE org_id = $1 \
             AND tx_id IN (SELECT tx_id FROM store_audit WHERE org_id = $1 AND seq <= {seq}) \
             GROUP BY org_id, goal_id) l ON l.org_id = g.org_id AND l.goal_id = g.id \
             JOIN goals_version v ON v.org_id = l.org_id AND v.goal_id = l.goal_id AND v.number = l.number"
        );
    }

    const fn columns(&self) -> &'static str {
        if self.is_past { COLUMNS_THEN } else { COLUMNS }
    }

    fn bind(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    fn equal(&mut self, column: &str, value: Value) {
        let place = self.bind(value);
        self.conditions.push(format!("g.{column} = {place}"));
    }

    fn narrow(&mut self, filter: &Filter) {
        if let Some(seq) = filter.as_of {
            self.as_of(seq);
        }
        if let Some(measure) = &filter.measure {
            self.equal("measure", measure.clone().into());
        }
        if let Some(calendar) = &filter.calendar {
            self.equal("calendar", calendar.clone().into());
        }
        if let Some(period) = &filter.period {
            self.equal("period_kind", period.kind.key().into());
            self.equal("period_from", raw::date(period.days.from).into());
        }
        if let Some(level) = filter.level {
            self.equal("level", level.to_string().into());
        }
        if let Some(subject) = filter.subject {
            let (kind, id) = subject_columns(subject);
            self.equal("subject", kind.into());
            self.equal("subject_id", id.into());
        }
    }

    fn only(&mut self, seen: &Seen, today: Day) {
        let today = self.bind(raw::date(today).into());
        let day = format!("CASE WHEN g.period_to < {today} THEN g.period_to ELSE {today} END");
        let mut parts = vec![match seen.members.sql("g.subject_id", &day, self.values.len().saturating_add(1)) {
            None => "g.subject = 'member'".to_owned(),
            Some((condition, values)) => {
                self.values.extend(values);
                format!("g.subject = 'member' AND {condition}")
            }
        }];
        match &seen.units {
            None => parts.push("g.subject = 'unit'".to_owned()),
            Some(led) => parts.extend(self.units_on_days(led, &day)),
        }
        self.conditions.push(format!("({})", parts.join(" OR ")));
    }

    /// A condition for each stretch of days, with all units that it holds for.
    fn units_on_days(&mut self, led: &HashMap<UnitId, Vec<DayRange>>, day: &str) -> Vec<String> {
        let mut by_days: BTreeMap<(Day, Day), Vec<UnitId>> = BTreeMap::new();
        for (&unit, ranges) in led {
            for days in ranges {
                by_days.entry((days.from, days.end)).or_default().push(unit);
            }
        }
        let stretch = |((from, end), units): ((Day, Day), Vec<UnitId>)| {
            let units: Vec<String> = units.into_iter().map(|unit| self.bind(unit.uuid().into())).collect();
            let (from, end) = (self.bind(raw::date(from).into()), self.bind(raw::date(end).into()));
            let units = units.join(", ");
            format!("g.subject = 'unit' AND g.subject_id IN ({units}) AND {day} >= {from} AND {day} < {end}")
        };
        by_days.into_iter().map(stretch).collect()
    }
}

pub async fn insert(tx: &mut Tx<'_>, goal: &Goal, origin: Origin) -> Result<()> {
    let period = &goal.slot.period;
    let (subject, subject_id) = subject_columns(goal.slot.subject);
    let values: Vec<Value> = vec![
        tx.ctx().org.0.into(),
        goal.id.uuid().into(),
        goal.version.0.into(),
        goal.slot.measure.clone().into(),
        period.calendar.clone().into(),
        period.kind.key().into(),
        period.name.clone().into(),
        raw::date(period.days.from).into(),
        raw::date(period.days.end.plus_days(-1)).into(),
        subject.into(),
        subject_id.into(),
        goal.slot.level.to_string().into(),
        goal.amount.into(),
        goal.basis.to_string().into(),
        tx.id().uuid().into(),
        origin.place.into(),
        origin.row.map(|(batch, _)| batch.uuid()).into(),
        origin.row.map(|(_, row)| i64::from(row)).into(),
    ];
    tx.execute(
        "INSERT INTO goals_goal (org_id, id, version, measure, calendar, period_kind, period_name, period_from, \
         period_to, subject, subject_id, level, amount, basis, tx_id, place, batch_id, batch_row, published_number) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0)",
        values,
    )
    .await?;
    Ok(())
}

/// Writes amount and basis if nobody else has since the goal was read.
pub async fn save(tx: &mut Tx<'_>, goal: &mut Goal, origin: Origin) -> Result<()> {
    let values: Vec<Value> = vec![
        tx.ctx().org.0.into(),
        goal.id.uuid().into(),
        goal.version.0.into(),
        goal.amount.into(),
        goal.basis.to_string().into(),
        tx.id().uuid().into(),
        origin.place.into(),
        origin.row.map(|(batch, _)| batch.uuid()).into(),
        origin.row.map(|(_, row)| i64::from(row)).into(),
    ];
    let sql = "UPDATE goals_goal SET version = version + 1, amount = $4, basis = $5, tx_id = $6, place = $7, \
               batch_id = $8, batch_row = $9 WHERE org_id = $1 AND id = $2 AND version = $3";
    if tx.execute(sql, values).await? == 0 {
        return Err(Error::stale(goal.version));
    }
    goal.version = goal.version.next();
    Ok(())
}

pub async fn delete(tx: &mut Tx<'_>, goal: &Goal) -> Result<()> {
    let values = vec![tx.ctx().org.0.into(), goal.id.uuid().into(), goal.version.0.into()];
    let sql = "DELETE FROM goals_goal WHERE org_id = $1 AND id = $2 AND version = $3";
    if tx.execute(sql, values).await? == 0 { Err(Error::stale(goal.version)) } else { Ok(()) }
}

/// The number of the last publishing of a measure in a calendar; 0 before the first.
pub async fn last_number(tx: &Tx<'_>, measure: &str, calendar: &str) -> Result<i64> {
    let sql =
        "SELECT MAX(number) AS number FROM goals_publication WHERE org_id = $1 AND measure = $2 AND calendar = $3";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), measure.into(), calendar.into()]).await?;
    let number: Option<i64> = row.map(|row| get(&row, "number")).transpose()?.flatten();
    Ok(number.unwrap_or_default())
}

/// A publishing as it is kept.
#[derive(Debug, Clone)]
pub struct Publication {
    pub id: PublicationId,
    pub measure: String,
    pub calendar: String,
    pub number: i64,
    pub period: Option<Period>,
    pub reason: String,
    pub goals: i64,
    pub gaps: i64,
}

pub async fn insert_publication(tx: &mut Tx<'_>, publication: &Publication) -> Result<()> {
    let values: Vec<Value> = vec![
        tx.ctx().org.0.into(),
        publication.id.uuid().into(),
        publication.measure.clone().into(),
        publication.calendar.clone().into(),
        publication.number.into(),
        publication.period.as_ref().map(|period| period.kind.key().to_owned()).into(),
        publication.period.as_ref().map(|period| raw::date(period.days.from)).into(),
        publication.reason.clone().into(),
        publication.goals.into(),
        publication.gaps.into(),
        tx.id().uuid().into(),
        tx.ctx().now().micros().into(),
    ];
    tx.execute(
        "INSERT INTO goals_publication (org_id, id, measure, calendar, number, period_kind, period_from, reason, \
         goal_count, gap_count, tx_id, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values,
    )
    .await?;
    Ok(())
}

/// Makes a draft the version that counts; the older ones stay.
pub async fn publish(tx: &mut Tx<'_>, goal: &Goal, publication: &Publication, place: i64) -> Result<()> {
    let org = tx.ctx().org.0;
    let values: Vec<Value> = vec![
        org.into(),
        goal.id.uuid().into(),
        publication.number.into(),
        goal.amount.into(),
        goal.basis.to_string().into(),
        publication.id.uuid().into(),
        tx.id().uuid().into(),
        place.into(),
    ];
    tx.execute(
        "INSERT INTO goals_version (org_id, goal_id, number, amount, basis, publication_id, tx_id, place) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values,
    )
    .await?;
    let values: Vec<Value> = vec![
        org.into(),
        goal.id.uuid().into(),
        goal.version.0.into(),
        publication.number.into(),
        goal.amount.into(),
        goal.basis.to_string().into(),
    ];
    let sql = "UPDATE goals_goal SET version = version + 1, published_number = $4, published_amount = $5, \
               published_basis = $6 WHERE org_id = $1 AND id = $2 AND version = $3";
    if tx.execute(sql, values).await? == 0 { Err(Error::stale(goal.version)) } else { Ok(()) }
}

/// The versions of one goal, oldest first, with the reason of each.
#[derive(Debug, Clone)]
pub struct KeptVersion {
    pub number: i64,
    pub amount: i64,
    pub basis: Basis,
    pub reason: String,
    pub at: beichen_kernel::Timestamp,
}

pub async fn versions(tx: &Tx<'_>, id: GoalId) -> Result<Vec<KeptVersion>> {
    let sql = "SELECT v.number, v.amount, v.basis, p.reason, p.published_at FROM goals_version v \
               JOIN goals_publication p ON p.org_id = v.org_id AND p.id = v.publication_id \
               WHERE v.org_id = $1 AND v.goal_id = $2 ORDER BY v.number";
    tx.rows(sql, vec![tx.ctx().org.0.into(), id.uuid().into()])
        .await?
        .iter()
        .map(|row| {
            Ok(KeptVersion {
                number: get(row, "number")?,
                amount: get(row, "amount")?,
                basis: parsed(row, "basis")?,
                reason: get(row, "reason")?,
                at: beichen_kernel::Timestamp::from_micros(get(row, "published_at")?),
            })
        })
        .collect()
}

/// A published version of a goal, as it came to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalChange {
    /// When it was published, and by whom, as the chain names actors.
    pub at: beichen_kernel::Timestamp,
    pub actor: String,
    /// The audit number of its transaction, and its place there.
    pub recorded: (i64, i64),
    pub slot: Slot,
    pub number: i64,
    /// In the measure's smallest unit; `None` before the first version.
    pub before: Option<i64>,
    pub after: i64,
}

/// The versions that were published in `from ≤ instant < end`, in the order of recording.
pub async fn changes(
    tx: &Tx<'_>,
    from: beichen_kernel::Timestamp,
    end: beichen_kernel::Timestamp,
) -> Result<Vec<GoalChange>> {
    let sql = format!(
        "SELECT {COLUMNS}, v.number, v.amount AS version_amount, v.place, p.published_at, a.actor, a.seq \
         FROM goals_version v JOIN goals_goal g ON g.org_id = v.org_id AND g.id = v.goal_id \
         JOIN goals_publication p ON p.org_id = v.org_id AND p.id = v.publication_id \
         LEFT JOIN (SELECT org_id, tx_id, MIN(actor) AS actor, MIN(seq) AS seq FROM store_audit \
         WHERE org_id = $1 AND at >= $2 AND at < $3 GROUP BY org_id, tx_id) a ON a.org_id = v.org_id AND a.tx_id = v.tx_id \
         WHERE v.org_id = $1 AND v.goal_id IN (SELECT w.goal_id FROM goals_version w JOIN goals_publication q \
         ON q.org_id = w.org_id AND q.id = w.publication_id WHERE w.org_id = $1 AND q.published_at >= $2 \
         AND q.published_at < $3) ORDER BY v.goal_id, v.number"
    );
    let values = vec![tx.ctx().org.0.into(), from.micros().into(), end.micros().into()];
    let mut changes = Vec::new();
    let mut last: Option<(GoalId, i64)> = None;
    for row in tx.rows(&sql, values).await? {
        let goal = goal_of(&row)?;
        let after: i64 = get(&row, "version_amount")?;
        let before = last.filter(|(known, _)| *known == goal.id).map(|(_, amount)| amount);
        last = Some((goal.id, after));
        let at = beichen_kernel::Timestamp::from_micros(get(&row, "published_at")?);
        if at < from || at >= end {
            continue;
        }
        changes.push(GoalChange {
            at,
            actor: get::<Option<String>>(&row, "actor")?.unwrap_or_default(),
            recorded: (get::<Option<i64>>(&row, "seq")?.unwrap_or_default(), get(&row, "place")?),
            slot: goal.slot,
            number: get(&row, "number")?,
            before,
            after,
        });
    }
    changes.sort_by_key(|change| change.recorded);
    Ok(changes)
}

/// Published goals of measures in a calendar whose periods share a day with the range.
pub async fn published(tx: &Tx<'_>, measures: &[&str], calendar: &str, days: DayRange) -> Result<Vec<Goal>> {
    if measures.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Narrowed::new(tx);
    let places: Vec<String> = measures.iter().map(|measure| statement.bind((*measure).into())).collect();
    statement.conditions.push(format!("g.measure IN ({})", places.join(", ")));
    statement.equal("calendar", calendar.into());
    let (end, from) = (statement.bind(raw::date(days.end).into()), statement.bind(raw::date(days.from).into()));
    statement.conditions.push(format!("g.period_from < {end} AND g.period_to >= {from} AND g.published_number > 0"));
    let sql = format!(
        "SELECT {COLUMNS} FROM goals_goal g WHERE {} ORDER BY g.period_from, g.subject, g.subject_id, g.level, g.id",
        statement.conditions.join(" AND ")
    );
    tx.rows(&sql, statement.values).await?.iter().map(goal_of).collect()
}

fn subject_columns(subject: Subject) -> (&'static str, uuid::Uuid) {
    match subject {
        Subject::Member(member) => ("member", member.uuid()),
        Subject::Unit(unit) => ("unit", unit.uuid()),
    }
}

fn goal_of(row: &QueryResult) -> Result<Goal> {
    let id: uuid::Uuid = get(row, "subject_id")?;
    let subject = match get::<String>(row, "subject")?.as_str() {
        "unit" => Subject::Unit(UnitId::from(id)),
        _ => Subject::Member(MemberId::from(id)),
    };
    let kind: PeriodKind = parsed(row, "period_kind")?;
    let days = DayRange::including(raw::day(get(row, "period_from")?), raw::day(get(row, "period_to")?));
    let published = match (get::<Option<i64>>(row, "published_amount")?, get::<Option<String>>(row, "published_basis")?)
    {
        (Some(amount), Some(basis)) => Some(Published {
            number: get(row, "published_number")?,
            amount,
            basis: basis.parse().map_err(Error::internal)?,
        }),
        _ => None,
    };
    Ok(Goal {
        id: GoalId::from(get::<uuid::Uuid>(row, "id")?),
        version: Version(get(row, "version")?),
        slot: Slot {
            measure: get(row, "measure")?,
            period: Period { calendar: get(row, "calendar")?, kind, name: get(row, "period_name")?, days },
            subject,
            level: parsed(row, "level")?,
        },
        amount: get(row, "amount")?,
        basis: parsed(row, "basis")?,
        published,
    })
}

fn parsed<T>(row: &QueryResult, column: &str) -> Result<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    get::<String>(row, column)?.parse().map_err(Error::internal)
}

fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T> {
    row.try_get("", column).map_err(from_db)
}
