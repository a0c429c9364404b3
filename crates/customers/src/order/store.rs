//! The only file of this slice that speaks SQL.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::money::{Currency, Money};
use beichen_engine::rate::Rate;
use beichen_kernel::{Error, Id, MemberId, Page, PageQuery, Result, Version};
use beichen_people::api as people;
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QueryResult};
use uuid::Uuid;

use super::model::{Line, Order, OrderError, OrderId, Split, Terms};
use super::views::{OrderListQuery, OrderPayment, OrderRow, ProductRef};
use crate::customer::model::Customer;
use crate::customer::store::{customer_of, json_text, origin_of, person_of};
use crate::permissions::{CUSTOMERS_ORDER_READ, CUSTOMERS_PAYMENT_READ, CUSTOMERS_REFUND_READ};
use crate::product::model::ProductId;
use crate::sight::Sight;

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customers_order")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub code: String,
        pub customer_id: Uuid,
        pub owner_id: Option<Uuid>,
        pub signed_on: TimeDate,
        pub due_on: Option<TimeDate>,
        pub currency: String,
        pub net_minor: i64,
        pub gross_minor: i64,
        pub cancelled: bool,
        pub fields: String,
        pub tx_id: Uuid,
        pub place: i64,
        pub batch_id: Option<Uuid>,
        pub batch_row: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod line {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customers_order_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub order_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub place: i64,
        pub product_id: Option<Uuid>,
        pub quantity: i64,
        pub net_minor: i64,
        pub gross_minor: i64,
        pub unit_cost_minor: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod payee {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customers_order_payee")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub order_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: Uuid,
        pub place: i64,
        pub share_ppm: i64,
        pub is_split: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(row, versioned);
beichen_store::tenant!(line);
beichen_store::tenant!(payee);

/// Another organisation's order is simply not found.
pub async fn load(tx: &Tx<'_>, id: OrderId) -> Result<Order> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    let row = tx.one(select).await?.ok_or_else(|| Error::not_found(OrderId::NAME))?;
    of_row(tx, row).await
}

/// By the company's own key.
pub async fn find_by_code(tx: &Tx<'_>, code: &str) -> Result<Option<Order>> {
    let select = tx.select::<row::Entity>().filter(row::Column::Code.eq(code));
    match tx.one(select).await? {
        Some(row) => of_row(tx, row).await.map(Some),
        None => Ok(None),
    }
}

/// Locks orders until the commit, so that their payments are recorded one after another.
pub async fn lock(tx: &Tx<'_>, ids: impl IntoIterator<Item = OrderId>) -> Result<()> {
    let mut ids: Vec<OrderId> = ids.into_iter().collect();
    ids.sort_unstable();
    for id in ids {
        let sql = format!("SELECT version FROM customers_order WHERE org_id = $1 AND id = $2{}", tx.for_update());
        tx.row(&sql, vec![tx.ctx().org.0.into(), id.uuid().into()]).await?;
    }
    Ok(())
}

/// Who is credited: the split, else the owner, else the customer's owner on the day of signing.
pub fn payees(order: &Order, customer: &Customer) -> Vec<Split> {
    if !order.terms.splits.is_empty() {
        return order.terms.splits.clone();
    }
    let alone = order.terms.owner.or_else(|| customer.owners.on(order.terms.signed_on));
    alone.map(|member| Split { member, share: Rate::ONE }).into_iter().collect()
}

pub async fn insert(tx: &mut Tx<'_>, order: &Order, payees: &[Split]) -> Result<()> {
    let row = active(tx, order, order.version)?;
    tx.insert(row).await.map_err(|error| taken(error, &order.code))?;
    insert_parts(tx, order, payees).await
}

/// Writes the order if nobody else has since `load`, and raises its version.
pub async fn save(tx: &mut Tx<'_>, order: &mut Order, payees: &[Split]) -> Result<()> {
    let row = active(tx, order, order.version.next())?;
    tx.update(row, order.version).await.map_err(|error| taken(error, &order.code))?;
    order.version = order.version.next();
    tx.delete_where::<line::Entity>(line::Column::OrderId.eq(order.id.uuid())).await?;
    tx.delete_where::<payee::Entity>(payee::Column::OrderId.eq(order.id.uuid())).await?;
    insert_parts(tx, order, payees).await
}

async fn insert_parts(tx: &mut Tx<'_>, order: &Order, payees: &[Split]) -> Result<()> {
    let org = tx.ctx().org.0;
    let order_id = order.id.uuid();
    let mut lines = Vec::with_capacity(order.terms.lines.len());
    for (place, line) in (0_i64..).zip(&order.terms.lines) {
        lines.push(line::ActiveModel {
            org_id: Set(org),
            order_id: Set(order_id),
            id: Set(line.id.uuid()),
            place: Set(place),
            product_id: Set(line.product.map(Id::uuid)),
            quantity: Set(line.quantity),
            net_minor: Set(line.net_minor),
            gross_minor: Set(line.gross_minor),
            unit_cost_minor: Set(line.unit_cost_minor),
        });
    }
    let is_split = !order.terms.splits.is_empty();
    let mut shares = Vec::with_capacity(payees.len());
    for (place, split) in (0_i64..).zip(payees) {
        shares.push(payee::ActiveModel {
            org_id: Set(org),
            order_id: Set(order_id),
            member_id: Set(split.member.uuid()),
            place: Set(place),
            share_ppm: Set(split.share.ppm()),
            is_split: Set(is_split),
        });
    }
    tx.insert_many(lines).await?;
    tx.insert_many(shares).await
}

fn taken(error: Error, code: &str) -> Error {
    if beichen_store::error::is_unique(&error) {
        return OrderError::CodeTaken { value: code.to_owned() }.into();
    }
    error
}

async fn of_row(tx: &Tx<'_>, row: row::Model) -> Result<Order> {
    let lines = tx.select::<line::Entity>().filter(line::Column::OrderId.eq(row.id)).order_by_asc(line::Column::Place);
    let splits = tx
        .select::<payee::Entity>()
        .filter(payee::Column::OrderId.eq(row.id))
        .filter(payee::Column::IsSplit.eq(true))
        .order_by_asc(payee::Column::Place);
    let lines = tx.all(lines).await?.into_iter().map(line_of).collect();
    let splits = tx.all(splits).await?.into_iter().map(split_of).collect();
    of_parts(row, lines, splits)
}

/// Those of these codes that there are, by code.
pub async fn by_codes(tx: &Tx<'_>, codes: &[String]) -> Result<HashMap<String, Order>> {
    if codes.is_empty() {
        return Ok(HashMap::new());
    }
    let orders = several(tx, row::Column::Code.is_in(codes.iter().map(String::as_str))).await?;
    Ok(orders.into_iter().map(|order| (order.code.clone(), order)).collect())
}

/// Those of these ids that there are, by id.
pub async fn by_ids(tx: &Tx<'_>, ids: &BTreeSet<OrderId>) -> Result<HashMap<OrderId, Order>> {
    let ids: Vec<OrderId> = ids.iter().copied().collect();
    let mut found = HashMap::new();
    for chunk in ids.chunks(IDS) {
        let orders = several(tx, row::Column::Id.is_in(chunk.iter().map(|id| id.uuid()))).await?;
        found.extend(orders.into_iter().map(|order| (order.id, order)));
    }
    Ok(found)
}

async fn several(tx: &Tx<'_>, which: SimpleExpr) -> Result<Vec<Order>> {
    let rows = tx.all(tx.select::<row::Entity>().filter(which)).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let lines = tx
        .select::<line::Entity>()
        .filter(line::Column::OrderId.is_in(ids.iter().copied()))
        .order_by_asc(line::Column::OrderId)
        .order_by_asc(line::Column::Place);
    let splits = tx
        .select::<payee::Entity>()
        .filter(payee::Column::OrderId.is_in(ids))
        .filter(payee::Column::IsSplit.eq(true))
        .order_by_asc(payee::Column::OrderId)
        .order_by_asc(payee::Column::Place);
    let mut lines_of: HashMap<Uuid, Vec<Line>> = HashMap::new();
    for line in tx.all(lines).await? {
        lines_of.entry(line.order_id).or_default().push(line_of(line));
    }
    let mut splits_of: HashMap<Uuid, Vec<Split>> = HashMap::new();
    for split in tx.all(splits).await? {
        splits_of.entry(split.order_id).or_default().push(split_of(split));
    }
    let parts = |row: row::Model| {
        let lines = lines_of.remove(&row.id).unwrap_or_default();
        let splits = splits_of.remove(&row.id).unwrap_or_default();
        of_parts(row, lines, splits)
    };
    rows.into_iter().map(parts).collect()
}

fn of_parts(row: row::Model, lines: Vec<Line>, splits: Vec<Split>) -> Result<Order> {
    Ok(Order {
        id: row.id.into(),
        version: Version(row.version),
        code: row.code,
        customer: row.customer_id.into(),
        cancelled: row.cancelled,
        terms: Terms {
            owner: row.owner_id.map(MemberId::from),
            signed_on: day(row.signed_on),
            due_on: row.due_on.map(day),
            currency: currency(&row.currency)?,
            lines,
            splits,
            fields: serde_json::from_str(&row.fields).map_err(Error::internal)?,
        },
        place: row.place,
        origin: origin_of(row.batch_id, row.batch_row),
    })
}

fn split_of(split: payee::Model) -> Split {
    Split { member: split.member_id.into(), share: Rate::from_ppm(split.share_ppm) }
}

fn line_of(line: line::Model) -> Line {
    Line {
        id: line.id.into(),
        product: line.product_id.map(ProductId::from),
        quantity: line.quantity,
        net_minor: line.net_minor,
        gross_minor: line.gross_minor,
        unit_cost_minor: line.unit_cost_minor,
    }
}

/// A currency as the database holds it.
pub fn currency(code: &str) -> Result<Currency> {
    code.parse().map_err(|_| Error::internal(format!("{code} is no currency")))
}

/// Minor units as a decimal string.
pub fn amount(minor: i64, currency: Currency) -> String {
    Money::new(minor, currency).decimal()
}

fn active(tx: &Tx<'_>, order: &Order, version: Version) -> Result<row::ActiveModel> {
    let too_large = || Error::from(OrderError::TooLarge);
    Ok(row::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        id: Set(order.id.uuid()),
        version: Set(version.0),
        code: Set(order.code.clone()),
        customer_id: Set(order.customer.uuid()),
        owner_id: Set(order.terms.owner.map(Id::uuid)),
        signed_on: Set(date(order.terms.signed_on)),
        due_on: Set(order.terms.due_on.map(date)),
        currency: Set(order.terms.currency.code().to_owned()),
        net_minor: Set(order.terms.net_minor().ok_or_else(too_large)?),
        gross_minor: Set(order.terms.gross_minor().ok_or_else(too_large)?),
        cancelled: Set(order.cancelled),
        fields: Set(json_text(&order.terms.fields)),
        tx_id: Set(tx.id().uuid()),
        place: Set(order.place),
        batch_id: Set(order.origin.map(|origin| origin.batch.uuid())),
        batch_row: Set(order.origin.map(|origin| origin.row)),
    })
}

/// The products that lines name, by id.
pub async fn products(tx: &Tx<'_>, lines: &[Line]) -> Result<BTreeMap<ProductId, crate::product::model::Product>> {
    let mut products = BTreeMap::new();
    let named: std::collections::BTreeSet<ProductId> = lines.iter().filter_map(|line| line.product).collect();
    for id in named {
        products.insert(id, crate::product::store::load(tx, id).await?);
    }
    Ok(products)
}

/// The product as a line names it.
pub fn product_ref(product: &crate::product::model::Product) -> ProductRef {
    ProductRef {
        id: product.id,
        code: product.code.clone(),
        name: product.name.clone(),
        family: product.family.clone(),
    }
}

/// Everybody who is credited by an order.
pub async fn payee_members(tx: &Tx<'_>, id: OrderId) -> Result<Vec<MemberId>> {
    let payees = tx.select::<payee::Entity>().filter(payee::Column::OrderId.eq(id.uuid()));
    Ok(tx.all(payees).await?.into_iter().map(|payee| payee.member_id.into()).collect())
}

/// On which days an order was paid, whoever sees them.
pub async fn payment_days(tx: &Tx<'_>, id: OrderId) -> Result<Vec<beichen_engine::day::Day>> {
    let sql = "SELECT received_on FROM customers_payment WHERE org_id = $1 AND order_id = $2 AND cancelled = FALSE";
    let rows = tx.rows(sql, vec![tx.ctx().org.0.into(), id.uuid().into()]).await?;
    rows.iter().map(|row| row.try_get("", "received_on").map(day).map_err(from_db)).collect()
}

/// The payments of an order with what has been given back of each, oldest first; days that are not seen are left out.
pub async fn payments(tx: &Tx<'_>, order: &Order) -> Result<Vec<OrderPayment>> {
    const PAYMENTS: &str = "SELECT id, code, received_on, amount_minor, cancelled FROM customers_payment \
        WHERE org_id = $1 AND order_id = $2 ORDER BY received_on, id";
    const REFUNDS: &str = "SELECT r.payment_id, r.refunded_on, r.amount_minor FROM customers_refund r \
        JOIN customers_payment p ON p.org_id = r.org_id AND p.id = r.payment_id \
        WHERE r.org_id = $1 AND p.order_id = $2 AND r.cancelled = FALSE";
    let own = || vec![tx.ctx().org.0.into(), order.id.uuid().into()];
    let sight = Sight::on(tx, Some(order.id), CUSTOMERS_REFUND_READ).await?;
    let mut refunded: HashMap<Uuid, i64> = HashMap::new();
    for row in tx.rows(REFUNDS, own()).await? {
        if sight.sees(day(row.try_get("", "refunded_on").map_err(from_db)?)) {
            let minor: i64 = row.try_get("", "amount_minor").map_err(from_db)?;
            let sum = refunded.entry(row.try_get("", "payment_id").map_err(from_db)?).or_default();
            *sum = sum.saturating_add(minor);
        }
    }
    let sight = Sight::on(tx, Some(order.id), CUSTOMERS_PAYMENT_READ).await?;
    let rows = tx.rows(PAYMENTS, own()).await?;
    let payments = rows.iter().map(|row| payment_of(row, &refunded, order.terms.currency));
    payments.filter(|payment| payment.as_ref().map_or(true, |payment| sight.sees(payment.received_on))).collect()
}

fn payment_of(row: &QueryResult, refunded: &HashMap<Uuid, i64>, currency: Currency) -> Result<OrderPayment> {
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    Ok(OrderPayment {
        id: id.into(),
        code: row.try_get("", "code").map_err(from_db)?,
        received_on: day(row.try_get("", "received_on").map_err(from_db)?),
        amount: amount(row.try_get("", "amount_minor").map_err(from_db)?, currency),
        refunded: amount(refunded.get(&id).copied().unwrap_or_default(), currency),
        state: state_text(row.try_get("", "cancelled").map_err(from_db)?),
    })
}

/// A document's state on the wire.
pub fn state_text(cancelled: bool) -> String {
    if cancelled { "cancelled" } else { "open" }.to_owned()
}

/// Ids that one statement lists.
const IDS: usize = 5_000;

const SORTS: &[Sort] =
    &[Sort::day("signed_on", "o.signed_on"), Sort::text("code", "o.code"), Sort::integer("net", "o.net_minor")];
const COLUMNS: &str = "o.id, o.code, o.signed_on, o.due_on, o.currency, o.net_minor, o.gross_minor, o.cancelled, \
    c.id AS customer_id, c.code AS customer_code, c.name AS customer_name, \
    m.id AS owner_id, m.code AS owner_code, m.name AS owner_name";
const FROM: &str = "customers_order o \
    JOIN customers_customer c ON c.org_id = o.org_id AND c.id = o.customer_id \
    LEFT JOIN people_member m ON m.org_id = o.org_id AND m.id = o.owner_id";

/// One page of the orders that the actor may see.
pub async fn page(tx: &Tx<'_>, query: &OrderListQuery) -> Result<Page<OrderRow>> {
    let sort = query.sort.as_deref().unwrap_or("-signed_on");
    let mut list = List::new(("o.org_id", tx.ctx().org), (COLUMNS, FROM, "o.id"), SORTS, sort)?;
    narrow(tx, &mut list).await?;
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
    list.page(tx, &query.page(), listed).await
}

/// Whether the actor may see it.
pub async fn is_seen(tx: &Tx<'_>, id: OrderId) -> Result<bool> {
    let mut list = List::new(("o.org_id", tx.ctx().org), ("o.id", FROM, "o.id"), SORTS, "code")?;
    narrow(tx, &mut list).await?;
    list.equal("o.id", Some(id.uuid()));
    let found = list.page(tx, &PageQuery::default(), |_| Ok(())).await?;
    Ok(!found.items.is_empty())
}

fn listed(row: &QueryResult) -> Result<OrderRow> {
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    let code: String = row.try_get("", "currency").map_err(from_db)?;
    let currency = currency(&code)?;
    let due_on: Option<time::Date> = row.try_get("", "due_on").map_err(from_db)?;
    Ok(OrderRow {
        id: id.into(),
        code: row.try_get("", "code").map_err(from_db)?,
        customer: customer_of(row)?,
        owner: person_of(row, "owner")?,
        signed_on: day(row.try_get("", "signed_on").map_err(from_db)?),
        due_on: due_on.map(day),
        net: amount(row.try_get("", "net_minor").map_err(from_db)?, currency),
        gross: amount(row.try_get("", "gross_minor").map_err(from_db)?, currency),
        currency: code,
        state: state_text(row.try_get("", "cancelled").map_err(from_db)?),
        can: Vec::new(),
    })
}

/// Narrows a list of orders `o` to those of which the actor sees a payee on the day of signing.
pub async fn narrow(tx: &Tx<'_>, list: &mut List) -> Result<()> {
    let visible = people::visible(tx, CUSTOMERS_ORDER_READ).await?;
    let Some(condition) = visible.condition(list, "v.member_id", "o.signed_on") else { return Ok(()) };
    list.filter(format!(
        "EXISTS (SELECT 1 FROM customers_order_payee v WHERE v.org_id = o.org_id AND v.order_id = o.id AND {condition})"
    ));
    Ok(())
}
