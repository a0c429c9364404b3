//! Statements as people look at them: their own, their team's, everybody's.

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::exact::Exact;
use beichen_engine::explain::quantity;
use beichen_engine::measure::MeasureUnit;
use beichen_engine::money::Currency;
use beichen_kernel::{Ctx, Cursor, Error, Id, MemberId, Page, PageQuery, Result, Scope, Timestamp};
use beichen_ledger::api as ledger;
use beichen_people::api::{self as people, Setting, Visible};
use beichen_store::{Db, Tx};
use uuid::Uuid;

use super::model::StatementError;
use super::model::StatementId;
use super::store::{self, Only};
use super::views::{
    CustomerName, DocumentListQuery, DocumentPart, DocumentRef, StatementComponent, StatementDocumentRow,
    StatementListQuery, StatementMeasure, StatementOf, StatementRow, StatementTrial, StatementView,
};
use crate::decision::store as decisions;
use crate::permissions::{INCENTIVES_OBJECTION_CREATE, INCENTIVES_STATEMENT_READ};
use crate::run::model::RunId;
use crate::run::queries::{Causes, adjustment_row};
use crate::run::store as runs;
use crate::run::views::AdjustmentRow;
use crate::trial::model::{MeasureLine, StatementDocument, TrialId, key, key_uuid};
use crate::trial::store::amount;

/// The people of a trial whom the actor may see.
pub async fn of_trial(ctx: &Ctx, db: &Db, trial: TrialId, query: StatementListQuery) -> Result<Page<StatementRow>> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let visible = if store::is_reviewed_now(&tx, trial).await? {
        visible_in_review(&tx).await?
    } else {
        crate::trial::queries::find(&tx, trial).await?;
        visible(&tx).await?
    };
    rows(&tx, Only::Trial(trial), &query, &visible).await
}

/// The actor's own statements, newest first.
pub async fn own(ctx: &Ctx, db: &Db, page: PageQuery) -> Result<Page<StatementRow>> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let member = ctx.member().map_or_else(Uuid::nil, Id::uuid);
    let sort = Some("-made_at".to_owned());
    let query = StatementListQuery { limit: page.limit, after: page.after, sort, ..StatementListQuery::default() };
    let visible = visible(&tx).await?;
    rows(&tx, Only::Member(member), &query, &visible).await
}

/// One statement.
pub async fn get(ctx: &Ctx, db: &Db, id: StatementId) -> Result<StatementView> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let (row, made_at) = find(&tx, id).await?;
    let measures = store::measures(&tx, id).await?;
    let hidden = hidden(&tx, id, row.member.id, &visible_of(&tx, id).await?).await?;
    let standing = store::standing(&tx, id).await?;
    let adjustments = adjustments(&tx, id, &row.currency).await?;
    let can = offered(&tx, &row, &standing).await?;
    let decisions = decisions::of_statement(&tx, id, &row.currency).await?;
    let has_balance = standing.opening_minor != 0 || !decisions.is_empty();
    let taken_minor = if has_balance { store::settled(&tx, id).await?.taken_minor } else { 0 };
    let (components, held_minor) = store::components(&tx, id.uuid(), &row.currency, &hidden).await?;
    Ok(StatementView {
        id,
        trial: StatementTrial {
            id: row.trial_id,
            made_at,
            state: standing.state,
            run_id: standing.run,
            hash: standing.hash,
        },
        adjustments,
        opening: amount(standing.opening_minor, &row.currency),
        decisions,
        taken: amount(taken_minor, &row.currency),
        owed: amount(standing.owed_minor, &row.currency),
        held: amount(held_minor, &row.currency),
        components: named(&tx, components).await?,
        measures: measures.into_iter().map(measure_of).collect(),
        plan: row.plan,
        period: row.period,
        member: row.member,
        unit: row.unit,
        currency: row.currency,
        total: row.total,
        exceptions: row.exceptions,
        can,
    })
}

/// Components whose steps name a document by the company's own key instead of the engine's.
async fn named(tx: &Tx<'_>, mut components: Vec<StatementComponent>) -> Result<Vec<StatementComponent>> {
    let steps = components.iter().flat_map(|component| &component.steps);
    let ids: BTreeSet<Uuid> = steps.filter_map(|step| key_uuid(step.params.get("document")?)).collect();
    if ids.is_empty() {
        return Ok(components);
    }
    let documents = by_id(ledger::documents(tx, &ids).await?);
    for step in components.iter_mut().flat_map(|component| &mut component.steps) {
        let Some(name) = step.params.get_mut("document") else { continue };
        if let Some(found) = key_uuid(name).and_then(|id| documents.get(&id)) {
            step.document = Some(DocumentRef::new(found.document.kind(), found.id, found.code.clone()));
            name.clone_from(&found.code);
        }
    }
    Ok(components)
}

