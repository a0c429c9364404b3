//! `audit verify`: every chain from its first row.

use beichen_kernel::Result;
use beichen_store::audit;

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
        let state = chain.broken_at.map_or_else(|| "完整 whole".to_owned(), |seq| format!("断在 broken at {seq}"));
        print::line(&format!("{}: {} 行 rows, {state}, {}", chain.org, chain.rows, chain.head.hash));
    }
    Ok(if chains.iter().all(audit::Verified::is_whole) { DONE } else { FOUND })
}
