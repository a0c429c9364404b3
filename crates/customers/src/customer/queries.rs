//! Customers as people look at them.

use std::collections::HashMap;

use beichen_engine::day::DayRange;
use beichen_kernel::{Ctx, Error, Id, MemberId, Page, Result, Scope, UnitId};
use beichen_people::api as people;
use beichen_store::{Db, Tx};

use super::model::{Customer, CustomerId};
use super::views::{CustomerListQuery, CustomerView};
use super::{policy, store};
use crate::permissions::CUSTOMERS_CUSTOMER_EDIT;

/// The customers that the actor reaches today.
pub async fn list(ctx: &Ctx, db: &Db, query: CustomerListQuery) -> Result<Page<CustomerView>> {
    let tx = db.read(ctx).await?;
    let mut page = store::page(&tx, &query).await?;
    let today = DayRange::new(tx.today(), tx.today().plus_days(1));
    let assigned = people::assignments(&tx, today).await?;
    let units: HashMap<MemberId, UnitId> = assigned.into_iter().map(|row| (row.member, row.unit)).collect();
    for row in &mut page.items {
        let member = row.owner.as_ref().map(|owner| owner.id);
        let with = |member| Scope::Member { member, unit: units.get(&member).copied() };
        row.can = policy::offered(ctx, member.map_or(Scope::Organisation, with));
    }
    let may_create = ctx.may(CUSTOMERS_CUSTOMER_EDIT, Scope::Anywhere);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

/// One customer.
pub async fn get(ctx: &Ctx, db: &Db, id: CustomerId) -> Result<CustomerView> {
    let tx = db.read(ctx).await?;
    let customer = load_visible(&tx, id).await?;
    view(&tx, &customer).await
}

/// A customer that the actor may see; any other does not exist.
pub async fn load_visible(tx: &Tx<'_>, id: CustomerId) -> Result<Customer> {
    if !store::is_seen(tx, id).await? {
        return Err(Error::not_found(CustomerId::NAME));
    }
    store::load(tx, id).await
}

/// The customer as it goes out.
pub async fn view(tx: &Tx<'_>, customer: &Customer) -> Result<CustomerView> {
    let scope = scope(tx, customer).await?;
    let owner = match customer.owners.now() {
        Some(owner) => store::person(tx, owner).await?,
        None => None,
    };
    Ok(CustomerView {
        id: customer.id,
        version: customer.version,
        code: customer.code.clone(),
        name: customer.name.clone(),
        owner,
        tier: customer.tier.clone(),
        tags: customer.tags.clone(),
        fields: customer.fields.clone(),
        origin: store::origin(tx, customer.origin).await?,
        can: policy::offered(tx.ctx(), scope),
    })
}

/// Where a customer lies for rights: with its owner.
pub async fn scope(tx: &Tx<'_>, customer: &Customer) -> Result<Scope> {
    match customer.owners.now() {
        Some(member) => Ok(Scope::Member { member, unit: people::unit_of(tx, member, tx.today()).await? }),
        None => Ok(Scope::Organisation),
    }
}
