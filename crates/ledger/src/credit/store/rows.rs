//! Credits one by one, and how many documents stand behind them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::credit::Condition;
use beichen_engine::day::DayRange;
use beichen_engine::document::{DocumentView, Entry, EntryKind, Order, Payee};
use beichen_engine::ids::DocumentId;
use beichen_engine::measure::{MeasureDay, MeasureOf};
use beichen_engine::spread::OrderAccount;
use beichen_engine::worth::{CustomerFirsts, account_facts, entry_facts};
use beichen_kernel::{MemberId, Result, UnitId};
use beichen_store::Tx;
use beichen_store::raw;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::firsts;
use super::totals::{Asked, conditions, optional_id};
use crate::credit::model::{CreditRow, refused};
use crate::document::model::{Document, DocumentError};
use crate::document::store::{self as documents, column, seq_of, seqs};
use crate::measure::model::MeasureInForce;
use crate::store::get;

/// No index begins with its first column: SQLite would walk such an index over all credits, for the order of the groups.
const KEY: &str = "line_id, org_id, bucket, measure, member_id, unit_id, day, document_id, of_document, of_day";

/// The credits that are asked for, entries of one key added up.
pub async fn credits(tx: &Tx<'_>, asked: &Asked<'_>) -> Result<Vec<CreditRow>> {
    let mut found = Vec::new();
    for (condition, values) in conditions(tx, asked) {
        found.extend(read(tx, &condition, values).await?);
    }
    Ok(found)
}

/// The credits of one document.
pub async fn credits_of(tx: &Tx<'_>, document: Uuid) -> Result<Vec<CreditRow>> {
    read(tx, "org_id = $1 AND document_id = $2", vec![tx.ctx().org.0.into(), document.into()]).await
}

async fn read(tx: &Tx<'_>, condition: &str, values: Vec<Value>) -> Result<Vec<CreditRow>> {
    let sql = format!(
        "SELECT c.measure, c.member_id, c.unit_id, c.day, c.document_id, c.line_id, c.of_document, c.of_day, c.amount, \
         d.first_tx_id, d.first_place FROM (SELECT {KEY}, CAST(SUM(amount) AS BIGINT) AS amount FROM ledger_credit \
         WHERE {condition} GROUP BY {KEY} HAVING SUM(amount) <> 0) AS c \
         JOIN ledger_document AS d ON d.org_id = c.org_id AND d.id = c.document_id WHERE d.org_id = $1"
    );
    let mut rows = tx.read_rows(&sql, values, credit_row).await?;
    let seqs = seqs(tx, &rows.iter().map(|(_, first_tx)| *first_tx).collect()).await?;
    for (row, first_tx) in &mut rows {
        row.recorded.0 = seq_of(&seqs, *first_tx);
    }
    Ok(rows.into_iter().map(|(row, _)| row).collect())
}

/// A credit whose document's audit number is still to be looked up, by this transaction.
fn credit_row(row: QueryResult) -> Result<(CreditRow, Uuid)> {
    let row = &row;
    let credit = CreditRow {
        measure: get(row, "measure")?,
        member: get::<Uuid>(row, "member_id")?.into(),
        unit: optional_id(row, "unit_id")?.map(UnitId::from),
        day: raw::day(get(row, "day")?),
        amount: get(row, "amount")?,
        document: get(row, "document_id")?,
        line: optional_id(row, "line_id")?,
        of_document: get(row, "of_document")?,
        of_day: get::<Option<time::Date>>(row, "of_day")?.map(raw::day),
        recorded: (0, get(row, "first_place")?),
    };
    Ok((credit, get(row, "first_tx_id")?))
}

/// Orders in force, by payee.
pub async fn count_orders(tx: &Tx<'_>, days: DayRange) -> Result<BTreeMap<MemberId, i64>> {
    let sql = "SELECT p.member_id, COUNT(*) AS n FROM ledger_document AS d JOIN ledger_document_payee AS p \
        ON p.org_id = d.org_id AND p.document_id = d.id WHERE d.org_id = $1 AND d.kind = 'order' \
        AND d.cancelled = FALSE AND d.day >= $2 AND d.day < $3 GROUP BY p.org_id, p.member_id";
    counts(tx, sql, on(tx, days)).await
}

/// Payments in force, by their order's payees.
pub async fn count_payments(tx: &Tx<'_>, days: DayRange) -> Result<BTreeMap<MemberId, i64>> {
    let sql = "SELECT p.member_id, COUNT(*) AS n FROM ledger_document AS d JOIN ledger_document_payee AS p \
        ON p.org_id = d.org_id AND p.document_id = d.order_id WHERE d.org_id = $1 AND d.kind = 'payment' \
        AND d.cancelled = FALSE AND d.day >= $2 AND d.day < $3 GROUP BY p.org_id, p.member_id";
    counts(tx, sql, on(tx, days)).await
}

fn on(tx: &Tx<'_>, days: DayRange) -> Vec<Value> {
    vec![tx.ctx().org.0.into(), raw::date(days.from).into(), raw::date(days.end).into()]
}

