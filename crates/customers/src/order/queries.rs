//! Orders as people look at them.

use beichen_kernel::{Ctx, Error, Id, Page, Result, Scope};
use beichen_people::api as people;
use beichen_store::{Db, Tx};

use super::model::{Order, OrderId};
use super::store::{amount, state_text};
use super::views::{LineView, OrderListQuery, OrderRow, OrderView, SplitView};
use super::{policy, store};
use crate::customer::model::Customer;
use crate::customer::store as customers;
use crate::customer::views::{CustomerRef, PersonRef};
use crate::permissions::{CUSTOMERS_ORDER_EDIT, CUSTOMERS_ORDER_READ};

/// The orders that the actor may see.
pub async fn list(ctx: &Ctx, db: &Db, query: OrderListQuery) -> Result<Page<OrderRow>> {
    ctx.require(CUSTOMERS_ORDER_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let page = store::page(&tx, &query).await?;
    let may_create = ctx.may(CUSTOMERS_ORDER_EDIT, Scope::Anywhere);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

/// One order.
pub async fn get(ctx: &Ctx, db: &Db, id: OrderId) -> Result<OrderView> {
    ctx.require(CUSTOMERS_ORDER_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let order = load_visible(&tx, id).await?;
    view(&tx, &order).await
}

/// An order that the actor may see; any other does not exist.
pub async fn load_visible(tx: &Tx<'_>, id: OrderId) -> Result<Order> {
    if !store::is_seen(tx, id).await? {
        return Err(Error::not_found(OrderId::NAME));
    }
    store::load(tx, id).await
}

/// The order as it goes out.
pub async fn view(tx: &Tx<'_>, order: &Order) -> Result<OrderView> {
    let customer = customers::load(tx, order.customer).await?;
    let scope = scope(tx, order, &customer).await?;
    let products = store::products(tx, &order.terms.lines).await?;
    let money = |minor: i64| amount(minor, order.terms.currency);
    let lines = order.terms.lines.iter().map(|line| LineView {
        id: line.id,
        product: line.product.and_then(|id| products.get(&id)).map(store::product_ref),
        quantity: line.quantity,
        net: money(line.net_minor),
        gross: money(line.gross_minor),
        unit_cost: line.unit_cost_minor.map(money),
    });
    let mut splits = Vec::with_capacity(order.terms.splits.len());
    for split in &order.terms.splits {
        if let Some(member) = customers::person(tx, split.member).await? {
            splits.push(SplitView { member, share: split.share.decimal() });
        }
    }
    Ok(OrderView {
        id: order.id,
        version: order.version,
        code: order.code.clone(),
        owner: owner(tx, order).await?,
        signed_on: order.terms.signed_on,
        due_on: order.terms.due_on,
        currency: order.terms.currency.code().to_owned(),
        net: money(order.terms.net_minor().unwrap_or_default()),
        gross: money(order.terms.gross_minor().unwrap_or_default()),
        state: state_text(order.cancelled),
        lines: lines.collect(),
        splits,
        payments: store::payments(tx, order).await?,
        fields: order.terms.fields.clone(),
        origin: customers::origin(tx, order.origin).await?,
        can: policy::offered(tx.ctx(), order, scope),
        customer: Some(CustomerRef { id: customer.id, code: customer.code, name: customer.name }),
    })
}

async fn owner(tx: &Tx<'_>, order: &Order) -> Result<Option<PersonRef>> {
    match order.terms.owner {
        Some(owner) => customers::person(tx, owner).await,
        None => Ok(None),
    }
}

/// Where an order lies for rights: with its owner, else with its customer's of its day.
pub async fn scope(tx: &Tx<'_>, order: &Order, customer: &Customer) -> Result<Scope> {
    match order.terms.owner.or_else(|| customer.owners.on(order.terms.signed_on)) {
        Some(member) => {
            let unit = people::unit_of(tx, member, order.terms.signed_on).await?;
            Ok(Scope::Member { member, unit })
        }
        None => Ok(Scope::Organisation),
    }
}
