//! Orders as people look at them.

use beichen_engine::day::Day;
use beichen_kernel::{Ctx, Error, Id, MemberId, Page, PageQuery, Result, Scope};
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use beichen_store::{Db, Tx};
use sea_orm::QueryResult;
use serde::Deserialize;
use uuid::Uuid;

use super::model::{Order, OrderId};
use super::store::{amount, currency, state_text};
use super::views::{LineView, OrderRow, OrderView, SplitView};
use super::{policy, store};
use crate::customer::model::CustomerId;
use crate::customer::store as customers;
use crate::customer::views::{CustomerRef, PersonRef};
use crate::permissions::{CUSTOMERS_ORDER_EDIT, CUSTOMERS_ORDER_READ};

/// Which orders are wanted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrderListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in the order's code or the customer's code or name.
    pub search: Option<String>,
    /// `signed_on`, `code`, `net`; with `-` descending. Newest first when absent.
    pub sort: Option<String>,
    pub customer_id: Option<CustomerId>,
    pub owner_id: Option<MemberId>,
    /// `open` or `cancelled`.
    pub state: Option<String>,
    /// First day of signing.
    #[param(value_type = Option<String>)]
    pub from: Option<Day>,
    /// Last day of signing.
    #[param(value_type = Option<String>)]
    pub to: Option<Day>,
}

const SORTS: &[Sort] =
    &[Sort::day("signed_on", "o.signed_on"), Sort::text("code", "o.code"), Sort::integer("net", "o.net_minor")];
const COLUMNS: &str = "o.id, o.code, o.signed_on, o.due_on, o.currency, o.net_minor, o.gross_minor, o.cancelled, \
    c.id AS customer_id, c.code AS customer_code, c.name AS customer_name, \
    m.id AS owner_id, m.code AS owner_code, m.name AS owner_name";
const FROM: &str = "customers_order o \
    JOIN customers_customer c ON c.org_id = o.org_id AND c.id = o.customer_id \
    LEFT JOIN people_member m ON m.org_id = o.org_id AND m.id = o.owner_id";

/// The orders that the actor may see.
pub async fn list(ctx: &Ctx, db: &Db, query: OrderListQuery) -> Result<Page<OrderRow>> {
    ctx.require(CUSTOMERS_ORDER_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let sort = query.sort.as_deref().unwrap_or("-signed_on");
    let mut list = List::new(("o.org_id", ctx.org), (COLUMNS, FROM, "o.id"), SORTS, sort)?;
    policy::narrow(&tx, &mut list).await?;
    list.search(&["o.code", "c.code", "c.name"], query.search.as_deref());
    list.equal("o.customer_id", query.customer_id.map(Id::uuid));
    list.equal("o.owner_id", query.owner_id.map(Id::uuid));
    list.equal("o.cancelled", query.state.as_deref().map(|state| state == "cancelled"));
    if let Some(from) = query.from {
        let from = list.bind(date(from));
        list.filter(format!("o.signed_on >= {from}"));
    }
    if let Some(to) = query.to {
        let to = list.bind(date(to));
        list.filter(format!("o.signed_on <= {to}"));
    }
    let page = list.page(&tx, &PageQuery { limit: query.limit, after: query.after.clone() }, of_row).await?;
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
    let mut list = List::new(("o.org_id", tx.ctx().org), ("o.id", FROM, "o.id"), SORTS, "code")?;
    policy::narrow(tx, &mut list).await?;
    list.equal("o.id", Some(id.uuid()));
    let found = list.page(tx, &PageQuery::default(), |_| Ok(())).await?;
    if found.items.is_empty() {
        return Err(Error::not_found(OrderId::NAME));
    }
    store::load(tx, id).await
}

/// The order as it goes out.
pub async fn view(tx: &Tx<'_>, order: &Order) -> Result<OrderView> {
    let customer = customers::load(tx, order.customer).await?;
    let scope = policy::scope(tx, order, &customer).await?;
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

fn of_row(row: &QueryResult) -> Result<OrderRow> {
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    let code: String = row.try_get("", "currency").map_err(from_db)?;
    let currency = currency(&code)?;
    let due_on: Option<time::Date> = row.try_get("", "due_on").map_err(from_db)?;
    Ok(OrderRow {
        id: id.into(),
        code: row.try_get("", "code").map_err(from_db)?,
        customer: customers::customer_of(row)?,
        owner: customers::person_of(row, "owner")?,
        signed_on: day(row.try_get("", "signed_on").map_err(from_db)?),
        due_on: due_on.map(day),
        net: amount(row.try_get("", "net_minor").map_err(from_db)?, currency),
        gross: amount(row.try_get("", "gross_minor").map_err(from_db)?, currency),
        currency: code,
        state: state_text(row.try_get("", "cancelled").map_err(from_db)?),
    })
}
