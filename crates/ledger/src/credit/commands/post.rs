//! Recording documents: locks, keeps their versions, and appends what should stand minus what stands.

use std::collections::{BTreeSet, HashMap};

use beichen_engine::credit::{Credit, derivation};
use beichen_engine::worth::CustomerFirsts;
use beichen_kernel::Result;
use beichen_people::api as people;
use beichen_store::Tx;
use uuid::Uuid;

use crate::credit::model::{Posted, Read, Touched, refused};
use crate::credit::store::{self, Stands};
use crate::document::model::{Document, SourceDocument};
use crate::document::store::{self as documents, Kept};
use crate::measure::model::MeasureInForce;
use crate::measure::store as measures;

/// Documents that are reckoned at once.
const CHUNK: usize = 2_000;

/// Keeps new documents and new versions of known ones, and credits them, in the caller's transaction.
///
/// Locks, in this order: the epoch, payments, customers, orders. Each document must be handed down with a higher
/// version than the one before (412 otherwise); a refund's payment must have been handed down before or together with it.
pub async fn post(tx: &mut Tx<'_>, handed: Vec<SourceDocument>) -> Result<Posted> {
    let currency = tx.ctx().currency();
    for document in &handed {
        document.check(currency)?;
    }
    people::share_epoch(tx).await?;
    let measures = measures::in_force(tx).await?;
    let mut posted = Posted::default();
    for chunk in handed.chunks(CHUNK) {
        post_chunk(tx, &measures, chunk, &mut posted).await?;
    }
    Ok(posted)
}

async fn post_chunk(
    tx: &mut Tx<'_>,
    measures: &[MeasureInForce],
    handed: &[SourceDocument],
    posted: &mut Posted,
) -> Result<()> {
    // A payment cannot move while it is locked, so that the orders which are touched are the right ones.
    store::lock_documents(tx, &payments_of(handed)).await?;
    let mut touched = touched_by(tx, handed).await?;
    let customers = lock(tx, handed, &touched.orders).await?;

    let known = documents::by_ids(tx, &handed.iter().map(|source| source.document.id()).collect()).await?;
    must_follow(handed, &known)?;
    let ask = measures.iter().any(MeasureInForce::asks_who_is_new);
    let before = if ask { store::firsts(tx, &customers).await? } else { HashMap::new() };
    documents::save(tx, handed, &known.iter().map(|kept| kept.id).collect()).await?;
    let firsts = if ask { store::firsts(tx, &customers).await? } else { HashMap::new() };
    touched.orders.extend(changed_firsts(&before, &firsts));

    let done = derive(tx, measures, &touched, &firsts, "document").await?;
    posted.credits = posted.credits.saturating_add(done.credits);
    posted.exceptions.extend(done.exceptions);
    Ok(())
}

/// The payments that documents are or take back from.
fn payments_of(handed: &[SourceDocument]) -> BTreeSet<Uuid> {
    handed
        .iter()
        .filter_map(|source| match &source.document {
            Document::Payment(_) => Some(source.document.id()),
            other => other.payment(),
        })
        .collect()
}

/// Locks the orders, and their customers before them; an order may get another customer until it is locked.
async fn lock(tx: &mut Tx<'_>, handed: &[SourceDocument], orders: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>> {
    let mut customers: BTreeSet<Uuid> = handed.iter().filter_map(|source| source.document.customer()).collect();
    customers.extend(store::customers_of(tx, orders).await?);
    loop {
        store::lock_customers(tx, &customers).await?;
        store::lock_documents(tx, orders).await?;
        let now = store::customers_of(tx, orders).await?;
        if now.is_subset(&customers) {
            return Ok(customers);
        }
        customers.extend(now);
    }
}

/// Orders that documents belong to, now and before.
async fn touched_by(tx: &Tx<'_>, handed: &[SourceDocument]) -> Result<Touched> {
    let mut touched = Touched::default();
    let mut look_up = BTreeSet::new();
    for source in handed {
        let id = source.document.id();
        match &source.document {
            Document::Order(_) => {
                touched.orders.insert(id);
            }
            Document::Payment(_) => {
                touched.orders.extend(source.document.order());
                touched.others.insert(id);
                look_up.insert(id);
            }
            Document::Refund(_) => {
                touched.others.insert(id);
                touched.others.extend(source.document.payment());
                look_up.extend(source.document.payment());
                look_up.insert(id);
            }
            Document::Entry(_) => {
                touched.others.insert(id);
            }
        }
    }
    let kept = documents::by_ids(tx, &look_up).await?;
    touched.orders.extend(kept.iter().filter_map(|kept| kept.order));
    let moved = kept.iter().filter_map(|kept| kept.document.payment()).collect();
    let payments = documents::by_ids(tx, &moved).await?;
    touched.orders.extend(payments.iter().filter_map(|kept| kept.order));
    Ok(touched)
}

fn must_follow(handed: &[SourceDocument], known: &[Kept]) -> Result<()> {
    let known: HashMap<Uuid, &Kept> = known.iter().map(|kept| (kept.id, kept)).collect();
    for source in handed {
        if let Some(kept) = known.get(&source.document.id()) {
            documents::must_follow(source, kept)?;
        }
    }
    Ok(())
}

