//! Customers as people look at them.

use beichen_kernel::{Ctx, Error, Id, Page, Result, Scope};
use beichen_people::api as people;
use beichen_store::{Db, Tx};

use super::model::{Customer, CustomerId};
use super::views::{CustomerListQuery, CustomerView};
use super::{policy, store};
use crate::permissions::CUSTOMERS_CUSTOMER_EDIT;

/// The customers that the actor reaches today.
pub async fn list(ctx: &Ctx, db: &Db, query: CustomerListQuery) -> Result<Page<CustomerView>> {
    let tx = db.read(ctx).await?;
    let page = store::page(&tx, &query).await?;
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
    let owner = match customer.owner {
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
    match customer.owner {
        Some(member) => {
            let unit = people::unit_of(tx, member, tx.today()).await?;
            Ok(Scope::Member { member, unit })
        }
        None => Ok(Scope::Organisation),
    }
}
