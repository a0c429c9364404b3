//! What documents are worth under one measure: the credits that should stand for them, by line, payee and day.
//!
//! "What a document is worth" of the engine's reference. Documents first become parts (one per line and payee, before
//! the measure); then the measure's `where`, `cap_each`, `cap_order` and `refund_day` act on the parts. Plan examples
//! enter at the parts: a row of theirs is one.

mod cap;
mod parts;

pub use parts::{account_facts, entry_facts};

use crate::credit::{Condition, Credit, CreditError, Units, Worth};
use crate::day::Day;
use crate::document::{DocumentView, Entry, EntryKind, Recorded};
use crate::ids::{DocumentId, LineId, PersonId};
use crate::measure::{Measure, MeasureOf, RefundDay};
use crate::spread::{OrderAccount, Spread};

/// Under what documents are credited.
#[derive(Clone, Copy)]
pub struct Crediting<'a> {
    /// The caller's number for the measure, copied to every credit.
    pub number: u32,
    /// The measure.
    pub measure: &'a Measure,
    /// Its `where`, compiled; [`crate::credit::Everything`] without one.
    pub condition: &'a dyn Condition,
    /// Stamps each credit with the payee's unit of its day.
    pub units: &'a dyn Units,
}

/// One payee's share of one line of a document, before the measure.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The document.
    pub document: DocumentId,
    /// Of a refund: the document that it takes back from, and the day of that.
    pub takes_back: Option<(DocumentId, Day)>,
    /// `None` where the document counts as a whole.
    pub line: Option<LineId>,
    /// The payee.
    pub person: PersonId,
    /// The document's own day.
    pub day: Day,
    /// In the measure's smallest unit; of a refund below 0.
    pub amount: i64,
    /// Order of recording.
    pub recorded: Recorded,
    /// What `where` may ask; of a refund, what is true of its payment.
    pub facts: DocumentView<'a>,
}

/// An order in the history of its customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerOrder {
    /// The order.
    pub order: DocumentId,
    /// When its first version was recorded.
    pub recorded: Recorded,
    /// Its day of signing.
    pub signed_on: Day,
    /// Cancelled orders do not count: the next one does.
    pub cancelled: bool,
    /// The payments that name it, cancelled ones left out: id, day, recording.
    pub payments: Vec<(DocumentId, Day, Recorded)>,
}

/// The documents that make a customer a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CustomerFirsts {
    /// The first order: by day of signing, then recording.
    pub order: Option<DocumentId>,
    /// The first payment on an order that is not cancelled: (order, payment), by day, then recording.
    pub payment: Option<(DocumentId, DocumentId)>,
}

impl CustomerFirsts {
    /// Of all orders of one customer, in any order.
    pub fn of(orders: &[CustomerOrder]) -> CustomerFirsts {
        let counting = || orders.iter().filter(|order| !order.cancelled);
        let order = counting().min_by_key(|order| (order.signed_on, order.recorded, order.order));
        let payment = counting()
            .flat_map(|order| order.payments.iter().map(|payment| (order.order, payment)))
            .min_by_key(|(_, (id, day, recorded))| (*day, *recorded, *id));
        CustomerFirsts {
            order: order.map(|order| order.order),
            payment: payment.map(|(order, (payment, _, _))| (order, *payment)),
        }
    }
}

impl Crediting<'_> {
    /// What should stand for an order, its payments and its refunds.
    ///
    /// `spread` is `account.spread()`, handed in because all measures share it. When a customer's firsts change, the
    /// accounts of the order that was first and of the one that is are both to be reckoned again.
    pub fn account_worth(
        &self,
        account: &OrderAccount<'_>,
        spread: &Spread,
        firsts: CustomerFirsts,
    ) -> Result<Worth, CreditError> {
        let mut listed = parts::Listed::default();
        parts::of_account(self, account, spread, firsts, &mut listed)?;
        Ok(Worth { credits: self.credits_of(&listed.parts)?, exceptions: listed.exceptions })
    }

    /// What should stand for an activity, an answer, an event or a manual value.
    pub fn entry_worth(&self, entry: &Entry) -> Result<Worth, CreditError> {
        let mut listed = parts::Listed::default();
        if self.counts(entry) {
            parts::of_entry(entry, &mut listed)?;
        }
        Ok(Worth { credits: self.credits_of(&listed.parts)?, exceptions: listed.exceptions })
    }

    /// Applies the measure to parts: `where`, then caps, then the day of refunds; none of the result is 0.
    ///
    /// Parts of one document (and of its refunds) may stand anywhere in the list; the credits come document by
    /// document, in the order in which each is first named.
    pub fn credits_of(&self, parts: &[Part<'_>]) -> Result<Vec<Credit>, CreditError> {
        let counting = self.counting(parts)?;
        let mut credits = Vec::with_capacity(counting.len());
        match self.measure.cap_each {
            None => {
                for part in counting {
                    credits.extend(self.credit(part, part.person, part.line, part.amount));
                }
            }
            Some(cap) => {
                for capped in cap::capped(&counting, cap, self.measure.cap_order)? {
                    let cap::Capped { part, person, line, amount } = capped;
                    credits.extend(self.credit(part, person, line, amount));
                }
            }
        }
        Ok(credits)
    }

    fn counts(&self, entry: &Entry) -> bool {
        let of = self.measure.of;
        let kind_fits = match entry.kind {
            EntryKind::Visit => of == MeasureOf::Visits,
            EntryKind::Csat => of == MeasureOf::Csat,
            EntryKind::Nps => of == MeasureOf::Nps,
            EntryKind::Manual => of == MeasureOf::Manual,
            EntryKind::Event => of == MeasureOf::Events,
        };
        kind_fits && entry.measure.as_ref().is_none_or(|key| *key == self.measure.key)
    }

    /// The parts for which `where` holds; asked once for each line of a document.
    fn counting<'p, 'f>(&self, parts: &'p [Part<'f>]) -> Result<Vec<&'p Part<'f>>, CreditError> {
        if self.measure.filter.is_none() {
            return Ok(parts.iter().collect());
        }
        let mut counting = Vec::new();
        let mut last = None;
        for part in parts {
            let asked = (part.document, part.line);
            let holds = match last {
                Some((same, holds)) if same == asked && part.line.is_some() => holds,
                _ => self.holds(&part.facts)?,
            };
            last = Some((asked, holds));
            if holds {
                counting.push(part);
            }
        }
        Ok(counting)
    }

    fn holds(&self, facts: &DocumentView<'_>) -> Result<bool, CreditError> {
        if self.measure.filter.is_none() {
            return Ok(true);
        }
        self.condition.holds(facts).map_err(CreditError::Condition)
    }

    fn credit(&self, part: &Part<'_>, person: PersonId, line: Option<LineId>, amount: i64) -> Option<Credit> {
        let day = match (part.takes_back, self.measure.refund_day) {
            (Some((_, original)), RefundDay::Original) => original,
            _ => part.day,
        };
        (amount != 0).then(|| Credit {
            measure: self.number,
            person,
            unit: self.units.unit_of(person, day),
            day,
            amount,
            document: part.document,
            line,
            of_document: part.takes_back.map(|(document, _)| document),
            of_day: part.takes_back.map(|(_, day)| day),
            recorded: part.recorded,
        })
    }
}
