//! Sheets of payments: `order` says which order is paid, `customer` who paid while the order is not known.
//!
//! Without a column `code` a row is known by what it says and by its place among equal rows. An empty `order` leaves a
//! payment with the order that somebody has matched it with.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use beichen_kernel::{BatchId, Ctx, Id, Permission, Result, Version};
use beichen_ledger::api::SourceDocument;
use beichen_sheets::{
    Batch, Blocked, CellError, CellType, Checked, Column, Counts, ImportKind, ParsedRow, Undone, Verdict, Written,
};
use beichen_store::{Db, Tx};
use uuid::Uuid;

use super::model::{self, CUSTOMER_CREATED, PAYMENT_UNMATCHED, ROW_IS_IDENTITY, STANDS_AGAIN, Undone as UndoneImports};
use super::reference::{self, Found, Known};
use super::store::{PAYMENT_TABLES, StagedCustomer, StagedPayment, stage_customers, stage_payments};
use super::{apply, undo};
use crate::customer::model::{Customer, Origin};
use crate::document;
use crate::fields::OwnFields;
use crate::order::model::{Order, OrderError, OrderId};
use crate::order::store as orders;
use crate::payment::model::{Payment, PaymentError, PaymentId, Refunded, Resting, Terms};
use crate::payment::store as payments;
use crate::permissions::CUSTOMERS_PAYMENT_EDIT;

/// The kind `payments`.
pub struct Payments;

const COLUMNS: &[Column] = &[
    Column::optional("code", CellType::Code, "customers.columns.payment_code"),
    Column::optional("order", CellType::Code, "customers.columns.payment_order"),
    Column::optional("customer", CellType::Code, "customers.columns.customer"),
    Column::optional("customer_name", CellType::Text, "customers.columns.customer_name"),
    Column::required("received_on", CellType::Day, "customers.columns.received_on"),
    Column::required("amount", CellType::Money, "customers.columns.amount"),
    Column::optional("currency", CellType::Text, "customers.columns.currency"),
    Column::optional("account", CellType::Text, "customers.columns.account"),
];

