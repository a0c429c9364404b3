//! `audit verify`: every chain from its first row.

use beichen_kernel::Result;
use beichen_store::audit;
use serde_json::json;

use super::{DONE, FOUND};
use crate::args::{Audit, Place};
use crate::{place, print};

pub async fn run(place: &Place, command: Audit) -> Result<u8> {
    let Audit::Verify = command;
    let opened = place::open(place).await?;
    let chains = audit::verify(&opened.deps.db).await?;
    if place.json {
        print::json(&chains);
    }
    for chain in chains.iter().filter(|_| !place.json) {
        let key = if chain.is_whole() { "chain_whole" } else { "chain_broken" };
        let values = json!({
            "organisation": chain.org, "rows": chain.rows, "hash": chain.head.hash, "seq": chain.broken_at,
        });
        print::line(&place.sentence(key, &values));
    }
    Ok(if chains.iter().all(audit::Verified::is_whole) { DONE } else { FOUND })
}
