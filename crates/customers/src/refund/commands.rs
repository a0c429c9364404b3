//! Everything that changes a refund. Load, decide, save, record, commit; in the same transaction it goes down to the ledger.

use beichen_kernel::{Ctx, Error, FieldError, Kind, Result, Scope, Version};
use beichen_store::{Db, Event, Tx};

use super::model::{Action, Refund, RefundError, RefundId};
use super::views::{RefundView, RefundWrite};
use super::{policy, queries, store};
use crate::checks::Checks;
use crate::document;
use crate::order::commands::amount_of;
use crate::order::store as orders;
use crate::payment::model::{Payment, PaymentId};
use crate::payment::store as payments;
use crate::permissions::CUSTOMERS_REFUND_EDIT;

/// Records money given back.
pub async fn create(ctx: &Ctx, db: &Db, write: RefundWrite) -> Result<RefundView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(CUSTOMERS_REFUND_EDIT, Scope::Organisation)?;
    let payment = payment_of(&tx, write.payment_id).await?;
    let others_minor = payments::refunded(&tx, payment.id).await?.minor;
    let id: RefundId = ctx.new_id();
    let mut refund = Refund {
        id,
        version: Version::FIRST,
        code: write.code.clone().filter(|code| !code.trim().is_empty()).unwrap_or_else(|| id.to_string()),
        payment: payment.id,
        refunded_on: write.refunded_on,
        amount_minor: 0,
        cancelled: false,
        place: 0,
        origin: None,
    };
    refund.edit(write.refunded_on, amount(&tx, &write)?, &payment, others_minor)?;

    store::insert(&mut tx, &refund, payment.terms.currency).await?;
    settle(tx, refund, payment, "customers.refund.created").await
}

/// Changes day or amount.
pub async fn edit(ctx: &Ctx, db: &Db, id: RefundId, seen: Version, write: RefundWrite) -> Result<RefundView> {
    let mut tx = db.begin(ctx).await?;
    let mut refund = queries::load_visible(&tx, id).await?;
    policy::check(ctx, Action::Edit)?;
    refund.version.must_be(seen)?;
    let payment = payment_of(&tx, refund.payment).await?;
    let others_minor = payments::refunded(&tx, payment.id).await?.minor.saturating_sub(refund.amount_minor);

    refund.edit(write.refunded_on, amount(&tx, &write)?, &payment, others_minor)?;

    store::save(&mut tx, &mut refund, payment.terms.currency).await?;
    settle(tx, refund, payment, "customers.refund.edited").await
}

/// Cancels a refund that was entered by mistake.
pub async fn cancel(ctx: &Ctx, db: &Db, id: RefundId, seen: Version) -> Result<RefundView> {
    let mut tx = db.begin(ctx).await?;
    let mut refund = queries::load_visible(&tx, id).await?;
    policy::check(ctx, Action::Cancel)?;
    refund.version.must_be(seen)?;
    let payment = payment_of(&tx, refund.payment).await?;

    refund.cancel()?;

    store::save(&mut tx, &mut refund, payment.terms.currency).await?;
    settle(tx, refund, payment, "customers.refund.cancelled").await
}

/// The way every change ends: down to the ledger, on record, and out as a view.
async fn settle(mut tx: Tx<'_>, refund: Refund, payment: Payment, name: &'static str) -> Result<RefundView> {
    let document = document::of_refund(&refund, &payment);
    beichen_ledger::api::post(&mut tx, vec![document]).await?;
    let event = Event::new(name)
        .with("code", refund.code.clone())
        .with("payment_id", payment.id.to_string())
        .with("refunded_on", refund.refunded_on.to_string())
        .with("amount", orders::amount(refund.amount_minor, payment.terms.currency));
    tx.record(refund.id, event);
    let view = queries::view(&tx, &refund).await?;
    tx.finish(view).await
}

/// The payment, which is locked with its order until the commit: no two refunds of it pass each other.
async fn payment_of(tx: &Tx<'_>, id: PaymentId) -> Result<Payment> {
    payments::lock(tx, id).await?;
    let payment = match payments::load(tx, id).await {
        Ok(payment) => payment,
        Err(error) if error.kind() == Kind::NotFound => {
            let code = RefundError::PaymentUnknown { value: String::new() };
            return Err(Error::invalid(vec![FieldError::new("payment_id", code.code()).with("value", id.to_string())]));
        }
        Err(error) => return Err(error),
    };
    orders::lock(tx, payment.terms.order).await?;
    Ok(payment)
}

fn amount(tx: &Tx<'_>, write: &RefundWrite) -> Result<i64> {
    let mut checks = Checks::default();
    let amount_minor = amount_of("amount", &write.amount, tx.ctx().currency(), &mut checks);
    checks.done().map_err(Error::invalid)?;
    Ok(amount_minor)
}