/// The orders that made a customer new before or do now, where that has changed.
fn changed_firsts(before: &HashMap<Uuid, CustomerFirsts>, now: &HashMap<Uuid, CustomerFirsts>) -> BTreeSet<Uuid> {
    let mut changed = BTreeSet::new();
    for customer in before.keys().chain(now.keys()) {
        let (old, new) = (before.get(customer), now.get(customer));
        if old == new {
            continue;
        }
        for firsts in [old, new].into_iter().flatten() {
            changed.extend(firsts.order.map(|id| Uuid::from_u128(id.0)));
            changed.extend(firsts.payment.map(|(order, _)| Uuid::from_u128(order.0)));
        }
    }
    changed
}

/// Appends, for the touched documents and all that hangs on them, what should stand minus what stands.
pub async fn derive(
    tx: &mut Tx<'_>,
    measures: &[MeasureInForce],
    touched: &Touched,
    firsts: &HashMap<Uuid, CustomerFirsts>,
    cause: &str,
) -> Result<Posted> {
    let reckoned = reckon(tx, measures, touched, firsts).await?;
    store::append(tx, measures, &reckoned.appended, &reckoned.stands, &reckoned.read.documents, cause).await?;
    store::keep_matched(tx, &reckoned.read.documents, &reckoned.matched).await?;
    let credits = u64::try_from(reckoned.appended.len()).unwrap_or(u64::MAX);
    Ok(Posted { credits, exceptions: reckoned.exceptions })
}

/// What a derivation has read and would append.
pub struct Reckoned {
    pub read: Read,
    pub stands: Stands,
    pub appended: Vec<Credit>,
    pub matched: std::collections::BTreeMap<Uuid, (i64, i64)>,
    pub exceptions: Vec<beichen_engine::credit::CreditException>,
}

/// Reads the touched documents with all that hangs on them, and what stands for them.
pub async fn reckon(
    tx: &Tx<'_>,
    measures: &[MeasureInForce],
    touched: &Touched,
    firsts: &HashMap<Uuid, CustomerFirsts>,
) -> Result<Reckoned> {
    let read = read(tx, touched, firsts).await?;
    let units = store::stays(tx, &read.people()).await?;
    let should = read.should(measures, &units)?;
    let stands = store::stands(tx, measures, &read.documents).await?;
    let appended = derivation(&should.credits, &stands.credits).map_err(|error| refused(error, ""))?;
    Ok(Reckoned { read, stands, appended, matched: should.matched, exceptions: should.exceptions })
}

async fn read(tx: &Tx<'_>, touched: &Touched, firsts: &HashMap<Uuid, CustomerFirsts>) -> Result<Read> {
    let own: BTreeSet<Uuid> = touched.orders.union(&touched.others).copied().collect();
    let mut kept: HashMap<Uuid, Kept> = HashMap::new();
    for one in documents::by_ids(tx, &own).await? {
        kept.insert(one.id, one);
    }
    for one in documents::by_orders(tx, &touched.orders).await? {
        kept.insert(one.id, one);
    }
    let payments: BTreeSet<Uuid> =
        kept.values().filter(|one| matches!(one.document, Document::Payment(_))).map(|one| one.id).collect();
    for one in documents::by_payments(tx, &payments).await? {
        kept.insert(one.id, one);
    }
    let orphaned = kept.values().filter_map(|one| one.document.payment()).find(|payment| !kept.contains_key(payment));
    if orphaned.is_some() {
        return Err(documents::missing_payment());
    }
    let earlier = documents::earlier_versions(tx, &touched.orders).await?;
    let mut kept: Vec<Kept> = kept.into_values().collect();
    kept.sort_by_key(|one| one.id);
    Ok(Read::of(kept, earlier, firsts))
}

/// Reckons every document of the organisation under these measures: a measure is new, or assignments have changed.
pub async fn derive_everything(tx: &mut Tx<'_>, measures: &[MeasureInForce], cause: &str) -> Result<u64> {
    let mut after = Uuid::nil();
    let mut credits = 0_u64;
    loop {
        let touched = store::ids_after(tx, after, i64::try_from(CHUNK).unwrap_or(i64::MAX)).await?;
        let Some(last) = touched.orders.iter().chain(&touched.others).max().copied() else { return Ok(credits) };
        after = last;
        let (touched, firsts) = whole(tx, measures, touched).await?;
        let done = derive(tx, measures, &touched, &firsts, cause).await?;
        credits = credits.saturating_add(done.credits);
    }
}

/// Documents with the orders that they belong to, and what made those orders' customers new.
pub async fn whole(
    tx: &Tx<'_>,
    measures: &[MeasureInForce],
    mut touched: Touched,
) -> Result<(Touched, HashMap<Uuid, CustomerFirsts>)> {
    let others = documents::by_ids(tx, &touched.others).await?;
    let is_order = |kept: &&Kept| matches!(kept.document, Document::Order(_));
    touched.orders.extend(others.iter().filter(is_order).map(|kept| kept.id));
    touched.orders.extend(others.iter().filter_map(|kept| kept.order));
    let payments: BTreeSet<Uuid> = others.iter().filter_map(|kept| kept.document.payment()).collect();
    touched.others.extend(&payments);
    touched.orders.extend(documents::by_ids(tx, &payments).await?.iter().filter_map(|kept| kept.order));
    let firsts = if measures.iter().any(MeasureInForce::asks_who_is_new) {
        store::firsts(tx, &store::customers_of(tx, &touched.orders).await?).await?
    } else {
        HashMap::new()
    };
    Ok((touched, firsts))
}
