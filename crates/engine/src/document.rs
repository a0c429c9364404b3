//! The source documents that capabilities hand down, with the facts that measures and plans may ask about.
//!
//! All amounts are minor units of the organisation's reporting currency, all days civil days. A document says what is
//! true of it NOW; where an earlier version matters (an order that was reduced), the versions are handed down together.

use crate::day::Day;
use crate::ids::{CustomerId, DocumentId, LineId, PersonId};
use crate::rate::Rate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The order of recording: the transaction's audit number, then the row's place in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Recorded {
    /// Audit `seq` of the transaction.
    pub seq: i64,
    /// File row, line: the place in that transaction.
    pub place: i64,
}

/// A typed field of a member, a customer or a document. `Missing` compares as false, 0 or empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum FieldValue {
    /// Nobody stated it.
    Missing,
    /// Also the key of a choice.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A civil day.
    Day(Day),
    /// Minor units: conditions compare it only for equality.
    Money(i64),
    /// Rate or coefficient: conditions compare it only for equality.
    Rate(Rate),
    /// Several choices.
    List(Vec<String>),
}

/// Typed fields by key.
pub type Fields = BTreeMap<String, FieldValue>;

/// Who gets what share of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payee {
    /// The person.
    pub person: PersonId,
    /// Above 0; all shares of a document add up to 100 %.
    pub share: Rate,
}

/// Why a list of payees is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PayeeError {
    /// The shares add up to something else.
    #[error("the shares add up to {} instead of 100%", .0.percent())]
    NotWhole(Rate),
    /// A share of 0 or below.
    #[error("a share must be above 0")]
    NotPositive(PersonId),
    /// The same person twice.
    #[error("a person stands twice in the split")]
    Twice(PersonId),
}

/// Accepts no payee at all (nobody is credited), or shares above 0 of different people that add up to 100 %.
pub fn check_payees(payees: &[Payee]) -> Result<(), PayeeError> {
    let mut seen = BTreeSet::new();
    for payee in payees {
        if payee.share <= Rate::ZERO {
            return Err(PayeeError::NotPositive(payee.person));
        }
        if !seen.insert(payee.person) {
            return Err(PayeeError::Twice(payee.person));
        }
    }
    let whole = Rate::sum(payees.iter().map(|payee| payee.share)).unwrap_or(Rate::ZERO);
    if payees.is_empty() || whole == Rate::ONE { Ok(()) } else { Err(PayeeError::NotWhole(whole)) }
}

/// The customer as of the document's version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerFacts {
    /// The company's own key; empty without a customer.
    pub code: String,
    /// Customer tier; empty without one.
    pub tier: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Typed fields.
    pub fields: Fields,
}

/// The product of a line; all empty on a line without product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductFacts {
    /// The company's own key.
    pub code: String,
    /// Product family.
    pub family: String,
    /// Typed fields.
    pub fields: Fields,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Stable over edits.
    pub id: LineId,
    /// Without tax and freight, minor units.
    pub net: i64,
    /// With tax and freight, minor units; equal to `net` where none was given.
    pub gross: i64,
    /// Whole pieces.
    pub quantity: i64,
    /// What the whole line costs (unit cost × quantity), minor units. `None`: no margin, and an exception.
    pub cost: Option<i64>,
    /// The line's product.
    pub product: ProductFacts,
}

/// An order, as one version of it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The order.
    pub id: DocumentId,
    /// When THIS version was recorded.
    pub recorded: Recorded,
    /// Whose order it is; needed for `new_customers` and `first_orders`.
    pub customer: Option<CustomerId>,
    /// The day that `orders`, `quantity` and `margin` count on.
    pub signed_on: Day,
    /// When payment is due.
    pub due_on: Option<Day>,
    /// True from the cancelling version on.
    pub cancelled: bool,
    /// At least one.
    pub lines: Vec<OrderLine>,
    /// The order's split, else its owner, else the customer's owner on `signed_on`; empty if there is none of them.
    pub payees: Vec<Payee>,
    /// As of this version.
    pub customer_facts: CustomerFacts,
    /// The order's own typed fields.
    pub fields: Fields,
}

