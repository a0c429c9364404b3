//! The only file of this slice that speaks SQL.

use std::collections::{BTreeSet, HashMap};

use beichen_engine::money::Currency;
use beichen_kernel::{Error, Id, Page, PageQuery, Permission, Result, Version};
use beichen_people::api as people;
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter, QueryResult};
use uuid::Uuid;

use super::model::{Payment, PaymentError, PaymentId, Refunded, Terms};
use super::policy;
use super::views::{OrderRef, PaymentListQuery, PaymentRefund, PaymentRow};
use crate::customer::model::CustomerId;
use crate::customer::store::{customer_of, origin_of};
use crate::order::model::OrderId;
use crate::order::store::{amount, currency, state_text};
use crate::permissions::{CUSTOMERS_PAYMENT_READ, CUSTOMERS_REFUND_READ};
use crate::sight::Sight;

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customers_payment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub code: String,
        pub order_id: Option<Uuid>,
        pub customer_id: Option<Uuid>,
        pub received_on: TimeDate,
        pub currency: String,
        pub amount_minor: i64,
        pub account: String,
        pub cancelled: bool,
        pub tx_id: Uuid,
        pub place: i64,
        pub batch_id: Option<Uuid>,
        pub batch_row: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(row, versioned);

/// Another organisation's payment is simply not found.
pub async fn load(tx: &Tx<'_>, id: PaymentId) -> Result<Payment> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    of_row(tx.one(select).await?.ok_or_else(|| Error::not_found(PaymentId::NAME))?)
}

/// Locks a payment until the commit, so that what is given back of it is recorded one after another.
pub async fn lock(tx: &Tx<'_>, id: PaymentId) -> Result<()> {
    let sql = format!("SELECT version FROM customers_payment WHERE org_id = $1 AND id = $2{}", tx.for_update());
    tx.row(&sql, vec![tx.ctx().org.0.into(), id.uuid().into()]).await?;
    Ok(())
}

/// By the company's own key.
pub async fn find_by_code(tx: &Tx<'_>, code: &str) -> Result<Option<Payment>> {
    let select = tx.select::<row::Entity>().filter(row::Column::Code.eq(code));
    tx.one(select).await?.map(of_row).transpose()
}

/// Those of these codes that there are, by code.
pub async fn by_codes(tx: &Tx<'_>, codes: &[String]) -> Result<HashMap<String, Payment>> {
    if codes.is_empty() {
        return Ok(HashMap::new());
    }
    let select = tx.select::<row::Entity>().filter(row::Column::Code.is_in(codes.iter().map(String::as_str)));
    let rows = tx.all(select).await?;
    rows.into_iter().map(|row| of_row(row).map(|payment| (payment.code.clone(), payment))).collect()
}

/// Those of these ids that there are, by id.
pub async fn by_ids(tx: &Tx<'_>, ids: &BTreeSet<PaymentId>) -> Result<HashMap<PaymentId, Payment>> {
    let ids: Vec<PaymentId> = ids.iter().copied().collect();
    let mut found = HashMap::new();
    for chunk in ids.chunks(IDS) {
        let select = tx.select::<row::Entity>().filter(row::Column::Id.is_in(chunk.iter().map(|id| id.uuid())));
        for row in tx.all(select).await? {
            found.insert(PaymentId::from(row.id), of_row(row)?);
        }
    }
    Ok(found)
}

/// What has been given back of these payments; without those of which nothing was.
pub async fn refunded_of(tx: &Tx<'_>, payments: &[PaymentId]) -> Result<HashMap<PaymentId, Refunded>> {
    let mut refunded = HashMap::new();
    for chunk in payments.chunks(IDS) {
        refunded.extend(refunded_of_some(tx, chunk).await?);
    }
    Ok(refunded)
}

