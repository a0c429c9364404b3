//! Refunds of a batch: new ones are cancelled, changed ones are as before, unless somebody has changed them since.

use std::collections::{BTreeSet, HashMap};

use beichen_kernel::{Error, Id, Result};
use beichen_sheets::undo::CHANGED_SINCE;
use beichen_sheets::{Blocked, Undone, Written};
use beichen_store::Tx;
use uuid::Uuid;

use super::{Change, Found, Plan, crossed, payees};
use crate::document;
use crate::import::store;
use crate::payment::model::{Payment, PaymentId};
use crate::payment::store as payments;
use crate::refund::model::{Refund, RefundId};
use crate::refund::store as refunds;

/// What undoing the batch would do to its refunds.
pub async fn plan(tx: &mut Tx<'_>, written: &Written) -> Result<Plan<Refund>> {
    let found = Found::read(tx, written, "refund", "customers_refund").await?;
    let mut standing: HashMap<RefundId, Refund> = refunds::by_ids(tx, &found.ids()).await?;
    let before_all: HashMap<Uuid, Refund> = found.all_before()?;
    let named = lock(tx, standing.values()).await?;
    let given = given_afterwards(tx, &standing, &before_all).await?;
    let shared = payees(tx, named.keys().map(|id| id.uuid()).collect()).await?;
    let mut plan = Plan::new();
    for one in &found.documents {
        if let Some(blocked) = found.obstacle(one, CHANGED_SINCE) {
            plan.blocked.push(blocked);
            continue;
        }
        let refund = standing.remove(&RefundId::from(one.id));
        let Some((mut refund, payment)) = refund.and_then(|one| named.get(&one.payment).map(|paid| (one, paid))) else {
            plan.blocked.push(Blocked::new(one.row, one.code.clone(), CHANGED_SINCE));
            continue;
        };
        let before = before_all.get(&one.id);
        let mut days = vec![refund.refunded_on, payment.terms.received_on];
        let decided = match before {
            None => refund.cancel().map_err(Error::from),
            Some(before) => {
                days.push(before.refunded_on);
                refund.origin = before.origin;
                let others_minor =
                    given.get(&payment.id).copied().unwrap_or_default().saturating_sub(before.amount_minor);
                if before.cancelled {
                    // It stood again by this batch only.
                    refund.cancel().map_err(Error::from)
                } else {
                    refund.edit(before.refunded_on, before.amount_minor, payment, others_minor)
                }
            }
        };
        if let Err(error) = decided {
            plan.blocked.push(super::blocked(one, &error));
            continue;
        }
        refund.place = one.row.into();
        let touches = crossed(shared.get(&payment.id.uuid()).into_iter().flatten(), days).collect();
        plan.changes.push(Change {
            row: one.row,
            code: one.code.clone(),
            is_new: before.is_none(),
            after: refund,
            touches,
        });
    }
    plan.fenced(tx).await
}

/// The payments that are given back from, which are locked with their orders until the commit.
async fn lock(tx: &Tx<'_>, refunds: impl Iterator<Item = &Refund>) -> Result<HashMap<PaymentId, Payment>> {
    let ids: BTreeSet<PaymentId> = refunds.map(|refund| refund.payment).collect();
    store::lock_ids(tx, "customers_payment", &ids.iter().map(|id| id.uuid()).collect()).await?;
    let named = payments::by_ids(tx, &ids).await?;
    let paid = named.values().filter_map(|payment| payment.terms.order).map(Id::uuid).collect();
    store::lock_ids(tx, "customers_order", &paid).await?;
    Ok(named)
}

/// What will have been given back of each payment once the batch is undone, minor units.
async fn given_afterwards(
    tx: &Tx<'_>,
    standing: &HashMap<RefundId, Refund>,
    before: &HashMap<Uuid, Refund>,
) -> Result<HashMap<PaymentId, i64>> {
    let ids: BTreeSet<PaymentId> = standing.values().map(|refund| refund.payment).collect();
    let refunded = payments::refunded_of(tx, &ids.into_iter().collect::<Vec<_>>()).await?;
    let mut given: HashMap<PaymentId, i64> = refunded.into_iter().map(|(id, refunded)| (id, refunded.minor)).collect();
    for refund in standing.values().filter(|refund| !refund.cancelled) {
        let stood = before.get(&refund.id.uuid()).filter(|before| !before.cancelled);
        let stood = stood.map_or(0, |before| before.amount_minor);
        let sum = given.entry(refund.payment).or_default();
        *sum = sum.saturating_sub(refund.amount_minor).saturating_add(stood);
    }
    Ok(given)
}

/// Does it.
pub async fn undo(tx: &mut Tx<'_>, plan: &Plan<Refund>) -> Result<Undone> {
    let ids = plan.changes.iter().map(|change| change.after.payment).collect();
    let named = payments::by_ids(tx, &ids).await?;
    let mut documents = Vec::with_capacity(plan.changes.len());
    for change in &plan.changes {
        let mut refund = change.after.clone();
        let payment = named.get(&refund.payment).ok_or_else(|| Error::not_found(PaymentId::NAME))?;
        refunds::save(tx, &mut refund, payment.terms.currency).await?;
        documents.push(document::of_refund(&refund, payment));
    }
    beichen_ledger::api::post(tx, documents).await?;
    Ok(plan.undone(0))
}
