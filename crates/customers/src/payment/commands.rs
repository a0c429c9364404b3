//! Everything that changes a payment. Load, decide, save, record, commit; in the same transaction it goes down to the ledger.

use beichen_kernel::{Ctx, Error, FieldError, Id, Kind, Result, Scope, Version};
use beichen_store::{Db, Event, Tx};

use super::model::{Action, Payment, PaymentError, PaymentId, Resting, Terms};
use super::views::{PaymentView, PaymentWrite};
use super::{policy, queries, store};
use crate::checks::Checks;
use crate::customer::store as customers;
use crate::document;
use crate::fields::OwnFields;
use crate::order::commands::amount_of;
use crate::order::model::{Order, OrderId};
use crate::order::store as orders;
use crate::permissions::CUSTOMERS_PAYMENT_EDIT;

/// Records a payment. Without an order it is unmatched and counts for nobody yet.
pub async fn create(ctx: &Ctx, db: &Db, write: PaymentWrite) -> Result<PaymentView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(CUSTOMERS_PAYMENT_EDIT, Scope::Organisation)?;
    let id: PaymentId = ctx.new_id();
    let terms = terms_of(&tx, &write)?;
    let order = order_of(&tx, None, terms.order).await?;
    let mut payment = Payment {
        id,
        version: Version::FIRST,
        code: write.code.filter(|code| !code.trim().is_empty()).unwrap_or_else(|| id.to_string()),
        terms: Terms { order: None, ..terms.clone() },
        cancelled: false,
        place: 0,
        origin: None,
    };
    payment.edit(terms, order.as_ref(), &Resting::default())?;

    store::insert(&mut tx, &payment).await?;
    settle(tx, payment, order.as_ref(), "customers.payment.created").await
}

/// Changes a payment.
pub async fn edit(ctx: &Ctx, db: &Db, id: PaymentId, seen: Version, write: PaymentWrite) -> Result<PaymentView> {
    let mut tx = db.begin(ctx).await?;
    store::lock(&tx, id).await?;
    let mut payment = queries::load_visible(&tx, id).await?;
    policy::check(ctx, Action::Edit)?;
    payment.version.must_be(seen)?;
    let terms = terms_of(&tx, &write)?;
    let order = order_of(&tx, payment.terms.order, terms.order).await?;

    payment.edit(terms, order.as_ref(), &resting(&tx, id).await?)?;

    store::save(&mut tx, &mut payment).await?;
    settle(tx, payment, order.as_ref(), "customers.payment.edited").await
}

/// Says which order an unmatched payment is for.
pub async fn match_order(ctx: &Ctx, db: &Db, id: PaymentId, seen: Version, order_id: OrderId) -> Result<PaymentView> {
    let mut tx = db.begin(ctx).await?;
    store::lock(&tx, id).await?;
    let mut payment = queries::load_visible(&tx, id).await?;
    policy::check(ctx, Action::Match)?;
    payment.version.must_be(seen)?;
    let order = order_of(&tx, payment.terms.order, Some(order_id)).await?;
    let terms = Terms { order: Some(order_id), ..payment.terms.clone() };

    payment.edit(terms, order.as_ref(), &resting(&tx, id).await?)?;

    store::save(&mut tx, &mut payment).await?;
    settle(tx, payment, order.as_ref(), "customers.payment.matched").await
}

/// Cancels a payment that was entered by mistake.
pub async fn cancel(ctx: &Ctx, db: &Db, id: PaymentId, seen: Version) -> Result<PaymentView> {
    let mut tx = db.begin(ctx).await?;
    store::lock(&tx, id).await?;
    let mut payment = queries::load_visible(&tx, id).await?;
    policy::check(ctx, Action::Cancel)?;
    payment.version.must_be(seen)?;
    let order = order_of(&tx, None, payment.terms.order).await?;

    payment.cancel(store::refunded(&tx, id).await?.minor)?;

    store::save(&mut tx, &mut payment).await?;
    settle(tx, payment, order.as_ref(), "customers.payment.cancelled").await
}

/// The way every change ends: down to the ledger, on record, and out as a view.
async fn settle(mut tx: Tx<'_>, payment: Payment, order: Option<&Order>, name: &'static str) -> Result<PaymentView> {
    let customer = match payment.terms.customer {
        Some(customer) => Some(customers::load(&tx, customer).await?),
        None => None,
    };
    let fields = OwnFields::load(&tx).await?;
    let document = document::of_payment(&payment, order, customer.as_ref(), &fields);
    beichen_ledger::api::post(&mut tx, vec![document]).await?;
    tx.record(payment.id, event(name, &payment));
    let view = queries::view(&tx, &payment).await?;
    tx.finish(view).await
}

async fn resting(tx: &Tx<'_>, id: PaymentId) -> Result<Resting> {
    let kept_by = beichen_ledger::api::payments_kept(tx, [id.uuid()]).await?.remove(&id.uuid());
    Ok(Resting { refunded: store::refunded(tx, id).await?, kept_by })
}

/// The order that a payment comes to. It and the one that the payment leaves are locked until the commit: payments of
/// one order are recorded one after another.
async fn order_of(tx: &Tx<'_>, before: Option<OrderId>, id: Option<OrderId>) -> Result<Option<Order>> {
    orders::lock(tx, before.into_iter().chain(id)).await?;
    let Some(id) = id else { return Ok(None) };
    match orders::load(tx, id).await {
        Ok(order) => Ok(Some(order)),
        Err(error) if error.kind() == Kind::NotFound => Err(Error::invalid(vec![
            FieldError::new("order_id", PaymentError::OrderUnknown { value: String::new() }.code())
                .with("value", id.to_string()),
        ])),
        Err(error) => Err(error),
    }
}

fn terms_of(tx: &Tx<'_>, write: &PaymentWrite) -> Result<Terms> {
    let currency = tx.ctx().currency();
    let mut checks = Checks::default();
    let amount_minor = amount_of("amount", &write.amount, currency, &mut checks);
    checks.done().map_err(Error::invalid)?;
    Ok(Terms {
        order: write.order_id,
        customer: write.customer_id,
        received_on: write.received_on,
        currency,
        amount_minor,
        account: write.account.clone(),
    })
}

fn event(name: &'static str, payment: &Payment) -> Event {
    Event::new(name)
        .with("code", payment.code.clone())
        .with("order_id", payment.terms.order.map(|order| order.to_string()))
        .with("received_on", payment.terms.received_on.to_string())
        .with("amount", orders::amount(payment.terms.amount_minor, payment.terms.currency))
}
