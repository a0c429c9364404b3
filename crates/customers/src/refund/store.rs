//! The only file of this slice that speaks SQL.

use std::collections::{BTreeSet, HashMap};

use beichen_engine::money::Currency;
use beichen_kernel::{Error, Id, Page, PageQuery, Result, Version};
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw::{date, day};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter, QueryResult};
use uuid::Uuid;

use super::model::{Refund, RefundError, RefundId};
use super::policy;
use super::views::{PaymentRef, RefundListQuery, RefundView};
use crate::customer::store::{customer_of, origin_of};
use crate::order::store::{amount, currency, state_text};
use crate::payment::store::narrow;
use crate::permissions::CUSTOMERS_REFUND_READ;

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customers_refund")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub code: String,
        pub payment_id: Uuid,
        pub refunded_on: TimeDate,
        pub currency: String,
        pub amount_minor: i64,
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

/// Another organisation's refund is simply not found.
pub async fn load(tx: &Tx<'_>, id: RefundId) -> Result<Refund> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    tx.one(select).await?.map(of_row).ok_or_else(|| Error::not_found(RefundId::NAME))
}

/// Those of these codes that there are, by code.
pub async fn by_codes(tx: &Tx<'_>, codes: &[String]) -> Result<HashMap<String, Refund>> {
    if codes.is_empty() {
        return Ok(HashMap::new());
    }
    let select = tx.select::<row::Entity>().filter(row::Column::Code.is_in(codes.iter().map(String::as_str)));
    Ok(tx.all(select).await?.into_iter().map(|row| (row.code.clone(), of_row(row))).collect())
}

/// Those of these ids that there are, by id.
pub async fn by_ids(tx: &Tx<'_>, ids: &BTreeSet<RefundId>) -> Result<HashMap<RefundId, Refund>> {
    let ids: Vec<RefundId> = ids.iter().copied().collect();
    let mut found = HashMap::new();
    for chunk in ids.chunks(IDS) {
        let select = tx.select::<row::Entity>().filter(row::Column::Id.is_in(chunk.iter().map(|id| id.uuid())));
        found.extend(tx.all(select).await?.into_iter().map(|row| (RefundId::from(row.id), of_row(row))));
    }
    Ok(found)
}

pub async fn insert(tx: &mut Tx<'_>, refund: &Refund, currency: Currency) -> Result<()> {
    let row = active(tx, refund, currency, refund.version);
    tx.insert(row).await.map_err(|error| {
        if beichen_store::error::is_unique(&error) {
            return RefundError::CodeTaken { value: refund.code.clone() }.into();
        }
        error
    })
}

/// Writes the refund if nobody else has since `load`, and raises its version.
pub async fn save(tx: &mut Tx<'_>, refund: &mut Refund, currency: Currency) -> Result<()> {
    let row = active(tx, refund, currency, refund.version.next());
    tx.update(row, refund.version).await?;
    refund.version = refund.version.next();
    Ok(())
}

fn of_row(row: row::Model) -> Refund {
    Refund {
        id: row.id.into(),
        version: Version(row.version),
        code: row.code,
        payment: row.payment_id.into(),
        refunded_on: day(row.refunded_on),
        amount_minor: row.amount_minor,
        cancelled: row.cancelled,
        place: row.place,
        origin: origin_of(row.batch_id, row.batch_row),
    }
}

fn active(tx: &Tx<'_>, refund: &Refund, currency: Currency, version: Version) -> row::ActiveModel {
    row::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        id: Set(refund.id.uuid()),
        version: Set(version.0),
        code: Set(refund.code.clone()),
        payment_id: Set(refund.payment.uuid()),
        refunded_on: Set(date(refund.refunded_on)),
        currency: Set(currency.code().to_owned()),
        amount_minor: Set(refund.amount_minor),
        cancelled: Set(refund.cancelled),
        tx_id: Set(tx.id().uuid()),
        place: Set(refund.place),
        batch_id: Set(refund.origin.map(|origin| origin.batch.uuid())),
        batch_row: Set(refund.origin.map(|origin| origin.row)),
    }
}

/// Ids that one statement lists.
const IDS: usize = 5_000;

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

/// One page of the refunds whose days the actor may see.
pub async fn page(tx: &Tx<'_>, query: &RefundListQuery) -> Result<Page<RefundView>> {
    let sort = query.sort.as_deref().unwrap_or("-refunded_on");
    let mut list = List::new(("r.org_id", tx.ctx().org), (COLUMNS, FROM, "r.id"), SORTS, sort)?;
    narrow(tx, &mut list, CUSTOMERS_REFUND_READ, "r.refunded_on").await?;
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
    list.page(tx, &query.page(), |row| listed(tx, row)).await
}

/// Whether the actor may see it.
pub async fn is_seen(tx: &Tx<'_>, id: RefundId) -> Result<bool> {
    let mut list = List::new(("r.org_id", tx.ctx().org), ("r.id", FROM, "r.id"), SORTS, "code")?;
    narrow(tx, &mut list, CUSTOMERS_REFUND_READ, "r.refunded_on").await?;
    list.equal("r.id", Some(id.uuid()));
    let found = list.page(tx, &PageQuery::default(), |_| Ok(())).await?;
    Ok(!found.items.is_empty())
}

/// One refund as the list shows it, whoever asks.
pub async fn one(tx: &Tx<'_>, id: RefundId) -> Result<RefundView> {
    let mut list = List::new(("r.org_id", tx.ctx().org), (COLUMNS, FROM, "r.id"), SORTS, "code")?;
    list.equal("r.id", Some(id.uuid()));
    let found = list.page(tx, &PageQuery::default(), |row| listed(tx, row)).await?.items.into_iter().next();
    found.ok_or_else(|| Error::not_found(RefundId::NAME))
}

fn listed(tx: &Tx<'_>, row: &QueryResult) -> Result<RefundView> {
    let cancelled: bool = row.try_get("", "cancelled").map_err(from_db)?;
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    let payment_id: Uuid = row.try_get("", "payment_id").map_err(from_db)?;
    let code: String = row.try_get("", "currency").map_err(from_db)?;
    Ok(RefundView {
        id: id.into(),
        version: Version(row.try_get("", "version").map_err(from_db)?),
        code: row.try_get("", "code").map_err(from_db)?,
        payment: PaymentRef { id: payment_id.into(), code: row.try_get("", "payment_code").map_err(from_db)? },
        customer: customer_of(row)?,
        refunded_on: day(row.try_get("", "refunded_on").map_err(from_db)?),
        amount: amount(row.try_get("", "amount_minor").map_err(from_db)?, currency(&code)?),
        currency: code,
        state: state_text(cancelled),
        origin: None,
        can: policy::offered(tx.ctx(), cancelled),
    })
}
