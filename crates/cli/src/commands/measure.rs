//! `measure publish`: the `[measure.*]` tables of a plan file come into force.

use beichen_kernel::Result;
use beichen_ledger::api::publish_measures;

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
        print::line(&format!(
            "新 / new: {}；不变 / unchanged: {}",
            published.created.join(", "),
            published.unchanged.join(", ")
        ));
    }
    Ok(DONE)
}
