//! What documents should be worth, what stands for them, and what is appended.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::credit::{Credit, CreditError, CreditException, Units, Worth};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::document::{Entry, Order, Payment, Refund};
use beichen_engine::ids::{DocumentId, PersonId, UnitId as EngineUnit};
use beichen_engine::spread::{OrderAccount, Spread};
use beichen_engine::worth::{Crediting, CustomerFirsts};
use beichen_kernel::{MemberId, UnitId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::document::model::{Document, DocumentError};
use crate::document::store::Kept;
use crate::measure::model::MeasureInForce;

/// What a post left behind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Posted {
    /// Credits appended, reversals among them.
    pub credits: u64,
    /// Lines without cost, documents without payee: for the close's checklist.
    pub exceptions: Vec<CreditException>,
}

/// One person's total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonTotal {
    pub measure: String,
    pub member: MemberId,
    /// In the measure's smallest unit.
    pub amount: i64,
}

/// The total of the credits stamped with one unit; `None` for people without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitTotal {
    pub measure: String,
    pub unit: Option<UnitId>,
    pub amount: i64,
}

/// One person's total of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayTotal {
    pub measure: String,
    pub member: MemberId,
    pub day: Day,
    pub amount: i64,
}

/// A credit as calculations read it: all entries of one (document, line, payee, day, unit) together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditRow {
    pub measure: String,
    pub member: MemberId,
    pub unit: Option<UnitId>,
    pub day: Day,
    /// Never 0.
    pub amount: i64,
    pub document: Uuid,
    pub line: Option<Uuid>,
    /// Of a refund: the payment that it takes back from.
    pub of_document: Option<Uuid>,
    pub of_day: Option<Day>,
    /// Order of recording of the document: audit number, then place.
    pub recorded: (i64, i64),
}

/// Where a person's rows lie: the first 8 bytes of SHA-256 of the id, big-endian, mod 64, for ever.
pub fn bucket(member: Uuid) -> i64 {
    let digest = Sha256::digest(member.as_bytes());
    let head = digest.iter().take(8).fold(0_u64, |number, &byte| (number << 8) | u64::from(byte));
    i64::try_from(head % 64).unwrap_or_default()
}

/// Which documents have to be reckoned again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Orders, with all that was paid on them.
    pub orders: BTreeSet<Uuid>,
    /// Payments, refunds and entries that changed, wherever they lie now.
    pub others: BTreeSet<Uuid>,
}

/// Documents that are reckoned together: an order with its payments and refunds, or payments without an order.
#[derive(Debug, Clone, Default)]
pub struct Account {
    pub versions: Vec<Order>,
    pub payments: Vec<Payment>,
    pub refunds: Vec<Refund>,
    pub firsts: CustomerFirsts,
}

/// Everything that a derivation has read.
#[derive(Debug, Default)]
pub struct Read {
    pub accounts: Vec<Account>,
    pub entries: Vec<Entry>,
    /// Every document that may have credits: version and place.
    pub documents: BTreeMap<Uuid, Standing>,
}

/// What stands of a document besides its credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub version: i64,
    pub place: i64,
    pub matched_minor: i64,
    pub unmatched_minor: i64,
}

/// What should stand.
#[derive(Debug, Default)]
pub struct Should {
    pub credits: Vec<Credit>,
    pub exceptions: Vec<CreditException>,
    /// Matched and unmatched amounts by document.
    pub matched: BTreeMap<Uuid, (i64, i64)>,
}

/// Who belonged to which unit when.
#[derive(Debug, Clone, Default)]
pub struct Stays(pub HashMap<PersonId, Vec<(Day, Day, EngineUnit)>>);

impl Units for Stays {
    fn unit_of(&self, person: PersonId, day: Day) -> Option<EngineUnit> {
        let stays = self.0.get(&person)?;
        stays.iter().find(|(from, end, _)| *from <= day && day < *end).map(|(_, _, unit)| *unit)
    }
}

impl Read {
    /// Puts documents together as accounts. `firsts` by customer.
    pub fn of(kept: Vec<Kept>, earlier: Vec<Order>, firsts: &HashMap<Uuid, CustomerFirsts>) -> Self {
        let mut read = Self::default();
        let mut by_order: BTreeMap<Option<u128>, Account> = BTreeMap::new();
        let mut refunds = Vec::new();
        let mut order_of_payment = HashMap::new();
        for one in kept {
            read.documents.insert(one.id, Standing::of(&one));
            match one.document {
                Document::Order(order) => {
                    let account = by_order.entry(Some(order.id.0)).or_default();
                    account.firsts =
                        one.customer.and_then(|customer| firsts.get(&customer)).copied().unwrap_or_default();
                    account.versions.push(order);
                }
                Document::Payment(payment) => {
                    let order = payment.order.map(|order| order.0);
                    order_of_payment.insert(payment.id, order);
                    by_order.entry(order).or_default().payments.push(payment);
                }
                Document::Refund(refund) => refunds.push(refund),
                Document::Entry(entry) => read.entries.push(entry),
            }
        }
        for order in earlier {
            if let Some(account) = by_order.get_mut(&Some(order.id.0)) {
                account.versions.push(order);
            }
        }
        for refund in refunds {
            if let Some(account) = order_of_payment.get(&refund.payment).and_then(|order| by_order.get_mut(order)) {
                account.refunds.push(refund);
            }
        }
        for account in by_order.values_mut() {
            account.versions.sort_by_key(|version| version.recorded);
        }
        read.accounts = by_order.into_values().collect();
        read
    }

