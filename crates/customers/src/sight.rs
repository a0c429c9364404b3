//! Which days of an order's documents the actor sees: those on which one of its payees is seen.

use beichen_engine::day::Day;
use beichen_kernel::{MemberId, Permission, Result};
use beichen_people::api::{self as people, Visible};
use beichen_store::Tx;

use crate::order::model::OrderId;

/// What the actor sees of the documents that belong to one order.
pub struct Sight {
    visible: Visible,
    payees: Vec<MemberId>,
}

impl Sight {
    /// Without an order only those see anything who see everything.
    pub async fn on(tx: &Tx<'_>, order: Option<OrderId>, permission: Permission) -> Result<Self> {
        let payees = match order {
            Some(order) => crate::order::store::payee_members(tx, order).await?,
            None => Vec::new(),
        };
        Ok(Self { visible: people::visible_or_nothing(tx, permission).await?, payees })
    }

    /// Whether a document of that day is seen.
    pub fn sees(&self, day: Day) -> bool {
        self.visible == Visible::Everything || self.payees.iter().any(|&payee| self.visible.includes(payee, day))
    }
}
