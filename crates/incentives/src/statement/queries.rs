//! Statements as people look at them: their own, their team's, everybody's.

use std::collections::{BTreeMap, BTreeSet};

use beichen_kernel::{Ctx, Error, Id, Page, PageQuery, Result, Scope, Timestamp, UnitId};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::{Db, Tx};
use sea_orm::QueryResult;
use serde::Deserialize;
use uuid::Uuid;

use super::model::StatementId;
use super::store::{self, from_json};
use super::views::{
    CustomerName, DocumentPart, DocumentRef, MemberRef, StatementDocumentRow, StatementMeasure, StatementRow, StatementTrial,
    StatementView, UnitRef,
};
use crate::permissions::INCENTIVES_STATEMENT_READ;
use crate::trial::model::{Exception, MeasureLine, TrialId};
use crate::trial::store::{amount, period_ref, plan_ref};

/// Which people of a trial are wanted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StatementListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in the person's code or name.
    pub search: Option<String>,
    /// `code`, `name`, `total`; with `-` descending. The highest total first when absent.
    pub sort: Option<String>,
    pub unit_id: Option<UnitId>,
}

impl StatementListQuery {
    fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}

/// Which documents of a statement are wanted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DocumentListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Only those that this component pays for.
    pub component: Option<String>,
}

impl DocumentListQuery {
    fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}

const SORTS: &[Sort] = &[
    Sort::integer("total", "s.total_minor"),
    Sort::text("code", "m.code"),
    Sort::text("name", "m.name"),
    Sort::integer("made_at", "t.made_at"),
];
const COLUMNS: &str = "s.id AS statement_id, s.trial_id, s.total_minor, s.exceptions, s.measures, \
    m.id AS member_id, m.code AS member_code, m.name AS member_name, u.id AS unit_id, u.name AS unit_name, \
    t.plan_id, t.plan_key, t.plan_title, t.plan_hash, t.calendar, t.period_kind, t.period_name, t.period_from, \
    t.period_end, t.currency, t.made_at";
const FROM: &str = "incentives_statement s \
    JOIN incentives_trial t ON t.org_id = s.org_id AND t.id = s.trial_id \
    JOIN people_member m ON m.org_id = s.org_id AND m.id = s.member_id \
    LEFT JOIN people_unit u ON u.org_id = s.org_id AND u.id = s.unit_id";

/// The people of a trial whom the actor may see.
pub async fn of_trial(ctx: &Ctx, db: &Db, trial: TrialId, query: StatementListQuery) -> Result<Page<StatementRow>> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    crate::trial::queries::find(&tx, trial).await?;
    let mut list = start(&tx, query.sort.as_deref().unwrap_or("-total")).await?;
    list.equal("s.trial_id", Some(trial.uuid()));
    list.search(&["m.code", "m.name"], query.search.as_deref());
    list.equal("s.unit_id", query.unit_id.map(Id::uuid));
    rows(&tx, list, &query.page()).await
}

/// The actor's own statements, newest first.
pub async fn own(ctx: &Ctx, db: &Db, page: PageQuery) -> Result<Page<StatementRow>> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let member = ctx.member().map_or_else(Uuid::nil, Id::uuid);
    let mut list = start(&tx, "-made_at").await?;
    list.equal("s.member_id", Some(member));
    rows(&tx, list, &page).await
}

/// One statement.
pub async fn get(ctx: &Ctx, db: &Db, id: StatementId) -> Result<StatementView> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let (row, made_at) = find(&tx, id).await?;
    let statement = store::load(&tx, id).await?;
    let measures: Vec<MeasureLine> = from_json(&statement.measures)?;
    Ok(StatementView {
        id,
        trial: StatementTrial { id: row.trial_id, made_at, state: "trial".to_owned() },
        components: store::components(&tx, id.uuid(), &row.currency).await?,
        measures: measures.into_iter().map(measure_of).collect(),
        plan: row.plan,
        period: row.period,
        member: row.member,
        unit: row.unit,
        currency: row.currency,
        total: row.total,
        exceptions: row.exceptions,
        can: Vec::new(),
    })
}

/// The documents behind a statement, in the order of their days.
pub async fn documents(ctx: &Ctx, db: &Db, id: StatementId, query: DocumentListQuery) -> Result<Page<StatementDocumentRow>> {
    const SORTS: &[Sort] = &[Sort::integer("place", "d.place")];
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let (row, _) = find(&tx, id).await?;
    let columns = "d.measure, d.document_id, d.credited, d.refunds, d.parts";
    let mut list = List::new(("d.org_id", ctx.org), (columns, "incentives_statement_document d", "d.id"), SORTS, "place")?;
    list.equal("d.statement_id", Some(id.uuid()));
    if let Some(component) = &query.component {
        let mark = list.bind(format!("%\"{}\":%", component.replace(['%', '_', '"'], "")));
        list.filter(format!("d.parts LIKE {mark}"));
    }
    let page = list.page(&tx, &query.page(), Found::of_row).await?;
    let known = Known::load(&tx, &page.items).await?;
    Ok(page.map(|found| known.view(found, &row)))
}

async fn start(tx: &Tx<'_>, sort: &str) -> Result<List> {
    let mut list = List::new(("s.org_id", tx.ctx().org), (COLUMNS, FROM, "s.id"), SORTS, sort)?;
    let visible = people::visible(tx, INCENTIVES_STATEMENT_READ).await?;
    if let Some(condition) = visible.condition(&mut list, "s.member_id", "s.seen_on") {
        list.filter(condition);
    }
    Ok(list)
}

