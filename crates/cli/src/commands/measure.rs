//! `measure publish`: the `[measure.*]` tables of a plan file come into force, or a new version of one.

use beichen_kernel::{Ctx, Result};
use beichen_ledger::api::{MeasureFollow, preview_version, publish_measures, publish_version};
use beichen_store::Deps;
use serde_json::json;

use super::{DONE, read};
use crate::args::{Measure, Place};
use crate::{actor, place, print};

pub async fn run(place: &Place, command: Measure) -> Result<u8> {
    let Measure::Publish { file, from, preview, password_stdin } = command;
    let text = read(&file)?;
    let opened = place::open(place).await?;
    let ctx = actor::publisher(place, &opened.deps, password_stdin).await?;
    let Some(from) = from else { return publish(place, &ctx, &opened.deps, &text).await };
    if preview {
        return show(place, &ctx, &opened.deps, MeasureFollow { text, from }).await;
    }
    follow(place, &ctx, &opened.deps, MeasureFollow { text, from }).await
}

async fn publish(place: &Place, ctx: &Ctx, deps: &Deps, text: &str) -> Result<u8> {
    let published = publish_measures(ctx, &deps.db, text).await?;
    if place.json {
        print::json(&published);
    } else {
        let names = |keys: &[String]| if keys.is_empty() { "–".to_owned() } else { keys.join(", ") };
        let values = json!({ "created": names(&published.created), "unchanged": names(&published.unchanged) });
        print::line(&place.sentence("measures_published", &values));
    }
    Ok(DONE)
}

/// Publishes the version, and reckons the documents again: a server may not be there to do it.
async fn follow(place: &Place, ctx: &Ctx, deps: &Deps, offered: MeasureFollow) -> Result<u8> {
    let published = publish_version(ctx, &deps.db, &offered.text, &offered.from).await?;
    beichen_server::jobs::work_off(deps).await?;
    if place.json {
        print::json(&published);
    } else {
        let values = json!({
            "key": published.key, "version": published.version, "from": published.from, "hash": published.hash,
        });
        print::line(&place.sentence("measure_version_published", &values));
    }
    Ok(DONE)
}

/// The difference of the definitions, then a line a month.
async fn show(place: &Place, ctx: &Ctx, deps: &Deps, offered: MeasureFollow) -> Result<u8> {
    let preview = preview_version(ctx, &deps.db, offered).await?;
    if place.json {
        print::json(&preview);
        return Ok(DONE);
    }
    let values = json!({ "key": preview.key, "from": preview.from, "documents": preview.documents });
    print::line(&place.sentence("measure_preview", &values));
    print::line(&preview.difference);
    let width = preview.months.iter().map(|month| month.amount.chars().count()).max().unwrap_or_default();
    for month in &preview.months {
        print::line(&format!("{}  {:>width$}", month.month, month.amount));
    }
    Ok(DONE)
}
