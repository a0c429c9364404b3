//! Publishing measures: an absent one is created, an equal one stays, a different one is refused.

use beichen_engine::day::Day;
use beichen_engine::measure::Measure;
use beichen_kernel::{Ctx, Error, Result, Version};
use beichen_people::api as people;
use beichen_store::{Db, Event, Tx};

use super::model::{self, MeasureId, MeasureInForce, MeasureRefusal};
use super::views::MeasuresPublished;
use super::{policy, store};
use crate::credit;

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
