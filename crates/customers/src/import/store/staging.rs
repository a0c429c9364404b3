//! Puts checked rows into the staging tables.

use beichen_kernel::{BatchId, Id, Result};
use beichen_store::Tx;
use beichen_store::raw::date;
use sea_orm::Value;
use uuid::Uuid;

use super::insert_rows;
use crate::customer::model::Customer;
use crate::customer::store::json_text;
use crate::order::model::{Order, OrderError, Split};
use crate::payment::model::Payment;
use crate::refund::model::Refund;

/// A customer as it will be; `seen` is the version that stands now, 0 for a new one.
pub struct StagedCustomer {
    pub seen: i64,
    pub customer: Customer,
    pub row: i64,
}

/// An order as it will be, with the versions of what its credits rest on.
pub struct StagedOrder {
    pub seen: i64,
    pub order: Order,
    pub customer_version: i64,
    /// By line.
    pub product_versions: Vec<Option<i64>>,
    pub payees: Vec<Split>,
    pub row: i64,
    /// How many rows of the file say it.
    pub row_count: i64,
}

/// A payment as it will be.
pub struct StagedPayment {
    pub seen: i64,
    pub payment: Payment,
    /// Whether it comes to its order by this file.
    pub moves: bool,
    pub customer_version: i64,
    pub row: i64,
}

/// A refund as it will be.
pub struct StagedRefund {
    pub seen: i64,
    pub refund: Refund,
    pub payment_version: i64,
    pub currency: String,
    pub row: i64,
}

pub async fn stage_customers(tx: &mut Tx<'_>, batch: BatchId, staged: &[StagedCustomer]) -> Result<()> {
    const HEAD: &str = "INSERT INTO customers_customer_staged \
        (org_id, batch_id, id, seen_version, code, name, owner_id, tier, tags, fields, batch_row)";
    let (org, batch) = (tx.ctx().org.0, batch.uuid());
    let mut rows = Vec::with_capacity(staged.len().saturating_mul(11));
    for StagedCustomer { seen, customer, row } in staged {
        rows.extend::<[Value; 11]>([
            org.into(),
            batch.into(),
            customer.id.uuid().into(),
            (*seen).into(),
            customer.code.clone().into(),
            customer.name.clone().into(),
            customer.owners.now().map(Id::uuid).into(),
            customer.tier.clone().into(),
            json_text(&customer.tags).into(),
            json_text(&customer.fields).into(),
            (*row).into(),
        ]);
    }
    insert_rows(tx, HEAD, 11, rows).await
}

pub async fn stage_orders(tx: &mut Tx<'_>, batch: BatchId, staged: &[StagedOrder]) -> Result<()> {
    const HEAD: &str = "INSERT INTO customers_order_staged (org_id, batch_id, id, seen_version, code, customer_id, \
        customer_version, owner_id, signed_on, due_on, currency, net_minor, gross_minor, fields, batch_row, row_count)";
    let (org, batch) = (tx.ctx().org.0, batch.uuid());
    let mut rows = Vec::with_capacity(staged.len().saturating_mul(16));
    for one in staged {
        let terms = &one.order.terms;
        let net = terms.net_minor().ok_or(OrderError::TooLarge)?;
        let gross = terms.gross_minor().ok_or(OrderError::TooLarge)?;
        rows.extend::<[Value; 16]>([
            org.into(),
            batch.into(),
            one.order.id.uuid().into(),
            one.seen.into(),
            one.order.code.clone().into(),
            one.order.customer.uuid().into(),
            one.customer_version.into(),
            terms.owner.map(Id::uuid).into(),
            date(terms.signed_on).into(),
            terms.due_on.map(date).into(),
            terms.currency.code().into(),
            net.into(),
            gross.into(),
            json_text(&terms.fields).into(),
            one.row.into(),
            one.row_count.into(),
        ]);
    }
    insert_rows(tx, HEAD, 16, rows).await?;
    stage_lines(tx, batch, staged).await?;
    stage_payees(tx, batch, staged).await
}

