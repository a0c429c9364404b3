//! Sheets of refunds: `payment` says from which payment the money was given back.
//!
//! Without a column `code` a row is known by what it says and by its place among equal rows.

use std::collections::HashMap;

use beichen_kernel::{BatchId, Ctx, Permission, Result, Version};
use beichen_ledger::api::SourceDocument;
use beichen_sheets::{
    Batch, Blocked, CellError, CellType, Checked, Column, Counts, ImportKind, ParsedRow, Undone, Verdict, Written,
};
use beichen_store::{Db, Tx};
use tokio::sync::Mutex;

use super::model::{self, ROW_IS_IDENTITY, STANDS_AGAIN, Undone as UndoneImports};
use super::store::{REFUND_TABLES, StagedRefund, stage_refunds};
use super::{apply, undo};
use crate::customer::model::Origin;
use crate::document;
use crate::payment::model::{Payment, PaymentId};
use crate::payment::store as payments;
use crate::permissions::CUSTOMERS_REFUND_EDIT;
use crate::refund::model::{Refund, RefundError};
use crate::refund::store as refunds;

/// The kind `refunds`.
pub struct Refunds;

const COLUMNS: &[Column] = &[
    Column::optional("code", CellType::Code, "customers.columns.refund_code"),
    Column::required("payment", CellType::Code, "customers.columns.refund_payment"),
    Column::required("refunded_on", CellType::Day, "customers.columns.refunded_on"),
    Column::required("amount", CellType::Money, "customers.columns.amount"),
];

/// What has been given back of payments, rows of this file included.
#[derive(Default)]
struct Given(Mutex<HashMap<PaymentId, i64>>);

#[async_trait::async_trait]
impl ImportKind for Refunds {
    fn name(&self) -> &'static str {
        "refunds"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn permission(&self) -> Permission {
        CUSTOMERS_REFUND_EDIT
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let given = batch.memory.once(|| async { Ok(Given::default()) }).await?;
        let mut given = given.0.lock().await;
        let mut named: Vec<String> = rows.iter().filter_map(|row| row.text("payment")).map(str::to_owned).collect();
        named.sort_unstable();
        named.dedup();
        let codes: Vec<String> = rows.iter().map(model::code_of).collect();
        let (payments, known, undone) = {
            let tx = db.read(ctx).await?;
            let payments = payments::by_codes(&tx, &named).await?;
            let ids: Vec<PaymentId> =
                payments.values().map(|payment| payment.id).filter(|id| !given.contains_key(id)).collect();
            let refunded = payments::refunded_of(&tx, &ids).await?;
            given.extend(ids.into_iter().map(|id| (id, refunded.get(&id).map_or(0, |refunded| refunded.minor))));
            let undone = batch.memory.once(|| super::undone(&tx)).await?;
            (payments, refunds::by_codes(&tx, &codes).await?, undone)
        };
        let mut desk = Desk {
            ctx,
            batch: batch.id,
            payments: &payments,
            known: &known,
            undone: &undone,
            given: &mut given,
            staging: Staging::default(),
        };
        let checked = rows.iter().map(|row| desk.check(row)).collect();
        let staging = desk.staging;
        let mut tx = db.begin(ctx).await?;
        stage_refunds(&mut tx, batch.id, &staging.refunds).await?;
        beichen_ledger::api::stage(&mut tx, batch.id, staging.documents).await?;
        tx.commit_unrecorded().await?;
        Ok(checked)
    }

    async fn apply(&self, tx: &mut Tx<'_>, batch: &Batch) -> Result<Counts> {
        apply::refunds(tx, batch.id).await
    }

    fn can_undo(&self) -> bool {
        true
    }

