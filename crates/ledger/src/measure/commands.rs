//! Publishing measures: an absent one is created, an equal one stays, a different one is refused.

use beichen_engine::day::{Day, DayRange};
use beichen_engine::measure::Measure;
use beichen_kernel::{Ctx, Error, Result, Version};
use beichen_people::api as people;
use beichen_store::{Db, Event, Tx, jobs};

use super::model::{self, MeasureId, MeasureInForce, MeasureRefusal};
use super::views::{MeasureView, MeasuresPublished};
use super::{policy, store};
use crate::credit;

/// The job that reckons documents again after a new version of a measure.
pub const JOB_REDERIVE: &str = "ledger.measure.rederive";

/// Publishes the `[measure.*]` tables of a plan file.
pub async fn publish_measures(ctx: &Ctx, db: &Db, text: &str) -> Result<MeasuresPublished> {
    policy::check_publish(ctx)?;
    let mut tx = db.begin(ctx).await?;
    let offered = model::read_tables(text, ctx.currency(), &store::surroundings(&tx).await?)?;
    let mut answer = MeasuresPublished { created: Vec::new(), unchanged: Vec::new() };
    for measure in offered {
        let key = measure.key.clone();
        if publish_measure(&mut tx, measure).await? {
            answer.created.push(key);
        } else {
            answer.unchanged.push(key);
        }
    }
    if answer.created.is_empty() {
        // Nothing was written, so there is nothing to record; asking again gives the same answer.
        return Ok(answer);
    }
    tx.finish(answer).await
}

/// Publishes one measure in the caller's transaction, credits what was recorded before it, and says whether it is new.
/// A definition that differs from the one in force is refused with the difference and both ways out.
pub async fn publish_measure(tx: &mut Tx<'_>, offered: Measure) -> Result<bool> {
    let currency = tx.ctx().currency();
    if let Some(standing) = find(tx, &offered.key).await? {
        return same(&standing, &offered, currency).map(|()| false);
    }
    people::raise_epoch(tx).await?;
    if let Some(standing) = find(tx, &offered.key).await? {
        return same(&standing, &offered, currency).map(|()| false);
    }
    let known = store::surroundings(tx).await?;
    let measure =
        MeasureInForce::try_new(offered, Version::FIRST, Day::MIN, currency, &known).map_err(Error::invalid)?;
    store::insert(tx, &measure).await?;
    let event = Event::new("ledger.measure.published")
        .with("key", measure.key())
        .with("version", measure.version.0)
        .with("hash", measure.hash.clone());
    let id: MeasureId = tx.ctx().new_id();
    tx.record(id, event);
    credit::commands::post::derive_everything(tx, std::slice::from_ref(&measure), "measure").await?;
    Ok(true)
}

/// Publishes a new version of the one measure in a text, from a day on that no locked run covers. Its documents are
/// reckoned again as a job; until that is done, trials say so and locks wait.
pub async fn publish_version(ctx: &Ctx, db: &Db, text: &str, from: &str) -> Result<MeasureView> {
    let mut tx = db.begin(ctx).await?;
    policy::check_publish(ctx)?;
    people::raise_epoch(&mut tx).await?;
    let next = next_version(&tx, text, from).await?;
    store::insert(&mut tx, &next).await?;
    store::ask_again(&mut tx, &next).await?;
    jobs::enqueue_once(&mut tx, JOB_REDERIVE).await?;
    let id: MeasureId = tx.ctx().new_id();
    let event = Event::new("ledger.measure.published")
        .with("key", next.key())
        .with("version", next.version.0)
        .with("from", next.from.to_string())
        .with("hash", next.hash.clone());
    tx.record(id, event);
    let view = MeasureView::of(ctx, &next);
    tx.finish(view).await
}

/// The version that a text would become, after those in force; refused with the reason.
pub async fn next_version(tx: &Tx<'_>, text: &str, from: &str) -> Result<MeasureInForce> {
    let currency = tx.ctx().currency();
    let known = store::surroundings(tx).await?;
    let mut offered = model::read_tables(text, currency, &known)?;
    let count = i64::try_from(offered.len()).unwrap_or(i64::MAX);
    let measure = offered.pop().filter(|_| count == 1).ok_or(MeasureRefusal::OneMeasure { count })?;
    let from: Day = from.trim().parse().map_err(|_| MeasureRefusal::BadDay { day: from.to_owned() })?;
    let standing = super::queries::measure(tx, &measure.key).await?;
    let version = standing.version.next();
    let next = MeasureInForce::try_new(measure, version, from, currency, &known).map_err(Error::invalid)?;
    let days = DayRange::new(from, Day::MAX);
    let touch = people::Touch::Measure { measure: next.key().to_owned(), days };
    if let Some(hit) = people::fenced(tx, &[touch]).await? {
        let (key, from) = (next.key().to_owned(), from.to_string());
        return Err(MeasureRefusal::InsideLocked { key, from, label: hit.label }.into());
    }
    Ok(standing.follow(next)?)
}

async fn find(tx: &Tx<'_>, key: &str) -> Result<Option<MeasureInForce>> {
    Ok(store::in_force(tx).await?.into_iter().find(|measure| measure.key() == key))
}

fn same(standing: &MeasureInForce, offered: &Measure, currency: beichen_engine::money::Currency) -> Result<()> {
    let (in_force, offered_text) = (standing.measure.canonical(currency), offered.canonical(currency));
    if in_force == offered_text {
        return Ok(());
    }
    Err(MeasureRefusal::Differs {
        key: offered.key.clone(),
        difference: model::difference(&in_force, &offered_text),
        in_force,
        offered: offered_text,
    }
    .into())
}
