//! Credits as a calculation reads them, with the facts of their documents where a plan asks for them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use beichen_engine::calculate::Credit;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::document::{Entry, LineFacts, Order, Payment};
use beichen_engine::ids::{DocumentId, LineId};
use beichen_engine::measure::{Measure, RefundDay};
use beichen_engine::plan::Plan;
use beichen_engine::plan::model::{Commission, Component, Hold, Kind};
use beichen_engine::spread::OrderAccount;
use beichen_engine::worth::{account_facts, entry_facts};
use beichen_kernel::{Error, MemberId, Result};
use beichen_ledger::api::{self as ledger, CreditRow, Document, KeptDocument};
use beichen_store::Tx;
use uuid::Uuid;

use crate::trial::model::{key, key_uuid};

/// By measure, document and line.
type Facts<'p> = HashMap<(&'p str, Uuid, Option<Uuid>), Arc<LineFacts>>;

/// The credits of the plans' measures by person: of these days, and as far back as documents with a `cap_each` reach.
pub async fn credits(tx: &Tx<'_>, plans: &[&Plan], days: DayRange) -> Result<HashMap<MemberId, Vec<Credit>>> {
    let measures = super::measures(plans);
    let caps_documents = commissions(plans).any(|kind| kind.cap_each.is_some());
    let from = if caps_documents { Day::MIN } else { days.from };
    let rows = ledger::credits(tx, &measures, DayRange::new(from, days.end), None).await?;
    let facts = facts_of(tx, plans, &rows).await?;
    let refunded_on = refund_days(tx, plans, &rows).await?;
    let names: HashMap<&str, Arc<str>> = measures.iter().map(|&name| (name, Arc::from(name))).collect();
    let lines = line_numbers(&rows);
    let mut by_person: HashMap<MemberId, Vec<Credit>> = HashMap::new();
    for row in rows {
        let Some(measure) = names.get(row.measure.as_str()) else { continue };
        let root = root_of(&row);
        by_person.entry(row.member).or_default().push(Credit {
            measure: Arc::clone(measure),
            day: row.day,
            amount: row.amount,
            document: Arc::from(key(row.document)),
            line: row.line.and_then(|line| lines.get(&line).copied()).unwrap_or_default(),
            of_document: row.of_document.map(|document| Arc::from(key(document))),
            of_day: row.of_day,
            refunded_on: row.of_document.and_then(|_| refunded_on.get(&row.document).copied()),
            recorded: row.recorded,
            facts: facts.get(&(row.measure.as_str(), root, row.line)).cloned(),
        });
    }
    Ok(by_person)
}

/// The own day of each refund that counts on the day of what it takes back, where a plan takes pay back by a ladder.
async fn refund_days(tx: &Tx<'_>, plans: &[&Plan], rows: &[CreditRow]) -> Result<HashMap<Uuid, Day>> {
    let has_ladder = |plan: &&&Plan| plan.components.iter().any(|component| !component.payout.clawback.is_empty());
    let measures = plans.iter().filter(has_ladder).flat_map(|plan| &plan.measures).map(|measure| &measure.definition);
    let original: BTreeSet<&str> = measures
        .filter(|measure| measure.refund_day == RefundDay::Original)
        .map(|measure| measure.key.as_str())
        .collect();
    let refunds = rows.iter().filter(|row| row.of_document.is_some() && original.contains(row.measure.as_str()));
    let documents = ledger::documents(tx, &refunds.map(|row| row.document).collect()).await?;
    Ok(documents.into_iter().map(|refund| (refund.id, refund.document.day())).collect())
}

/// The day on which each document was paid for in full, where a plan holds pay until then; by the engine's key.
pub async fn paid_in_full(
    tx: &Tx<'_>,
    plans: &[&Plan],
    credits: &HashMap<MemberId, Vec<Credit>>,
) -> Result<BTreeMap<Arc<str>, Day>> {
    let holds = |component: &&Component| component.payout.hold == Hold::UntilCollected;
    let holding = plans.iter().flat_map(|plan| &plan.components).filter(holds);
    let measures: BTreeSet<&str> = holding.flat_map(|component| component.kind.measures()).collect();
    let credits = credits.values().flatten().filter(|credit| measures.contains(credit.measure.as_ref()));
    let mut keys: HashMap<Uuid, Arc<str>> =
        credits.filter_map(|credit| Some((key_uuid(credit.root())?, Arc::clone(credit.root())))).collect();
    let days = ledger::paid_in_full(tx, &keys.keys().copied().collect()).await?;
    Ok(days.into_iter().filter_map(|(document, day)| Some((keys.remove(&document)?, day))).collect())
}

