//! What passes from one period to the next: what draws owe, what is held, what caps have cut, what clawbacks can take.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::exact::Exact;

/// The balances of one plan and kind of period after a period, by person's id and component's key.
///
/// A chain of periods is a fold: each run opens with what the run before closed. Of somebody who is not handed in
/// they pass through unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Balances(BTreeMap<String, BTreeMap<String, Balance>>);

/// The balances of one person's component; all amounts in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Balance {
    /// Drawn and not recovered.
    #[serde(skip_serializing_if = "is_zero")]
    pub owed_minor: i64,
    /// Held back of the plan year; below 0 where refunds exceed it.
    #[serde(skip_serializing_if = "is_zero")]
    pub holdback_minor: i64,
    /// By key of the document that the customer has not paid in full.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub on_hold: BTreeMap<String, i64>,
    /// By period, then by number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instalments: Vec<Instalment>,
    /// What caps of this plan year have cut and no period has paid, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<Carried>,
    /// The pay of documents that refunds can take back, by document, then by measure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributed: Vec<Attributed>,
}

/// What a cap has cut of the pay of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Empty where no document is behind it.
    pub document: String,
    /// Key of the measure that credited the document; empty without one.
    pub measure: String,
    /// In minor units, not rounded.
    pub amount: Exact,
}

/// A part of a period's pay that is not yet due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// The period that it is pay of.
    pub period: String,
    /// Of the period's parts; the first, paid at once, is 1.
    pub number: u32,
    /// How many parts there are.
    pub of: u32,
    /// After so many more periods; 1 is the next one.
    pub due_in: u32,
    pub amount_minor: i64,
}

/// The pay of one document, and what clawbacks have taken of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributed {
    pub document: String,
    /// Key of the measure that credited it.
    pub measure: String,
    /// The period that paid it.
    pub period: String,
    /// Net of that period, in the measure's units.
    pub credited: i64,
    pub part_minor: i64,
    pub taken_minor: i64,
    /// Where locked periods were calculated again: what refunds in them take as known now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_minor: Option<i64>,
}

impl Balances {
    /// Whether nothing passes on.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The balance of a person's component.
    pub fn of(&self, person: &str, component: &str) -> Option<&Balance> {
        self.0.get(person)?.get(component)
    }

    /// Keeps a balance; one without anything is none.
    pub fn set(&mut self, person: &str, component: &str, balance: Balance) {
        if balance != Balance::default() {
            self.0.entry(person.to_owned()).or_default().insert(component.to_owned(), balance);
        } else if let Some(own) = self.0.get_mut(person) {
            own.remove(component);
            if own.is_empty() {
                self.0.remove(person);
            }
        }
    }

    /// The balances of a person, by component.
    pub fn of_person(&self, person: &str) -> BTreeMap<String, Balance> {
        self.0.get(person).cloned().unwrap_or_default()
    }

    /// Every balance with person and component, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Balance)> {
        self.0.iter().flat_map(|(person, own)| {
            own.iter().map(move |(component, balance)| (person.as_str(), component.as_str(), balance))
        })
    }
}

impl Attributed {
    /// Document and measure.
    pub(super) fn key(&self) -> (&str, &str) {
        (&self.document, &self.measure)
    }
}

impl Balance {
    /// Everything held, whatever the cause; `None` beyond 64 bits.
    pub fn held_minor(&self) -> Option<i64> {
        let instalments = self.instalments.iter().map(|instalment| &instalment.amount_minor);
        self.on_hold.values().chain(instalments).try_fold(self.holdback_minor, |sum, part| sum.checked_add(*part))
    }

    /// Notes what was taken back of a document's pay, also where it pays nothing any more.
    pub(crate) fn take(&mut self, (document, measure): (&str, &str), taken_minor: i64) {
        match self.attributed.binary_search_by(|entry| entry.key().cmp(&(document, measure))) {
            Ok(place) => {
                if let Some(entry) = self.attributed.get_mut(place) {
                    entry.taken_minor = entry.taken_minor.saturating_add(taken_minor);
                }
            }
            Err(place) => self.attributed.insert(
                place,
                Attributed {
                    document: document.to_owned(),
                    measure: measure.to_owned(),
                    period: String::new(),
                    credited: 0,
                    part_minor: 0,
                    taken_minor,
                    due_minor: Some(0),
                },
            ),
        }
    }

    /// Whether something is owed or held, also where it adds up to 0.
    pub fn is_open(&self) -> bool {
        self.owed_minor != 0 || self.holdback_minor != 0 || !self.on_hold.is_empty() || !self.instalments.is_empty()
    }
}

/// For serde: amounts of 0 are not written.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(amount: &i64) -> bool {
    *amount == 0
}