#[async_trait::async_trait]
impl ImportKind for Payments {
    fn name(&self) -> &'static str {
        "payments"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn can_create(&self) -> &'static [&'static str] {
        &["customers"]
    }

    fn permission(&self) -> Permission {
        CUSTOMERS_PAYMENT_EDIT
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let customers = reference::customers(ctx, db, batch).await?;
        let named = Named::read(ctx, db, batch, rows).await?;
        let mut known = customers.0.lock().await;
        let creates = batch.creates_missing("customers");
        let mut desk =
            Desk { ctx, batch: batch.id, creates, named: &named, known: &mut known, staging: Staging::default() };
        let checked = rows.iter().map(|row| desk.check(row)).collect();
        let staging = desk.staging;
        let mut tx = db.begin(ctx).await?;
        stage_customers(&mut tx, batch.id, &staging.customers).await?;
        stage_payments(&mut tx, batch.id, &staging.payments).await?;
        beichen_ledger::api::stage(&mut tx, batch.id, staging.documents).await?;
        tx.commit_unrecorded().await?;
        Ok(checked)
    }

    async fn apply(&self, tx: &mut Tx<'_>, batch: &Batch) -> Result<Counts> {
        apply::payments(tx, batch.id).await
    }

    fn can_undo(&self) -> bool {
        true
    }

    async fn undo_check(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Vec<Blocked>> {
        let plan = written.memory.once(|| undo::payments::plan(tx, written)).await?;
        Ok(plan.blocked.clone())
    }

    async fn undo(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Undone> {
        let plan = written.memory.once(|| undo::payments::plan(tx, written)).await?;
        undo::payments::undo(tx, written, &plan).await
    }

    async fn discard(&self, tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
        apply::discard(tx, batch, PAYMENT_TABLES).await
    }
}

/// What a chunk of rows refers to.
struct Named {
    fields: Arc<OwnFields>,
    /// By code.
    orders: HashMap<String, Order>,
    payments: HashMap<String, Payment>,
    /// The orders that these payments are for now.
    paid: HashMap<OrderId, Order>,
    refunded: HashMap<PaymentId, Refunded>,
    /// The code of the order that keeps what is matched of a payment.
    kept_by: HashMap<Uuid, String>,
    undone: Arc<UndoneImports>,
}

impl Named {
    async fn read(ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Self> {
        let mut order_codes: Vec<String> = rows.iter().filter_map(|row| row.text("order")).map(str::to_owned).collect();
        order_codes.sort_unstable();
        order_codes.dedup();
        let codes: Vec<String> = rows.iter().map(model::code_of).collect();
        let tx = db.read(ctx).await?;
        let payments = payments::by_codes(&tx, &codes).await?;
        let ids: Vec<PaymentId> = payments.values().map(|payment| payment.id).collect();
        let uuids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let paid: BTreeSet<OrderId> = payments.values().filter_map(|payment| payment.terms.order).collect();
        Ok(Self {
            fields: batch.memory.once(|| OwnFields::load(&tx)).await?,
            undone: batch.memory.once(|| super::undone(&tx)).await?,
            orders: orders::by_codes(&tx, &order_codes).await?,
            paid: orders::by_ids(&tx, &paid).await?,
            refunded: payments::refunded_of(&tx, &ids).await?,
            kept_by: beichen_ledger::api::payments_kept(&tx, uuids).await?,
            payments,
        })
    }
}

/// What a chunk writes into the staging tables.
#[derive(Default)]
struct Staging {
    customers: Vec<StagedCustomer>,
    payments: Vec<StagedPayment>,
    documents: Vec<SourceDocument>,
}

/// Where one payment after the other is decided.
struct Desk<'a> {
    ctx: &'a Ctx,
    batch: BatchId,
    creates: bool,
    named: &'a Named,
    known: &'a mut Known,
    staging: Staging,
}

impl<'a> Desk<'a> {
    fn check(&mut self, row: &ParsedRow) -> Checked {
        let mut notes = Vec::new();
        let outcome = self.decide(row, &mut notes);
        model::checked_of(row.number, outcome, notes)
    }

    fn decide(&mut self, row: &ParsedRow, notes: &mut Vec<CellError>) -> std::result::Result<Verdict, Vec<CellError>> {
        let code = model::code_of(row);
        let before = self.named.payments.get(&code);
        let order = self.order(row)?;
        let found = self.customer(row)?;
        let terms = self.terms(row, before, order, found.as_ref())?;
        let again = before.filter(|before| self.named.undone.revives(before.cancelled, before.origin));
        if again.is_none() && before.is_some_and(|before| before.terms == terms) {
            return Ok(Verdict::Skip);
        }
        let comes = before.is_none_or(|before| again.is_some() || before.terms.order != terms.order);
        let moves = terms.order.is_some() && comes;
        // One that stands again comes to its order anew.
        let unmatched = |before: &Payment| Terms { order: None, ..before.terms.clone() };
        let again = again.map(|before| Payment { cancelled: false, terms: unmatched(before), ..before.clone() });
        if again.is_some() {
            notes.push(CellError::new("code", STANDS_AGAIN));
        }
        let mut payment = again.or_else(|| before.cloned()).unwrap_or_else(|| Payment {
            id: self.ctx.new_id(),
            version: Version::FIRST,
            code,
            terms: Terms { order: None, ..terms.clone() },
            cancelled: false,
            place: 0,
            origin: None,
        });
        let resting = Resting {
            refunded: self.named.refunded.get(&payment.id).copied().unwrap_or_default(),
            kept_by: self.named.kept_by.get(&payment.id.uuid()).cloned(),
        };
        payment.edit(terms, order, &resting).map_err(|error| refused(&error))?;
        if before.is_none() && row.text("code").is_none() {
            notes.push(CellError::new("", ROW_IS_IDENTITY));
        }
        if payment.terms.order.is_none() {
            notes.push(CellError::new("order", PAYMENT_UNMATCHED));
        }
        if let Some(found) = found.filter(|found| found.is_new) {
            notes.push(CellError::new("customer", CUSTOMER_CREATED).with("value", found.customer.code.clone()));
            let row = row.number.into();
            self.staging.customers.push(StagedCustomer { seen: 0, customer: found.customer.clone(), row });
            self.known.add(found.customer);
        }
        let named = self.named;
        let order = order.or(payment.terms.order.and_then(|order| named.paid.get(&order)));
        self.stage(payment, before, order, moves, row.number.into());
        Ok(if before.is_some() { Verdict::Update } else { Verdict::New })
    }

    fn order(&self, row: &ParsedRow) -> std::result::Result<Option<&'a Order>, Vec<CellError>> {
        let Some(code) = row.text("order") else { return Ok(None) };
        let unknown = || vec![CellError::of("order", &PaymentError::OrderUnknown { value: code.to_owned() }.into())];
        self.named.orders.get(code).ok_or_else(unknown).map(Some)
    }

    fn customer(&self, row: &ParsedRow) -> std::result::Result<Option<Found>, Vec<CellError>> {
        let Some(code) = row.text("customer") else { return Ok(None) };
        let found = self.known.find_or_fresh(self.ctx, self.creates, code, row.text("customer_name"));
        found.map(Some).map_err(|error| vec![error])
    }

    /// What the row wants; an empty cell leaves what stands.
    fn terms(
        &self,
        row: &ParsedRow,
        before: Option<&Payment>,
        order: Option<&Order>,
        found: Option<&Found>,
    ) -> std::result::Result<Terms, Vec<CellError>> {
        let currency = self.ctx.currency();
        let reporting = currency.code();
        if let Some(currency) = row.text("currency").filter(|currency| !currency.eq_ignore_ascii_case(reporting)) {
            let error = OrderError::ForeignCurrency { currency: currency.to_owned(), reporting: reporting.to_owned() };
            return Err(vec![CellError::of("currency", &error.into())]);
        }
        let (Some(received_on), Some(amount_minor)) = (row.day("received_on"), row.minor("amount")) else {
            // `sheets` lets no row pass whose required cells are empty.
            return Err(vec![CellError::new("", "sheets.cell.required")]);
        };
        let stood = before.map(|before| &before.terms);
        let customer = found.map(|found| found.customer.id);
        if let (Some(order), Some(customer)) = (order, customer)
            && order.customer != customer
        {
            let error = PaymentError::OtherCustomer { order: order.code.clone() };
            return Err(vec![CellError::of("customer", &error.into())]);
        }
        Ok(Terms {
            order: order.map(|order| order.id).or(stood.and_then(|terms| terms.order)),
            customer: order.map(|order| order.customer).or(customer).or(stood.and_then(|terms| terms.customer)),
            received_on,
            currency: self.ctx.currency(),
            amount_minor,
            account: row.text("account").or(stood.map(|terms| terms.account.as_str())).unwrap_or_default().to_owned(),
        })
    }

    fn stage(&mut self, mut payment: Payment, before: Option<&Payment>, order: Option<&Order>, moves: bool, row: i64) {
        let seen = before.map_or(0, |before| before.version.0);
        payment.version = Version(seen.saturating_add(1));
        payment.place = row;
        payment.origin = Some(Origin { batch: self.batch, row });
        let customer: Option<&Customer> = payment.terms.customer.and_then(|id| self.known.by_id(id));
        let document = document::of_payment(&payment, order, customer, &self.named.fields);
        self.staging.documents.push(document);
        let customer_version = customer.map_or(0, |customer| customer.version.0);
        self.staging.payments.push(StagedPayment { seen, payment, moves, customer_version, row });
    }
}

/// A refusal of the payment, each part at the column that it is about.
fn refused(error: &beichen_kernel::Error) -> Vec<CellError> {
    let column = match error.code() {
        "customers.payment.order_cancelled" | "customers.payment.order_keeps" => "order",
        "customers.payment.other_customer" => "customer",
        "customers.payment.below_refunds" => "amount",
        "customers.payment.after_refund" => "received_on",
        _ => return model::at_columns(error),
    };
    vec![CellError::of(column, error)]
}