    /// Everybody who may be credited.
    pub fn people(&self) -> BTreeSet<Uuid> {
        let orders = self.accounts.iter().flat_map(|account| &account.versions).flat_map(|order| &order.payees);
        let entries = self.entries.iter().flat_map(|entry| &entry.payees);
        orders.chain(entries).map(|payee| Uuid::from_u128(payee.person.0)).collect()
    }

    /// What should stand for all of it under these measures.
    pub fn should(&self, measures: &[MeasureInForce], units: &Stays) -> Result<Should, DocumentError> {
        let mut should = Should::default();
        let mut spreads = Vec::with_capacity(self.accounts.len());
        for account in &self.accounts {
            let spread = account.as_engine().spread().map_err(|error| refused(error, ""))?;
            should.keep_matched(account, &spread);
            spreads.push(spread);
        }
        for (number, measure) in (0_u32..).zip(measures) {
            for (days, version) in measure.versions() {
                let crediting = Crediting { number, measure: &version.measure, condition: version, units };
                for (account, spread) in self.accounts.iter().zip(&spreads) {
                    let worth = crediting
                        .account_worth(&account.as_engine(), spread, account.firsts)
                        .map_err(|error| refused(error, measure.key()))?;
                    should.keep(worth, days);
                }
                for entry in &self.entries {
                    let worth = crediting.entry_worth(entry).map_err(|error| refused(error, measure.key()))?;
                    should.keep(worth, days);
                }
            }
        }
        Ok(should)
    }
}

impl Standing {
    fn of(kept: &Kept) -> Self {
        Self {
            version: kept.version,
            place: kept.place,
            matched_minor: kept.matched_minor,
            unmatched_minor: kept.unmatched_minor,
        }
    }
}

impl Account {
    /// As the engine reads it.
    pub fn as_engine(&self) -> OrderAccount<'_> {
        OrderAccount { versions: &self.versions, payments: &self.payments, refunds: &self.refunds }
    }
}

impl Should {
    /// Keeps what a version gives on its days; a refund goes by the day of what it takes back.
    fn keep(&mut self, worth: Worth, days: DayRange) {
        let credits = worth.credits.into_iter().filter(|credit| days.contains(credit.of_day.unwrap_or(credit.day)));
        self.credits.extend(credits);
        for exception in worth.exceptions {
            if !self.exceptions.contains(&exception) {
                self.exceptions.push(exception);
            }
        }
    }

    fn keep_matched(&mut self, account: &Account, spread: &Spread) {
        if let Some(order) = account.versions.last() {
            self.matched.insert(uuid(order.id), (spread.matched, spread.overpaid()));
        }
        for payment in account.payments.iter().filter(|payment| payment.cancelled) {
            self.matched.insert(uuid(payment.id), (0, 0));
        }
        for payment in &spread.payments {
            let unmatched = payment.still_unmatched();
            let matched = payment.refundable().saturating_sub(unmatched);
            self.matched.insert(uuid(payment.payment), (matched, unmatched));
        }
    }
}

fn uuid(id: DocumentId) -> Uuid {
    Uuid::from_u128(id.0)
}

/// What the engine could not reckon, as the one who recorded the document hears it.
pub fn refused(error: CreditError, measure: &str) -> DocumentError {
    match error {
        CreditError::TooLarge => DocumentError::TooLarge,
        CreditError::Condition(reason) => DocumentError::ConditionFailed { measure: measure.to_owned(), reason },
        CreditError::RefundWithoutPayment(_) => DocumentError::PaymentMissing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_lies_in_the_same_bucket_for_ever() {
        // By hand: the first 8 bytes of sha256(00 × 16) are 374708fff7719dd5; their last six bits are 0x15 = 21.
        assert_eq!(bucket(Uuid::nil()), 21);
    }

    #[test]
    fn a_unit_is_that_of_the_day_and_none_where_there_was_none() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let stays = Stays(HashMap::from([(
            PersonId(1),
            vec![
                (day("2026-01-01"), day("2026-02-01"), EngineUnit(7)),
                (day("2026-02-01"), day("2026-03-01"), EngineUnit(8)),
            ],
        )]));
        assert_eq!(stays.unit_of(PersonId(1), day("2026-01-31")), Some(EngineUnit(7)));
        assert_eq!(stays.unit_of(PersonId(1), day("2026-02-01")), Some(EngineUnit(8)));
        assert_eq!(stays.unit_of(PersonId(1), day("2026-03-01")), None);
        assert_eq!(stays.unit_of(PersonId(2), day("2026-01-31")), None);
    }
}
