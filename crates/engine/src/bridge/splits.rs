//! Documents as they are now, among payees as they were: what stands between a change of data and one of splits.

use std::collections::{BTreeMap, BTreeSet};

use crate::allocate::allocate;
use crate::calculate::{Credit, Inputs};
use crate::day::Day;
use crate::exact::Exact;

/// A credit with its payee.
type Row<'c> = (&'c str, &'c Credit);

/// By measure and document.
type Ledger<'c> = BTreeMap<(&'c str, &'c str), Vec<Row<'c>>>;

/// What makes an entry of a document, in order of day, then of recording.
type Order<'c> = (Day, (i64, i64), &'c str, u32, Day);

/// The sum of each entry, and one of its credits.
type Entries<'c> = BTreeMap<Order<'c>, (i64, &'c Credit)>;

/// What each payee has of a document, by id.
struct Shares<'c> {
    parts: BTreeMap<&'c str, i128>,
    all: i128,
    /// How many credits they come from; each was rounded by less than one unit.
    credits: usize,
}

/// The credits of `b`'s documents by payee, each document divided in the shares that `a` shows. It keeps its own payees
/// where `a` does not have it, where its shares have not changed, and of answers, which nobody divides.
pub(super) fn divided_as_before(a: &Inputs<'_>, b: &Inputs<'_>) -> BTreeMap<String, Vec<Credit>> {
    let before = ledger(a);
    let mut found: BTreeMap<String, Vec<Credit>> = BTreeMap::new();
    for ((measure, document), rows) in ledger(b) {
        let is_answered = b.plan.measure(measure).is_some_and(|measure| measure.of.is_answered());
        let former = before.get(&(measure, document)).filter(|_| !is_answered);
        let divided = former.and_then(|former| as_before(former, &rows));
        for (payee, credit) in divided.unwrap_or_else(|| owned(&rows)) {
            found.entry(payee).or_default().push(credit);
        }
    }
    found
}

/// One document's rows among the former payees; `None` where its shares have not changed, or nobody can know them.
fn as_before(former: &[Row<'_>], rows: &[Row<'_>]) -> Option<Vec<(String, Credit)>> {
    let entries = entries(rows)?;
    if self::entries(former).is_some_and(|before| is_same(&before, &entries)) {
        return Some(owned(former));
    }
    let shares = Shares::of(former)?;
    let has_changed = Shares::of(rows).is_none_or(|now| !now.may_be(&shares));
    has_changed.then(|| shares.divide(entries)).flatten()
}

fn owned(rows: &[Row<'_>]) -> Vec<(String, Credit)> {
    rows.iter().map(|(payee, credit)| ((*payee).to_owned(), (*credit).clone())).collect()
}

/// What the document counts, entry by entry in their order, over all payees. `None` where a sum does not fit.
fn entries<'c>(rows: &[Row<'c>]) -> Option<Entries<'c>> {
    let mut entries = Entries::new();
    for (_, credit) in rows {
        let order = (credit.day, credit.recorded, credit.document.as_ref(), credit.line, credit.entitling_day());
        let (sum, _) = entries.entry(order).or_insert((0, credit));
        *sum = sum.checked_add(credit.amount)?;
    }
    Some(entries)
}

/// Whether nothing but the payees differs.
fn is_same(a: &Entries<'_>, b: &Entries<'_>) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|((order, (sum, credit)), (others_order, (others_sum, others)))| {
            (order, sum, &credit.facts) == (others_order, others_sum, &others.facts)
        })
}

fn ledger<'c>(inputs: &'c Inputs<'_>) -> Ledger<'c> {
    let mut found = Ledger::new();
    for person in &inputs.people {
        for credit in &person.credits {
            found.entry((credit.measure.as_ref(), credit.root().as_ref())).or_default().push((&person.id, credit));
        }
    }
    found
}

impl<'c> Shares<'c> {
    /// By what the document itself credits; by its refunds where only they are here. `None` where there is nothing to
    /// divide by.
    fn of(rows: &[Row<'c>]) -> Option<Self> {
        let only_refunds = rows.iter().all(|(_, credit)| credit.of_document.is_some());
        let counted = || rows.iter().filter(|(_, credit)| only_refunds || credit.of_document.is_none());
        let sign = if only_refunds { -1 } else { 1 };
        let mut parts: BTreeMap<&str, i128> = BTreeMap::new();
        for (payee, credit) in counted() {
            *parts.entry(payee).or_default() += sign * i128::from(credit.amount);
        }
        let all: i128 = parts.values().sum();
        let is_divided = all > 0 && parts.values().all(|part| *part >= 0);
        is_divided.then(|| Self { parts, all, credits: counted().count() })
    }

    fn share(&self, payee: &str) -> Exact {
        self.parts.get(payee).and_then(|part| Exact::ratio(*part, self.all)).unwrap_or(Exact::ZERO)
    }

    /// How far a share may lie from the one that was divided by.
    fn tolerance(&self) -> Exact {
        i128::try_from(self.credits).ok().and_then(|credits| Exact::ratio(credits, self.all)).unwrap_or(Exact::ONE)
    }

    /// Whether rounding to whole units explains all differences: the same payees, in the same shares.
    fn may_be(&self, other: &Self) -> bool {
        let within = &self.tolerance() + &other.tolerance();
        let payees: BTreeSet<&&str> = self.parts.keys().chain(other.parts.keys()).collect();
        payees.into_iter().all(|payee| (&self.share(payee) - &other.share(payee)).abs() < within)
    }

    /// The entries in their order, each divided so that all up to it add up: a full refund leaves nobody anything. An
    /// equal remainder goes by the payee's id. `None` where a sum does not fit.
    fn divide(&self, entries: Entries<'_>) -> Option<Vec<(String, Credit)>> {
        let weights: Vec<i128> = self.parts.values().copied().collect();
        let (mut running, mut before) = (0_i64, vec![0_i64; weights.len()]);
        let mut divided = Vec::new();
        for (amount, credit) in entries.into_values() {
            running = running.checked_add(amount)?;
            let now = allocate(running, &weights).ok()?;
            for ((payee, now), before) in self.parts.keys().zip(&now).zip(&before) {
                let amount = now.checked_sub(*before)?;
                if amount != 0 {
                    divided.push(((*payee).to_owned(), Credit { amount, ..credit.clone() }));
                }
            }
            before = now;
        }
        Some(divided)
    }
}
