//! A manual value: one person's figure of one day in a manual measure.

use beichen_engine::day::Day;
use beichen_engine::document::{CustomerFacts, Entry, EntryKind, Fields, Payee, Recorded};
use beichen_engine::ids::{DocumentId as EngineDocument, PersonId};
use beichen_engine::measure::{Measure, MeasureOf};
use beichen_engine::rate::Rate;
use beichen_kernel::{Id, MemberId};
use uuid::Uuid;

use crate::measure::model::MeasureRefusal;

beichen_kernel::errors! {
    /// Why a manual value is refused.
    pub enum ValueRefusal in "ledger.value" {
        NotAnAmount { value: String, digits: i64 } = "not_an_amount" => Invalid,
        UnknownPerson { person: String } = "unknown_person" => Invalid,
    }
}

/// What it is for: its identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub measure: String,
    pub member: MemberId,
    pub day: Day,
}

impl Slot {
    /// The key that manual values match on.
    pub fn code(&self) -> String {
        format!("{}/{}/{}", self.measure, self.member, self.day)
    }

    /// What a value is for.
    pub fn of(entry: &Entry) -> Option<Self> {
        let person = entry.payees.first()?.person;
        Some(Self {
            measure: entry.measure.clone()?,
            member: MemberId::from(Uuid::from_u128(person.0)),
            day: entry.day,
        })
    }

    /// The document of this value.
    pub fn entry(&self, id: Uuid, value: i64) -> Entry {
        Entry {
            id: EngineDocument(id.as_u128()),
            recorded: Recorded::default(),
            kind: EntryKind::Manual,
            measure: Some(self.measure.clone()),
            day: self.day,
            value,
            payees: vec![Payee { person: PersonId(self.member.uuid().as_u128()), share: Rate::ONE }],
            cancelled: false,
            customer_facts: CustomerFacts::default(),
            fields: Fields::new(),
        }
    }
}

/// Fails unless values may be typed for the measure.
pub fn must_be_manual(measure: &Measure) -> Result<(), MeasureRefusal> {
    if measure.of == MeasureOf::Manual {
        return Ok(());
    }
    Err(MeasureRefusal::NotManual { key: measure.key.clone() })
}
