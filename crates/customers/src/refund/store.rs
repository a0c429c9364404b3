//! The only file of this slice that speaks SQL.

use std::collections::HashMap;

use beichen_engine::money::Currency;
use beichen_kernel::{Error, Id, Result, Version};
use beichen_store::Tx;
use beichen_store::raw::{date, day};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter};

use super::model::{Refund, RefundError, RefundId};
use crate::customer::store::origin_of;

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

/// By the company's own key.
pub async fn find_by_code(tx: &Tx<'_>, code: &str) -> Result<Option<Refund>> {
    let select = tx.select::<row::Entity>().filter(row::Column::Code.eq(code));
    Ok(tx.one(select).await?.map(of_row))
}

/// Those of these codes that there are, by code.
pub async fn by_codes(tx: &Tx<'_>, codes: &[String]) -> Result<HashMap<String, Refund>> {
    if codes.is_empty() {
        return Ok(HashMap::new());
    }
    let select = tx.select::<row::Entity>().filter(row::Column::Code.is_in(codes.iter().map(String::as_str)));
    Ok(tx.all(select).await?.into_iter().map(|row| (row.code.clone(), of_row(row))).collect())
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
