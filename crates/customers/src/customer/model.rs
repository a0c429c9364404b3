//! A customer and what may become of it.

use std::collections::BTreeMap;

use beichen_engine::day::Day;
use beichen_kernel::{BatchId, MemberId, Version};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{EnumIter, IntoStaticStr};

beichen_kernel::id!(
    /// A customer.
    CustomerId, "customer", "customers.customer"
);

beichen_kernel::errors! {
    /// Why a customer refuses a change.
    pub enum CustomerError in "customers.customer" {
        CodeTaken { value: String } = "code_taken" => Conflict,
        OwnerUnknown { value: String } = "owner_unknown" => Invalid,
        Unknown { value: String } = "unknown" => Invalid,
    }
}

/// Where a row of an import stands in its file; answers "who wrote this, and from what".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub batch: BatchId,
    pub row: i64,
}

/// A company that is sold to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    pub id: CustomerId,
    pub version: Version,
    pub code: String,
    pub name: String,
    pub owners: Owners,
    pub tier: String,
    pub tags: Vec<String>,
    pub fields: BTreeMap<String, Value>,
    pub origin: Option<Origin>,
}

/// Whose a customer was from which day on. The first owner has been so from the beginning of time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owners(BTreeMap<Day, Option<MemberId>>);

impl Owners {
    pub fn of(from_days: impl IntoIterator<Item = (Day, Option<MemberId>)>) -> Self {
        Self(from_days.into_iter().collect())
    }

    /// Whose it was from which day on, in order.
    pub fn all(&self) -> impl Iterator<Item = (Day, Option<MemberId>)> {
        self.0.iter().map(|(&from, &owner)| (from, owner))
    }

    /// Since when it is whose; nothing as long as it never was anybody's.
    pub fn last(&self) -> Option<(Day, Option<MemberId>)> {
        self.0.last_key_value().map(|(&from, &owner)| (from, owner))
    }

    /// Whose it is today.
    pub fn now(&self) -> Option<MemberId> {
        self.last().and_then(|(_, owner)| owner)
    }

    /// Whose it was on a day: who counts for a document of that day which names nobody.
    pub fn on(&self, day: Day) -> Option<MemberId> {
        self.0.range(..=day).next_back().and_then(|(_, &owner)| owner)
    }

    /// Gives the customer to somebody, or to nobody, from today on.
    pub fn give(&mut self, owner: Option<MemberId>, today: Day) {
        if owner != self.now() {
            self.0.insert(if self.0.is_empty() { Day::MIN } else { today }, owner);
        }
    }
}

/// What can happen to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Edit,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_customer_is_its_owner_s_of_the_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let [ann, bob] = [1, 2].map(|number| Some(MemberId::from(Uuid::from_u128(number))));
        let mut owners = Owners::default();
        owners.give(None, day("2026-03-01"));
        assert_eq!(owners, Owners::default());
        owners.give(ann, day("2026-03-02"));
        owners.give(bob, day("2026-03-10"));
        owners.give(bob, day("2026-03-11"));
        assert_eq!(owners, Owners::of([(Day::MIN, ann), (day("2026-03-10"), bob)]));
        assert_eq!([owners.on(day("2020-01-01")), owners.on(day("2026-03-09"))], [ann, ann]);
        assert_eq!([owners.on(day("2026-03-10")), owners.now()], [bob, bob]);
        owners.give(None, day("2026-03-12"));
        assert_eq!([owners.on(day("2026-03-11")), owners.now()], [bob, None]);
    }
}
