//! Documents as other capabilities read them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::day::Day;
use beichen_engine::money::Money;
use beichen_kernel::{Ctx, Error, Id, MemberId, Result, Version};
use beichen_people::api::{self as people, Visible};
use beichen_store::{Db, Tx};
use uuid::Uuid;

use super::model::{Document, DocumentId};
pub use super::store::changes::{DocumentChange, WrittenDocument, changes, named_since, written_by};
pub use super::store::{
    Kept as KeptDocument, earlier_versions, matched_minor, payees_of, payments_kept, unmatched_minor,
};
use super::views::{CreditView, DocumentOriginView, DocumentView};
use super::{policy, store};
use crate::credit::queries::credits_of_document;
use crate::measure::queries::measures;
use crate::permissions::LEDGER_DOCUMENT_READ;

/// Documents by the ids of the orders, payments, refunds or entries that they mirror; unknown ones are absent.
pub async fn documents(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<Vec<KeptDocument>> {
    store::by_ids(tx, ids).await
}

/// The day on which each of these documents was paid for in full: of an order the day on which payments, less what was
/// given back by then, first came to its gross amount; of anything else its own day. What is not paid, or cancelled, is
/// absent.
pub async fn paid_in_full(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, Day>> {
    let documents = store::by_ids(tx, ids).await?;
    let is_order = |kept: &&KeptDocument| matches!(kept.document, Document::Order(_));
    let paid = paid_by_day(tx, &documents.iter().filter(is_order).map(|kept| kept.id).collect()).await?;
    let mut days = HashMap::new();
    for kept in documents.iter().filter(|kept| !kept.document.is_cancelled()) {
        let Document::Order(_) = kept.document else {
            days.insert(kept.id, kept.document.day());
            continue;
        };
        let (_, gross) = kept.document.amounts()?;
        let mut so_far = 0_i64;
        let reaches_it = |(_, amount): &(&Day, &i64)| {
            so_far = so_far.saturating_add(**amount);
            so_far >= gross
        };
        if let Some((day, _)) = paid.get(&kept.id).and_then(|by_day| by_day.iter().find(reaches_it)) {
            days.insert(kept.id, *day);
        }
    }
    Ok(days)
}

/// What was paid on orders, less what was given back, by day.
async fn paid_by_day(tx: &Tx<'_>, orders: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, BTreeMap<Day, i64>>> {
    let payments = store::by_orders(tx, orders).await?;
    let order_of: HashMap<Uuid, Uuid> = payments.iter().filter_map(|kept| Some((kept.id, kept.order?))).collect();
    let refunds = store::by_payments(tx, &order_of.keys().copied().collect()).await?;
    let mut paid: HashMap<Uuid, BTreeMap<Day, i64>> = HashMap::new();
    for document in payments.iter().chain(&refunds).map(|kept| &kept.document).filter(|one| !one.is_cancelled()) {
        let (amount, _) = document.amounts()?;
        let (payment, amount) = document.payment().map_or((document.id(), amount), |payment| (payment, -amount));
        let Some(&order) = order_of.get(&payment) else { continue };
        let sum = paid.entry(order).or_default().entry(document.day()).or_default();
        *sum = sum.saturating_add(amount);
    }
    Ok(paid)
}

/// One document with its versions and credits; one that the actor may not see does not exist.
pub async fn get(ctx: &Ctx, db: &Db, id: DocumentId) -> Result<DocumentView> {
    let tx = db.read(ctx).await?;
    let visible = people::visible_or_nothing(&tx, LEDGER_DOCUMENT_READ).await?;
    let own = BTreeSet::from([id.uuid()]);
    let kept = store::by_ids(&tx, &own).await?.pop().ok_or_else(|| Error::not_found(DocumentId::NAME))?;
    let payees: Vec<MemberId> = payees_of(&tx, &own).await?.into_iter().map(|(_, member)| member).collect();
    if !policy::may_see(&visible, &payees, kept.document.day()) {
        return Err(Error::not_found(DocumentId::NAME));
    }
    let (net, gross) = kept.document.amounts()?;
    let money = |minor: i64| Money::new(minor, ctx.currency()).decimal();
    Ok(DocumentView {
        id,
        kind: kept.document.kind().to_owned(),
        code: kept.code.clone(),
        version: Version(kept.version),
        day: kept.document.day(),
        cancelled: kept.document.is_cancelled(),
        currency: ctx.currency().to_string(),
        net: money(net),
        gross: money(gross),
        matched: money(kept.matched_minor),
        unmatched: money(kept.unmatched_minor),
        of_document: kept.order.or_else(|| kept.document.payment()).map(DocumentId::from),
        versions: store::versions(&tx, &kept).await?,
        credits: credit_views(&tx, id, &visible).await?,
        origin: kept.origin.map(|origin| DocumentOriginView { batch_id: origin.batch, row: origin.row }),
        can: Vec::new(),
    })
}

async fn credit_views(tx: &Tx<'_>, id: DocumentId, visible: &Visible) -> Result<Vec<CreditView>> {
    let currency = tx.ctx().currency();
    let measures: HashMap<String, _> =
        measures(tx).await?.into_iter().map(|one| (one.key().to_owned(), one.measure)).collect();
    let credits = credits_of_document(tx, id.uuid()).await?;
    let people: Vec<MemberId> =
        credits.iter().map(|credit| credit.member).collect::<BTreeSet<_>>().into_iter().collect();
    let people = people::members_by_id(tx, &people).await?;
    let seen = credits.into_iter().filter(|credit| visible.includes(credit.member, credit.day));
    Ok(seen
        .map(|credit| {
            let person = people.get(&credit.member);
            let amount = measures
                .get(&credit.measure)
                .map_or_else(|| credit.amount.to_string(), |measure| measure.format_amount(credit.amount, currency));
            CreditView {
                measure: credit.measure,
                member_id: credit.member,
                member_code: person.map(|person| person.code.clone()).unwrap_or_default(),
                member_name: person.map(|person| person.name.clone()).unwrap_or_default(),
                unit_id: credit.unit,
                day: credit.day,
                amount,
            }
        })
        .collect())
}
