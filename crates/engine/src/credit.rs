//! Credits: what each person counts for, in one measure, on one day, because of one document.

use crate::day::Day;
use crate::document::{DocumentView, Recorded};
use crate::ids::{DocumentId, LineId, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One entry of the credit ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// The caller's number for the measure (its place in a list).
    pub measure: u32,
    /// The payee.
    pub person: PersonId,
    /// The payee's unit on `day`; `None` if the person had none.
    pub unit: Option<UnitId>,
    /// The day on which it counts.
    pub day: Day,
    /// In the measure's smallest unit; negative where something is taken back. Never 0.
    pub amount: i64,
    /// The document that causes it.
    pub document: DocumentId,
    /// The line; `None` where the document counts as a whole (`new_customers`, entries).
    pub line: Option<LineId>,
    /// Of a refund: the payment that it takes back from.
    pub of_document: Option<DocumentId>,
    /// Of a refund: the day of the credit that it takes back.
    pub of_day: Option<Day>,
    /// Order of recording of the document.
    pub recorded: Recorded,
}

/// What makes two credits entries of the same thing: one (measure, document, line, payee, day, unit).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditKey {
    /// The measure.
    pub measure: u32,
    /// The causing document.
    pub document: DocumentId,
    /// Its line.
    pub line: Option<LineId>,
    /// The payee.
    pub person: PersonId,
    /// The day.
    pub day: Day,
    /// The unit.
    pub unit: Option<UnitId>,
    /// The payment that a refund takes back from.
    pub of_document: Option<DocumentId>,
    /// The day of the credit that a refund takes back.
    pub of_day: Option<Day>,
}

/// Something that gave no credit and should be looked at before the close.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditException {
    /// The document.
    pub document: DocumentId,
    /// Its line, if one is concerned.
    pub line: Option<LineId>,
    /// What is missing.
    pub reason: CreditExceptionReason,
}

/// Why a document or line gave no credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CreditExceptionReason {
    /// A line without cost has no margin.
    NoCost,
    /// Neither split nor owner.
    NoPayee,
}

/// What stands, or should stand, for some documents under one measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// In order of document recording, line and payee; none is 0.
    pub credits: Vec<Credit>,
    /// For the close's checklist.
    pub exceptions: Vec<CreditException>,
}

/// Why credits could not be reckoned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditError {
    /// A sum does not fit 64 bits.
    #[error("the amounts of a document are too large")]
    TooLarge,
    /// The measure's condition could not be decided (its step limit, say).
    #[error("the condition of the measure failed: {0}")]
    Condition(String),
    /// A refund names a payment that was not handed down with it.
    #[error("a refund names a payment that is not there")]
    RefundWithoutPayment(DocumentId),
}

/// A measure's `where`, compiled elsewhere. Every `Fn(&DocumentView) -> Result<bool, String>` is one.
pub trait Condition {
    /// Whether this line of the document counts.
    fn holds(&self, document: &DocumentView<'_>) -> Result<bool, String>;
}

impl<F> Condition for F
where
    F: Fn(&DocumentView<'_>) -> Result<bool, String>,
{
    fn holds(&self, document: &DocumentView<'_>) -> Result<bool, String> {
        self(document)
    }
}

/// The condition of a measure without `where`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Everything;

impl Condition for Everything {
    fn holds(&self, _: &DocumentView<'_>) -> Result<bool, String> {
        Ok(true)
    }
}

/// Which unit a person belongs to on a day. Every `Fn(PersonId, Day) -> Option<UnitId>` is one.
pub trait Units {
    /// `None` if the person has no assignment on that day.
    fn unit_of(&self, person: PersonId, day: Day) -> Option<UnitId>;
}

impl<F> Units for F
where
    F: Fn(PersonId, Day) -> Option<UnitId>,
{
    fn unit_of(&self, person: PersonId, day: Day) -> Option<UnitId> {
        self(person, day)
    }
}

impl Credit {
    /// What it is an entry of.
    pub fn key(&self) -> CreditKey {
        CreditKey {
            measure: self.measure,
            document: self.document,
            line: self.line,
            person: self.person,
            day: self.day,
            unit: self.unit,
            of_document: self.of_document,
            of_day: self.of_day,
        }
    }
}

/// What a derivation appends: per key what should stand minus what stands, and nothing where that is 0.
///
/// `stands` are all entries appended so far (they may name one key many times). What is to be taken back comes first,
/// each part in the order of its list, so the same input appends the same rows. `recorded` of a reversal is that of the
/// entry taken back.
pub fn derivation(should: &[Credit], stands: &[Credit]) -> Result<Vec<Credit>, CreditError> {
    let mut open: BTreeMap<CreditKey, i64> = BTreeMap::new();
    for credit in should {
        add(&mut open, credit.key(), credit.amount)?;
    }
    for credit in stands {
        let amount = credit.amount.checked_neg().ok_or(CreditError::TooLarge)?;
        add(&mut open, credit.key(), amount)?;
    }
    let mut appended = Vec::new();
    for takes_back in [true, false] {
        for credit in stands.iter().chain(should) {
            let key = credit.key();
            let amount = open.get(&key).copied().unwrap_or(0);
            if amount != 0 && (amount < 0) == takes_back {
                open.remove(&key);
                appended.push(Credit { amount, ..*credit });
            }
        }
    }
    Ok(appended)
}

fn add(open: &mut BTreeMap<CreditKey, i64>, key: CreditKey, amount: i64) -> Result<(), CreditError> {
    let sum = open.entry(key).or_insert(0);
    *sum = sum.checked_add(amount).ok_or(CreditError::TooLarge)?;
    Ok(())
}
