//! `measure publish`: the `[measure.*]` tables of a plan file come into force.

use beichen_kernel::Result;
use beichen_ledger::api::publish_measures;
use serde_json::json;

use super::{DONE, read};
use crate::args::{Measure, Place};
use crate::{actor, place, print};

pub async fn run(place: &Place, command: Measure) -> Result<u8> {
    let Measure::Publish { file, password_stdin } = command;
    let text = read(&file)?;
    let opened = place::open(place).await?;
    let ctx = actor::publisher(place, &opened.deps, password_stdin).await?;
    let published = publish_measures(&ctx, &opened.deps.db, &text).await?;
    if place.json {
        print::json(&published);
    } else {
        let names = |keys: &[String]| if keys.is_empty() { "–".to_owned() } else { keys.join(", ") };
        let values = json!({ "created": names(&published.created), "unchanged": names(&published.unchanged) });
        print::line(&place.sentence("measures_published", &values));
    }
    Ok(DONE)
}
