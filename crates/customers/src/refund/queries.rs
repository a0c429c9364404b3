//! Refunds as people look at them.

use beichen_engine::day::Day;
use beichen_kernel::{Ctx, Error, Id, Page, PageQuery, Result, Scope, Version};
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use beichen_store::{Db, Tx};
use sea_orm::QueryResult;
use serde::Deserialize;
use uuid::Uuid;

use super::model::{Action, Refund, RefundId};
use super::store;
use super::views::{PaymentRef, RefundView};
use crate::customer::store as customers;
use crate::order::store::{amount, currency, state_text};
use crate::payment::model::PaymentId;
use crate::permissions::{CUSTOMERS_REFUND_EDIT, CUSTOMERS_REFUND_READ};

/// Which refunds are wanted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RefundListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in the refund's or payment's code, or the customer's name.
    pub search: Option<String>,
    /// `refunded_on`, `code`, `amount`; with `-` descending. Newest first when absent.
    pub sort: Option<String>,
    pub payment_id: Option<PaymentId>,
    /// First day.
    #[param(value_type = Option<String>)]
    pub from: Option<Day>,
    /// Last day.
    #[param(value_type = Option<String>)]
    pub to: Option<Day>,
}

const SORTS: &[Sort] = &[
    Sort::day("refunded_on", "r.refunded_on"),
    Sort::text("code", "r.code"),
    Sort::integer("amount", "r.amount_minor"),
];
const COLUMNS: &str = "r.id, r.version, r.code, r.refunded_on, r.currency, r.amount_minor, r.cancelled, \
    p.id AS payment_id, p.code AS payment_code, c.id AS customer_id, c.code AS customer_code, c.name AS customer_name";
const FROM: &str = "customers_refund r \
    JOIN customers_payment p ON p.org_id = r.org_id AND p.id = r.payment_id \
    LEFT JOIN customers_customer c ON c.org_id = p.org_id AND c.id = p.customer_id";

/// The refunds that the actor may see: those of the payments that they may see.
pub async fn list(ctx: &Ctx, db: &Db, query: RefundListQuery) -> Result<Page<RefundView>> {
    ctx.require(CUSTOMERS_REFUND_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let sort = query.sort.as_deref().unwrap_or("-refunded_on");
    let mut list = List::new(("r.org_id", ctx.org), (COLUMNS, FROM, "r.id"), SORTS, sort)?;
    crate::payment::policy::narrow(&tx, &mut list).await?;
    list.search(&["r.code", "p.code", "COALESCE(c.name, '')"], query.search.as_deref());
    list.equal("r.payment_id", query.payment_id.map(Id::uuid));
    if let Some(from) = query.from {
        let from = list.bind(date(from));
        list.filter(format!("r.refunded_on >= {from}"));
    }
    if let Some(to) = query.to {
        let to = list.bind(date(to));
        list.filter(format!("r.refunded_on <= {to}"));
    }
    let page = list.page(&tx, &PageQuery { limit: query.limit, after: query.after.clone() }, of_row).await?;
    let may_create = ctx.may(CUSTOMERS_REFUND_EDIT, Scope::Organisation);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

/// One refund.
pub async fn get(ctx: &Ctx, db: &Db, id: RefundId) -> Result<RefundView> {
    ctx.require(CUSTOMERS_REFUND_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let refund = load_visible(&tx, id).await?;
    view(&tx, &refund).await
}

/// A refund that the actor may see; any other does not exist.
pub async fn load_visible(tx: &Tx<'_>, id: RefundId) -> Result<Refund> {
    let mut list = List::new(("r.org_id", tx.ctx().org), ("r.id", FROM, "r.id"), SORTS, "code")?;
    crate::payment::policy::narrow(tx, &mut list).await?;
    list.equal("r.id", Some(id.uuid()));
    let found = list.page(tx, &PageQuery::default(), |_| Ok(())).await?;
    if found.items.is_empty() {
        return Err(Error::not_found(RefundId::NAME));
    }
    store::load(tx, id).await
}

/// The refund as it goes out.
pub async fn view(tx: &Tx<'_>, refund: &Refund) -> Result<RefundView> {
    let mut list = List::new(("r.org_id", tx.ctx().org), (COLUMNS, FROM, "r.id"), SORTS, "code")?;
    list.equal("r.id", Some(refund.id.uuid()));
    let found = list.page(tx, &PageQuery::default(), of_row).await?.items.into_iter().next();
    let mut view = found.ok_or_else(|| Error::not_found(RefundId::NAME))?;
    view.origin = customers::origin(tx, refund.origin).await?;
    view.can = [Action::Edit, Action::Cancel]
        .into_iter()
        .filter(|&action| refund.permits(action) && tx.ctx().may(CUSTOMERS_REFUND_EDIT, Scope::Organisation))
        .map(|action| <&'static str>::from(action).to_owned())
        .collect();
    Ok(view)
}

fn of_row(row: &QueryResult) -> Result<RefundView> {
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    let payment_id: Uuid = row.try_get("", "payment_id").map_err(from_db)?;
    let code: String = row.try_get("", "currency").map_err(from_db)?;
    Ok(RefundView {
        id: id.into(),
        version: Version(row.try_get("", "version").map_err(from_db)?),
        code: row.try_get("", "code").map_err(from_db)?,
        payment: PaymentRef { id: payment_id.into(), code: row.try_get("", "payment_code").map_err(from_db)? },
        customer: customers::customer_of(row)?,
        refunded_on: day(row.try_get("", "refunded_on").map_err(from_db)?),
        amount: amount(row.try_get("", "amount_minor").map_err(from_db)?, currency(&code)?),
        currency: code,
        state: state_text(row.try_get("", "cancelled").map_err(from_db)?),
        origin: None,
        can: Vec::new(),
    })
}
