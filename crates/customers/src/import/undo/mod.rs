//! Takes a written batch back: what it made is cancelled, what it changed is as it was before, by new versions of the
//! documents, so that their credits are reversed and nothing is lost.

pub mod customers;
pub mod orders;
pub mod payments;
pub mod refunds;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Error, MemberId, Result};
use beichen_ledger::api::{self as ledger, WrittenDocument};
use beichen_people::api::{self as people, Touch};
use beichen_sheets::undo::{Before, CHANGED_SINCE, LOCKED, NOT_KEPT};
use beichen_sheets::{Blocked, Undone, Written};
use beichen_store::Tx;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::store;

/// A payment came to the order after the import, or was changed: `by` is its code.
pub const PAID_SINCE: &str = "customers.undo.paid_since";
/// Money of the payment was given back after the import: `by` is the refund's code.
pub const REFUNDED_SINCE: &str = "customers.undo.refunded_since";

/// Why a document keeps its batch from being undone.
pub const CODES: &[&str] = &[PAID_SINCE, REFUNDED_SINCE];

/// What a document of the batch is to become.
pub struct Change<T> {
    pub row: u32,
    pub code: String,
    /// Whether the batch made it: it is cancelled then.
    pub is_new: bool,
    pub after: T,
    /// Whose days change.
    pub touches: BTreeSet<(MemberId, Day)>,
}

/// What undoing a batch would do, and what stands in the way.
pub struct Plan<T> {
    pub blocked: Vec<Blocked>,
    pub changes: Vec<Change<T>>,
}

impl<T> Plan<T> {
    const fn new() -> Self {
        Self { blocked: Vec::new(), changes: Vec::new() }
    }

    /// Looks at the locks, once nothing else stands in the way.
    async fn fenced(mut self, tx: &Tx<'_>) -> Result<Self> {
        if self.blocked.is_empty() {
            self.blocked = fenced(tx, &self.changes).await?;
        }
        self.blocked.sort_by(|a, b| (a.row, &a.document).cmp(&(b.row, &b.document)));
        Ok(self)
    }

    fn undone(&self, left: u64) -> Undone {
        let count = |is_new: bool| self.changes.iter().filter(|change| change.is_new == is_new).count();
        let [taken_back, restored] = [true, false].map(|is_new| u64::try_from(count(is_new)).unwrap_or(u64::MAX));
        Undone { taken_back, restored, left }
    }
}

/// The documents of a batch, which are locked until the commit, and what has been found out about them.
struct Found {
    documents: Vec<WrittenDocument>,
    before: HashMap<Uuid, Before>,
    /// What names a document and was recorded or changed since, by its code.
    named: HashMap<Uuid, String>,
}

impl Found {
    async fn read(tx: &mut Tx<'_>, written: &Written, kind: &str, table: &str) -> Result<Self> {
        let ids = |documents: &[WrittenDocument]| documents.iter().map(|one| one.id).collect::<BTreeSet<_>>();
        let unlocked = ledger::written_by(tx, kind, written.batch, written.tx).await?;
        store::lock_ids(tx, table, &ids(&unlocked)).await?;
        people::share_epoch(tx).await?;
        let documents = ledger::written_by(tx, kind, written.batch, written.tx).await?;
        Ok(Self {
            before: beichen_sheets::undo::kept(tx, written.batch).await?,
            named: ledger::named_since(tx, &ids(&documents), written.tx).await?,
            documents,
        })
    }

    fn ids<I: From<Uuid> + Ord>(&self) -> BTreeSet<I> {
        self.documents.iter().map(|one| I::from(one.id)).collect()
    }

    /// What stands in the way of a document, whatever its kind; `named` is the reason where something names it.
    fn obstacle(&self, document: &WrittenDocument, named: &str) -> Option<Blocked> {
        let blocked = |code: &str| Blocked::new(document.row, document.code.clone(), code);
        if !document.stands {
            return Some(blocked(CHANGED_SINCE));
        }
        if let Some(by) = self.named.get(&document.id) {
            return Some(blocked(named).with("by", by.clone()));
        }
        let must_be_kept = document.version > 1 && !self.before.contains_key(&document.id);
        must_be_kept.then(|| blocked(NOT_KEPT))
    }