async fn refunded_of_some(tx: &Tx<'_>, payments: &[PaymentId]) -> Result<Vec<(PaymentId, Refunded)>> {
    let places: Vec<String> = (3..).take(payments.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT payment_id, CAST(SUM(amount_minor) AS BIGINT) AS refunded, MIN(refunded_on) AS first_on \
         FROM customers_refund WHERE org_id = $1 AND cancelled = $2 AND payment_id IN ({}) GROUP BY payment_id",
        places.join(", ")
    );
    let mut values: Vec<sea_orm::Value> = vec![tx.ctx().org.0.into(), false.into()];
    values.extend(payments.iter().map(|payment| sea_orm::Value::from(payment.uuid())));
    let rows = tx.rows(&sql, values).await?;
    let read = |row: &QueryResult| {
        let id: uuid::Uuid = row.try_get("", "payment_id").map_err(from_db)?;
        let first_on: Option<time::Date> = row.try_get("", "first_on").map_err(from_db)?;
        let minor = row.try_get("", "refunded").map_err(from_db)?;
        Ok((PaymentId::from(id), Refunded { minor, first_on: first_on.map(day) }))
    };
    rows.iter().map(read).collect()
}

pub async fn insert(tx: &mut Tx<'_>, payment: &Payment) -> Result<()> {
    let row = active(tx, payment, payment.version);
    tx.insert(row).await.map_err(|error| taken(error, &payment.code))
}

/// Writes the payment if nobody else has since `load`, and raises its version.
pub async fn save(tx: &mut Tx<'_>, payment: &mut Payment) -> Result<()> {
    let row = active(tx, payment, payment.version.next());
    tx.update(row, payment.version).await.map_err(|error| taken(error, &payment.code))?;
    payment.version = payment.version.next();
    Ok(())
}

fn taken(error: Error, code: &str) -> Error {
    if beichen_store::error::is_unique(&error) {
        return PaymentError::CodeTaken { value: code.to_owned() }.into();
    }
    error
}

/// What has been given back of a payment.
pub async fn refunded(tx: &Tx<'_>, payment: PaymentId) -> Result<Refunded> {
    Ok(refunded_of(tx, &[payment]).await?.remove(&payment).unwrap_or_default())
}

/// The refunds of a payment, oldest first; days that are not seen are left out.
pub async fn refunds(tx: &Tx<'_>, payment: &Payment) -> Result<Vec<PaymentRefund>> {
    const SQL: &str = "SELECT id, code, refunded_on, amount_minor, cancelled FROM customers_refund \
        WHERE org_id = $1 AND payment_id = $2 ORDER BY refunded_on, id";
    let rows = tx.rows(SQL, vec![tx.ctx().org.0.into(), payment.id.uuid().into()]).await?;
    let sight = Sight::on(tx, payment.terms.order, CUSTOMERS_REFUND_READ).await?;
    let refunds = rows.iter().map(|row| refund_of(row, payment.terms.currency));
    refunds.filter(|refund| refund.as_ref().map_or(true, |refund| sight.sees(refund.refunded_on))).collect()
}

fn refund_of(row: &QueryResult, currency: Currency) -> Result<PaymentRefund> {
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    Ok(PaymentRefund {
        id: id.into(),
        code: row.try_get("", "code").map_err(from_db)?,
        refunded_on: day(row.try_get("", "refunded_on").map_err(from_db)?),
        amount: amount(row.try_get("", "amount_minor").map_err(from_db)?, currency),
        state: state_text(row.try_get("", "cancelled").map_err(from_db)?),
    })
}

fn of_row(row: row::Model) -> Result<Payment> {
    Ok(Payment {
        id: row.id.into(),
        version: Version(row.version),
        code: row.code,
        terms: Terms {
            order: row.order_id.map(OrderId::from),
            customer: row.customer_id.map(CustomerId::from),
            received_on: day(row.received_on),
            currency: currency(&row.currency)?,
            amount_minor: row.amount_minor,
            account: row.account,
        },
        cancelled: row.cancelled,
        place: row.place,
        origin: origin_of(row.batch_id, row.batch_row),
    })
}

