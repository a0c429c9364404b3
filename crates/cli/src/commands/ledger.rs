//! `ledger rebuild`: the daily totals anew from the credits.

use beichen_kernel::Result;
use beichen_ledger::api::rebuild;

use super::DONE;
use crate::args::{Ledger, Place};
use crate::{actor, place, print};

pub async fn run(place: &Place, command: Ledger) -> Result<u8> {
    let Ledger::Rebuild = command;
    let opened = place::open(place).await?;
    let ctx = actor::writer(place, &opened.deps).await?;
    let rebuilt = rebuild(&ctx, &opened.deps.db).await?;
    if place.json {
        print::json(&rebuilt);
    } else {
        print::line(&format!(
            "业绩 credits {}，日合计 totals {}，不同 differed {}",
            rebuilt.credits, rebuilt.totals, rebuilt.differed
        ));
    }
    Ok(DONE)
}
