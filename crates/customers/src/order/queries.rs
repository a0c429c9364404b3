//! Orders as people look at them.

use beichen_engine::day::DayRange;
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
    let mut page = store::page(&tx, &query).await?;
    offer(&tx, &mut page.items).await?;
    let may_create = ctx.may(CUSTOMERS_ORDER_EDIT, Scope::Anywhere);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

/// Says of each row what the actor may do with it: where it lies for rights, as [`scope`] finds it of one order.
async fn offer(tx: &Tx<'_>, rows: &mut [OrderRow]) -> Result<()> {
    let days = rows.iter().map(|row| row.signed_on);
    let Some((first, last)) = days.clone().min().zip(days.max()) else { return Ok(()) };
    let of_nobody = rows.iter().filter(|row| row.owner.is_none()).filter_map(|row| row.customer.as_ref());
    let owners = customers::owners_of(tx, of_nobody.map(|customer| customer.id)).await?;
    let stays = people::assignments(tx, DayRange::including(first, last)).await?;
    for row in rows {
        let of_customer = || owners.get(&row.customer.as_ref()?.id)?.on(row.signed_on);
        let scope = match row.owner.as_ref().map(|owner| owner.id).or_else(of_customer) {
            Some(member) => {
                let stay = stays.iter().find(|stay| stay.member == member && stay.days.contains(row.signed_on));
                Scope::Member { member, unit: stay.map(|stay| stay.unit) }
            }
            None => Scope::Organisation,
        };
        row.can = policy::offered(tx.ctx(), row.state == state_text(true), scope);
    }
    Ok(())
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
        can: policy::offered(tx.ctx(), order.cancelled, scope),
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
