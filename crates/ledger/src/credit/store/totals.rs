//! The totals of each day: made anew, compared, added up.

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::day::DayRange;
use beichen_kernel::{Id, MemberId, Result};
use beichen_store::Tx;
use beichen_store::raw;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::store::{get, insert_rows, places};

/// One total within a bucket: measure, person, unit, day.
type Key = (String, Uuid, Uuid, time::Date);
/// Totals of one bucket, in the measures' smallest units.
type Totals = BTreeMap<Key, i64>;

/// The sums of a bucket's credits, and how many credits those are. A bucket at a time, the sums fit into memory.
pub async fn sums_in(tx: &Tx<'_>, bucket: i64) -> Result<(Totals, i64)> {
    let sql = "SELECT measure, member_id, unit_id, day, CAST(SUM(amount) AS BIGINT) AS amount, COUNT(*) AS n \
        FROM ledger_credit WHERE org_id = $1 AND bucket = $2 \
        GROUP BY org_id, bucket, measure, member_id, unit_id, day";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), bucket.into()]).await?;
    let mut credits: i64 = 0;
    for row in &rows {
        credits = credits.saturating_add(get(row, "n")?);
    }
    Ok((totals_of(&rows)?, credits))
}

/// The totals of a bucket as they are kept.
pub async fn kept_in(tx: &Tx<'_>, bucket: i64) -> Result<Totals> {
    let sql = "SELECT measure, member_id, unit_id, day, amount FROM ledger_measure_daily \
        WHERE org_id = $1 AND bucket = $2";
    totals_of(&tx.rows(sql, vec![tx.ctx().org.0.into(), bucket.into()]).await?)
}

fn totals_of(rows: &[QueryResult]) -> Result<Totals> {
    let total = |row: &QueryResult| {
        let key = (get(row, "measure")?, get(row, "member_id")?, get(row, "unit_id")?, get(row, "day")?);
        Ok((key, get(row, "amount")?))
    };
    rows.iter().map(total).collect()
}

/// How many totals are kept otherwise than their credits add up; one that is absent is 0.
pub fn differing(sums: &Totals, kept: &Totals) -> i64 {
    let keys: BTreeSet<&Key> = sums.keys().chain(kept.keys()).collect();
    let amount = |totals: &Totals, key: &Key| totals.get(key).copied().unwrap_or_default();
    let count = keys.into_iter().filter(|key| amount(sums, key) != amount(kept, key)).count();
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Keeps these totals of a bucket in the place of all that were kept.
pub async fn replace(tx: &mut Tx<'_>, bucket: i64, sums: Totals) -> Result<()> {
    let org = tx.ctx().org.0;
    let sql = "DELETE FROM ledger_measure_daily WHERE org_id = $1 AND bucket = $2";
    tx.execute(sql, vec![org.into(), bucket.into()]).await?;
    let mut rows: Vec<Value> = Vec::with_capacity(sums.len().saturating_mul(7));
    for ((measure, member, unit, day), amount) in sums {
        let row: [Value; 7] =
            [org.into(), bucket.into(), measure.into(), member.into(), unit.into(), day.into(), amount.into()];
        rows.extend(row);
    }
    let head = "INSERT INTO ledger_measure_daily (org_id, bucket, measure, member_id, unit_id, day, amount)";
    insert_rows(tx, head, 7, rows, "").await
}

/// The documents whose credits of these people bear another unit than the one of their day.
pub async fn documents_to_restamp(tx: &Tx<'_>, members: &[MemberId]) -> Result<BTreeSet<Uuid>> {
    let sql = "SELECT c.document_id, c.unit_id AS bears, a.unit_id AS belongs FROM ledger_credit AS c \
        LEFT JOIN people_assignment AS a ON a.org_id = c.org_id AND a.member_id = c.member_id \
        AND a.from_day <= c.day AND c.day < a.end_day \
        WHERE c.org_id = $1 AND c.member_id IN ({ids}) AND (a.unit_id IS NULL OR a.unit_id <> c.unit_id) \
        GROUP BY c.org_id, c.bucket, c.measure, c.document_id, c.line_id, c.member_id, c.day, c.unit_id, a.unit_id \
        HAVING SUM(c.amount) <> 0";
    let members: Vec<Uuid> = members.iter().map(|member| member.uuid()).collect();
    let mut documents = BTreeSet::new();
    for row in crate::store::rows_by_ids(tx, sql, members).await? {
        if optional_id(&row, "bears")? != get::<Option<Uuid>>(&row, "belongs")? {
            documents.insert(get(&row, "document_id")?);
        }
    }
    Ok(documents)
}

/// Which totals are asked for: measures, days, and people where not everybody.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    pub measures: &'a [&'a str],
    pub days: DayRange,
    pub people: Option<&'a [MemberId]>,
}

/// `<columns>` of what is asked, with their sum as `amount`: added up bucket by bucket, then over the buckets.
pub async fn sums(tx: &Tx<'_>, columns: &str, asked: &Asked<'_>) -> Result<Vec<QueryResult>> {
    let mut found = Vec::new();
    for (condition, values) in conditions(tx, asked) {
        let sql = format!(
            "SELECT {columns}, CAST(SUM(b.amount) AS BIGINT) AS amount FROM (SELECT org_id, bucket, {columns}, \
             CAST(SUM(amount) AS BIGINT) AS amount FROM ledger_measure_daily WHERE {condition} \
             GROUP BY org_id, bucket, {columns}) AS b WHERE b.org_id = $1 GROUP BY b.org_id, {columns} ORDER BY {columns}"
        );
        found.extend(tx.rows(&sql, values).await?);
    }
    Ok(found)
}

/// The condition on organisation, measure, day and people, for every chunk of the people.
pub fn conditions(tx: &Tx<'_>, asked: &Asked<'_>) -> Vec<(String, Vec<Value>)> {
    if asked.measures.is_empty() || asked.days.is_empty() {
        return Vec::new();
    }
    let mut values: Vec<Value> =
        vec![tx.ctx().org.0.into(), raw::date(asked.days.from).into(), raw::date(asked.days.end).into()];
    values.extend(asked.measures.iter().map(|&key| Value::from(key)));
    let base = format!("org_id = $1 AND day >= $2 AND day < $3 AND measure IN ({})", places(4, values.len()));
    let Some(people) = asked.people else { return vec![(base, values)] };
    people
        .chunks(crate::store::IDS)
        .map(|chunk| {
            let mut own = values.clone();
            own.extend(chunk.iter().map(|member| Value::from(member.uuid())));
            let list = places(values.len().saturating_add(1), own.len());
            (format!("{base} AND member_id IN ({list})"), own)
        })
        .collect()
}

/// A column of ids where the nil one stands for none.
pub fn optional_id(row: &QueryResult, column: &str) -> Result<Option<Uuid>> {
    let id: Uuid = get(row, column)?;
    Ok((!id.is_nil()).then_some(id))
}
