//! Who may do what to an order: those who share it, their leads of its day, and those who see everything.

use beichen_kernel::{Ctx, Result, Scope};
use beichen_people::api as people;
use beichen_store::Tx;
use beichen_store::list::List;
use strum::IntoEnumIterator;

use super::model::{Action, Order};
use crate::customer::model::Customer;
use crate::permissions::{CUSTOMERS_ORDER_EDIT, CUSTOMERS_ORDER_READ};

pub fn check(ctx: &Ctx, action: Action, scope: Scope) -> Result<()> {
    match action {
        Action::Edit | Action::Cancel => ctx.require(CUSTOMERS_ORDER_EDIT, scope),
    }
}

/// The actions to offer: those the actor may take and the order's state permits.
pub fn offered(ctx: &Ctx, order: &Order, scope: Scope) -> Vec<String> {
    Action::iter()
        .filter(|&action| order.permits(action) && check(ctx, action, scope).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}

/// Where an order lies for rights: with its owner, else with its customer's.
pub async fn scope(tx: &Tx<'_>, order: &Order, customer: &Customer) -> Result<Scope> {
    match order.terms.owner.or(customer.owner) {
        Some(member) => {
            let unit = people::unit_of(tx, member, order.terms.signed_on).await?;
            Ok(Scope::Member { member, unit })
        }
        None => Ok(Scope::Organisation),
    }
}

/// Narrows a list of orders `o` to those of which the actor sees a payee on the day of signing.
pub async fn narrow(tx: &Tx<'_>, list: &mut List) -> Result<()> {
    let visible = people::visible(tx, CUSTOMERS_ORDER_READ).await?;
    let Some(condition) = visible.condition(list, "v.member_id", "o.signed_on") else { return Ok(()) };
    list.filter(format!(
        "EXISTS (SELECT 1 FROM customers_order_payee v WHERE v.org_id = o.org_id AND v.order_id = o.id AND {condition})"
    ));
    Ok(())
}