/// A statement that the actor may see; any other does not exist.
async fn find(tx: &Tx<'_>, id: StatementId) -> Result<(StatementRow, Timestamp)> {
    let mut list = start(tx, "code").await?;
    list.equal("s.id", Some(id.uuid()));
    let read = |row: &QueryResult| {
        let made_at: i64 = row.try_get("", "made_at").map_err(from_db)?;
        Ok((of_row(row)?, Timestamp::from_micros(made_at)))
    };
    let page = list.page(tx, &PageQuery::default(), read).await?;
    page.items.into_iter().next().ok_or_else(|| Error::not_found(StatementId::NAME))
}

async fn rows(tx: &Tx<'_>, list: List, page: &PageQuery) -> Result<Page<StatementRow>> {
    let mut page = list.page(tx, page, of_row).await?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id.uuid()).collect();
    let currency = page.items.first().map(|row| row.currency.clone()).unwrap_or_default();
    let mut pays = store::pays(tx, &ids, &currency).await?;
    for row in &mut page.items {
        (row.components, row.attainment) = pays.remove(&row.id.uuid()).unwrap_or_default();
    }
    Ok(page)
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
        components: Vec::new(),
        attainment: None,
        exceptions: exceptions.into_iter().map(|exception| exception.code).collect(),
    })
}

fn measure_of(line: MeasureLine) -> StatementMeasure {
    StatementMeasure { key: line.key, goal: line.goal, actual: line.actual, attainment: line.attainment }
}

/// A row of `incentives_statement_document`.
struct Found {
    measure: String,
    document: Uuid,
    credited: i64,
    refunds: Vec<Uuid>,
    parts: BTreeMap<String, i64>,
}

impl Found {
    fn of_row(row: &QueryResult) -> Result<Self> {
        Ok(Self {
            measure: row.try_get("", "measure").map_err(from_db)?,
            document: row.try_get("", "document_id").map_err(from_db)?,
            credited: row.try_get("", "credited").map_err(from_db)?,
            refunds: from_json(&row.try_get::<String>("", "refunds").map_err(from_db)?)?,
            parts: from_json(&row.try_get::<String>("", "parts").map_err(from_db)?)?,
        })
    }
}

fn by_id(documents: Vec<ledger::KeptDocument>) -> BTreeMap<Uuid, ledger::KeptDocument> {
    documents.into_iter().map(|document| (document.id, document)).collect()
}

/// What the ledger and the customers say about the documents of a page.
struct Known {
    documents: BTreeMap<Uuid, ledger::KeptDocument>,
    orders: BTreeMap<Uuid, ledger::KeptDocument>,
    customers: BTreeMap<Uuid, beichen_customers::api::CustomerName>,
    units: BTreeMap<String, beichen_engine::measure::MeasureUnit>,
}

impl Known {
    async fn load(tx: &Tx<'_>, found: &[Found]) -> Result<Self> {
        let refunds = found.iter().flat_map(|found| found.refunds.iter().copied());
        let ids: BTreeSet<Uuid> = found.iter().map(|found| found.document).chain(refunds).collect();
        let documents = by_id(ledger::documents(tx, &ids).await?);
        let order_ids: BTreeSet<Uuid> = documents.values().filter_map(|document| document.order).collect();
        let orders = by_id(ledger::documents(tx, &order_ids).await?);
        let roots: Vec<Uuid> = found.iter().map(|found| found.document).collect();
        let customers = beichen_customers::api::customer_names_of_documents(tx, &roots).await?;
        let measures = ledger::measures(tx).await?;
        let units = measures.into_iter().map(|known| (known.key().to_owned(), known.measure.unit)).collect();
        Ok(Self { documents, orders, customers, units })
    }

    fn view(&self, found: Found, statement: &StatementRow) -> StatementDocumentRow {
        let currency = &statement.currency;
        let share = self.share(found.document, statement.member.id.uuid());
        let parts = found.parts.iter().map(|(component, &minor)| DocumentPart {
            component: component.clone(),
            pay: amount(minor, currency),
        });
        let unit = self.units.get(&found.measure).copied().unwrap_or(beichen_engine::measure::MeasureUnit::Money);
        let credited = beichen_engine::exact::Exact::whole(found.credited);
        let currency_of = currency.parse().unwrap_or(beichen_engine::money::Currency::CNY);
        let counted = match unit {
            beichen_engine::measure::MeasureUnit::Money => amount(found.credited, currency),
            other => beichen_engine::explain::quantity(&credited, other, currency_of),
        };
        StatementDocumentRow {
            document: self.reference(found.document),
            day: self.documents.get(&found.document).map_or(statement.period.from, |document| document.document.day()),
            customer: self
                .customers
                .get(&found.document)
                .map(|customer| CustomerName { id: customer.id.to_string(), name: customer.name.clone() }),
            amount: counted,
            share,
            parts: parts.collect(),
            refunds: found.refunds.iter().map(|&refund| self.reference(refund)).collect(),
            measure: found.measure,
        }
    }

    /// The person's share of a document that several people share.
    fn share(&self, document: Uuid, person: Uuid) -> Option<String> {
        let document = self.documents.get(&document)?;
        let order = document.order.and_then(|order| self.orders.get(&order)).unwrap_or(document);
        let payees = order.document.payees();
        let payee = payees.iter().find(|payee| payee.person.0 == person.as_u128())?;
        (payees.len() > 1).then(|| payee.share.decimal())
    }

    fn reference(&self, id: Uuid) -> DocumentRef {
        match self.documents.get(&id) {
            Some(document) => DocumentRef::new(document.document.kind(), id, document.code.clone()),
            None => DocumentRef::new("document", id, String::new()),
        }
    }
}
