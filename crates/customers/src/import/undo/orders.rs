//! Orders of a batch: new ones are cancelled, changed ones are as before, unless somebody has paid or changed them since.

use std::collections::HashMap;

use beichen_kernel::{Error, Id, Result};
use beichen_sheets::undo::CHANGED_SINCE;
use beichen_sheets::{Blocked, Undone, Written};
use beichen_store::Tx;

use super::{Change, Found, PAID_SINCE, Plan, crossed, payees};
use crate::customer::store as customers;
use crate::document;
use crate::fields::OwnFields;
use crate::import::store;
use crate::order::model::{Order, OrderId};
use crate::order::store as orders;

/// What undoing the batch would do to its orders.
pub async fn plan(tx: &mut Tx<'_>, written: &Written) -> Result<Plan<Order>> {
    let found = Found::read(tx, written, "order", "customers_order").await?;
    let mut standing: HashMap<OrderId, Order> = orders::by_ids(tx, &found.ids()).await?;
    let shared = payees(tx, found.ids()).await?;
    let days = store::days_of_payments(tx, &found.ids()).await?;
    let mut plan = Plan::new();
    for one in &found.documents {
        if let Some(blocked) = found.obstacle(one, PAID_SINCE) {
            plan.blocked.push(blocked);
            continue;
        }
        let Some(mut order) = standing.remove(&OrderId::from(one.id)) else {
            plan.blocked.push(Blocked::new(one.row, one.code.clone(), CHANGED_SINCE));
            continue;
        };
        let before: Option<Order> = found.before(one)?;
        let mut days: Vec<_> = days.get(&one.id).cloned().unwrap_or_default();
        days.push(order.terms.signed_on);
        let mut members = shared.get(&one.id).cloned().unwrap_or_default();
        let decided = match &before {
            None => order.cancel().map_err(Error::from),
            Some(before) => {
                days.push(before.terms.signed_on);
                members.extend(before.terms.splits.iter().map(|split| split.member).chain(before.terms.owner));
                order.customer = before.customer;
                order.origin = before.origin;
                let cancels = before.cancelled;
                order
                    .edit(before.terms.clone(), tx.ctx().currency())
                    .and_then(|()| if cancels { order.cancel().map_err(Error::from) } else { Ok(()) })
            }
        };
        if let Err(error) = decided {
            plan.blocked.push(super::blocked(one, &error));
            continue;
        }
        order.place = one.row.into();
        let touches = crossed(&members, days).collect();
        plan.changes.push(Change {
            row: one.row,
            code: one.code.clone(),
            is_new: before.is_none(),
            after: order,
            touches,
        });
    }
    plan.fenced(tx).await
}

/// Does it; the customers that the batch brought stay.
pub async fn undo(tx: &mut Tx<'_>, written: &Written, plan: &Plan<Order>) -> Result<Undone> {
    let fields = OwnFields::load(tx).await?;
    let after = || plan.changes.iter().map(|change| &change.after);
    let owners = customers::by_ids(tx, after().map(|order| order.customer)).await?;
    let lines: Vec<_> = after().flat_map(|order| order.terms.lines.iter().cloned()).collect();
    let products = orders::products(tx, &lines).await?;
    let mut documents = Vec::with_capacity(plan.changes.len());
    for order in after() {
        let mut order = order.clone();
        let customer = owners.get(&order.customer).ok_or_else(|| Error::not_found(OrderId::NAME))?;
        let payees = orders::payees(&order, customer);
        orders::save(tx, &mut order, &payees).await?;
        documents.push(document::of_order(&order, customer, &products, &fields));
    }
    beichen_ledger::api::post(tx, documents).await?;
    Ok(plan.undone(store::customers_made(tx, written).await?))
}
