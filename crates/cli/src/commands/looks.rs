//! What `doctor` looks at, one thing after the other.

use std::path::Path;

use beichen_incentives::api as incentives;
use beichen_kernel::{Ctx, Result};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_sheets::{State, Unfinished};
use beichen_store::audit::Verified;
use beichen_store::references::{self, Reference};
use beichen_store::{Deps, audit, migrate, raw};
use serde::Serialize;
use serde_json::{Value, json};

use super::backup::size;
use crate::args::Place;
use crate::place;

/// The oldest PostgreSQL that keeps what is promised. Source: architecture.md "Databases".
const POSTGRES: i64 = 15;
/// Bytes that a disk should have free, whatever the database takes.
const FREE_BYTES: u64 = 1 << 30;
/// Before 2025 no clock of a running system can be right.
const EARLIEST_MICROS: i64 = 1_735_689_600_000_000;
/// Unfinished imports that are named; of more only their number is said.
const NAMED: usize = 3;

/// What no foreign key holds: each row names something of its organisation that must be there.
const REFERENCES: &[Reference] = &[
    Reference { table: "ledger_credit", column: "document_id", target: "ledger_document" },
    Reference { table: "ledger_credit", column: "of_document", target: "ledger_document" },
    Reference { table: "ledger_credit", column: "member_id", target: "people_member" },
    Reference { table: "ledger_credit", column: "unit_id", target: "people_unit" },
    Reference { table: "ledger_derivation", column: "document_id", target: "ledger_document" },
    Reference { table: "ledger_document_payee", column: "document_id", target: "ledger_document" },
    Reference { table: "ledger_document_payee", column: "member_id", target: "people_member" },
    Reference { table: "customers_order", column: "id", target: "ledger_document" },
    Reference { table: "customers_payment", column: "id", target: "ledger_document" },
    Reference { table: "customers_payment", column: "order_id", target: "customers_order" },
    Reference { table: "customers_refund", column: "id", target: "ledger_document" },
    Reference { table: "customers_refund", column: "payment_id", target: "customers_payment" },
];

/// How a look ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Sound,
    Warning,
    Fault,
    /// It cannot be seen from here.
    Unseen,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub struct Look {
    /// Which sentence of `cli.lines.doctor` says it.
    pub what: &'static str,
    pub severity: Severity,
    /// What was found.
    pub found: Value,
    /// Which sentence of `cli.lines.doctor` says what to do.
    pub advice: Option<&'static str>,
    #[serde(skip)]
    pub of_organisation: bool,
}

impl Look {
    const fn new(what: &'static str, severity: Severity, found: Value) -> Self {
        Self { what, severity, found, advice: None, of_organisation: false }
    }

    const fn sound(what: &'static str, found: Value) -> Self {
        Self::new(what, Severity::Sound, found)
    }

    fn fault(what: &'static str, found: Value, advice: &'static str) -> Self {
        Self { advice: Some(advice), ..Self::new(what, Severity::Fault, found) }
    }

    fn warning(what: &'static str, found: Value, advice: &'static str) -> Self {
        Self { advice: Some(advice), ..Self::new(what, Severity::Warning, found) }
    }

    /// A PostgreSQL that does not answer.
    pub fn silent() -> Self {
        Self::fault("database_silent", json!({}), "to_reach")
    }

    /// What is said of many organisations at once.
    pub fn organisations(count: usize) -> Self {
        Self::sound("organisations", json!({ "count": count }))
    }

    pub fn line(&self, place: &Place) -> String {
        let mark = match self.severity {
            Severity::Sound => "✓",
            Severity::Warning => "!",
            Severity::Fault => "✗",
            Severity::Unseen => "·",
        };
        format!("{mark} {}", place.sentence(&format!("doctor.{}", self.what), &self.found))
    }
}

