//! What an order looks like on the wire. Amounts are decimal strings, shares decimal fractions.

use std::collections::BTreeMap;

use beichen_engine::day::Day;
use beichen_kernel::{MemberId, PageQuery, Version};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::model::{LineId, OrderId};
use crate::customer::model::CustomerId;
use crate::customer::views::{CustomerRef, OriginView, PersonRef};
use crate::payment::model::PaymentId;
use crate::product::model::ProductId;

/// A row of the list of orders.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrderRow {
    pub id: OrderId,
    pub code: String,
    pub customer: Option<CustomerRef>,
    pub owner: Option<PersonRef>,
    #[schema(value_type = String)]
    pub signed_on: Day,
    #[schema(value_type = Option<String>)]
    pub due_on: Option<Day>,
    pub currency: String,
    pub net: String,
    pub gross: String,
    /// `open` or `cancelled`.
    pub state: String,
    pub can: Vec<String>,
}

/// An order, whole.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrderView {
    pub id: OrderId,
    pub version: Version,
    pub code: String,
    pub customer: Option<CustomerRef>,
    pub owner: Option<PersonRef>,
    #[schema(value_type = String)]
    pub signed_on: Day,
    #[schema(value_type = Option<String>)]
    pub due_on: Option<Day>,
    pub currency: String,
    /// Without tax and freight.
    pub net: String,
    /// With tax and freight.
    pub gross: String,
    /// `open` or `cancelled`.
    pub state: String,
    pub lines: Vec<LineView>,
    /// Who shares it; empty when it is its owner's alone.
    pub splits: Vec<SplitView>,
    pub payments: Vec<OrderPayment>,
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Value>,
    pub origin: Option<OriginView>,
    pub can: Vec<String>,
}

/// One line.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LineView {
    pub id: LineId,
    pub product: Option<ProductRef>,
    pub quantity: i64,
    pub net: String,
    pub gross: String,
    pub unit_cost: Option<String>,
}

/// A product as a line names it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ProductRef {
    pub id: ProductId,
    pub code: String,
    pub name: String,
    pub family: String,
}

/// One person's share.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SplitView {
    pub member: PersonRef,
    /// "0.7" for 70 %.
    pub share: String,
}

/// A payment of the order.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrderPayment {
    pub id: PaymentId,
    pub code: String,
    #[schema(value_type = String)]
    pub received_on: Day,
    pub amount: String,
    /// What has been given back of it.
    pub refunded: String,
    pub state: String,
}

/// A new order, or one as it should be from now on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrderWrite {
    pub code: String,
    pub customer_id: CustomerId,
    /// Absent: the customer's owner.
    #[serde(default)]
    pub owner_id: Option<MemberId>,
    #[schema(value_type = String, example = "2026-03-31")]
    pub signed_on: Day,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub due_on: Option<Day>,
    /// Absent: the organisation's currency.
    #[serde(default)]
    pub currency: Option<String>,
    pub lines: Vec<LineWrite>,
    #[serde(default)]
    pub splits: Vec<SplitWrite>,
    #[serde(default)]
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Value>,
}

/// A line as it is written.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LineWrite {
    /// The line that this one continues; absent for a new one.
    #[serde(default)]
    pub id: Option<LineId>,
    #[serde(default)]
    pub product_id: Option<ProductId>,
    /// Whole pieces; 1 when absent.
    #[serde(default)]
    pub quantity: Option<i64>,
    pub net: String,
    /// Absent: as net.
    #[serde(default)]
    pub gross: Option<String>,
    #[serde(default)]
    pub unit_cost: Option<String>,
}

/// A share as it is written.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SplitWrite {
    pub member_id: MemberId,
    /// "70%" or "0.7".
    pub share: String,
}

/// Which orders are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
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

impl OrderListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}