fn commissions<'p>(plans: &[&'p Plan]) -> impl Iterator<Item = &'p Commission> {
    let components = plans.iter().flat_map(|plan| &plan.components);
    components.filter_map(|component| if let Kind::Commission(kind) = &component.kind { Some(kind) } else { None })
}

/// A small number for each line, the same for the same lines.
fn line_numbers(rows: &[CreditRow]) -> HashMap<Uuid, u32> {
    let mut lines: Vec<Uuid> = rows.iter().filter_map(|row| row.line).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.into_iter().zip(1..).collect()
}

/// The facts of the lines that `rates_by` of a plan asks about.
async fn facts_of<'p>(tx: &Tx<'_>, plans: &[&'p Plan], rows: &[CreditRow]) -> Result<Facts<'p>> {
    let asking = || commissions(plans).filter(|kind| !kind.rates_by.is_empty());
    let asked: BTreeSet<&str> = asking().map(|kind| kind.measure.as_str()).collect();
    let rows: Vec<&CreditRow> = rows.iter().filter(|row| asked.contains(row.measure.as_str())).collect();
    let asks_who_is_new = asking().flat_map(|kind| &kind.rates_by).any(|by| by.condition.text().contains("is_new"));
    let documents = Documents::load(tx, &rows, asks_who_is_new).await?;
    let measures = plans.iter().flat_map(|plan| &plan.measures).map(|measure| &measure.definition);
    let measures: HashMap<&str, &'p Measure> = measures.map(|measure| (measure.key.as_str(), measure)).collect();
    let mut facts = Facts::new();
    for row in rows {
        let Some((&name, measure)) = measures.get_key_value(row.measure.as_str()) else { continue };
        let line = (name, root_of(row), row.line);
        if !facts.contains_key(&line)
            && let Some(found) = documents.facts(measure, row)?
        {
            facts.insert(line, Arc::new(found));
        }
    }
    Ok(facts)
}

/// The documents behind credits.
#[derive(Default)]
struct Documents {
    /// By order.
    accounts: HashMap<Uuid, Account>,
    entries: HashMap<Uuid, Entry>,
    /// By payment.
    orders: HashMap<Uuid, Uuid>,
    /// The first orders of their customers, where a plan asks who is new.
    first_orders: BTreeSet<Uuid>,
}

/// An order in all its versions, with the payments that are asked for.
#[derive(Default)]
struct Account {
    versions: Vec<Order>,
    payments: Vec<Payment>,
}

impl Documents {
    async fn load(tx: &Tx<'_>, rows: &[&CreditRow], asks_who_is_new: bool) -> Result<Self> {
        let roots: BTreeSet<Uuid> = rows.iter().map(|row| root_of(row)).collect();
        let mut found = Self::default();
        let mut customers = BTreeSet::new();
        for document in ledger::documents(tx, &roots).await? {
            customers.extend(document.customer);
            found.add(document);
        }
        let paid: BTreeSet<Uuid> = found.orders.values().copied().collect();
        for order in ledger::documents(tx, &paid).await? {
            customers.extend(order.customer);
            found.add(order);
        }
        for version in ledger::earlier_versions(tx, &paid).await? {
            found.accounts.entry(Uuid::from_u128(version.id.0)).or_default().versions.push(version);
        }
        if asks_who_is_new {
            found.first_orders = ledger::first_orders(tx, &customers).await?;
        }
        Ok(found)
    }

    fn add(&mut self, kept: KeptDocument) {
        match kept.document {
            Document::Order(order) => self.accounts.entry(kept.id).or_default().versions.push(order),
            Document::Entry(entry) => {
                self.entries.insert(kept.id, entry);
            }
            Document::Payment(payment) => {
                if let Some(order) = kept.order {
                    self.orders.insert(kept.id, order);
                    self.accounts.entry(order).or_default().payments.push(payment);
                }
            }
            Document::Refund(_) => {}
        }
    }

    /// The facts of a credited line (of a refund: its payment's), as crediting asked them.
    fn facts(&self, measure: &Measure, row: &CreditRow) -> Result<Option<LineFacts>> {
        let root = root_of(row);
        if let Some(entry) = self.entries.get(&root) {
            return Ok(Some(entry_facts(entry).into()));
        }
        let order = self.orders.get(&root).unwrap_or(&root);
        let Some(account) = self.accounts.get(order) else { return Ok(None) };
        let account = OrderAccount { versions: &account.versions, payments: &account.payments, refunds: &[] };
        let credited = (DocumentId(root.as_u128()), row.line.map(|line| LineId(line.as_u128())));
        let facts =
            account_facts(measure, &account, credited, self.first_orders.contains(order)).map_err(Error::internal)?;
        Ok(facts.map(LineFacts::from))
    }
}

fn root_of(row: &CreditRow) -> Uuid {
    row.of_document.unwrap_or(row.document)
}