/// Everything that can be seen from here. What needs tables is left out where they are another product's.
pub async fn all(deps: &Deps) -> Result<Vec<Look>> {
    let tables = tables(deps).await?;
    let is_usable = tables.severity == Severity::Sound;
    let mut looks = vec![database(deps).await?, durability(deps).await?, tables, clock(deps)];
    looks.extend(disk(deps));
    // Which address people come by is said to `serve`; it is not known here.
    looks.push(Look::new("encryption", Severity::Unseen, json!({})));
    if !is_usable {
        return Ok(looks);
    }
    let chains = audit::verify(&deps.db).await?;
    for organisation in people::organisations(&deps.db).await? {
        let name = organisation.name.clone();
        let ctx = Ctx::system(organisation, "doctor", None, deps.clock.now());
        let own = chains.iter().find(|chain| chain.org == ctx.org);
        let mut found = vec![chain(own, &name)];
        found.extend(behind(deps, &ctx, &name).await?);
        found.push(credits(deps, &ctx, &name).await?);
        found.push(locked_runs(deps, &ctx, &name).await?);
        found.extend(orphans(deps, &ctx, &name).await?);
        found.extend(imports(deps, &ctx, &name).await?);
        looks.extend(found.into_iter().map(|look| Look { of_organisation: true, ..look }));
    }
    Ok(looks)
}

async fn database(deps: &Deps) -> Result<Look> {
    if !deps.db.is_sqlite() {
        let (version, major) = raw::server_version(&deps.db).await?;
        let found = json!({ "found": format!("PostgreSQL {version}"), "least": POSTGRES });
        let is_old = major < POSTGRES;
        return Ok(if is_old { Look::fault("database", found, "to_newer") } else { Look::sound("database", found) });
    }
    let said = raw::integrity(&deps.db).await?;
    let found = json!({ "found": format!("SQLite, {said}") });
    Ok(if said == "ok" { Look::sound("database", found) } else { Look::fault("database", found, "to_restore") })
}

async fn durability(deps: &Deps) -> Result<Look> {
    let is_durable = raw::is_durable(&deps.db).await?;
    let found = json!({});
    Ok(if is_durable { Look::sound("durable", found) } else { Look::fault("not_durable", found, "to_durable") })
}

async fn tables(deps: &Deps) -> Result<Look> {
    let steps = migrate::steps::<beichen_server::Migrations>(&deps.db).await?;
    let product = env!("CARGO_PKG_VERSION");
    if let Some(step) = steps.unknown.first() {
        return Ok(Look::fault("tables_newer", json!({ "product": product, "step": step }), "to_update"));
    }
    let pending = steps.pending.len();
    let found = json!({ "product": product, "pending": pending });
    Ok(if pending == 0 { Look::sound("tables", found) } else { Look::fault("tables_pending", found, "to_migrate") })
}

fn clock(deps: &Deps) -> Look {
    let now = deps.clock.now();
    let found = json!({ "now": now });
    if now.micros() > EARLIEST_MICROS { Look::sound("clock", found) } else { Look::fault("clock", found, "to_clock") }
}

/// A clock that stands before what was recorded last gives new records an earlier instant than old ones.
async fn behind(deps: &Deps, ctx: &Ctx, name: &str) -> Result<Option<Look>> {
    let tx = deps.db.read(ctx).await?;
    let last = audit::last_at(&tx).await?.filter(|last| *last > ctx.now());
    let found = |last| json!({ "organisation": name, "now": ctx.now(), "last": last });
    Ok(last.map(|last| Look::warning("clock_behind", found(last), "to_clock")))
}

/// Nothing where the system does not tell. A PostgreSQL has a disk of its own.
fn disk(deps: &Deps) -> Option<Look> {
    let free = free_bytes(&deps.folder)?;
    let bytes = |name: &str| std::fs::metadata(deps.folder.join(name)).map_or(0, |file| file.len());
    let taken = bytes(place::DATABASE).saturating_add(bytes("beichen.db-wal"));
    let what = if deps.db.is_sqlite() { "disk" } else { "disk_of_files" };
    let found = json!({ "free": size(free), "taken": size(taken) });
    let is_narrow = free < FREE_BYTES.max(taken.saturating_mul(2));
    Some(if is_narrow { Look::warning(what, found, "to_space") } else { Look::sound(what, found) })
}

