//! Who may do what to a payment: finance records it; those who share its order see it.

use beichen_kernel::{Ctx, Result, Scope};
use beichen_people::api as people;
use beichen_store::Tx;
use beichen_store::list::List;
use strum::IntoEnumIterator;

use super::model::{Action, Payment};
use crate::permissions::{CUSTOMERS_PAYMENT_EDIT, CUSTOMERS_PAYMENT_READ, CUSTOMERS_REFUND_EDIT};

pub fn check(ctx: &Ctx, action: Action) -> Result<()> {
    match action {
        Action::Edit | Action::Match | Action::Cancel => ctx.require(CUSTOMERS_PAYMENT_EDIT, Scope::Organisation),
        Action::Refund => ctx.require(CUSTOMERS_REFUND_EDIT, Scope::Organisation),
    }
}

/// The actions to offer: those the actor may take and the payment's state permits.
pub fn offered(ctx: &Ctx, payment: &Payment) -> Vec<String> {
    Action::iter()
        .filter(|&action| payment.permits(action) && check(ctx, action).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}

/// Narrows a list of payments `p` to those of whose order the actor sees a payee on the day they were received.
/// An unmatched payment is seen by those who see everything.
pub async fn narrow(tx: &Tx<'_>, list: &mut List) -> Result<()> {
    let visible = people::visible(tx, CUSTOMERS_PAYMENT_READ).await?;
    let Some(condition) = visible.condition(list, "v.member_id", "p.received_on") else { return Ok(()) };
    list.filter(format!(
        "EXISTS (SELECT 1 FROM customers_order_payee v WHERE v.org_id = p.org_id AND v.order_id = p.order_id AND {condition})"
    ));
    Ok(())
}