async fn counts(tx: &Tx<'_>, sql: &str, values: Vec<Value>) -> Result<BTreeMap<MemberId, i64>> {
    let rows = tx.rows(sql, values).await?;
    rows.iter().map(|row| Ok((get::<Uuid>(row, "member_id")?.into(), get(row, "n")?))).collect()
}

/// Documents that the measure counts, those worth 0 included: its condition holds on a line at least, and of first
/// orders it is the one. Asked document by document.
pub async fn count_where(tx: &Tx<'_>, measure: &MeasureInForce, days: DayRange) -> Result<BTreeMap<MemberId, i64>> {
    let sql = "SELECT id FROM ledger_document WHERE org_id = $1 AND kind = $4 AND cancelled = FALSE \
        AND day >= $2 AND day < $3";
    let mut values = on(tx, days);
    values.push(kind_of(measure).into());
    let rows = tx.rows(sql, values).await?;
    let kept = documents::by_ids(tx, &column(&rows, "id")?).await?;
    let paid: BTreeSet<Uuid> = kept.iter().filter_map(|one| one.order).collect();
    let orders: HashMap<Uuid, Order> = documents::by_ids(tx, &paid)
        .await?
        .into_iter()
        .filter_map(|one| if let Document::Order(order) = one.document { Some((one.id, order)) } else { None })
        .collect();
    let customer = |order: &Order| order.customer.map(|id| Uuid::from_u128(id.0));
    let firsts = if measure.asks_who_is_new() {
        let own = kept.iter().filter_map(|one| one.document.customer());
        firsts(tx, &own.chain(orders.values().filter_map(customer)).collect()).await?
    } else {
        HashMap::new()
    };
    let mut counts = BTreeMap::new();
    for one in &kept {
        let order = match &one.document {
            Document::Order(order) => Some(order),
            _ => one.order.and_then(|id| orders.get(&id)),
        };
        let first = order.and_then(customer).and_then(|id| firsts.get(&id)).copied().unwrap_or_default();
        for payee in counted(measure, &one.document, order, first)? {
            let member = MemberId::from(Uuid::from_u128(payee.person.0));
            let count = counts.entry(member).or_insert(0_i64);
            *count = count.saturating_add(1);
        }
    }
    Ok(counts)
}

fn kind_of(measure: &MeasureInForce) -> &'static str {
    match (measure.measure.of, measure.measure.day) {
        (MeasureOf::Payments, _) | (_, MeasureDay::ReceivedOn) => "payment",
        (MeasureOf::Visits, _) => EntryKind::Visit.key(),
        (MeasureOf::Csat, _) => EntryKind::Csat.key(),
        (MeasureOf::Nps, _) => EntryKind::Nps.key(),
        (MeasureOf::Manual, _) => EntryKind::Manual.key(),
        (MeasureOf::Events, _) => EntryKind::Event.key(),
        _ => "order",
    }
}

/// The payees of a document that the measure counts; nobody if it does not. `order` is the document itself or the one
/// that it pays.
fn counted<'a>(
    measure: &MeasureInForce,
    document: &'a Document,
    order: Option<&'a Order>,
    first: CustomerFirsts,
) -> Result<&'a [Payee]> {
    let only_first = matches!(measure.measure.of, MeasureOf::NewCustomers | MeasureOf::FirstOrders);
    let (holds, payees) = match (document, order) {
        (Document::Order(_) | Document::Payment(_), Some(order)) => {
            let is_new = first.order == Some(order.id);
            let is_first = match document {
                Document::Payment(payment) => first.payment == Some((order.id, payment.id)) && !order.cancelled,
                _ => is_new,
            };
            let counts = is_first || !only_first;
            (counts && any_line(measure, document, order, is_new)?, order.payees.as_slice())
        }
        (Document::Entry(entry), _) => (entry_holds(measure, entry)?, entry.payees.as_slice()),
        _ => (false, &[][..]),
    };
    Ok(if holds { payees } else { &[] })
}

/// Whether the condition holds on a line of an order, or of the order that a payment pays.
fn any_line(measure: &MeasureInForce, document: &Document, order: &Order, is_new: bool) -> Result<bool> {
    let payments = if let Document::Payment(payment) = document { std::slice::from_ref(payment) } else { &[] };
    let account = OrderAccount { versions: std::slice::from_ref(order), payments, refunds: &[] };
    let id = DocumentId(document.id().as_u128());
    for line in &order.lines {
        let facts = account_facts(&measure.measure, &account, (id, Some(line.id)), is_new)
            .map_err(|error| refused(error, measure.key()))?;
        if facts.map_or(Ok(false), |facts| holds(measure, &facts))? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn entry_holds(measure: &MeasureInForce, entry: &Entry) -> Result<bool> {
    if entry.measure.as_ref().is_some_and(|key| key != measure.key()) {
        return Ok(false);
    }
    holds(measure, &entry_facts(entry))
}

fn holds(measure: &MeasureInForce, view: &DocumentView<'_>) -> Result<bool> {
    measure
        .holds(view)
        .map_err(|reason| DocumentError::ConditionFailed { measure: measure.key().to_owned(), reason }.into())
}
