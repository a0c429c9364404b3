//! Spreads payments and refunds over the lines of their order, in order of recording.
//!
//! The rules are "What a document is worth" of the engine's reference: a payment goes over the lines by their open
//! gross amount; what exceeds the order stays unmatched; a refund takes what is unmatched of its payment first, then
//! the matched parts by cumulative division, so that a full refund leaves 0 for everyone. Cancelling an order, or
//! reducing it below what is paid, takes nothing back: the rest is overpaid.

mod state;

pub(crate) use state::by_share;

use crate::credit::CreditError;
use crate::document::{Order, Payment, Recorded, Refund};
use crate::ids::{DocumentId, LineId, PersonId};
use state::State;

/// An order with everything that was paid on it.
#[derive(Clone, Copy, Debug)]
pub struct OrderAccount<'a> {
    /// Every recorded version of the order. Without any, all payments stay unmatched.
    pub versions: &'a [Order],
    /// The payments that name it, each as it is now.
    pub payments: &'a [Payment],
    /// The refunds of these payments, each as it is now.
    pub refunds: &'a [Refund],
}

/// The part of a payment that falls to one line and one payee; of a refund, what is taken back of it (above 0 too).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpreadPart {
    /// The order's line.
    pub line: LineId,
    /// `None` on an order without payees.
    pub person: Option<PersonId>,
    /// With tax and freight, minor units.
    pub gross: i64,
    /// `gross` × net ÷ gross of the line, by cumulative difference: a line paid in full has given exactly its net.
    pub net: i64,
    /// The same with the line's net minus its cost; `None` on a line without cost.
    pub margin: Option<i64>,
}

/// Where a payment went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentSpread {
    /// The payment.
    pub payment: DocumentId,
    /// By line, then payee; what refunds take back is not subtracted.
    pub parts: Vec<SpreadPart>,
    /// What exceeded the order when it was spread, before refunds.
    pub unmatched: i64,
    /// In order of recording.
    pub refunds: Vec<RefundSpread>,
}

/// Where a refund came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundSpread {
    /// The refund.
    pub refund: DocumentId,
    /// Taken from what was unmatched: no credit changes.
    pub from_unmatched: i64,
    /// Taken from the payment's parts, in the same order as they stand there; some may be 0.
    pub parts: Vec<SpreadPart>,
    /// More than was left of the payment. Its capability refuses such a refund; here it has no effect.
    pub excess: i64,
}

/// How much of a line is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineStanding {
    /// The line.
    pub line: LineId,
    /// What it costs the customer now; 0 on a cancelled order, or if the line was removed.
    pub gross: i64,
    /// What payments have matched to it, less refunds.
    pub matched: i64,
}

/// The whole account, spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// In order of recording.
    pub payments: Vec<PaymentSpread>,
    /// The lines of the last version, then removed ones that were paid.
    pub lines: Vec<LineStanding>,
    /// Gross amount of the last version; 0 if it is cancelled.
    pub gross: i64,
    /// Matched over all lines, less refunds.
    pub matched: i64,
}

impl PaymentSpread {
    /// Matched by this payment, refunds not subtracted.
    pub fn matched(&self) -> i64 {
        self.parts.iter().map(|part| part.gross).sum()
    }

    /// What is unmatched of it now, refunds subtracted.
    pub fn still_unmatched(&self) -> i64 {
        self.unmatched - self.refunds.iter().map(|refund| refund.from_unmatched).sum::<i64>()
    }

    /// What is left of it to refund.
    pub fn refundable(&self) -> i64 {
        let taken: i64 = self.refunds.iter().flat_map(|r| &r.parts).map(|part| part.gross).sum();
        self.matched() - taken + self.still_unmatched()
    }
}

impl Spread {
    /// Paid beyond what the order costs now (it was reduced or cancelled): on the close's checklist.
    pub fn overpaid(&self) -> i64 {
        self.matched.saturating_sub(self.gross).max(0)
    }

    /// Still to be paid.
    pub fn open(&self) -> i64 {
        self.gross.saturating_sub(self.matched).max(0)
    }

    /// Of one payment.
    pub fn of_payment(&self, payment: DocumentId) -> Option<&PaymentSpread> {
        self.payments.iter().find(|spread| spread.payment == payment)
    }
}

#[derive(Clone, Copy)]
enum Event<'a> {
    Payment(&'a Payment),
    Refund(&'a Refund),
}

impl Event<'_> {
    fn recorded(&self) -> Recorded {
        match self {
            Event::Payment(payment) => payment.recorded,
            Event::Refund(refund) => refund.recorded,
        }
    }

    /// At one place of recording, payments before refunds, then by id.
    fn order(&self) -> (Recorded, bool, DocumentId) {
        match self {
            Event::Payment(payment) => (payment.recorded, false, payment.id),
            Event::Refund(refund) => (refund.recorded, true, refund.id),
        }
    }
}

impl OrderAccount<'_> {
    /// Spreads all of it. Deterministic in what was recorded: rebuilding from all versions gives what was kept.
    ///
    /// A payment or refund that was edited keeps its place and is spread as it is now, and so are those recorded after
    /// it. An order that was edited spreads all its payments anew, unless one of them would lose a matched part: then
    /// all parts stay as they are. Payees are those of the last version.
    pub fn spread(&self) -> Result<Spread, CreditError> {
        let mut versions: Vec<&Order> = self.versions.iter().collect();
        versions.sort_by_key(|version| version.recorded);
        let events = self.events()?;
        let payees = versions.last().map_or(&[][..], |last| last.payees.as_slice());
        let mut state = State::new(versions.first().copied(), payees);
        let mut done = 0;
        for place in 0..versions.len().max(1) {
            let version = versions.get(place).copied();
            if let Some(version) = version.filter(|_| place > 0) {
                let seen = events.get(..done).unwrap_or_default();
                state = edited(state, version, seen)?;
            }
            let next = versions.get(place + 1).map(|version| version.recorded);
            while let Some(event) = events.get(done) {
                if next.is_some_and(|next| event.recorded() >= next) {
                    break;
                }
                state.take(*event)?;
                done += 1;
            }
        }
        state.finish()
    }

    fn events(&self) -> Result<Vec<Event<'_>>, CreditError> {
        let mut events: Vec<Event<'_>> =
            self.payments.iter().filter(|payment| !payment.cancelled).map(Event::Payment).collect();
        for refund in self.refunds.iter().filter(|refund| !refund.cancelled) {
            let mut payments = self.payments.iter();
            let payment = payments.find(|payment| payment.id == refund.payment);
            let payment = payment.ok_or(CreditError::RefundWithoutPayment(refund.id))?;
            if !payment.cancelled {
                events.push(Event::Refund(refund));
            }
        }
        events.sort_by_key(Event::order);
        Ok(events)
    }
}

/// The state after an edit of the order: spread anew, or kept where that would take matched parts back (a cancelled
/// order matches nothing anew).
fn edited<'a>(kept: State<'a>, version: &'a Order, seen: &[Event<'_>]) -> Result<State<'a>, CreditError> {
    let mut anew = State::new(Some(version), kept.payees());
    for event in seen {
        anew.take(*event)?;
    }
    Ok(if anew.takes_back_from(&kept) { kept.adopt(version) } else { anew })
}
