//! `doctor`: looks whether everything is in order, and says what is not.

use beichen_kernel::{Ctx, Result};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_sheets::{State, Unfinished};
use beichen_store::{Deps, audit};
use serde::Serialize;
use serde_json::{Value, json};

use super::{DONE, FOUND};
use crate::args::Place;
use crate::{place, print};

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Look {
    /// Which sentence of `cli.lines.doctor` says it.
    what: &'static str,
    /// Absent where it cannot be seen from here.
    is_well: Option<bool>,
    /// What was found.
    found: Value,
}

impl Look {
    const fn new(what: &'static str, is_well: bool, found: Value) -> Self {
        Self { what, is_well: Some(is_well), found }
    }

    fn line(&self, place: &Place) -> String {
        let mark = match self.is_well {
            Some(true) => "✓",
            Some(false) => "✗",
            None => "·",
        };
        format!("{mark} {}", place.sentence(&format!("doctor.{}", self.what), &self.found))
    }
}

pub async fn run(place: &Place) -> Result<u8> {
    let opened = place::open(place).await?;
    let looks = look(&opened.deps).await?;
    if place.json {
        print::json(&looks);
    }
    for one in looks.iter().filter(|_| !place.json) {
        print::line(&one.line(place));
    }
    Ok(if looks.iter().any(|one| one.is_well == Some(false)) { FOUND } else { DONE })
}

async fn look(deps: &Deps) -> Result<Vec<Look>> {
    let mut looks = vec![database(deps).await?, migrations(deps).await?, clock(deps)];
    let organisations = people::organisations(&deps.db).await?;
    for chain in audit::verify(&deps.db).await? {
        let what = if chain.is_whole() { "chain" } else { "chain_broken" };
        let name = organisations.iter().find(|one| one.id == chain.org).map(|one| one.name.as_str());
        let found = json!({ "organisation": name, "rows": chain.rows, "seq": chain.broken_at });
        looks.push(Look::new(what, chain.is_whole(), found));
    }
    for organisation in organisations {
        let name = organisation.name.clone();
        let ctx = Ctx::system(organisation, "doctor", None, deps.clock.now());
        let credits = ledger::check(&ctx, &deps.db).await?;
        let found = json!({
            "organisation": name, "documents": credits.documents,
            "credits": credits.differing, "totals": credits.totals_differing,
        });
        looks.push(Look::new("ledger", credits.differing == 0 && credits.totals_differing == 0, found));
        looks.extend(imports(deps, &ctx, &name).await?);
    }
    // Which address people come by is said to `serve`; it is not known here.
    looks.push(Look { what: "encryption", is_well: None, found: json!({}) });
    Ok(looks)
}

async fn migrations(deps: &Deps) -> Result<Look> {
    let pending = beichen_store::migrate::pending::<beichen_server::Migrations>(&deps.db).await?;
    Ok(Look::new("tables", pending == 0, json!({ "pending": pending })))
}

/// Before 2025 no clock of a running system can be right.
fn clock(deps: &Deps) -> Look {
    const EARLIEST_MICROS: i64 = 1_735_689_600_000_000;
    let now = deps.clock.now();
    Look::new("clock", now.micros() > EARLIEST_MICROS, json!({ "now": now }))
}

/// An import that was never written has changed nothing; each is only named.
async fn imports(deps: &Deps, ctx: &Ctx, name: &str) -> Result<Vec<Look>> {
    let unfinished = beichen_sheets::unfinished(ctx, &deps.db).await?;
    if unfinished.is_empty() {
        return Ok(vec![Look::new("imports", true, json!({ "organisation": name }))]);
    }
    let look = |one: Unfinished| {
        let what = match (one.state, one.has_job) {
            (State::Staging, true) => "import_waits",
            (State::Staging, false) => "import_left",
            _ => "import_checked",
        };
        Look::new(what, true, json!({ "organisation": name, "kind": one.kind, "file": one.file_name }))
    };
    Ok(unfinished.into_iter().map(look).collect())
}

async fn database(deps: &Deps) -> Result<Look> {
    if !deps.db.is_sqlite() {
        return Ok(Look::new("database", true, json!({ "found": "PostgreSQL" })));
    }
    let found = beichen_store::raw::integrity(&deps.db).await?;
    Ok(Look::new("database", found == "ok", json!({ "found": format!("SQLite, {found}") })))
}
