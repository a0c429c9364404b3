//! A plan in plain sentences of the reader's language, and what a version changes.

use std::collections::BTreeMap;

use beichen_engine::plan::prose::{self, Prose, Voice};
use beichen_kernel::{Ctx, Error, Id, Locale, Result, Scope, words};
use beichen_store::Db;
use serde_json::{Value, json};

use super::super::model::{PlanId, PlanVersion};
use super::super::store;
use super::super::views::{PlanWords, PlanWordsQuery};
use crate::permissions::INCENTIVES_PLAN_READ;

/// The sentences of a version, or of the draft, and what it changes. Who sees which version: as [`super::versions`].
pub async fn words(ctx: &Ctx, db: &Db, id: PlanId, query: PlanWordsQuery) -> Result<PlanWords> {
    let tx = db.read(ctx).await?;
    let (after, since, earlier) = if let Some(number) = query.number {
        let versions = super::seen(&tx, id).await?;
        let version = numbered(&versions, number)?;
        (prose::explain(&version.plan), query.since.unwrap_or(number.saturating_sub(1)), versions)
    } else {
        ctx.require(INCENTIVES_PLAN_READ, Scope::Organisation)?;
        let draft = store::load(&tx, id).await?;
        let versions = store::versions(&tx, id).await?;
        let last = draft.published.as_ref().map_or(0, |(number, _)| *number);
        (prose::explain(&draft.plan), query.since.unwrap_or(last), versions)
    };
    let before = match (since, query.since) {
        (0, None) => None,
        _ => earlier.iter().find(|version| version.number == since).map(|version| prose::explain(&version.plan)),
    };
    if query.since.is_some() && before.is_none() {
        return Err(Error::not_found(PlanId::NAME));
    }
    Ok(said(ctx.locale, &after, before.as_ref().map(|before| (since, before))))
}

fn numbered(versions: &[PlanVersion], number: i64) -> Result<&PlanVersion> {
    versions.iter().find(|version| version.number == number).ok_or_else(|| Error::not_found(PlanId::NAME))
}

fn said(locale: Locale, after: &Prose, before: Option<(i64, &Prose)>) -> PlanWords {
    let catalogue = catalogue(locale);
    let voice = Voice::new(&catalogue, after);
    let changes = before.map(|(_, before)| prose::differences(before, after));
    PlanWords {
        sentences: voice.lines(after).into_iter().map(Into::into).collect(),
        since: before.map(|(since, _)| since),
        changes: changes.iter().flatten().flat_map(|one| voice.difference(one)).map(Into::into).collect(),
    }
}

/// The words of `incentives` in one language, as [`Voice`] asks for them.
pub fn catalogue(locale: Locale) -> impl Fn(&str, &BTreeMap<String, String>) -> Option<String> {
    move |key, values| {
        let key = format!("incentives.{key}");
        let values: Vec<(&str, Value)> = values.iter().map(|(name, value)| (name.as_str(), json!(value))).collect();
        let said = words::text(locale, &key, values.iter().map(|(name, value)| (*name, value)));
        (said != key).then_some(said)
    }
}
