//! What was credited after a moment of the audit chain.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{MemberId, Result, Timestamp, UnitId};
use beichen_store::Tx;
use beichen_store::raw;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::totals::{Asked, conditions, optional_id, sums};
use crate::store::{get, places};

/// What one document has come to count more or less for a person since then, on the days that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditedSince {
    pub measure: String,
    pub member: MemberId,
    pub document: Uuid,
    /// In the measure's units; never 0.
    pub amount: i64,
}

/// Credits of transactions after `seq`, by measure, person and document.
pub async fn credited_since(tx: &Tx<'_>, measures: &[&str], days: DayRange, seq: i64) -> Result<Vec<CreditedSince>> {
    if measures.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT measure, member_id, document_id, CAST(SUM(amount) AS BIGINT) AS amount FROM ledger_credit \
         WHERE org_id = $1 AND day >= $2 AND day < $3 AND measure IN ({}) AND tx_id IN \
         (SELECT tx_id FROM store_audit WHERE org_id = $1 AND seq > $4) \
         GROUP BY org_id, bucket, measure, member_id, document_id HAVING SUM(amount) <> 0 \
         ORDER BY measure, member_id, document_id",
        places(5, measures.len().saturating_add(4))
    );
    let mut values = vec![tx.ctx().org.0.into(), raw::date(days.from).into(), raw::date(days.end).into(), seq.into()];
    values.extend(measures.iter().map(|&measure| measure.into()));
    let rows = tx.rows(&sql, values).await?;
    rows.iter()
        .map(|row| {
            Ok(CreditedSince {
                measure: get(row, "measure")?,
                member: get::<Uuid>(row, "member_id")?.into(),
                document: get(row, "document_id")?,
                amount: get(row, "amount")?,
            })
        })
        .collect()
}

/// Payments of days of which a part names no order, and that part of all of them together, in minor units.
pub async fn unmatched_on(tx: &Tx<'_>, days: DayRange) -> Result<(i64, i64)> {
    let sql = "SELECT COUNT(*) AS n, CAST(COALESCE(SUM(unmatched_minor), 0) AS BIGINT) AS amount FROM ledger_document \
        WHERE org_id = $1 AND kind = 'payment' AND cancelled = FALSE AND day >= $2 AND day < $3 \
        AND unmatched_minor <> 0";
    let values = vec![tx.ctx().org.0.into(), raw::date(days.from).into(), raw::date(days.end).into()];
    let row = tx.row(sql, values).await?;
    row.map_or(Ok((0, 0)), |row| Ok((get(&row, "n")?, get(&row, "amount")?)))
}

/// The last number of the audit chain that was committed by an instant.
pub async fn seq_at(tx: &Tx<'_>, at: Timestamp) -> Result<i64> {
    let sql = "SELECT MAX(seq) AS seq FROM store_audit WHERE org_id = $1 AND at <= $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), at.micros().into()]).await?;
    Ok(row.map(|row| get::<Option<i64>>(&row, "seq")).transpose()?.flatten().unwrap_or_default())
}

/// `<columns>` of what is asked with their sum as `amount`, as the ledger stood at `seq`: from the credits themselves.
async fn sums_at(tx: &Tx<'_>, columns: &str, asked: &Asked<'_>, seq: i64) -> Result<Vec<QueryResult>> {
    let mut found = Vec::new();
    for (condition, mut values) in conditions(tx, asked) {
        values.push(seq.into());
        let sql = format!(
            "SELECT {columns}, CAST(SUM(b.amount) AS BIGINT) AS amount FROM (SELECT org_id, bucket, {columns}, \
             CAST(SUM(amount) AS BIGINT) AS amount FROM ledger_credit WHERE {condition} AND tx_id IN \
             (SELECT tx_id FROM store_audit WHERE org_id = $1 AND seq <= ${}) GROUP BY org_id, bucket, {columns}) AS b \
             WHERE b.org_id = $1 GROUP BY b.org_id, {columns} ORDER BY {columns}",
            values.len()
        );
        found.extend(tx.rows(&sql, values).await?);
    }
    Ok(found)
}

/// The total of one person, unit and day, as the ledger stood at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoodTotal {
    pub member: MemberId,
    pub unit: Option<UnitId>,
    pub day: Day,
    pub amount: i64,
}

/// Totals by person, unit and day as they stood at `seq`.
pub async fn stood(tx: &Tx<'_>, asked: &Asked<'_>, seq: i64) -> Result<Vec<StoodTotal>> {
    let rows = sums_at(tx, "member_id, unit_id, day", asked, seq).await?;
    rows.iter()
        .map(|row| {
            Ok(StoodTotal {
                member: get::<Uuid>(row, "member_id")?.into(),
                unit: optional_id(row, "unit_id")?.map(UnitId::from),
                day: raw::day(get(row, "day")?),
                amount: get(row, "amount")?,
            })
        })
        .collect()
}

/// Sums by a column of ids (`member_id`, `unit_id`), as known today or as they stood at a moment; the nil id is none.
pub async fn sums_by(
    tx: &Tx<'_>,
    column: &str,
    asked: &Asked<'_>,
    at: Option<i64>,
) -> Result<Vec<(Option<Uuid>, i64)>> {
    let rows = match at {
        None => sums(tx, column, asked).await?,
        Some(seq) => sums_at(tx, column, asked, seq).await?,
    };
    rows.iter().map(|row| Ok((optional_id(row, column)?, get(row, "amount")?))).collect()
}
