//! Payments as people look at them; the unmatched ones are finance's list of work.

use beichen_engine::day::Day;
use beichen_kernel::{Ctx, Error, Id, Page, PageQuery, Result, Scope, Version};
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use beichen_store::{Db, Tx};
use sea_orm::QueryResult;
use serde::Deserialize;
use uuid::Uuid;

use super::model::{Payment, PaymentId};
use super::views::{OrderRef, PaymentRow, PaymentView};
use super::{policy, store};
use crate::customer::model::CustomerId;
use crate::customer::store as customers;
use crate::customer::views::CustomerRef;
use crate::order::model::OrderId;
use crate::order::store::{self as orders, amount, currency, state_text};
use crate::permissions::{CUSTOMERS_PAYMENT_EDIT, CUSTOMERS_PAYMENT_READ};

/// Which payments are wanted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PaymentListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in the payment's or order's code, the customer's code or name.
    pub search: Option<String>,
    /// `received_on`, `code`, `amount`; with `-` descending. Newest first when absent.
    pub sort: Option<String>,
    pub customer_id: Option<CustomerId>,
    pub order_id: Option<OrderId>,
    /// `matched`, `unmatched`, `cancelled`.
    pub state: Option<String>,
    /// First day of receipt.
    #[param(value_type = Option<String>)]
    pub from: Option<Day>,
    /// Last day of receipt.
    #[param(value_type = Option<String>)]
    pub to: Option<Day>,
}

const SORTS: &[Sort] = &[
    Sort::day("received_on", "p.received_on"),
    Sort::text("code", "p.code"),
    Sort::integer("amount", "p.amount_minor"),
];
const COLUMNS: &str = "p.id, p.version, p.code, p.received_on, p.currency, p.amount_minor, p.account, p.cancelled, \
    o.id AS order_id, o.code AS order_code, \
    c.id AS customer_id, c.code AS customer_code, c.name AS customer_name";
const FROM: &str = "customers_payment p \
    LEFT JOIN customers_order o ON o.org_id = p.org_id AND o.id = p.order_id \
    LEFT JOIN customers_customer c ON c.org_id = p.org_id AND c.id = p.customer_id";

/// The payments that the actor may see.
pub async fn list(ctx: &Ctx, db: &Db, query: PaymentListQuery) -> Result<Page<PaymentRow>> {
    ctx.require(CUSTOMERS_PAYMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let sort = query.sort.as_deref().unwrap_or("-received_on");
    let mut list = List::new(("p.org_id", ctx.org), (COLUMNS, FROM, "p.id"), SORTS, sort)?;
    policy::narrow(&tx, &mut list).await?;
    list.search(
        &["p.code", "COALESCE(o.code, '')", "COALESCE(c.code, '')", "COALESCE(c.name, '')"],
        query.search.as_deref(),
    );
    list.equal("p.customer_id", query.customer_id.map(Id::uuid));
    list.equal("p.order_id", query.order_id.map(Id::uuid));
    in_state(&mut list, query.state.as_deref());
    if let Some(from) = query.from {
        let from = list.bind(date(from));
        list.filter(format!("p.received_on >= {from}"));
    }
    if let Some(to) = query.to {
        let to = list.bind(date(to));
        list.filter(format!("p.received_on <= {to}"));
    }
    let page = list.page(&tx, &PageQuery { limit: query.limit, after: query.after.clone() }, of_row).await?;
    let may_create = ctx.may(CUSTOMERS_PAYMENT_EDIT, Scope::Organisation);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

fn in_state(list: &mut List, state: Option<&str>) {
    let Some(state) = state else { return };
    list.equal("p.cancelled", Some(state == "cancelled"));
    match state {
        "matched" => list.filter("p.order_id IS NOT NULL"),
        "unmatched" => list.filter("p.order_id IS NULL"),
        _ => {}
    }
}

/// One payment.
pub async fn get(ctx: &Ctx, db: &Db, id: PaymentId) -> Result<PaymentView> {
    ctx.require(CUSTOMERS_PAYMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let payment = load_visible(&tx, id).await?;
    view(&tx, &payment).await
}

/// A payment that the actor may see; any other does not exist.
pub async fn load_visible(tx: &Tx<'_>, id: PaymentId) -> Result<Payment> {
    let mut list = List::new(("p.org_id", tx.ctx().org), ("p.id", FROM, "p.id"), SORTS, "code")?;
    policy::narrow(tx, &mut list).await?;
    list.equal("p.id", Some(id.uuid()));
    let found = list.page(tx, &PageQuery::default(), |_| Ok(())).await?;
    if found.items.is_empty() {
        return Err(Error::not_found(PaymentId::NAME));
    }
    store::load(tx, id).await
}

/// The payment as it goes out.
pub async fn view(tx: &Tx<'_>, payment: &Payment) -> Result<PaymentView> {
    let terms = &payment.terms;
    let order = match terms.order {
        Some(order) => Some(orders::load(tx, order).await?),
        None => None,
    };
    let customer = match terms.customer {
        Some(customer) => Some(customers::load(tx, customer).await?),
        None => None,
    };
    let unmatched_minor = match order {
        Some(_) => beichen_ledger::api::unmatched_minor(tx, payment.id.uuid()).await?,
        None => terms.amount_minor,
    };
    Ok(PaymentView {
        id: payment.id,
        version: payment.version,
        code: payment.code.clone(),
        customer: customer.map(|customer| CustomerRef { id: customer.id, code: customer.code, name: customer.name }),
        order: order.map(|order| OrderRef { id: order.id, code: order.code }),
        received_on: terms.received_on,
        currency: terms.currency.code().to_owned(),
        amount: amount(terms.amount_minor, terms.currency),
        account: terms.account.clone(),
        unmatched: amount(unmatched_minor, terms.currency),
        state: state_text(payment.cancelled),
        refunds: store::refunds(tx, payment).await?,
        origin: customers::origin(tx, payment.origin).await?,
        can: policy::offered(tx.ctx(), payment),
    })
}

fn of_row(row: &QueryResult) -> Result<PaymentRow> {
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    let order_id: Option<Uuid> = row.try_get("", "order_id").map_err(from_db)?;
    let order_code: Option<String> = row.try_get("", "order_code").map_err(from_db)?;
    let code: String = row.try_get("", "currency").map_err(from_db)?;
    let currency = currency(&code)?;
    Ok(PaymentRow {
        id: id.into(),
        version: Version(row.try_get("", "version").map_err(from_db)?),
        code: row.try_get("", "code").map_err(from_db)?,
        customer: customers::customer_of(row)?,
        order: order_id.map(|id| OrderRef { id: id.into(), code: order_code.unwrap_or_default() }),
        received_on: day(row.try_get("", "received_on").map_err(from_db)?),
        amount: amount(row.try_get("", "amount_minor").map_err(from_db)?, currency),
        currency: code,
        account: row.try_get("", "account").map_err(from_db)?,
        state: state_text(row.try_get("", "cancelled").map_err(from_db)?),
    })
}