/// Objecting is offered on the own statement while the notice of its run is open.
async fn offered(tx: &Tx<'_>, row: &StatementRow, standing: &store::Standing) -> Result<Vec<String>> {
    let is_own = tx.ctx().member() == Some(row.member.id) && tx.ctx().reach(INCENTIVES_OBJECTION_CREATE).is_ok();
    let Some(run) = standing.run.filter(|_| is_own && standing.stands) else { return Ok(Vec::new()) };
    let on_notice = runs::load(tx, run).await?.is_on_notice(tx.today());
    Ok(if on_notice { vec!["object".to_owned()] } else { Vec::new() })
}

/// A statement that the actor may see, with the run whose trial it stands in now.
pub async fn of_run(tx: &Tx<'_>, id: StatementId) -> Result<(StatementRow, Option<RunId>)> {
    let (row, _) = find(tx, id).await?;
    let standing = store::standing(tx, id).await?;
    Ok((row, standing.run.filter(|_| standing.stands)))
}

async fn adjustments(tx: &Tx<'_>, id: StatementId, currency: &str) -> Result<Vec<AdjustmentRow>> {
    let found = runs::adjustments_of(tx, id.uuid()).await?;
    let causes = Causes::load(tx, found.iter().flat_map(|one| &one.causes)).await?;
    Ok(found.into_iter().map(|one| adjustment_row(one, &causes, currency)).collect())
}

/// The statement of a person and period that stood at an instant; now where none is named.
pub async fn of(ctx: &Ctx, db: &Db, wanted: StatementOf) -> Result<StatementView> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let found = {
        let tx = db.read(ctx).await?;
        let until = wanted.as_of.as_deref().map(|text| instant(ctx, text)).transpose()?;
        let member = people::find_member_by_code(&tx, &wanted.person).await?;
        let member = member.ok_or_else(|| Error::not_found("people.member"))?;
        let found = store::of(&tx, member.id, &wanted.period, wanted.plan.as_deref(), until).await?;
        let plans: BTreeSet<&String> = found.iter().map(|(_, plan)| plan).collect();
        if plans.len() > 1 {
            let plans = plans.into_iter().cloned().collect::<Vec<_>>().join(", ");
            return Err(StatementError::WhichPlan { plans }.into());
        }
        found.first().map(|(id, _)| *id).ok_or_else(|| Error::not_found(StatementId::NAME))?
    };
    get(ctx, db, found).await
}

/// RFC 3339, or a day whose end is meant.
fn instant(ctx: &Ctx, text: &str) -> Result<Timestamp> {
    if let Some(at) = Timestamp::parse(text) {
        return Ok(at);
    }
    let day: beichen_engine::day::Day =
        text.parse().map_err(|_| StatementError::BadInstant { text: text.to_owned() })?;
    // The first microsecond of the next day in the organisation's zone, less one.
    Ok(ctx.end_of(day))
}

/// The documents behind a statement, in the order of their days.
pub async fn documents(
    ctx: &Ctx,
    db: &Db,
    id: StatementId,
    query: DocumentListQuery,
) -> Result<Page<StatementDocumentRow>> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let (row, _) = find(&tx, id).await?;
    let visible = visible_of(&tx, id).await?;
    let mut found = store::documents_of(&tx, id).await?;
    found.retain(|one| {
        let is_paid = query.component.as_ref().is_none_or(|component| one.parts.contains_key(component));
        is_paid && visible.includes(row.member.id, one.day)
    });
    let page = cut(found, &query)?;
    let known = Known::load(&tx, &page.items, visible).await?;
    Ok(page.map(|found| known.view(found, &row)))
}

/// One page of documents in their order; where a page ended is told by its last document, which has one row for a measure.
fn cut(mut found: Vec<StatementDocument>, query: &DocumentListQuery) -> Result<Page<StatementDocument>> {
    let place = |one: &StatementDocument| Cursor(vec![one.measure.clone(), one.document.to_string()]);
    if let Some(after) = &query.after {
        let last = Cursor::decode(after, 2)?;
        let end = found.iter().position(|one| place(one) == last).map_or(0, |at| at.saturating_add(1));
        found.drain(..end);
    }
    Ok(Page::cut(found, query.page().limit(), place))
}

/// The engine's keys of those documents behind a statement that are not seen on their own days.
async fn hidden(tx: &Tx<'_>, id: StatementId, member: MemberId, visible: &Visible) -> Result<BTreeSet<String>> {
    if *visible == Visible::Everything {
        return Ok(BTreeSet::new());
    }
    let found = store::documents_of(tx, id).await?.into_iter().filter(|one| !visible.includes(member, one.day));
    Ok(found.map(|one| key(one.document)).collect())
}

/// Whose pay the actor sees on which days: a lead that of the led tree only while the organisation lets leads see it.
pub async fn visible(tx: &Tx<'_>) -> Result<Visible> {
    let visible = people::visible(tx, INCENTIVES_STATEMENT_READ).await?;
    match tx.ctx().member() {
        Some(member) if visible != Visible::Everything && !people::setting_is_on(tx, Setting::LeadSeesPay).await? => {
            Ok(Visible::own(member))
        }
        _ => Ok(visible),
    }
}