    /// What stood before; `None` where the batch made the document.
    fn before<T: DeserializeOwned>(&self, document: &WrittenDocument) -> Result<Option<T>> {
        let kept = self.before.get(&document.id).map(|kept| serde_json::from_value(kept.value.clone()));
        kept.transpose().map_err(Error::internal)
    }

    /// What every document stood for before, by document.
    fn all_before<T: DeserializeOwned>(&self) -> Result<HashMap<Uuid, T>> {
        let mut all = HashMap::new();
        for document in &self.documents {
            if let Some(before) = self.before(document)? {
                all.insert(document.id, before);
            }
        }
        Ok(all)
    }
}

fn blocked(document: &WrittenDocument, error: &Error) -> Blocked {
    Blocked::of(document.row, document.code.clone(), error)
}

/// The changes that a locked run counts.
async fn fenced<T>(tx: &Tx<'_>, changes: &[Change<T>]) -> Result<Vec<Blocked>> {
    let all = changes.iter().flat_map(|change| change.touches.iter().copied()).collect();
    if people::fenced(tx, &touches(&all)).await?.is_none() {
        return Ok(Vec::new());
    }
    let mut blocked = Vec::new();
    for change in changes {
        if let Some(hit) = people::fenced(tx, &touches(&change.touches)).await? {
            let last = hit.days.end.plus_days(-1);
            blocked.push(
                Blocked::new(change.row, change.code.clone(), LOCKED)
                    .with("label", hit.label)
                    .with("from", hit.days.from.to_string())
                    .with("to", last.to_string()),
            );
        }
    }
    Ok(blocked)
}

/// Days of a person that follow each other are one touch.
fn touches(days: &BTreeSet<(MemberId, Day)>) -> Vec<Touch> {
    let mut stretches: Vec<(MemberId, DayRange)> = Vec::new();
    for &(member, day) in days {
        match stretches.last_mut() {
            Some((last, stretch)) if *last == member && stretch.end == day => stretch.end = day.plus_days(1),
            _ => stretches.push((member, DayRange::including(day, day))),
        }
    }
    stretches.into_iter().map(|(member, days)| Touch::Member { member, days }).collect()
}

/// Who shares these documents now, by document.
async fn payees(tx: &Tx<'_>, ids: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, Vec<MemberId>>> {
    let mut payees: BTreeMap<Uuid, Vec<MemberId>> = BTreeMap::new();
    for (document, member) in ledger::payees_of(tx, &ids).await? {
        payees.entry(document).or_default().push(member);
    }
    Ok(payees)
}

/// Every person on every day.
fn crossed<'a>(
    members: impl IntoIterator<Item = &'a MemberId>,
    days: impl IntoIterator<Item = Day> + Clone,
) -> impl Iterator<Item = (MemberId, Day)> {
    members.into_iter().flat_map(move |&member| days.clone().into_iter().map(move |day| (member, day)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn days_that_follow_each_other_are_one_touch_of_each_person() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let who = |number: u128| MemberId::from(Uuid::from_u128(number));
        let days = [(1, "2026-03-31"), (1, "2026-04-01"), (1, "2026-04-03"), (2, "2026-04-04")];
        let days = days.into_iter().map(|(number, text)| (who(number), day(text))).collect();
        let touch = |number, from: &str, end: &str| Touch::Member {
            member: who(number),
            days: DayRange::new(day(from), day(end)),
        };
        assert_eq!(
            touches(&days),
            [
                touch(1, "2026-03-31", "2026-04-02"),
                touch(1, "2026-04-03", "2026-04-04"),
                touch(2, "2026-04-04", "2026-04-05"),
            ]
        );
    }
}
