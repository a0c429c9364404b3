//! Everything that changes an order. Load, decide, save, record, commit; in the same transaction it goes down to the ledger.

mod split;

use std::collections::BTreeSet;

use beichen_engine::money::{Currency, Money};
use beichen_engine::rate::Rate;
use beichen_kernel::{Ctx, Error, FieldError, Result, Scope, Version};
use beichen_people::api::{Entity, pass_fence};
use beichen_store::{Db, Event, Tx};

pub use self::split::split_touches;
use super::model::{Action, Line, LineId, Order, OrderError, OrderId, Split, Terms, at};
use super::views::{LineWrite, OrderView, OrderWrite};
use super::{policy, queries, store};
use crate::checks::Checks;
use crate::customer::model::{Customer, CustomerError};
use crate::customer::{queries as customer_queries, store as customers};
use crate::document;
use crate::fields::OwnFields;
use crate::permissions::CUSTOMERS_ORDER_EDIT;

/// Records a new order for a customer whom the actor sees.
pub async fn create(ctx: &Ctx, db: &Db, write: OrderWrite) -> Result<OrderView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(CUSTOMERS_ORDER_EDIT, Scope::Anywhere)?;
    let customer = customer_of(&tx, &write).await?;
    let fields = OwnFields::load(&tx).await?;
    let mut order = Order {
        id: ctx.new_id(),
        version: Version::FIRST,
        code: write.code.trim().to_owned(),
        customer: customer.id,
        cancelled: false,
        terms: terms_of(&tx, &write, &fields, None).await?,
        place: 0,
        origin: None,
    };
    order.edit(order.terms.clone(), ctx.currency())?;
    policy::check(ctx, Action::Edit, queries::scope(&tx, &order, &customer).await?)?;

    store::insert(&mut tx, &order, &store::payees(&order, &customer)).await?;
    settle(tx, order, &customer, &fields, "customers.order.created").await
}

/// Changes an order, which must lie within the actor's reach before and after; its credits, and those of its payments,
/// follow.
pub async fn edit(ctx: &Ctx, db: &Db, id: OrderId, seen: Version, write: OrderWrite) -> Result<OrderView> {
    let mut tx = db.begin(ctx).await?;
    let mut order = queries::load_visible(&tx, id).await?;
    let customer = customers::load(&tx, order.customer).await?;
    policy::check(ctx, Action::Edit, queries::scope(&tx, &order, &customer).await?)?;
    order.version.must_be(seen)?;
    let fields = OwnFields::load(&tx).await?;

    let terms = terms_of(&tx, &write, &fields, Some(&order)).await?;
    let before = (order.terms.signed_on, store::payees(&order, &customer));
    order.edit(terms, ctx.currency())?;
    policy::check(ctx, Action::Edit, queries::scope(&tx, &order, &customer).await?)?;

    let payees = store::payees(&order, &customer);
    let paid_on = store::payment_days(&tx, id).await?;
    let touches = split_touches((before.0, &before.1), (order.terms.signed_on, &payees), &paid_on);
    pass_fence(&mut tx, &touches).await?;
    store::save(&mut tx, &mut order, &payees).await?;
    settle(tx, order, &customer, &fields, "customers.order.edited").await
}

/// Cancels an order.
pub async fn cancel(ctx: &Ctx, db: &Db, id: OrderId, seen: Version) -> Result<OrderView> {
    let mut tx = db.begin(ctx).await?;
    let mut order = queries::load_visible(&tx, id).await?;
    let customer = customers::load(&tx, order.customer).await?;
    policy::check(ctx, Action::Cancel, queries::scope(&tx, &order, &customer).await?)?;
    order.version.must_be(seen)?;
    let fields = OwnFields::load(&tx).await?;

    order.cancel()?;

    let payees = store::payees(&order, &customer);
    store::save(&mut tx, &mut order, &payees).await?;
    settle(tx, order, &customer, &fields, "customers.order.cancelled").await
}

/// The way every change ends: down to the ledger, on record, and out as a view.
async fn settle(
    mut tx: Tx<'_>,
    order: Order,
    customer: &Customer,
    fields: &OwnFields,
    name: &'static str,
) -> Result<OrderView> {
    let products = store::products(&tx, &order.terms.lines).await?;
    let document = document::of_order(&order, customer, &products, fields);
    beichen_ledger::api::post(&mut tx, vec![document]).await?;
    tx.record(order.id, event(name, &order));
    let view = queries::view(&tx, &order).await?;
    tx.finish(view).await
}

/// The customer that a new order names; one whom the actor does not see is as unknown as one who is not there.
async fn customer_of(tx: &Tx<'_>, write: &OrderWrite) -> Result<Customer> {
    customer_queries::load_visible(tx, write.customer_id).await.map_err(|error| {
        if error.kind() != beichen_kernel::Kind::NotFound {
            return error;
        }
        let value = write.customer_id.to_string();
        let code = CustomerError::Unknown { value: value.clone() };
        Error::invalid(vec![FieldError::new("customer_id", code.code()).with("value", value)])
    })
}