/// As [`visible`], for what is under review: leads see the pay of their tree then, whatever the setting says.
pub async fn visible_in_review(tx: &Tx<'_>) -> Result<Visible> {
    people::visible(tx, INCENTIVES_STATEMENT_READ).await
}

async fn visible_of(tx: &Tx<'_>, id: StatementId) -> Result<Visible> {
    let standing = store::standing(tx, id).await?;
    let is_reviewed = standing.stands && REVIEWED.contains(&standing.state.as_str());
    if is_reviewed { visible_in_review(tx).await } else { visible(tx).await }
}

/// The states in which leads are asked about the pay of their tree.
pub const REVIEWED: [&str; 4] = ["trial", "lead_reviewed", "finance_reviewed", "notice"];

/// A statement that the actor may see; any other does not exist.
pub async fn find(tx: &Tx<'_>, id: StatementId) -> Result<(StatementRow, Timestamp)> {
    let visible = visible_of(tx, id).await?;
    let page = store::page(tx, &Only::Statement(id), &StatementListQuery::default(), &visible).await?;
    page.items.into_iter().next().ok_or_else(|| Error::not_found(StatementId::NAME))
}

async fn rows(tx: &Tx<'_>, only: Only, query: &StatementListQuery, visible: &Visible) -> Result<Page<StatementRow>> {
    let mut page = store::page(tx, &only, query, visible).await?.map(|(row, _)| row);
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id.uuid()).collect();
    let currency = page.items.first().map(|row| row.currency.clone()).unwrap_or_default();
    let mut pays = store::pays(tx, &ids, &currency).await?;
    for row in &mut page.items {
        (row.components, row.attainment) = pays.remove(&row.id.uuid()).unwrap_or_default();
    }
    Ok(page)
}

/// A measure as it is shown.
pub fn measure_of(line: MeasureLine) -> StatementMeasure {
    StatementMeasure { key: line.key, goal: line.goal, actual: line.actual, attainment: line.attainment }
}

fn by_id(documents: Vec<ledger::KeptDocument>) -> BTreeMap<Uuid, ledger::KeptDocument> {
    documents.into_iter().map(|document| (document.id, document)).collect()
}

/// What the ledger and the customers say about the documents of a page.
struct Known {
    documents: BTreeMap<Uuid, ledger::KeptDocument>,
    orders: BTreeMap<Uuid, ledger::KeptDocument>,
    customers: BTreeMap<Uuid, beichen_customers::api::CustomerName>,
    units: BTreeMap<String, MeasureUnit>,
    visible: Visible,
}

impl Known {
    async fn load(tx: &Tx<'_>, found: &[StatementDocument], visible: Visible) -> Result<Self> {
        let refunds = found.iter().flat_map(|found| found.refunds.iter().copied());
        let ids: BTreeSet<Uuid> = found.iter().map(|found| found.document).chain(refunds).collect();
        let documents = by_id(ledger::documents(tx, &ids).await?);
        let order_ids: BTreeSet<Uuid> = documents.values().filter_map(|document| document.order).collect();
        let orders = by_id(ledger::documents(tx, &order_ids).await?);
        let roots: Vec<Uuid> = found.iter().map(|found| found.document).collect();
        let customers = beichen_customers::api::customer_names_of_documents(tx, &roots).await?;
        let measures = ledger::measures(tx).await?;
        let units = measures.into_iter().map(|known| (known.key().to_owned(), known.measure.unit)).collect();
        Ok(Self { documents, orders, customers, units, visible })
    }

    fn view(&self, found: StatementDocument, statement: &StatementRow) -> StatementDocumentRow {
        let currency = &statement.currency;
        let share = self.share(found.document, statement.member.id.uuid());
        let seen =
            |document: &ledger::KeptDocument| self.visible.includes(statement.member.id, document.document.day());
        let refunds = found.refunds.iter().filter(|&refund| self.documents.get(refund).is_some_and(seen));
        let parts = found
            .parts
            .iter()
            .map(|(component, &minor)| DocumentPart { component: component.clone(), pay: amount(minor, currency) });
        let counted = match self.units.get(&found.measure) {
            None | Some(MeasureUnit::Money) => amount(found.credited, currency),
            Some(&unit) => quantity(&Exact::whole(found.credited), unit, currency.parse().unwrap_or(Currency::CNY)),
        };
        StatementDocumentRow {
            document: self.reference(found.document),
            day: found.day,
            customer: self
                .customers
                .get(&found.document)
                .map(|customer| CustomerName { id: customer.id.to_string(), name: customer.name.clone() }),
            amount: counted,
            share,
            parts: parts.collect(),
            refunds: refunds.map(|&refund| self.reference(refund)).collect(),
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