    async fn undo_check(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Vec<Blocked>> {
        let plan = written.memory.once(|| undo::refunds::plan(tx, written)).await?;
        Ok(plan.blocked.clone())
    }

    async fn undo(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Undone> {
        let plan = written.memory.once(|| undo::refunds::plan(tx, written)).await?;
        undo::refunds::undo(tx, &plan).await
    }

    async fn discard(&self, tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
        apply::discard(tx, batch, REFUND_TABLES).await
    }
}

/// What a chunk writes into the staging tables.
#[derive(Default)]
struct Staging {
    refunds: Vec<StagedRefund>,
    documents: Vec<SourceDocument>,
}

/// Where one refund after the other is decided.
struct Desk<'a> {
    ctx: &'a Ctx,
    batch: BatchId,
    payments: &'a HashMap<String, Payment>,
    known: &'a HashMap<String, Refund>,
    undone: &'a UndoneImports,
    given: &'a mut HashMap<PaymentId, i64>,
    staging: Staging,
}

impl Desk<'_> {
    fn check(&mut self, row: &ParsedRow) -> Checked {
        let mut notes = Vec::new();
        let outcome = self.decide(row, &mut notes);
        model::checked_of(row.number, outcome, notes)
    }

    fn decide(&mut self, row: &ParsedRow, notes: &mut Vec<CellError>) -> std::result::Result<Verdict, Vec<CellError>> {
        let (Some(named), Some(refunded_on), Some(amount_minor)) =
            (row.text("payment"), row.day("refunded_on"), row.minor("amount"))
        else {
            // `sheets` lets no row pass whose required cells are empty.
            return Err(vec![CellError::new("", "sheets.cell.required")]);
        };
        let unknown =
            || vec![CellError::of("payment", &RefundError::PaymentUnknown { value: named.to_owned() }.into())];
        let payment = self.payments.get(named).ok_or_else(unknown)?;
        let code = model::code_of(row);
        let before = self.known.get(&code);
        let again = before.filter(|before| self.undone.revives(before.cancelled, before.origin));
        if let Some(before) = before {
            if before.payment != payment.id {
                return Err(vec![CellError::of("code", &RefundError::CodeTaken { value: code }.into())]);
            }
            if again.is_none() && before.refunded_on == refunded_on && before.amount_minor == amount_minor {
                return Ok(Verdict::Skip);
            }
        }
        let stood = before.filter(|before| !before.cancelled).map_or(0, |before| before.amount_minor);
        let given = self.given.entry(payment.id).or_default();
        let others_minor = given.saturating_sub(stood);
        if again.is_some() {
            notes.push(CellError::new("code", STANDS_AGAIN));
        }
        let again = again.map(|before| Refund { cancelled: false, ..before.clone() });
        let mut refund = again.or_else(|| before.cloned()).unwrap_or_else(|| Refund {
            id: self.ctx.new_id(),
            version: Version::FIRST,
            code,
            payment: payment.id,
            refunded_on,
            amount_minor: 0,
            cancelled: false,
            place: 0,
            origin: None,
        });
        refund.edit(refunded_on, amount_minor, payment, others_minor).map_err(|error| refused(&error))?;
        *given = others_minor.saturating_add(amount_minor);
        if before.is_none() && row.text("code").is_none() {
            notes.push(CellError::new("", ROW_IS_IDENTITY));
        }
        let verdict = if before.is_some() { Verdict::Update } else { Verdict::New };
        self.stage(refund, before, payment, row.number.into());
        Ok(verdict)
    }

    fn stage(&mut self, mut refund: Refund, before: Option<&Refund>, payment: &Payment, row: i64) {
        let seen = before.map_or(0, |before| before.version.0);
        refund.version = Version(seen.saturating_add(1));
        refund.place = row;
        refund.origin = Some(Origin { batch: self.batch, row });
        self.staging.documents.push(document::of_refund(&refund, payment));
        self.staging.refunds.push(StagedRefund {
            seen,
            refund,
            payment_version: payment.version.0,
            currency: payment.terms.currency.code().to_owned(),
            row,
        });
    }
}

/// A refusal of the refund, each part at the column that it is about.
fn refused(error: &beichen_kernel::Error) -> Vec<CellError> {
    match error.code() {
        "customers.refund.payment_cancelled" => vec![CellError::of("payment", error)],
        _ => model::at_columns(error),
    }
}
