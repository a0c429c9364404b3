//! A document that another capability hands down: what is true of it, and in which of its versions.

use beichen_engine::day::Day;
use beichen_engine::document::{Entry, EntryKind, Order, Payee, Payment, Refund};
use beichen_engine::money::Currency;
use beichen_kernel::{BatchId, Version};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

beichen_kernel::id!(
    /// A source document of the ledger; inside it is the UUID of the order, payment, refund or entry that it mirrors.
    DocumentId, "document", "ledger.document"
);

beichen_kernel::errors! {
    /// Why the ledger refuses a document.
    pub enum DocumentError in "ledger.document" {
        BadInstant { text: String } = "bad_instant" => Invalid,
        ForeignCurrency { currency: String, reporting: String } = "foreign_currency" => Invalid,
        TooLarge = "too_large" => Invalid,
        ConditionFailed { measure: String, reason: String } = "condition_failed" => Conflict,
        PaymentMissing = "payment_missing" => Conflict,
        SplitWrong { reason: String } = "split_wrong" => Invalid,
    }
}

/// One version of a document, as it is handed down in the transaction that records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDocument {
    /// 1 for the first; each edit and the cancelling hand down the next one.
    pub version: Version,
    /// The company's own key, unique per kind.
    pub code: String,
    /// Must be the reporting currency, until rates of foreign ones are kept.
    pub currency: Currency,
    /// Its place in the transaction: file row, or 0.
    pub place: i64,
    /// Which file and row it came from.
    pub origin: Option<Origin>,
    /// What it says. The ledger fills in `recorded` itself.
    pub document: Document,
}

/// The import and the row that a document came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub batch: BatchId,
    pub row: i64,
}

/// The kinds of documents, as `engine` knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    Order(Order),
    Payment(Payment),
    Refund(Refund),
    Entry(Entry),
}

impl Document {
    pub fn id(&self) -> Uuid {
        Uuid::from_u128(match self {
            Self::Order(order) => order.id.0,
            Self::Payment(payment) => payment.id.0,
            Self::Refund(refund) => refund.id.0,
            Self::Entry(entry) => entry.id.0,
        })
    }

    /// `order`, `payment`, `refund`, `manual`, `visit`, …
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Order(_) => "order",
            Self::Payment(_) => "payment",
            Self::Refund(_) => "refund",
            Self::Entry(entry) => entry.kind.key(),
        }
    }

    /// The day that it counts on.
    pub fn day(&self) -> Day {
        match self {
            Self::Order(order) => order.signed_on,
            Self::Payment(payment) => payment.received_on,
            Self::Refund(refund) => refund.refunded_on,
            Self::Entry(entry) => entry.day,
        }
    }

    pub fn is_cancelled(&self) -> bool {
        match self {
            Self::Order(order) => order.cancelled,
            Self::Payment(payment) => payment.cancelled,
            Self::Refund(refund) => refund.cancelled,
            Self::Entry(entry) => entry.cancelled,
        }
    }

    pub fn customer(&self) -> Option<Uuid> {
        match self {
            Self::Order(order) => order.customer.map(|id| Uuid::from_u128(id.0)),
            _ => None,
        }
    }

    /// The order that a payment pays.
    pub fn order(&self) -> Option<Uuid> {
        match self {
            Self::Payment(payment) => payment.order.map(|id| Uuid::from_u128(id.0)),
            _ => None,
        }
    }

    /// The payment that a refund takes back from.
    pub fn payment(&self) -> Option<Uuid> {
        match self {
            Self::Refund(refund) => Some(Uuid::from_u128(refund.payment.0)),
            _ => None,
        }
    }

    /// The payees that it names itself; a payment takes its order's, a refund its payment's.
    pub fn payees(&self) -> &[Payee] {
        match self {
            Self::Order(order) => &order.payees,
            Self::Entry(entry) => &entry.payees,
            Self::Payment(_) | Self::Refund(_) => &[],
        }
    }

    /// Amounts without and with tax, in minor units (an entry's value stands in both).
    pub fn amounts(&self) -> Result<(i64, i64), DocumentError> {
        match self {
            Self::Order(order) => order.net().zip(order.gross()).ok_or(DocumentError::TooLarge),
            Self::Payment(payment) => Ok((payment.amount, payment.amount)),
            Self::Refund(refund) => Ok((refund.amount, refund.amount)),
            Self::Entry(entry) => Ok((entry.value, entry.value)),
        }
    }
}

impl SourceDocument {
    /// Fails where the ledger cannot keep the document.
    pub fn check(&self, reporting: Currency) -> Result<(), DocumentError> {
        if self.currency != reporting {
            return Err(DocumentError::ForeignCurrency {
                currency: self.currency.to_string(),
                reporting: reporting.to_string(),
            });
        }
        beichen_engine::document::check_payees(self.document.payees())
            .map_err(|error| DocumentError::SplitWrong { reason: error.to_string() })?;
        self.document.amounts().map(|_| ())
    }
}

/// The kind of entry that a column `kind` names, if it names one.
pub fn entry_kind(kind: &str) -> Option<EntryKind> {
    [EntryKind::Visit, EntryKind::Csat, EntryKind::Nps, EntryKind::Manual, EntryKind::Event]
        .into_iter()
        .find(|entry| entry.key() == kind)
}
