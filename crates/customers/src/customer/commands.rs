//! Everything that changes a customer. Load, decide, save, record, commit.

use beichen_kernel::{Ctx, Error, FieldError, MemberId, Result, Scope, Version};
use beichen_people::api::Entity;
use beichen_store::{Db, Event, Tx};

use super::model::{Action, Customer, CustomerError, CustomerId, Owners};
use super::views::{CustomerView, CustomerWrite};
use super::{policy, queries, store};
use crate::checks::Checks;
use crate::fields::{OwnFields, Values};
use crate::permissions::CUSTOMERS_CUSTOMER_EDIT;

/// Takes a new customer in. A sales person's new customer is their own.
pub async fn create(ctx: &Ctx, db: &Db, write: CustomerWrite) -> Result<CustomerView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(CUSTOMERS_CUSTOMER_EDIT, Scope::Anywhere)?;
    let owner = write.owner_id.or_else(|| owner_by_default(ctx));
    let mut customer = Customer {
        id: ctx.new_id(),
        version: Version::FIRST,
        code: String::new(),
        name: String::new(),
        owners: Owners::default(),
        tier: String::new(),
        tags: Vec::new(),
        fields: Values::new(),
        origin: None,
    };
    change(&tx, &mut customer, CustomerWrite { owner_id: owner, ..write }).await?;
    policy::check(ctx, Action::Edit, queries::scope(&tx, &customer).await?)?;

    store::insert(&mut tx, &customer).await?;
    tx.record(customer.id, event("customers.customer.created", &customer));
    let view = queries::view(&tx, &customer).await?;
    tx.finish(view).await
}

/// Changes a customer, who must lie within the actor's reach before and after.
pub async fn edit(ctx: &Ctx, db: &Db, id: CustomerId, seen: Version, write: CustomerWrite) -> Result<CustomerView> {
    let mut tx = db.begin(ctx).await?;
    let mut customer = queries::load_visible(&tx, id).await?;
    policy::check(ctx, Action::Edit, queries::scope(&tx, &customer).await?)?;
    customer.version.must_be(seen)?;

    change(&tx, &mut customer, write).await?;
    policy::check(ctx, Action::Edit, queries::scope(&tx, &customer).await?)?;

    store::save(&mut tx, &mut customer).await?;
    tx.record(customer.id, event("customers.customer.edited", &customer));
    let view = queries::view(&tx, &customer).await?;
    tx.finish(view).await
}

fn owner_by_default(ctx: &Ctx) -> Option<MemberId> {
    let everywhere = ctx.may(CUSTOMERS_CUSTOMER_EDIT, Scope::Organisation);
    if everywhere { None } else { ctx.member() }
}

async fn change(tx: &Tx<'_>, customer: &mut Customer, write: CustomerWrite) -> Result<()> {
    let mut checks = Checks::default();
    checks.required("code", &write.code);
    checks.required("name", &write.name);
    if let Some(owner) = write.owner_id
        && !store::person_exists(tx, owner).await?
    {
        let code = CustomerError::OwnerUnknown { value: owner.to_string() };
        checks.refuse(FieldError::new("owner_id", code.code()).with("value", owner.to_string()));
    }
    let fields = OwnFields::load(tx).await?.read(Entity::Customer, &write.fields, &customer.fields, &mut checks);
    checks.done().map_err(Error::invalid)?;
    write.code.trim().clone_into(&mut customer.code);
    write.name.trim().clone_into(&mut customer.name);
    customer.owners.give(write.owner_id, tx.today());
    customer.tier = write.tier;
    customer.tags = write.tags;
    customer.fields = fields;
    Ok(())
}

fn event(name: &'static str, customer: &Customer) -> Event {
    Event::new(name)
        .with("code", customer.code.clone())
        .with("owner_id", customer.owners.now().map(|owner| owner.to_string()))
        .with("tier", customer.tier.clone())
        .with_personal("name", customer.name.clone())
}
