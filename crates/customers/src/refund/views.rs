//! What a refund looks like on the wire.

use beichen_engine::day::Day;
use beichen_kernel::Version;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
