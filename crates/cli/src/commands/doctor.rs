//! `doctor`: looks whether everything is in order, and says what is not.

use beichen_kernel::{Ctx, Result};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::{Deps, audit};
use serde::Serialize;

use super::{DONE, FOUND};
use crate::args::Place;
use crate::{place, print};

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Look {
    what: String,
    is_well: bool,
    /// What was found, in a few words.
    found: String,
}

pub async fn run(place: &Place) -> Result<u8> {
    let opened = place::open(place).await?;
    let looks = look(&opened.deps).await?;
    if place.json {
        print::json(&looks);
    }
    for one in looks.iter().filter(|_| !place.json) {
        print::line(&format!("{} {}: {}", if one.is_well { "✓" } else { "✗" }, one.what, one.found));
    }
    Ok(if looks.iter().all(|one| one.is_well) { DONE } else { FOUND })
}

async fn look(deps: &Deps) -> Result<Vec<Look>> {
    let mut looks = vec![database(deps).await?, migrations(deps).await?, clock(deps)];
    for chain in audit::verify(&deps.db).await? {
        let found = chain.broken_at.map_or_else(|| format!("{} rows", chain.rows), |seq| format!("broken at {seq}"));
        looks.push(Look { what: format!("audit chain of {}", chain.org), is_well: chain.is_whole(), found });
    }
    for organisation in people::organisations(&deps.db).await? {
        let name = organisation.name.clone();
        let ctx = Ctx::system(organisation, "doctor", None, deps.clock.now());
        let credits = ledger::check(&ctx, &deps.db).await?;
        looks.push(Look {
            what: format!("ledger of {name}"),
            is_well: credits.differing == 0 && credits.totals_differing == 0,
            found: format!(
                "{} documents; {} credits and {} totals differ from a fresh reckoning",
                credits.documents, credits.differing, credits.totals_differing
            ),
        });
        looks.push(imports(deps, &ctx, &name).await?);
    }
    let found = "without --public-url https://… sign-ins travel unencrypted".to_owned();
    looks.push(Look { what: "plain HTTP".to_owned(), is_well: true, found });
    Ok(looks)
}

async fn migrations(deps: &Deps) -> Result<Look> {
    let pending = beichen_store::migrate::pending::<beichen_server::Migrations>(&deps.db).await?;
    Ok(Look { what: "tables".to_owned(), is_well: pending == 0, found: format!("{pending} steps pending") })
}

/// Before 2025 no clock of a running system can be right.
fn clock(deps: &Deps) -> Look {
    const EARLIEST_MICROS: i64 = 1_735_689_600_000_000;
    let now = deps.clock.now();
    Look { what: "clock".to_owned(), is_well: now.micros() > EARLIEST_MICROS, found: now.to_string() }
}

/// An import that was never written has changed nothing; it is only named.
async fn imports(deps: &Deps, ctx: &Ctx, name: &str) -> Result<Look> {
    let unfinished = beichen_sheets::unfinished(ctx, &deps.db).await?;
    let names: Vec<String> =
        unfinished.iter().map(|import| format!("{} {} ({})", import.kind, import.file_name, import.state)).collect();
    let found =
        if names.is_empty() { "none unfinished".to_owned() } else { format!("not written: {}", names.join(", ")) };
    Ok(Look { what: format!("imports of {name}"), is_well: true, found })
}

async fn database(deps: &Deps) -> Result<Look> {
    let what = "database".to_owned();
    if !deps.db.is_sqlite() {
        return Ok(Look { what, is_well: true, found: "PostgreSQL answers".to_owned() });
    }
    let found = beichen_store::raw::integrity(&deps.db).await?;
    Ok(Look { what, is_well: found == "ok", found })
}