/// What an ordinary user may still write where the folder is, or is to be.
#[cfg(unix)]
fn free_bytes(folder: &Path) -> Option<u64> {
    let there = folder.ancestors().find(|path| path.exists()).unwrap_or_else(|| Path::new("."));
    let disk = rustix::fs::statvfs(there).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_folder: &Path) -> Option<u64> {
    None
}

fn chain(chain: Option<&Verified>, name: &str) -> Look {
    let rows = chain.map_or(0, |chain| chain.rows);
    // An organisation without a head has lost it.
    let broken_at = chain.map_or(Some(1), |chain| chain.broken_at);
    let found = json!({ "organisation": name, "rows": rows, "seq": broken_at });
    if broken_at.is_none() { Look::sound("chain", found) } else { Look::fault("chain_broken", found, "to_chain") }
}

async fn credits(deps: &Deps, ctx: &Ctx, name: &str) -> Result<Look> {
    let credits = ledger::check(ctx, &deps.db).await?;
    let found = json!({
        "organisation": name, "documents": credits.documents,
        "credits": credits.differing, "totals": credits.totals_differing,
    });
    Ok(match (credits.differing, credits.totals_differing) {
        (0, 0) => Look::sound("ledger", found),
        (0, _) => Look::fault("ledger", found, "to_rebuild"),
        _ => Look::fault("ledger", found, "to_report"),
    })
}

/// What is kept of locked runs is what was locked.
async fn locked_runs(deps: &Deps, ctx: &Ctx, name: &str) -> Result<Look> {
    let kept = incentives::kept_runs(ctx, &deps.db).await?;
    let first = kept.changed.first();
    let found = json!({
        "organisation": name, "runs": kept.runs, "statements": kept.statements, "changed": kept.changed.len(),
        "plan": first.map(|run| &run.plan), "period": first.map(|run| &run.period),
        "of_first": first.map(|run| run.statements),
    });
    Ok(if first.is_none() { Look::sound("runs", found) } else { Look::fault("runs_changed", found, "to_runs") })
}

async fn orphans(deps: &Deps, ctx: &Ctx, name: &str) -> Result<Vec<Look>> {
    let tx = deps.db.read(ctx).await?;
    let mut looks = Vec::new();
    for reference in REFERENCES {
        let rows = references::dangling(&tx, reference).await?;
        let Reference { table, column, target } = reference;
        let found =
            json!({ "organisation": name, "rows": rows, "column": format!("{table}.{column}"), "target": target });
        if rows > 0 {
            looks.push(Look::fault("orphans", found, "to_report"));
        }
    }
    if looks.is_empty() {
        looks.push(Look::sound("references", json!({ "organisation": name })));
    }
    Ok(looks)
}

/// An import that was never written has changed nothing; the first few are named.
async fn imports(deps: &Deps, ctx: &Ctx, name: &str) -> Result<Vec<Look>> {
    let unfinished = beichen_sheets::unfinished(ctx, &deps.db).await?;
    if unfinished.is_empty() {
        return Ok(vec![Look::sound("imports", json!({ "organisation": name }))]);
    }
    let more = unfinished.len().saturating_sub(NAMED);
    let look = |one: Unfinished| {
        let what = match (one.state, one.has_job) {
            (State::Staging, true) => "import_waits",
            (State::Staging, false) => "import_left",
            _ => "import_checked",
        };
        Look::sound(what, json!({ "organisation": name, "kind": one.kind, "file": one.file_name }))
    };
    let mut looks: Vec<Look> = unfinished.into_iter().take(NAMED).map(look).collect();
    if more > 0 {
        looks.push(Look::sound("import_more", json!({ "organisation": name, "count": more })));
    }
    Ok(looks)
}
