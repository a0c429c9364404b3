//! Documents on the wire.

use beichen_engine::day::Day;
use beichen_kernel::{BatchId, MemberId, UnitId, Version};
use serde::Serialize;
use utoipa::ToSchema;

use super::model::DocumentId;

/// A document with its versions, credits and origin.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentView {
    pub id: DocumentId,
    /// `order`, `payment`, `refund`, `manual`, …
    pub kind: String,
    pub code: String,
    #[schema(value_type = i64)]
    pub version: Version,
    #[schema(value_type = String)]
    pub day: Day,
    pub cancelled: bool,
    pub currency: String,
    /// Without and with tax; of a manual value both are the value in the measure's smallest unit.
    pub net: String,
    pub gross: String,
    /// Of an order: what is paid of it; of a payment: what found its order. Refunds are subtracted.
    pub matched: String,
    /// Of a payment: what found no order. Of an order: by how much it is overpaid.
    pub unmatched: String,
    /// The document that this one belongs to: a payment's order, a refund's payment.
    pub of_document: Option<DocumentId>,
    /// Newest first.
    pub versions: Vec<DocumentVersionView>,
    /// What stands, of the people whom the viewer may see.
    pub credits: Vec<CreditView>,
    pub origin: Option<DocumentOriginView>,
    pub can: Vec<String>,
}

/// One version of a document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentVersionView {
    #[schema(value_type = i64)]
    pub version: Version,
    /// The audit number of the transaction that recorded it.
    pub seq: i64,
    pub cancelled: bool,
}

/// What a person counts for by a document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CreditView {
    pub measure: String,
    pub member_id: MemberId,
    pub member_code: String,
    pub member_name: String,
    pub unit_id: Option<UnitId>,
    #[schema(value_type = String)]
    pub day: Day,
    /// In the measure's unit.
    pub amount: String,
}

/// Which file and row a document came from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentOriginView {
    pub batch_id: BatchId,
    /// The row as a spreadsheet counts.
    pub row: i64,
}