fn active(tx: &Tx<'_>, payment: &Payment, version: Version) -> row::ActiveModel {
    row::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        id: Set(payment.id.uuid()),
        version: Set(version.0),
        code: Set(payment.code.clone()),
        order_id: Set(payment.terms.order.map(Id::uuid)),
        customer_id: Set(payment.terms.customer.map(Id::uuid)),
        received_on: Set(date(payment.terms.received_on)),
        currency: Set(payment.terms.currency.code().to_owned()),
        amount_minor: Set(payment.terms.amount_minor),
        account: Set(payment.terms.account.clone()),
        cancelled: Set(payment.cancelled),
        tx_id: Set(tx.id().uuid()),
        place: Set(payment.place),
        batch_id: Set(payment.origin.map(|origin| origin.batch.uuid())),
        batch_row: Set(payment.origin.map(|origin| origin.row)),
    }
}

/// Ids that one statement lists.
const IDS: usize = 5_000;

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

/// One page of the payments that the actor may see.
pub async fn page(tx: &Tx<'_>, query: &PaymentListQuery) -> Result<Page<PaymentRow>> {
    let sort = query.sort.as_deref().unwrap_or("-received_on");
    let mut list = List::new(("p.org_id", tx.ctx().org), (COLUMNS, FROM, "p.id"), SORTS, sort)?;
    narrow(tx, &mut list, CUSTOMERS_PAYMENT_READ, "p.received_on").await?;
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
    list.page(tx, &query.page(), |row| listed(tx, row)).await
}

/// Whether the actor may see it.
pub async fn is_seen(tx: &Tx<'_>, id: PaymentId) -> Result<bool> {
    let mut list = List::new(("p.org_id", tx.ctx().org), ("p.id", FROM, "p.id"), SORTS, "code")?;
    narrow(tx, &mut list, CUSTOMERS_PAYMENT_READ, "p.received_on").await?;
    list.equal("p.id", Some(id.uuid()));
    let found = list.page(tx, &PageQuery::default(), |_| Ok(())).await?;
    Ok(!found.items.is_empty())
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

fn listed(tx: &Tx<'_>, row: &QueryResult) -> Result<PaymentRow> {
    let cancelled: bool = row.try_get("", "cancelled").map_err(from_db)?;
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    let order_id: Option<Uuid> = row.try_get("", "order_id").map_err(from_db)?;
    let order_code: Option<String> = row.try_get("", "order_code").map_err(from_db)?;
    let code: String = row.try_get("", "currency").map_err(from_db)?;
    let currency = currency(&code)?;
    Ok(PaymentRow {
        id: id.into(),
        version: Version(row.try_get("", "version").map_err(from_db)?),
        code: row.try_get("", "code").map_err(from_db)?,
        customer: customer_of(row)?,
        order: order_id.map(|id| OrderRef { id: id.into(), code: order_code.unwrap_or_default() }),
        received_on: day(row.try_get("", "received_on").map_err(from_db)?),
        amount: amount(row.try_get("", "amount_minor").map_err(from_db)?, currency),
        currency: code,
        account: row.try_get("", "account").map_err(from_db)?,
        state: state_text(cancelled),
        can: policy::offered(tx.ctx(), cancelled, order_id.is_some()),
    })
}

/// Narrows a list of payments `p`, or of things that name one, to those of whose order the actor sees a payee on the
/// day. What is unmatched is seen by those who see everything.
pub async fn narrow(tx: &Tx<'_>, list: &mut List, permission: Permission, day_column: &str) -> Result<()> {
    let visible = people::visible(tx, permission).await?;
    let Some(condition) = visible.condition(list, "v.member_id", day_column) else { return Ok(()) };
    list.filter(format!(
        "EXISTS (SELECT 1 FROM customers_order_payee v WHERE v.org_id = p.org_id AND v.order_id = p.order_id AND {condition})"
    ));
    Ok(())
}
