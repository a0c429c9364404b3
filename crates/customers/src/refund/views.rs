//! What a refund looks like on the wire.

use beichen_engine::day::Day;
use beichen_kernel::{PageQuery, Version};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::RefundId;
use crate::customer::views::{CustomerRef, OriginView};
use crate::payment::model::PaymentId;

/// A payment as a refund names it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PaymentRef {
    pub id: PaymentId,
    pub code: String,
}

/// A refund.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RefundView {
    pub id: RefundId,
    pub version: Version,
    pub code: String,
    pub payment: PaymentRef,
    pub customer: Option<CustomerRef>,
    #[schema(value_type = String)]
    pub refunded_on: Day,
    pub currency: String,
    pub amount: String,
    /// `open` or `cancelled`.
    pub state: String,
    pub origin: Option<OriginView>,
    pub can: Vec<String>,
}

/// A new refund, or one as it should be from now on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RefundWrite {
    /// The company's own number; made when absent.
    #[serde(default)]
    pub code: Option<String>,
    /// The payment that it takes back from; never changed by an edit.
    pub payment_id: PaymentId,
    #[schema(value_type = String, example = "2026-04-02")]
    pub refunded_on: Day,
    pub amount: String,
}

/// Which refunds are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
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

impl RefundListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}