async fn stage_lines(tx: &mut Tx<'_>, batch: Uuid, staged: &[StagedOrder]) -> Result<()> {
    const HEAD: &str = "INSERT INTO customers_order_line_staged (org_id, batch_id, order_id, id, place, product_id, \
        product_version, quantity, net_minor, gross_minor, unit_cost_minor)";
    let org = tx.ctx().org.0;
    let mut rows = Vec::with_capacity(staged.len().saturating_mul(11));
    for one in staged {
        for ((place, line), version) in (0_i64..).zip(&one.order.terms.lines).zip(&one.product_versions) {
            rows.extend::<[Value; 11]>([
                org.into(),
                batch.into(),
                one.order.id.uuid().into(),
                line.id.uuid().into(),
                place.into(),
                line.product.map(Id::uuid).into(),
                (*version).into(),
                line.quantity.into(),
                line.net_minor.into(),
                line.gross_minor.into(),
                line.unit_cost_minor.into(),
            ]);
        }
    }
    insert_rows(tx, HEAD, 11, rows).await
}

async fn stage_payees(tx: &mut Tx<'_>, batch: Uuid, staged: &[StagedOrder]) -> Result<()> {
    const HEAD: &str = "INSERT INTO customers_order_payee_staged \
        (org_id, batch_id, order_id, member_id, place, share_ppm, is_split)";
    let org = tx.ctx().org.0;
    let mut rows = Vec::with_capacity(staged.len().saturating_mul(7));
    for one in staged {
        let is_split = !one.order.terms.splits.is_empty();
        for (place, payee) in (0_i64..).zip(&one.payees) {
            rows.extend::<[Value; 7]>([
                org.into(),
                batch.into(),
                one.order.id.uuid().into(),
                payee.member.uuid().into(),
                place.into(),
                payee.share.ppm().into(),
                is_split.into(),
            ]);
        }
    }
    insert_rows(tx, HEAD, 7, rows).await
}

pub async fn stage_payments(tx: &mut Tx<'_>, batch: BatchId, staged: &[StagedPayment]) -> Result<()> {
    const HEAD: &str = "INSERT INTO customers_payment_staged (org_id, batch_id, id, seen_version, code, order_id, moves, \
        customer_id, customer_version, received_on, currency, amount_minor, account, batch_row)";
    let (org, batch) = (tx.ctx().org.0, batch.uuid());
    let mut rows = Vec::with_capacity(staged.len().saturating_mul(14));
    for one in staged {
        let terms = &one.payment.terms;
        rows.extend::<[Value; 14]>([
            org.into(),
            batch.into(),
            one.payment.id.uuid().into(),
            one.seen.into(),
            one.payment.code.clone().into(),
            terms.order.map(Id::uuid).into(),
            one.moves.into(),
            terms.customer.map(Id::uuid).into(),
            one.customer_version.into(),
            date(terms.received_on).into(),
            terms.currency.code().into(),
            terms.amount_minor.into(),
            terms.account.clone().into(),
            one.row.into(),
        ]);
    }
    insert_rows(tx, HEAD, 14, rows).await
}

pub async fn stage_refunds(tx: &mut Tx<'_>, batch: BatchId, staged: &[StagedRefund]) -> Result<()> {
    const HEAD: &str = "INSERT INTO customers_refund_staged (org_id, batch_id, id, seen_version, code, payment_id, \
        payment_version, refunded_on, currency, amount_minor, batch_row)";
    let (org, batch) = (tx.ctx().org.0, batch.uuid());
    let mut rows = Vec::with_capacity(staged.len().saturating_mul(11));
    for one in staged {
        rows.extend::<[Value; 11]>([
            org.into(),
            batch.into(),
            one.refund.id.uuid().into(),
            one.seen.into(),
            one.refund.code.clone().into(),
            one.refund.payment.uuid().into(),
            one.payment_version.into(),
            date(one.refund.refunded_on).into(),
            one.currency.clone().into(),
            one.refund.amount_minor.into(),
            one.row.into(),
        ]);
    }
    insert_rows(tx, HEAD, 11, rows).await
}
