//! Payments of a batch: new ones are cancelled, changed ones are as before, unless money was given back since.

use std::collections::{BTreeSet, HashMap};

use beichen_kernel::{Error, Id, Result};
use beichen_sheets::undo::CHANGED_SINCE;
use beichen_sheets::{Blocked, Undone, Written};
use beichen_store::Tx;
use uuid::Uuid;

use super::{Change, Found, Plan, REFUNDED_SINCE, crossed, payees};
use crate::customer::store as customers;
use crate::document;
use crate::fields::OwnFields;
use crate::import::store;
use crate::order::model::{Order, OrderId};
use crate::order::store as orders;
use crate::payment::model::{Payment, PaymentId, Resting};
use crate::payment::store as payments;

/// What undoing the batch would do to its payments.
pub async fn plan(tx: &mut Tx<'_>, written: &Written) -> Result<Plan<Payment>> {
    let found = Found::read(tx, written, "payment", "customers_payment").await?;
    let mut standing: HashMap<PaymentId, Payment> = payments::by_ids(tx, &found.ids()).await?;
    let before_all: HashMap<Uuid, Payment> = found.all_before()?;
    let named: BTreeSet<OrderId> =
        standing.values().chain(before_all.values()).filter_map(|payment| payment.terms.order).collect();
    store::lock_ids(tx, "customers_order", &named.iter().map(|id| id.uuid()).collect()).await?;
    let named_orders: HashMap<OrderId, Order> = orders::by_ids(tx, &named).await?;
    let shared = payees(tx, named.iter().map(|id| id.uuid()).collect()).await?;
    let refunded = payments::refunded_of(tx, &standing.keys().copied().collect::<Vec<_>>()).await?;
    let mut kept_by = beichen_ledger::api::payments_kept(tx, found.ids::<Uuid>()).await?;
    let mut plan = Plan::new();
    for one in &found.documents {
        if let Some(blocked) = found.obstacle(one, REFUNDED_SINCE) {
            plan.blocked.push(blocked);
            continue;
        }
        let Some(mut payment) = standing.remove(&PaymentId::from(one.id)) else {
            plan.blocked.push(Blocked::new(one.row, one.code.clone(), CHANGED_SINCE));
            continue;
        };
        let before = before_all.get(&one.id);
        let refunded = refunded.get(&payment.id).copied().unwrap_or_default();
        let touched = [Some(payment.terms.clone()), before.map(|before| before.terms.clone())];
        let decided = match before {
            None => payment.cancel(refunded.minor).map_err(Error::from),
            Some(before) => {
                payment.origin = before.origin;
                let order = before.terms.order.and_then(|id| named_orders.get(&id));
                let resting = Resting { refunded, kept_by: kept_by.remove(&one.id) };
                let edited = payment.edit(before.terms.clone(), order.filter(|_| !before.cancelled), &resting);
                edited.and_then(|()| {
                    let cancels = before.cancelled;
                    if cancels { payment.cancel(refunded.minor).map_err(Error::from) } else { Ok(()) }
                })
            }
        };
        if let Err(error) = decided {
            plan.blocked.push(super::blocked(one, &error));
            continue;
        }
        payment.place = one.row.into();
        let touched = || touched.iter().flatten();
        let members = touched().filter_map(|terms| shared.get(&terms.order?.uuid())).flatten();
        let days: Vec<_> = touched().map(|terms| terms.received_on).collect();
        let touches = crossed(members, days).collect();
        plan.changes.push(Change {
            row: one.row,
            code: one.code.clone(),
            is_new: before.is_none(),
            after: payment,
            touches,
        });
    }
    plan.fenced(tx).await
}

/// Does it; the customers that the batch brought stay.
pub async fn undo(tx: &mut Tx<'_>, written: &Written, plan: &Plan<Payment>) -> Result<Undone> {
    let fields = OwnFields::load(tx).await?;
    let after = || plan.changes.iter().map(|change| &change.after);
    let payers = customers::by_ids(tx, after().filter_map(|payment| payment.terms.customer)).await?;
    let named = orders::by_ids(tx, &after().filter_map(|payment| payment.terms.order).collect()).await?;
    let mut documents = Vec::with_capacity(plan.changes.len());
    for payment in after() {
        let mut payment = payment.clone();
        payments::save(tx, &mut payment).await?;
        let order = payment.terms.order.and_then(|id| named.get(&id));
        let customer = payment.terms.customer.and_then(|id| payers.get(&id));
        documents.push(document::of_payment(&payment, order, customer, &fields));
    }
    beichen_ledger::api::post(tx, documents).await?;
    Ok(plan.undone(store::customers_made(tx, written).await?))
}