/// What the form says. `before` is the order that it changes, whose customer and lines it may name.
async fn terms_of(tx: &Tx<'_>, write: &OrderWrite, own: &OwnFields, before: Option<&Order>) -> Result<Terms> {
    let mut checks = Checks::default();
    checks.required("code", &write.code);
    if before.is_some_and(|before| before.customer != write.customer_id) {
        checks.refuse(at("customer_id", &OrderError::CustomerStays));
    }
    let reporting = tx.ctx().currency();
    let currency = match write.currency.as_deref().map(str::parse::<Currency>) {
        None => reporting,
        Some(Ok(currency)) => currency,
        Some(Err(_)) => {
            let currency = write.currency.clone().unwrap_or_default();
            let error = OrderError::ForeignCurrency { currency, reporting: reporting.code().to_owned() };
            checks.refuse(at("currency", &error));
            reporting
        }
    };
    for (path, member) in people_named(write) {
        if !customers::person_exists(tx, member).await? {
            checks.refuse(
                FieldError::new(path, CustomerError::OwnerUnknown { value: String::new() }.code())
                    .with("value", member.to_string()),
            );
        }
    }
    let mut lines = Vec::with_capacity(write.lines.len());
    let mut known: BTreeSet<LineId> =
        before.into_iter().flat_map(|before| &before.terms.lines).map(|line| line.id).collect();
    for (place, line) in write.lines.iter().enumerate() {
        if let Some(id) = line.id.filter(|id| !known.remove(id)) {
            checks.refuse(at(&format!("lines.{place}.id"), &OrderError::UnknownLine { value: id.to_string() }));
        }
        lines.push(line_of(tx, place, line, currency, &mut checks));
    }
    let splits = splits_of(write, &mut checks);
    let standing = before.map(|before| before.terms.fields.clone()).unwrap_or_default();
    let fields = own.read(Entity::Order, &write.fields, &standing, &mut checks);
    checks.done().map_err(Error::invalid)?;
    Ok(Terms {
        owner: write.owner_id,
        signed_on: write.signed_on,
        due_on: write.due_on,
        currency,
        lines,
        splits,
        fields,
    })
}

fn people_named(write: &OrderWrite) -> Vec<(String, beichen_kernel::MemberId)> {
    let owner = write.owner_id.map(|owner| ("owner_id".to_owned(), owner));
    let splits = write.splits.iter().enumerate();
    owner
        .into_iter()
        .chain(splits.map(|(place, split)| (format!("splits.{place}.member_id"), split.member_id)))
        .collect()
}

fn line_of(tx: &Tx<'_>, place: usize, line: &LineWrite, currency: Currency, checks: &mut Checks) -> Line {
    let net_minor = amount_of(&format!("lines.{place}.net"), &line.net, currency, checks);
    let mut optional = |name: &str, text: &Option<String>| {
        text.as_deref().map(|text| amount_of(&format!("lines.{place}.{name}"), text, currency, checks))
    };
    let gross_minor = optional("gross", &line.gross).unwrap_or(net_minor);
    let unit_cost_minor = optional("unit_cost", &line.unit_cost);
    Line {
        id: line.id.unwrap_or_else(|| tx.ctx().new_id()),
        product: line.product_id,
        quantity: line.quantity.unwrap_or(1),
        net_minor,
        gross_minor,
        unit_cost_minor,
    }
}

/// A decimal string as minor units; finer than the minor unit is refused, since here a person typed it.
pub fn amount_of(path: &str, text: &str, currency: Currency, checks: &mut Checks) -> i64 {
    match Money::parse(text.trim(), currency) {
        Ok(money) => money.minor,
        Err(_) => {
            checks.refuse(at(path, &OrderError::NotAnAmount { value: text.to_owned() }));
            0
        }
    }
}

fn splits_of(write: &OrderWrite, checks: &mut Checks) -> Vec<Split> {
    let mut splits = Vec::with_capacity(write.splits.len());
    for (place, split) in write.splits.iter().enumerate() {
        match split.share.trim().parse::<Rate>() {
            Ok(share) => splits.push(Split { member: split.member_id, share }),
            Err(_) => {
                let error = OrderError::NotAShare { value: split.share.clone() };
                checks.refuse(at(&format!("splits.{place}.share"), &error));
            }
        }
    }
    splits
}

fn event(name: &'static str, order: &Order) -> Event {
    let amount = |minor: Option<i64>| minor.map(|minor| store::amount(minor, order.terms.currency));
    Event::new(name)
        .with("code", order.code.clone())
        .with("customer_id", order.customer.to_string())
        .with("owner_id", order.terms.owner.map(|owner| owner.to_string()))
        .with("signed_on", order.terms.signed_on.to_string())
        .with("net", amount(order.terms.net_minor()))
        .with("gross", amount(order.terms.gross_minor()))
        .with(
            "splits",
            order
                .terms
                .splits
                .iter()
                .map(|split| format!("{} {}", split.member, split.share.percent()))
                .collect::<Vec<_>>(),
        )
}
