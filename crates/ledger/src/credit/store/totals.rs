//! The totals of each day: made anew, compared, added up.

use std::collections::BTreeSet;

use beichen_engine::day::DayRange;
use beichen_kernel::{Id, MemberId, Result};
use beichen_store::Tx;
use beichen_store::raw;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::store::{get, places};

/// Adds all credits up again and keeps the sums in the place of the totals; says how many totals were kept otherwise.
/// The credits are read once.
pub async fn make_anew(tx: &mut Tx<'_>) -> Result<i64> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO ledger_measure_daily_fresh (org_id, bucket, measure, member_id, unit_id, day, amount) \
         SELECT org_id, bucket, measure, member_id, unit_id, day, CAST(SUM(amount) AS BIGINT) FROM ledger_credit \
         WHERE org_id = $1 GROUP BY org_id, bucket, measure, member_id, unit_id, day \
         ORDER BY org_id, bucket, measure, member_id, unit_id, day",
        vec![org.into()],
    )
    .await?;
    let differed = compared(tx, "ledger_measure_daily_fresh").await?;
    let replace = [
        "DELETE FROM ledger_measure_daily WHERE org_id = $1",
        "INSERT INTO ledger_measure_daily (org_id, bucket, measure, member_id, unit_id, day, amount) \
         SELECT org_id, bucket, measure, member_id, unit_id, day, amount FROM ledger_measure_daily_fresh \
         WHERE org_id = $1 ORDER BY org_id, bucket, measure, member_id, unit_id, day",
        "DELETE FROM ledger_measure_daily_fresh WHERE org_id = $1",
    ];
    for sql in replace {
        tx.execute(sql, vec![org.into()]).await?;
    }
    Ok(differed)
}

/// How many totals differ from the sum of their credits.
pub async fn differing(tx: &Tx<'_>) -> Result<i64> {
    compared(tx, "ledger_credit").await
}

/// How many totals differ from what the rows of another table add up to.
async fn compared(tx: &Tx<'_>, with: &str) -> Result<i64> {
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT b.org_id FROM (\
         SELECT org_id, bucket, measure, member_id, unit_id, day, amount FROM ledger_measure_daily WHERE org_id = $1 \
         UNION ALL \
         SELECT org_id, bucket, measure, member_id, unit_id, day, -amount AS amount FROM {with} WHERE org_id = $1\
         ) AS b WHERE b.org_id = $1 GROUP BY b.org_id, b.bucket, b.measure, b.member_id, b.unit_id, b.day \
         HAVING SUM(b.amount) <> 0) AS d WHERE d.org_id = $1"
    );
    number(tx, &sql).await
}

/// How many credits and how many totals there are.
pub async fn counts(tx: &Tx<'_>) -> Result<(i64, i64)> {
    let credits = number(tx, "SELECT COUNT(*) AS n FROM ledger_credit WHERE org_id = $1").await?;
    let totals = number(tx, "SELECT COUNT(*) AS n FROM ledger_measure_daily WHERE org_id = $1").await?;
    Ok((credits, totals))
}

async fn number(tx: &Tx<'_>, sql: &str) -> Result<i64> {
    tx.row(sql, vec![tx.ctx().org.0.into()]).await?.map_or(Ok(0), |row| get(&row, "n"))
}

/// The documents whose credits of these people bear another unit than the one of their day.
pub async fn documents_to_restamp(tx: &Tx<'_>, members: &[MemberId]) -> Result<BTreeSet<Uuid>> {
    let sql = "SELECT c.document_id, c.unit_id AS bears, a.unit_id AS belongs FROM ledger_credit AS c \
        LEFT JOIN people_assignment AS a ON a.org_id = c.org_id AND a.member_id = c.member_id \
        AND a.from_day <= c.day AND c.day < a.end_day \
        WHERE c.org_id = $1 AND c.member_id IN ({ids}) AND (a.unit_id IS NULL OR a.unit_id <> c.unit_id) \
        GROUP BY c.line_id, c.org_id, c.bucket, c.measure, c.document_id, c.member_id, c.day, c.unit_id, a.unit_id \
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
