//! `ledger rebuild`: the daily totals anew from the credits.

use beichen_kernel::Result;
use beichen_ledger::api::rebuild;
use serde_json::json;

use super::DONE;
use crate::args::{Ledger, Place};
use crate::{actor, place};

pub async fn run(place: &Place, command: Ledger) -> Result<u8> {
    let Ledger::Rebuild = command;
    let opened = place::open(place).await?;
    let ctx = actor::writer(place, &opened.deps).await?;
    let rebuilt = rebuild(&ctx, &opened.deps.db).await?;
    place.tell("rebuilt", &json!(rebuilt));
    Ok(DONE)
}
