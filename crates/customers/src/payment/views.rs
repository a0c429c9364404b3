//! What a payment looks like on the wire.

use beichen_engine::day::Day;
use beichen_kernel::{PageQuery, Version};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::PaymentId;
use crate::customer::model::CustomerId;
use crate::customer::views::{CustomerRef, OriginView};
use crate::order::model::OrderId;
use crate::refund::model::RefundId;

/// An order as a payment names it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrderRef {
    pub id: OrderId,
    pub code: String,
}

/// A row of the list of payments.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PaymentRow {
    pub id: PaymentId,
    pub version: Version,
    pub code: String,
    pub customer: Option<CustomerRef>,
    /// Absent: unmatched.
    pub order: Option<OrderRef>,
    #[schema(value_type = String)]
    pub received_on: Day,
    pub currency: String,
    pub amount: String,
    pub account: String,
    /// `open` or `cancelled`.
    pub state: String,
    pub can: Vec<String>,
}

/// A payment, whole.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PaymentView {
    pub id: PaymentId,
    pub version: Version,
    pub code: String,
    pub customer: Option<CustomerRef>,
    pub order: Option<OrderRef>,
    #[schema(value_type = String)]
    pub received_on: Day,
    pub currency: String,
    /// Gross.
    pub amount: String,
    pub account: String,
    /// What no line of its order takes: the whole of an unmatched payment, or what exceeds the order.
    pub unmatched: String,
    /// `open` or `cancelled`.
    pub state: String,
    pub refunds: Vec<PaymentRefund>,
    pub origin: Option<OriginView>,
    pub can: Vec<String>,
}

/// Money given back from the payment.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PaymentRefund {
    pub id: RefundId,
    pub code: String,
    #[schema(value_type = String)]
    pub refunded_on: Day,
    pub amount: String,
    pub state: String,
}

/// A new payment, or one as it should be from now on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PaymentWrite {
    /// The bank's or company's own number; made when absent.
    #[serde(default)]
    pub code: Option<String>,
    /// Absent: unmatched.
    #[serde(default)]
    pub order_id: Option<OrderId>,
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    #[schema(value_type = String, example = "2026-03-31")]
    pub received_on: Day,
    pub amount: String,
    #[serde(default)]
    pub account: String,
}

/// The order that an unmatched payment is for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PaymentMatch {
    pub order_id: OrderId,
}

/// Which payments are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
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

impl PaymentListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}
