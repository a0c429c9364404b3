//! Who may do what to a customer: its owner, the owner's leads, and those who see everything.

use beichen_kernel::{Ctx, Result, Scope};
use beichen_people::api::{self as people, Visible};
use beichen_store::Tx;
use beichen_store::list::List;
use strum::IntoEnumIterator;

use super::model::{Action, Customer};
use crate::permissions::{CUSTOMERS_CUSTOMER_EDIT, CUSTOMERS_CUSTOMER_READ};

/// Fails unless the actor may do this; the unit of the owner is the one of today.
pub fn check(ctx: &Ctx, action: Action, scope: Scope) -> Result<()> {
    match action {
        Action::Edit => ctx.require(CUSTOMERS_CUSTOMER_EDIT, scope),
    }
}

/// What the actor may do with it now.
pub fn offered(ctx: &Ctx, scope: Scope) -> Vec<String> {
    Action::iter()
        .filter(|&action| check(ctx, action, scope).is_ok())
        .map(|action| <&'static str>::from(action).to_owned())
        .collect()
}

/// Where a customer lies for rights: with its owner.
pub async fn scope(tx: &Tx<'_>, customer: &Customer) -> Result<Scope> {
    match customer.owner {
        Some(member) => {
            let unit = people::unit_of(tx, member, tx.today()).await?;
            Ok(Scope::Member { member, unit })
        }
        None => Ok(Scope::Organisation),
    }
}

/// Narrows a list to the customers whose owner the actor reaches today.
pub async fn narrow(tx: &Tx<'_>, list: &mut List, owner_column: &str) -> Result<()> {
    tx.ctx().reach(CUSTOMERS_CUSTOMER_READ)?;
    let visible = people::visible(tx, CUSTOMERS_CUSTOMER_READ).await?;
    people_today(tx, list, &visible, owner_column);
    Ok(())
}

fn people_today(tx: &Tx<'_>, list: &mut List, visible: &Visible, column: &str) {
    let Some(members) = visible.members_on(tx.today()) else { return };
    if members.is_empty() {
        // Nobody is reached: a condition on a value that no row holds, since constant ones are not allowed.
        let nobody = list.bind(uuid::Uuid::nil());
        list.filter(format!("{column} = {nobody}"));
        return;
    }
    let places: Vec<String> = members.into_iter().map(|member| list.bind(uuid::Uuid::from(member))).collect();
    list.filter(format!("{column} IN ({})", places.join(", ")));
}