/// A payment. Its payees are those of its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The payment.
    pub id: DocumentId,
    /// When its FIRST version was recorded: an edit keeps its place in the order of recording.
    pub recorded: Recorded,
    /// `None`: unmatched, no credit, on the close's checklist.
    pub order: Option<DocumentId>,
    /// The day that `payments` counts on.
    pub received_on: Day,
    /// Gross, above 0, minor units.
    pub amount: i64,
    /// A payment entered by mistake and cancelled counts as if it had never been.
    pub cancelled: bool,
    /// As of this version.
    pub customer_facts: CustomerFacts,
    /// Typed fields handed down with it (its order's, unless the payment has its own).
    pub fields: Fields,
}

/// Money given back from one payment. Its facts are those of the payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// The refund.
    pub id: DocumentId,
    /// When its FIRST version was recorded.
    pub recorded: Recorded,
    /// The payment that it takes back from.
    pub payment: DocumentId,
    /// Its own day.
    pub refunded_on: Day,
    /// Gross, above 0, minor units.
    pub amount: i64,
    /// A refund entered by mistake and cancelled counts as if it had never been.
    pub cancelled: bool,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A visit: counts 1.
    Visit,
    /// An answer on satisfaction.
    Csat,
    /// An answer on recommendation.
    Nps,
    /// A value typed or imported for a manual measure.
    Manual,
    /// An event with a value.
    Event,
}

/// An activity, an answer, an event or a manual value: a document without lines and money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The entry.
    pub id: DocumentId,
    /// When its first version was recorded.
    pub recorded: Recorded,
    /// What it is.
    pub kind: EntryKind,
    /// The one measure that it is for (manual values, events); `None` counts in every measure of its kind.
    pub measure: Option<String>,
    /// Its day.
    pub day: Day,
    /// In the measure's smallest unit; 1 for a visit.
    pub value: i64,
    /// Who it counts for.
    pub payees: Vec<Payee>,
    /// An entry made by mistake and cancelled counts 0.
    pub cancelled: bool,
    /// The customer concerned, if any.
    pub customer_facts: CustomerFacts,
    /// Typed fields.
    pub fields: Fields,
}

/// What a condition may ask about one line of one document (the closed list of `plan-language.md`).
#[derive(Clone, Copy, Debug)]
pub struct DocumentView<'a> {
    /// "order", "payment", "visit", "csat", "nps", "manual", "event"; a refund shows what its payment shows.
    pub kind: &'a str,
    /// The whole document's amount in minor units: of an order on the measure's amount basis, of a payment as
    /// received; of an entry its value.
    pub amount: i64,
    /// The customer.
    pub customer: &'a CustomerFacts,
    /// The customer's first order and its payments.
    pub is_new: bool,
    /// The line's product.
    pub product: &'a ProductFacts,
    /// The document's fields.
    pub fields: &'a Fields,
}

/// What a `DocumentView` shows, kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineFacts {
    /// As there, and so all below.
    pub kind: String,
    /// Of the whole document.
    pub amount: i64,
    /// The customer.
    pub customer: CustomerFacts,
    /// The customer's first order and its payments.
    pub is_new: bool,
    /// The line's product.
    pub product: ProductFacts,
    /// The document's fields.
    pub fields: Fields,
}

impl LineFacts {
    /// As conditions ask it.
    pub fn view(&self) -> DocumentView<'_> {
        let Self { kind, amount, customer, is_new, product, fields } = self;
        DocumentView { kind, amount: *amount, customer, is_new: *is_new, product, fields }
    }
}

impl From<DocumentView<'_>> for LineFacts {
    fn from(view: DocumentView<'_>) -> Self {
        Self {
            kind: view.kind.to_owned(),
            amount: view.amount,
            customer: view.customer.clone(),
            is_new: view.is_new,
            product: view.product.clone(),
            fields: view.fields.clone(),
        }
    }
}

impl Order {
    /// Without tax and freight, over all lines; `None` beyond 64 bits.
    pub fn net(&self) -> Option<i64> {
        self.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.net))
    }

    /// With tax and freight, over all lines; `None` beyond 64 bits.
    pub fn gross(&self) -> Option<i64> {
        self.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.gross))
    }
}

impl EntryKind {
    /// As conditions see it.
    pub fn key(self) -> &'static str {
        match self {
            EntryKind::Visit => "visit",
            EntryKind::Csat => "csat",
            EntryKind::Nps => "nps",
            EntryKind::Manual => "manual",
            EntryKind::Event => "event",
        }
    }
}
