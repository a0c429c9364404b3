//! Sheets of orders, one row an order; with a column `line`, rows of the same code are the lines of one order.
//!
//! `owner` is the person whose order it is; `split` shares it (`zhang 70%, li 30%`). Without both it is credited to
//! the customer's owner of its day.

use std::collections::BTreeMap;

use beichen_kernel::{BatchId, Ctx, Id as _, Permission, Result, Version};
use beichen_ledger::api::SourceDocument;
use beichen_people::api::Entity;
use beichen_sheets::kind::{CHUNK_ROWS, OpenColumns};
use beichen_sheets::{
    Batch, Blocked, CellError, CellType, Checked, Column, Counts, ImportKind, ParsedRow, Undone, Verdict, Written,
};
use beichen_store::{Db, Tx};
use tokio::sync::Mutex;

use super::lines::{Draft, OrderRow, Waiting};
use super::locked::Locked;
use super::model::{CUSTOMER_CREATED, OTHER_ROW_FAILED, STANDS_AGAIN, Undone as UndoneImports, checked_of};
use super::reference::{self, Known, Reference};
use super::store::{ORDER_TABLES, StagedCustomer, StagedOrder, stage_customers, stage_orders};
use super::{apply, undo};
use crate::customer::model::{Customer, Origin};
use crate::document;
use crate::order::model::Order;
use crate::order::store as orders;
use crate::permissions::CUSTOMERS_ORDER_EDIT;

/// The kind `orders`.
pub struct Orders;

const COLUMNS: &[Column] = &[
    Column::required("code", CellType::Code, "customers.columns.order_code"),
    Column::required("customer", CellType::Code, "customers.columns.customer"),
    Column::optional("customer_name", CellType::Text, "customers.columns.customer_name"),
    Column::optional("owner", CellType::Code, "customers.columns.order_owner"),
    Column::optional("split", CellType::Text, "customers.columns.split"),
    Column::required("signed_on", CellType::Day, "customers.columns.signed_on"),
    Column::optional("due_on", CellType::Day, "customers.columns.due_on"),
    Column::required("net", CellType::Money, "customers.columns.net"),
    Column::optional("gross", CellType::Money, "customers.columns.gross"),
    Column::optional("currency", CellType::Text, "customers.columns.currency"),
    Column::optional("line", CellType::Code, "customers.columns.line"),
    Column::optional("product", CellType::Code, "customers.columns.product"),
    Column::optional("quantity", CellType::Number { digits: 0 }, "customers.columns.quantity"),
    Column::optional("unit_cost", CellType::Money, "customers.columns.unit_cost"),
];

/// What became of the rows of one order.
struct Settled {
    rows: Vec<u32>,
    was_known: bool,
    outcome: std::result::Result<Verdict, Vec<CellError>>,
    notes: Vec<CellError>,
}

#[async_trait::async_trait]
impl ImportKind for Orders {
    fn name(&self) -> &'static str {
        "orders"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn open_columns(&self) -> Option<OpenColumns> {
        Some(OpenColumns { prefix: reference::FIELD, title: "customers.columns.fields" })
    }

