//! Payments as people look at them; the unmatched ones are finance's list of work.

use beichen_kernel::{Ctx, Error, Id, Page, Result, Scope};
use beichen_store::{Db, Tx};

use super::model::{Payment, PaymentId};
use super::views::{OrderRef, PaymentListQuery, PaymentRow, PaymentView};
use super::{policy, store};
use crate::customer::store as customers;
use crate::customer::views::CustomerRef;
use crate::order::store::{self as orders, amount, state_text};
use crate::permissions::{CUSTOMERS_PAYMENT_EDIT, CUSTOMERS_PAYMENT_READ};

/// The payments that the actor may see.
pub async fn list(ctx: &Ctx, db: &Db, query: PaymentListQuery) -> Result<Page<PaymentRow>> {
    ctx.require(CUSTOMERS_PAYMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let page = store::page(&tx, &query).await?;
    let may_create = ctx.may(CUSTOMERS_PAYMENT_EDIT, Scope::Organisation);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

/// One payment.
pub async fn get(ctx: &Ctx, db: &Db, id: PaymentId) -> Result<PaymentView> {
    ctx.require(CUSTOMERS_PAYMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let payment = load_visible(&tx, id).await?;
    view(&tx, &payment).await
}

/// A payment that the actor may see; any other does not exist.
pub async fn load_visible(tx: &Tx<'_>, id: PaymentId) -> Result<Payment> {
    if !store::is_seen(tx, id).await? {
        return Err(Error::not_found(PaymentId::NAME));
    }
    store::load(tx, id).await
}

/// The payment as it goes out.
pub async fn view(tx: &Tx<'_>, payment: &Payment) -> Result<PaymentView> {
    let terms = &payment.terms;
    let order = match terms.order {
        Some(order) => Some(orders::load(tx, order).await?),
        None => None,
    };
    let customer = match terms.customer {
        Some(customer) => Some(customers::load(tx, customer).await?),
        None => None,
    };
    let unmatched_minor = match order {
        Some(_) => beichen_ledger::api::unmatched_minor(tx, payment.id.uuid()).await?,
        None => terms.amount_minor,
    };
    Ok(PaymentView {
        id: payment.id,
        version: payment.version,
        code: payment.code.clone(),
        customer: customer.map(|customer| CustomerRef { id: customer.id, code: customer.code, name: customer.name }),
        order: order.map(|order| OrderRef { id: order.id, code: order.code }),
        received_on: terms.received_on,
        currency: terms.currency.code().to_owned(),
        amount: amount(terms.amount_minor, terms.currency),
        account: terms.account.clone(),
        unmatched: amount(unmatched_minor, terms.currency),
        state: state_text(payment.cancelled),
        refunds: store::refunds(tx, payment).await?,
        origin: customers::origin(tx, payment.origin).await?,
        can: policy::offered(tx.ctx(), payment.cancelled, terms.order.is_some()),
    })
}
