//! The only file of this slice that speaks SQL: locks, what stands, what is appended, and the totals of each day.

pub mod bulk;
pub mod rows;
pub mod since;
pub mod totals;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::credit::Credit;
use beichen_engine::day::Day;
use beichen_engine::document::Recorded;
use beichen_engine::ids::{DocumentId, LineId, PersonId, UnitId};
use beichen_engine::worth::{CustomerFirsts, CustomerOrder};
use beichen_kernel::{Id, Result};
use beichen_store::Tx;
use beichen_store::raw;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::model::{Standing, Stays, Touched, bucket};
use crate::document::store::{column, seq_of, seqs};
use crate::measure::model::MeasureInForce;
use crate::store::{get, rows_by_ids};

/// Locks customers in the order of their ids. On SQLite the write lock has done it already.
pub async fn lock_customers(tx: &mut Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<()> {
    if tx.for_update().is_empty() {
        return Ok(());
    }
    let org = tx.ctx().org.0;
    let rows: Vec<_> = ids.iter().map(|&id| Ok([org.into(), id.into()])).collect();
    tx.insert_rows("INSERT INTO ledger_customer (org_id, id)", rows, " ON CONFLICT DO NOTHING").await?;
    lock(tx, "ledger_customer", ids).await
}

/// As [`lock_customers`], payments or orders.
pub async fn lock_documents(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<()> {
    lock(tx, "ledger_document", ids).await
}

async fn lock(tx: &Tx<'_>, table: &str, ids: &BTreeSet<Uuid>) -> Result<()> {
    let lock = tx.for_update();
    if lock.is_empty() {
        return Ok(());
    }
    let sql = format!("SELECT id FROM {table} WHERE org_id = $1 AND id IN ({{ids}}) ORDER BY id{lock}");
    rows_by_ids(tx, &sql, ids.iter().copied()).await?;
    Ok(())
}

/// The customers of orders.
pub async fn customers_of(tx: &Tx<'_>, orders: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>> {
    let sql = "SELECT DISTINCT customer_id FROM ledger_document WHERE org_id = $1 AND customer_id IS NOT NULL \
        AND id IN ({ids})";
    let rows = rows_by_ids(tx, sql, orders.iter().copied()).await?;
    column(&rows, "customer_id")
}

/// The first order and the first payment of customers.
pub async fn firsts(tx: &Tx<'_>, customers: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, CustomerFirsts>> {
    let mut by_customer = orders_of(tx, customers).await?;
    let orders: BTreeSet<Uuid> = by_customer.values().flatten().map(|order| Uuid::from_u128(order.order.0)).collect();
    let sql = "SELECT id, order_id, day, first_tx_id, first_place FROM ledger_document \
        WHERE org_id = $1 AND kind = 'payment' AND cancelled = FALSE AND order_id IN ({ids})";
    let payments = rows_by_ids(tx, sql, orders).await?;
    let seqs = seqs(tx, &column(&payments, "first_tx_id")?).await?;
    let mut paid: HashMap<DocumentId, Vec<(DocumentId, Day, Recorded)>> = HashMap::new();
    for row in &payments {
        let one = (document_id(row, "id")?, raw::day(get(row, "day")?), recorded(row, &seqs)?);
        paid.entry(document_id(row, "order_id")?).or_default().push(one);
    }
    for order in by_customer.values_mut().flatten() {
        order.payments = paid.remove(&order.order).unwrap_or_default();
    }
    Ok(by_customer.into_iter().map(|(customer, orders)| (customer, CustomerFirsts::of(&orders))).collect())
}

/// The first order of each of these customers.
pub async fn first_orders(tx: &Tx<'_>, customers: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>> {
    let by_customer = orders_of(tx, customers).await?;
    let first = by_customer.values().filter_map(|orders| CustomerFirsts::of(orders).order);
    Ok(first.map(|order| Uuid::from_u128(order.0)).collect())
}

/// The orders of customers, without what was paid on them.
async fn orders_of(tx: &Tx<'_>, customers: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, Vec<CustomerOrder>>> {
    let sql = "SELECT id, customer_id, day, cancelled, first_tx_id, first_place FROM ledger_document \
        WHERE org_id = $1 AND kind = 'order' AND customer_id IN ({ids})";
    let rows = rows_by_ids(tx, sql, customers.iter().copied()).await?;
    let seqs = seqs(tx, &column(&rows, "first_tx_id")?).await?;
    let mut by_customer: HashMap<Uuid, Vec<CustomerOrder>> = HashMap::new();
    for row in &rows {
        by_customer.entry(get(row, "customer_id")?).or_default().push(CustomerOrder {
            order: document_id(row, "id")?,
            recorded: recorded(row, &seqs)?,
            signed_on: raw::day(get(row, "day")?),
            cancelled: get(row, "cancelled")?,
            payments: Vec::new(),
        });
    }
    Ok(by_customer)
}

fn recorded(row: &QueryResult, seqs: &HashMap<Uuid, i64>) -> Result<Recorded> {
    Ok(Recorded { seq: seq_of(seqs, get(row, "first_tx_id")?), place: get(row, "first_place")? })
}

fn document_id(row: &QueryResult, column: &str) -> Result<DocumentId> {
    Ok(DocumentId(get::<Uuid>(row, column)?.as_u128()))
}

/// The units of people over time.
pub async fn stays(tx: &Tx<'_>, people: &BTreeSet<Uuid>) -> Result<Stays> {
    let sql = "SELECT member_id, from_day, end_day, unit_id FROM people_assignment \
        WHERE org_id = $1 AND member_id IN ({ids})";
    let mut stays = Stays::default();
    for row in rows_by_ids(tx, sql, people.iter().copied()).await? {
        let person = PersonId(get::<Uuid>(&row, "member_id")?.as_u128());
        let unit = UnitId(get::<Uuid>(&row, "unit_id")?.as_u128());
        let (from, end) = (raw::day(get(&row, "from_day")?), raw::day(get(&row, "end_day")?));
        stays.0.entry(person).or_default().push((from, end, unit));
    }
    Ok(stays)
}

/// The credits that stand for some documents, and the last derivation of each measure and document.
#[derive(Debug, Default)]
pub struct Stands {
    pub credits: Vec<Credit>,
    pub derivations: BTreeMap<(u32, u128), i64>,
}

/// How many documents there are.
pub async fn count_documents(tx: &Tx<'_>) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM ledger_document WHERE org_id = $1";
    tx.row(sql, vec![tx.ctx().org.0.into()]).await?.map_or(Ok(0), |row| get(&row, "n"))
}

/// What stands for documents under these measures.
pub async fn stands(tx: &Tx<'_>, measures: &[MeasureInForce], documents: &BTreeMap<Uuid, Standing>) -> Result<Stands> {
    // The groups begin with a column that no index begins with, see `rows::KEY`.
    let sql = "SELECT measure, document_id, line_id, member_id, day, unit_id, of_document, of_day, \
        CAST(SUM(amount) AS BIGINT) AS amount, MAX(derivation) AS derivation FROM ledger_credit \
        WHERE org_id = $1 AND document_id IN ({ids}) \
        GROUP BY line_id, org_id, bucket, measure, document_id, member_id, day, unit_id, of_document, of_day";
    let numbers: HashMap<&str, u32> = measures.iter().zip(0_u32..).map(|(measure, at)| (measure.key(), at)).collect();
    let mut stands = Stands::default();
    for row in rows_by_ids(tx, sql, documents.keys().copied()).await? {
        let key: String = get(&row, "measure")?;
        let Some(&number) = numbers.get(key.as_str()) else { continue };
        let credit = credit_of(&row, number)?;
        let last = stands.derivations.entry((number, credit.document.0)).or_insert(0);
        *last = (*last).max(get(&row, "derivation")?);
        if credit.amount != 0 {
            stands.credits.push(credit);
        }
    }
    Ok(stands)
}

fn credit_of(row: &QueryResult, measure: u32) -> Result<Credit> {
    let line: Uuid = get(row, "line_id")?;
    let unit: Uuid = get(row, "unit_id")?;
    Ok(Credit {
        measure,
        person: PersonId(get::<Uuid>(row, "member_id")?.as_u128()),
        unit: (!unit.is_nil()).then_some(UnitId(unit.as_u128())),
        day: raw::day(get(row, "day")?),
        amount: get(row, "amount")?,
        document: document_id(row, "document_id")?,
        line: (!line.is_nil()).then_some(LineId(line.as_u128())),
        of_document: get::<Option<Uuid>>(row, "of_document")?.map(|id| DocumentId(id.as_u128())),
        of_day: get::<Option<time::Date>>(row, "of_day")?.map(raw::day),
        recorded: Recorded::default(),
    })
}

/// The row of a credit that two of one derivation must not share.
type RowKey = (u32, u128, i64, u128, u128, Day, u128);

/// Appends credits and adds them to the totals of their days.
pub async fn append(
    tx: &mut Tx<'_>,
    measures: &[MeasureInForce],
    credits: &[Credit],
    stands: &Stands,
    documents: &BTreeMap<Uuid, Standing>,
    cause: &str,
) -> Result<()> {
    let tx_id = tx.id().uuid();
    let (org, currency) = (tx.ctx().org.0, tx.ctx().currency());
    let mut rows = Vec::with_capacity(credits.len());
    let mut taken: BTreeSet<RowKey> = BTreeSet::new();
    let mut derivations: BTreeSet<(u32, u128, i64)> = BTreeSet::new();
    for credit in credits {
        let Some(measure) = usize::try_from(credit.measure).ok().and_then(|at| measures.get(at)) else { continue };
        let last = stands.derivations.get(&(credit.measure, credit.document.0)).copied().unwrap_or(0);
        let derivation = free_derivation(&mut taken, credit, last);
        derivations.insert((credit.measure, credit.document.0, derivation));
        let document = Uuid::from_u128(credit.document.0);
        let standing = documents.get(&document);
        let member = Uuid::from_u128(credit.person.0);
        rows.push([
            org.into(),
            bucket(member).into(),
            measure.key().into(),
            document.into(),
            derivation.into(),
            line_id(credit).into(),
            member.into(),
            raw::date(credit.day).into(),
            unit_id(credit).into(),
            credit.amount.into(),
            currency.code().into(),
            Value::BigInt(None),
            standing.map_or(0, |standing| standing.version).into(),
            measure.on(credit.of_day.unwrap_or(credit.day)).version.0.into(),
            credit.of_document.map(|id| Uuid::from_u128(id.0)).into(),
            credit.of_day.map(raw::date).into(),
            tx_id.into(),
            standing.map_or(0, |standing| standing.place).into(),
        ]);
    }
    let head = "INSERT INTO ledger_credit (org_id, bucket, measure, document_id, derivation, line_id, member_id, day, \
        unit_id, amount, currency, foreign_amount, document_version, measure_version, of_document, of_day, tx_id, place)";
    tx.insert_rows(head, rows.into_iter().map(Ok), "").await?;
    insert_derivations(tx, measures, &derivations, cause).await?;
    add_to_daily(tx, measures, credits).await
}

async fn insert_derivations(
    tx: &mut Tx<'_>,
    measures: &[MeasureInForce],
    derivations: &BTreeSet<(u32, u128, i64)>,
    cause: &str,
) -> Result<()> {
    let (org, tx_id) = (tx.ctx().org.0, tx.id().uuid());
    let mut rows = Vec::with_capacity(derivations.len());
    for &(number, document, derivation) in derivations {
        let Some(measure) = usize::try_from(number).ok().and_then(|at| measures.get(at)) else { continue };
        rows.push([
            org.into(),
            measure.key().into(),
            Uuid::from_u128(document).into(),
            derivation.into(),
            cause.into(),
            tx_id.into(),
        ]);
    }
    let head = "INSERT INTO ledger_derivation (org_id, measure, document_id, derivation, cause, tx_id)";
    tx.insert_rows(head, rows.into_iter().map(Ok), "").await
}

/// The first derivation after `last` in which the row's key is free: a reversal and its correction may differ only in
/// the day that a refund takes back.
fn free_derivation(taken: &mut BTreeSet<RowKey>, credit: &Credit, last: i64) -> i64 {
    let mut derivation = last;
    loop {
        derivation = derivation.saturating_add(1);
        let line = credit.line.map_or(0, |line| line.0);
        let unit = credit.unit.map_or(0, |unit| unit.0);
        let key = (credit.measure, credit.document.0, derivation, line, credit.person.0, credit.day, unit);
        if taken.insert(key) || derivation == i64::MAX {
            return derivation;
        }
    }
}

fn line_id(credit: &Credit) -> Uuid {
    credit.line.map_or(Uuid::nil(), |line| Uuid::from_u128(line.0))
}

fn unit_id(credit: &Credit) -> Uuid {
    credit.unit.map_or(Uuid::nil(), |unit| Uuid::from_u128(unit.0))
}

/// Adds to a total what a later row of the same key brings.
pub const ADD_TO_DAILY: &str = " ON CONFLICT (org_id, bucket, measure, member_id, unit_id, day) \
    DO UPDATE SET amount = ledger_measure_daily.amount + excluded.amount";

async fn add_to_daily(tx: &mut Tx<'_>, measures: &[MeasureInForce], credits: &[Credit]) -> Result<()> {
    let mut sums: BTreeMap<(i64, &str, Uuid, Uuid, Day), i64> = BTreeMap::new();
    for credit in credits {
        let Some(measure) = usize::try_from(credit.measure).ok().and_then(|at| measures.get(at)) else { continue };
        let member = Uuid::from_u128(credit.person.0);
        let sum = sums.entry((bucket(member), measure.key(), member, unit_id(credit), credit.day)).or_insert(0);
        *sum = sum.checked_add(credit.amount).ok_or(crate::document::model::DocumentError::TooLarge)?;
    }
    let org = tx.ctx().org.0;
    let mut rows = Vec::with_capacity(sums.len());
    for ((bucket, measure, member, unit, day), amount) in sums {
        rows.push([
            org.into(),
            bucket.into(),
            measure.into(),
            member.into(),
            unit.into(),
            raw::date(day).into(),
            amount.into(),
        ]);
    }
    let head = "INSERT INTO ledger_measure_daily (org_id, bucket, measure, member_id, unit_id, day, amount)";
    tx.insert_rows(head, rows.into_iter().map(Ok), ADD_TO_DAILY).await
}

/// Keeps how much of payments and orders is matched, where that has changed.
pub async fn keep_matched(
    tx: &mut Tx<'_>,
    documents: &BTreeMap<Uuid, Standing>,
    matched: &BTreeMap<Uuid, (i64, i64)>,
) -> Result<()> {
    let org = tx.ctx().org.0;
    for (&id, &(matched_minor, unmatched_minor)) in matched {
        let same = |standing: &Standing| {
            standing.matched_minor == matched_minor && standing.unmatched_minor == unmatched_minor
        };
        if documents.get(&id).is_none_or(same) {
            continue;
        }
        tx.execute(
            "UPDATE ledger_document SET matched_minor = $3, unmatched_minor = $4 WHERE org_id = $1 AND id = $2",
            vec![org.into(), id.into(), matched_minor.into(), unmatched_minor.into()],
        )
        .await?;
    }
    Ok(())
}

/// Ids of documents after `after`, some at a time: orders, or everything that belongs to no order.
pub async fn ids_after(tx: &Tx<'_>, after: Uuid, limit: i64) -> Result<Touched> {
    let sql = "SELECT id, kind FROM ledger_document WHERE org_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    let mut touched = Touched::default();
    for row in tx.rows(sql, vec![tx.ctx().org.0.into(), after.into(), limit.into()]).await? {
        let id: Uuid = get(&row, "id")?;
        let is_order = get::<String>(&row, "kind")? == "order";
        if is_order {
            touched.orders.insert(id)
        } else {
            touched.others.insert(id)
        };
    }
    Ok(touched)
}