    fn can_create(&self) -> &'static [&'static str] {
        &["customers"]
    }

    fn permission(&self) -> Permission {
        CUSTOMERS_ORDER_EDIT
    }

    fn key(&self, row: &ParsedRow) -> Option<String> {
        let code = row.text("code")?;
        Some(match row.text("line") {
            Some(line) => format!("{code} / {line}"),
            None => code.to_owned(),
        })
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let reference = reference::load(ctx, db, batch, Entity::Order).await?;
        let read: Vec<_> = rows.iter().map(|row| OrderRow::read(ctx, batch, &reference, row)).collect();
        if batch.has("line") {
            return wait(ctx, db, batch, rows, read).await;
        }
        let drafts = read.iter().flatten().cloned().map(Draft::of).collect();
        let mut settled = settle(ctx, db, batch, drafts).await?.into_iter();
        let checked = rows.iter().zip(read).map(|(row, read)| match read {
            Err(errors) => Checked::failed(row, errors),
            Ok(_) => {
                settled.next().map_or_else(|| Checked::skip(row), |one| checked_of(row.number, one.outcome, one.notes))
            }
        });
        Ok(checked.collect())
    }

    fn rows_belong_together(&self, batch: &Batch) -> bool {
        batch.has("line")
    }

    async fn saw_refused(&self, batch: &Batch, row: u32, texts: &BTreeMap<String, String>) -> Result<()> {
        if let Some(code) = texts.get("code") {
            waiting(batch).await?.lock().await.fail(code.trim(), row);
        }
        Ok(())
    }

    async fn check_end(&self, ctx: &Ctx, db: &Db, batch: &Batch) -> Result<Vec<Checked>> {
        if !batch.has("line") {
            return Ok(Vec::new());
        }
        let waiting = waiting(batch).await?;
        let mut waiting = waiting.lock().await;
        let failed = std::mem::take(&mut waiting.failed);
        let mut checked = Vec::new();
        let mut drafts = Vec::new();
        for draft in std::mem::take(&mut waiting.drafts) {
            match failed.get(&draft.first.code) {
                Some(row) => checked.extend(draft.numbers().into_iter().map(|number| other_failed(number, *row))),
                None => drafts.push(draft),
            }
        }
        let mut drafts = drafts.into_iter().peekable();
        while drafts.peek().is_some() {
            let chunk = drafts.by_ref().take(CHUNK_ROWS).collect();
            for one in settle(ctx, db, batch, chunk).await? {
                checked.extend(overruling(one));
            }
        }
        checked.sort_by_key(|row| row.row);
        Ok(checked)
    }

    async fn apply(&self, tx: &mut Tx<'_>, batch: &Batch) -> Result<Counts> {
        apply::orders(tx, batch.id).await
    }

    fn can_undo(&self) -> bool {
        true
    }

    async fn undo_check(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Vec<Blocked>> {
        let plan = written.memory.once(|| undo::orders::plan(tx, written)).await?;
        Ok(plan.blocked.clone())
    }

    async fn undo(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Undone> {
        let plan = written.memory.once(|| undo::orders::plan(tx, written)).await?;
        undo::orders::undo(tx, written, &plan).await
    }

    async fn discard(&self, tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
        apply::discard(tx, batch, ORDER_TABLES).await
    }
}

async fn waiting(batch: &Batch) -> Result<std::sync::Arc<Mutex<Waiting>>> {
    batch.memory.once(|| async { Ok(Mutex::new(Waiting::default())) }).await
}

/// Keeps rows until the whole file is read: the lines of an order may stand anywhere in it.
async fn wait(
    ctx: &Ctx,
    db: &Db,
    batch: &Batch,
    rows: &[ParsedRow],
    read: Vec<std::result::Result<OrderRow, Vec<CellError>>>,
) -> Result<Vec<Checked>> {
    let codes: Vec<String> = read.iter().flatten().map(|row| row.code.clone()).collect();
    let known = {
        let tx = db.read(ctx).await?;
        orders::by_codes(&tx, &codes).await?
    };
    let waiting = waiting(batch).await?;
    let mut waiting = waiting.lock().await;
    let mut checked = Vec::with_capacity(rows.len());
    for (row, read) in rows.iter().zip(read) {
        checked.push(match read {
            Ok(read) => {
                let is_known = known.contains_key(&read.code);
                waiting.add(read);
                if is_known { Checked::skip(row) } else { Checked::new(row) }
            }
            Err(errors) => {
                waiting.fail(row.text("code").unwrap_or_default(), row.number);
                Checked::failed(row, errors)
            }
        });
    }
    Ok(checked)
}

fn other_failed(row: u32, first: u32) -> Checked {
    Checked::failed_at(row, vec![CellError::new("", OTHER_ROW_FAILED).with("row", first)])
}

/// What the rows of an order become, where that is not what was said when they came.
fn overruling(one: Settled) -> Vec<Checked> {
    match one.outcome {
        Ok(Verdict::New) if !one.was_known => Vec::new(),
        Ok(Verdict::Skip) if one.was_known => Vec::new(),
        Ok(verdict) => one.rows.into_iter().map(|row| checked_of(row, Ok(verdict), Vec::new())).collect(),
        Err(errors) => {
            let mut rows = one.rows.into_iter();
            let Some(first) = rows.next() else { return Vec::new() };
            let mut checked = vec![Checked::failed_at(first, errors)];
            checked.extend(rows.map(|row| other_failed(row, first)));
            checked
        }
    }
}

/// Decides about orders, and stages those that are new or changed with their customers, documents and credits.
async fn settle(ctx: &Ctx, db: &Db, batch: &Batch, drafts: Vec<Draft>) -> Result<Vec<Settled>> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let reference = reference::load(ctx, db, batch, Entity::Order).await?;
    let customers = reference::customers(ctx, db, batch).await?;
    let codes: Vec<String> = drafts.iter().map(|draft| draft.first.code.clone()).collect();
    let (before, undone, locked) = {
        let tx = db.read(ctx).await?;
        let before = orders::by_codes(&tx, &codes).await?;
        let locked = Locked::load(&tx, &before.values().map(|order| order.id.uuid()).collect()).await?;
        (before, batch.memory.once(|| super::undone(&tx)).await?, locked)
    };
    let mut known = customers.0.lock().await;
    let staging = Staging::default();
    let mut desk =
        Desk { ctx, batch, reference: &reference, known: &mut known, undone: &undone, locked: &locked, staging };
    let settled = drafts.into_iter().map(|draft| desk.settle(&draft, before.get(&draft.first.code))).collect();
    let staging = desk.staging;
    let mut tx = db.begin(ctx).await?;
    stage_customers(&mut tx, batch.id, &staging.customers).await?;
    stage_orders(&mut tx, batch.id, &staging.orders).await?;
    beichen_ledger::api::stage(&mut tx, batch.id, staging.documents).await?;
    tx.commit_unrecorded().await?;
    Ok(settled)
}

