//! Customers of a batch: changed ones are as before; new ones stay, since documents may name them.

use std::collections::BTreeSet;

use beichen_kernel::{Error, Result};
use beichen_sheets::undo::{CHANGED_SINCE, NOT_KEPT};
use beichen_sheets::{Blocked, Undone, Written};
use beichen_store::Tx;
use uuid::Uuid;

use super::{Change, Plan};
use crate::customer::model::{Customer, CustomerId};
use crate::customer::store as customers;
use crate::import::store;

/// What undoing the batch would do to the customers that it changed.
pub async fn plan(tx: &mut Tx<'_>, written: &Written) -> Result<Plan<Customer>> {
    let kept = beichen_sheets::undo::kept(tx, written.batch).await?;
    let ids: BTreeSet<Uuid> = kept.keys().copied().collect();
    store::lock_ids(tx, "customers_customer", &ids).await?;
    let standing = customers::by_ids(tx, ids.iter().copied().map(CustomerId::from)).await?;
    let mut plan = Plan::new();
    if u64::try_from(kept.len()).unwrap_or(u64::MAX) < written.counts.update {
        plan.blocked.push(Blocked::new(0, String::new(), NOT_KEPT));
    }
    for (id, kept) in kept {
        let before: Customer = serde_json::from_value(kept.value).map_err(Error::internal)?;
        let now = standing.get(&CustomerId::from(id)).filter(|now| now.version == before.version.next());
        let Some(now) = now else {
            plan.blocked.push(Blocked::new(kept.row, before.code, CHANGED_SINCE));
            continue;
        };
        let code = now.code.clone();
        let after = Customer { version: now.version, ..before };
        plan.changes.push(Change { row: kept.row, code, is_new: false, after, touches: BTreeSet::new() });
    }
    plan.fenced(tx).await
}

/// Does it: name, tier, tags, fields, and since when the customer is whose.
pub async fn undo(tx: &mut Tx<'_>, written: &Written, plan: &Plan<Customer>) -> Result<Undone> {
    for change in &plan.changes {
        customers::restore(tx, &mut change.after.clone()).await?;
    }
    Ok(plan.undone(written.counts.new))
}
