//! Credits as a calculation reads them, with the facts of their documents where a plan asks for them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use beichen_engine::calculate::Credit;
use beichen_engine::calendar::Period;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::document::{CustomerFacts, Fields, ProductFacts};
use beichen_engine::plan::Plan;
use beichen_engine::plan::expression::{DocumentFacts, FactValue};
use beichen_engine::plan::model::Kind;
use beichen_kernel::{MemberId, Result};
use beichen_ledger::api::{self as ledger, CreditRow, Document, KeptDocument};
use beichen_store::Tx;
use uuid::Uuid;

use crate::trial::model::key;

type Facts = Arc<dyn DocumentFacts + Send + Sync>;

/// The credits of the plan's measures by person: of the plan year so far, and as far back as documents with a
/// `cap_each` reach.
pub async fn credits(
    tx: &Tx<'_>,
    plan: &Plan,
    period: &Period,
    year: DayRange,
) -> Result<HashMap<MemberId, Vec<Credit>>> {
    let measures: Vec<&str> = plan.measures.iter().map(|measure| measure.definition.key.as_str()).collect();
    let from = if caps_documents(plan) { Day::MIN } else { year.from.min(period.days.from) };
    let rows = ledger::credits(tx, &measures, DayRange::new(from, period.days.end), None).await?;
    let facts = if asks_documents(plan) { facts_of(tx, &rows).await? } else { HashMap::new() };
    let names: HashMap<&str, Arc<str>> = measures.iter().map(|&name| (name, Arc::from(name))).collect();
    let lines = line_numbers(&rows);
    let mut by_person: HashMap<MemberId, Vec<Credit>> = HashMap::new();
    for row in rows {
        let Some(measure) = names.get(row.measure.as_str()) else { continue };
        let root = row.of_document.unwrap_or(row.document);
        by_person.entry(row.member).or_default().push(Credit {
            measure: Arc::clone(measure),
            day: row.day,
            amount: row.amount,
            document: Arc::from(key(row.document)),
            line: row.line.and_then(|line| lines.get(&line).copied()).unwrap_or_default(),
            of_document: row.of_document.map(|document| Arc::from(key(document))),
            of_day: row.of_day,
            recorded: row.recorded,
            facts: facts.get(&(root, row.line)).cloned(),
        });
    }
    Ok(by_person)
}

fn asks_documents(plan: &Plan) -> bool {
    plan.components
        .iter()
        .any(|component| matches!(&component.kind, Kind::Commission(kind) if !kind.rates_by.is_empty()))
}

fn caps_documents(plan: &Plan) -> bool {
    plan.components.iter().any(|component| matches!(&component.kind, Kind::Commission(kind) if kind.cap_each.is_some()))
}

/// A small number for each line, the same for the same lines.
fn line_numbers(rows: &[CreditRow]) -> HashMap<Uuid, u32> {
    let lines: BTreeSet<Uuid> = rows.iter().filter_map(|row| row.line).collect();
    lines.into_iter().zip(1..).collect()
}

/// The facts of every credited line, by document (a refund's are its payment's) and line.
async fn facts_of(tx: &Tx<'_>, rows: &[CreditRow]) -> Result<HashMap<(Uuid, Option<Uuid>), Facts>> {
    let roots: BTreeSet<Uuid> = rows.iter().map(|row| row.of_document.unwrap_or(row.document)).collect();
    let documents = by_id(ledger::documents(tx, &roots).await?);
    let order_ids: BTreeSet<Uuid> = documents.values().filter_map(|document| document.order).collect();
    let orders = by_id(ledger::documents(tx, &order_ids).await?);
    let new = ledger::documents_of_new_customers(tx, &roots).await?;
    let mut facts = HashMap::new();
    for row in rows {
        let root = row.of_document.unwrap_or(row.document);
        let Some(document) = documents.get(&root) else { continue };
        let order = document.order.and_then(|order| orders.get(&order)).unwrap_or(document);
        let one = || -> Facts { Arc::new(LineFacts::of(document, order, row.line, new.contains(&root))) };
        facts.entry((root, row.line)).or_insert_with(one);
    }
    Ok(facts)
}

fn by_id(documents: Vec<KeptDocument>) -> HashMap<Uuid, KeptDocument> {
    documents.into_iter().map(|document| (document.id, document)).collect()
}

/// One line of one document, as `rates_by` asks about it.
struct LineFacts {
    kind: &'static str,
    amount_minor: i64,
    is_new: bool,
    customer: CustomerFacts,
    product: ProductFacts,
    fields: Fields,
}

impl LineFacts {
    fn of(document: &KeptDocument, order: &KeptDocument, line: Option<Uuid>, is_new: bool) -> Self {
        let mut facts = Self {
            kind: document.document.kind(),
            amount_minor: document.document.amounts().map_or(0, |(net, _)| net),
            is_new,
            customer: CustomerFacts::default(),
            product: ProductFacts::default(),
            fields: Fields::new(),
        };
        match &order.document {
            Document::Order(order) => {
                facts.customer = order.customer_facts.clone();
                facts.fields = order.fields.clone();
                let line = line.and_then(|line| order.lines.iter().find(|known| known.id.0 == line.as_u128()));
                facts.product = line.map(|line| line.product.clone()).unwrap_or_default();
            }
            Document::Payment(payment) => {
                facts.customer = payment.customer_facts.clone();
                facts.fields = payment.fields.clone();
            }
            Document::Entry(entry) => {
                facts.customer = entry.customer_facts.clone();
                facts.fields = entry.fields.clone();
            }
            Document::Refund(_) => {}
        }
        facts
    }
}

impl DocumentFacts for LineFacts {
    fn kind(&self) -> &str {
        self.kind
    }
    fn amount_at_least(&self, minor: i64) -> bool {
        self.amount_minor >= minor
    }
    fn customer_code(&self) -> &str {
        &self.customer.code
    }
    fn customer_tier(&self) -> &str {
        &self.customer.tier
    }
    fn customer_is_new(&self) -> bool {
        self.is_new
    }
    fn customer_has_tag(&self, tag: &str) -> bool {
        self.customer.tags.iter().any(|known| known == tag)
    }
    fn customer_field(&self, key: &str) -> FactValue {
        self.customer.fields.get(key).cloned().unwrap_or(FactValue::Missing)
    }
    fn product_code(&self) -> &str {
        &self.product.code
    }
    fn product_family(&self) -> &str {
        &self.product.family
    }
    fn field(&self, key: &str) -> FactValue {
        self.fields.get(key).cloned().unwrap_or(FactValue::Missing)
    }
}