/// What a chunk writes into the staging tables.
#[derive(Default)]
struct Staging {
    customers: Vec<StagedCustomer>,
    orders: Vec<StagedOrder>,
    documents: Vec<SourceDocument>,
}

/// Where one order after the other is decided.
struct Desk<'a> {
    ctx: &'a Ctx,
    batch: &'a Batch,
    reference: &'a Reference,
    known: &'a mut Known,
    undone: &'a UndoneImports,
    locked: &'a Locked,
    staging: Staging,
}

impl Desk<'_> {
    fn settle(&mut self, draft: &Draft, before: Option<&Order>) -> Settled {
        let mut notes = Vec::new();
        let outcome = self.decide(draft, before, &mut notes);
        Settled { rows: draft.numbers(), was_known: before.is_some(), outcome, notes }
    }

    fn decide(
        &mut self,
        draft: &Draft,
        before: Option<&Order>,
        notes: &mut Vec<CellError>,
    ) -> std::result::Result<Verdict, Vec<CellError>> {
        let (row, creates) = (&draft.first, self.batch.creates_missing("customers"));
        let found = self.known.find_or_fresh(self.ctx, creates, &row.customer, row.customer_name.as_deref());
        let found = found.map_err(|error| vec![error])?;
        let again = before.filter(|before| self.undone.revives(before.cancelled, before.origin));
        let again = again.map(|before| Order { cancelled: false, ..before.clone() });
        let order = draft.order(self.ctx, found.customer.id, again.as_ref().or(before))?;
        if before == Some(&order) {
            return Ok(Verdict::Skip);
        }
        if let Some(before) = before {
            self.locked.check(before, &order, &orders::payees(&order, &found.customer))?;
        }
        if again.is_some() {
            notes.push(CellError::new("code", STANDS_AGAIN));
        }
        if found.is_new {
            notes.push(CellError::new("customer", CUSTOMER_CREATED).with("value", row.customer.clone()));
            let (customer, row) = (found.customer.clone(), row.number.into());
            self.staging.customers.push(StagedCustomer { seen: 0, customer, row });
            self.known.add(found.customer.clone());
        }
        self.stage(order, before, &found.customer, &draft.numbers());
        Ok(if before.is_some() { Verdict::Update } else { Verdict::New })
    }

    fn stage(&mut self, mut order: Order, before: Option<&Order>, customer: &Customer, rows: &[u32]) {
        let row = rows.first().copied().map_or(0, i64::from);
        let seen = before.map_or(0, |before| before.version.0);
        order.version = Version(seen.saturating_add(1));
        order.place = row;
        order.origin = Some(Origin { batch: self.batch.id, row });
        let products = &self.reference.products_by_id;
        self.staging.documents.push(document::of_order(&order, customer, products, &self.reference.fields));
        let version = |id| products.get(&id).map(|product| product.version.0);
        self.staging.orders.push(StagedOrder {
            seen,
            customer_version: customer.version.0,
            product_versions: order.terms.lines.iter().map(|line| line.product.and_then(version)).collect(),
            payees: orders::payees(&order, customer),
            row,
            row_count: i64::try_from(rows.len()).unwrap_or(i64::MAX),
            order,
        });
    }
}
