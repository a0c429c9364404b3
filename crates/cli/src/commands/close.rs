//! `close`: a period of a plan in force goes from its trial to the payment, one step a call.

use std::collections::BTreeMap;
use std::path::Path;

use beichen_engine::decimal;
use beichen_engine::money::Currency;
use beichen_incentives::api::{
    self as incentives, AdjustmentListQuery, PaymentFormat, RunPay, RunReject, RunRow, RunTry, RunView,
};
use beichen_kernel::{Ctx, Error, Kind, Result};
use beichen_ledger::api as ledger;
use beichen_store::Db;
use serde_json::json;

use super::{Begun, DONE, calculate::plain, write};
use crate::args::{Close, OfPeriod, Place};
use crate::{actor, place, print};

/// The states of a run, each with its words.
const STATES: [&str; 8] =
    ["trial", "lead_reviewed", "finance_reviewed", "notice", "rejected", "locked", "exported", "paid"];

/// A run's state in words.
pub fn state_words(place: &Place, state: &str) -> String {
    let known = STATES.iter().find(|known| **known == state).copied().unwrap_or("trial");
    place.sentence(&format!("run_state.{known}"), &json!({}))
}

/// What a run answers to a step that does not come next.
const OUT_OF_ORDER: &str = "incentives.run.out_of_order";

/// Rows of a page.
const PAGE: Option<u64> = Some(200);

pub async fn run(place: &Place, command: Close) -> Result<u8> {
    match command {
        Close::List { plan, out } => list(place, &plan, out.as_deref()).await,
        Close::Adjustments { of, out } => adjustments(place, &of, out.as_deref()).await,
        Close::Show(of) => {
            let opened = place::open(place).await?;
            let ctx = actor::reader(place, &opened.deps).await?;
            tell(place, &there(&ctx, &opened.deps.db, &of).await?);
            Ok(DONE)
        }
        step => take(place, step).await,
    }
}

/// Takes one step as the person of `--as`, with the own password.
async fn take(place: &Place, step: Close) -> Result<u8> {
    let opened = place::open(place).await?;
    let db = &opened.deps.db;
    let (Close::Trial(of)
    | Close::ReviewLead(of)
    | Close::ReviewFinance(of)
    | Close::Notice(of)
    | Close::Lock(of)
    | Close::Export { of, .. }
    | Close::Paid(of)
    | Close::Reject { of, .. }
    | Close::Show(of)
    | Close::Adjustments { of, .. }) = &step
    else {
        return Ok(DONE);
    };
    let ctx = actor::publisher(place, &opened.deps, of.password_stdin).await?;
    if matches!(step, Close::Trial(_)) {
        let plan = find_plan(&ctx, db, &of.plan).await?;
        let wanted = RunTry { plan_id: plan.id, period: of.period.clone() };
        tell(place, &incentives::try_period(&ctx, db, wanted).await?);
        return Ok(DONE);
    }
    let run = there(&ctx, db, of).await?;
    let stands = run.run.clone();
    match carry_out(&ctx, db, step, run).await {
        Err(error) if error.code() == OUT_OF_ORDER => Err(not_next(place, &stands)),
        done => {
            tell(place, &done?);
            Ok(DONE)
        }
    }
}

async fn carry_out(ctx: &Ctx, db: &Db, step: Close, run: RunView) -> Result<RunView> {
    let (id, seen) = (run.run.id, run.run.version);
    match step {
        Close::ReviewLead(_) => incentives::review_lead(ctx, db, id, seen).await,
        Close::ReviewFinance(_) => incentives::review_finance(ctx, db, id, seen).await,
        Close::Notice(_) => incentives::open_notice(ctx, db, id, seen).await,
        Close::Lock(_) => incentives::lock_run(ctx, db, id, seen).await,
        Close::Paid(_) => incentives::mark_paid(ctx, db, id, seen, RunPay::default()).await,
        Close::Reject { reason, .. } => incentives::reject_run(ctx, db, id, seen, RunReject { reason }).await,
        Close::Export { out, .. } => export(ctx, db, &run, &out).await,
        Close::Trial(_) | Close::Show(_) | Close::List { .. } | Close::Adjustments { .. } => Ok(run),
    }
}

/// Where the run stands, and which step of `close` comes next.
fn not_next(place: &Place, run: &RunRow) -> Error {
    let next = match run.state.as_str() {
        "trial" => "review-lead",
        "lead_reviewed" => "review-finance",
        "finance_reviewed" => "notice",
        "notice" => "lock",
        "locked" => "export",
        "exported" | "paid" => "paid",
        _ => "trial",
    };
    Error::new(Kind::Conflict, "cli.step_not_next")
        .with("plan", run.plan.key.clone())
        .with("period", run.period.name.clone())
        .with("state", state_words(place, &run.state))
        .with("next", next)
}

/// Notes the export and writes the payment file. A path that cannot be written counts as no export.
async fn export(ctx: &Ctx, db: &Db, run: &RunView, out: &Path) -> Result<RunView> {
    let format = match out.extension().and_then(|kind| kind.to_str()) {
        Some("xlsx") => PaymentFormat::Xlsx,
        Some("csv") => PaymentFormat::Csv,
        _ => return Err(Error::new(Kind::Invalid, "cli.which_format").with("file", out.display().to_string())),
    };
    let begun = Begun::at(out)?;
    let (done, _) = incentives::note_export(ctx, db, run.run.id, run.run.version).await?;
    let (_, file) = incentives::payment_file(ctx, db, run.run.id, format, None).await?;
    begun.finish(&file)?;
    Ok(done)
}

/// The plan of a key.
pub async fn find_plan(ctx: &Ctx, db: &Db, key: &str) -> Result<incentives::Draft> {
    let tx = db.read(ctx).await?;
    let draft = incentives::find_by_key(&tx, key).await?;
    draft.ok_or_else(|| Error::new(Kind::Invalid, "cli.no_plan_of_key").with("plan", key.to_owned()))
}

async fn there(ctx: &Ctx, db: &Db, of: &OfPeriod) -> Result<RunView> {
    let plan = find_plan(ctx, db, &of.plan).await?.plan;
    if let Some(found) = incentives::find_run(ctx, db, &of.plan, &of.period).await? {
        return Ok(found);
    }
    let tx = db.read(ctx).await?;
    let known = ledger::calendar(&tx, &plan.calendar).await?.find_any(&of.period);
    let code = if known.is_some() { "cli.no_such_run" } else { "cli.no_such_period" };
    Err(Error::new(Kind::Invalid, code)
        .with("plan", of.plan.clone())
        .with("calendar", plan.calendar)
        .with("period", of.period.clone()))
}

fn tell(place: &Place, run: &RunView) {
    if place.json {
        print::json(run);
        return;
    }
    let row = &run.run;
    let values = json!({
        "plan": row.plan.title, "period": row.period.name,
        "state": state_words(place, &row.state),
        "people": row.people_count, "total": row.total, "currency": row.currency, "hash": run.hash,
    });
    print::line(&place.sentence("run_stands", &values));
    let open: Vec<String> = run
        .reviews
        .iter()
        .filter(|review| review.approved_by.is_none())
        .map(|review| {
            let unit = review.unit.clone().or_else(|| review.person.clone());
            let unit = unit.unwrap_or_else(|| place.sentence("people_without_unit", &json!({})));
            let values = json!({ "unit": unit, "reviewer": review.reviewer.clone().unwrap_or_default() });
            place.sentence(if review.reviewer.is_some() { "run_waits_lead" } else { "run_waits_director" }, &values)
        })
        .collect();
    for line in open.iter().filter(|_| row.state == "trial") {
        print::line(line);
    }
    let since = &run.since_trial;
    if since.documents > 0 && !matches!(row.state.as_str(), "locked" | "exported" | "paid") {
        let amounts: Vec<String> = since.amounts.iter().map(|(key, sum)| format!("{key} {sum}")).collect();
        print::line(
            &place.sentence("run_since", &json!({ "documents": since.documents, "amounts": amounts.join(", ") })),
        );
    }
}

async fn list(place: &Place, plan: &str, out: Option<&Path>) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::reader(place, &opened.deps).await?;
    find_plan(&ctx, &opened.deps.db, plan).await?;
    let runs = incentives::run_hashes(&ctx, &opened.deps.db, plan).await?;
    let titles = ["period_start", "period", "state", "people", "hash"].map(str::to_owned);
    let rows: Vec<Vec<String>> = runs
        .into_iter()
        .map(|run| vec![run.period_from.to_string(), run.period, run.state, run.people.to_string(), run.hash])
        .collect();
    give(&plain(&titles, &rows)?, out)
}

/// A row for each person and locked period whose components together differ.
async fn adjustments(place: &Place, of: &OfPeriod, out: Option<&Path>) -> Result<u8> {
    let opened = place::open(place).await?;
    let (ctx, db) = (actor::reader(place, &opened.deps).await?, &opened.deps.db);
    let run = there(&ctx, db, of).await?;
    let digits = run.run.currency.parse().unwrap_or(Currency::CNY).minor_digits();
    let minor = |text: &str| decimal::parse_exact(text, digits).map_err(Error::internal);
    let mut sums: BTreeMap<(String, String), [i64; 3]> = BTreeMap::new();
    let mut query = AdjustmentListQuery { limit: PAGE, ..AdjustmentListQuery::default() };
    loop {
        let page = incentives::adjustments(&ctx, db, run.run.id, query.clone()).await?;
        for row in page.items.iter().filter(|row| !row.is_flag) {
            let sum = sums.entry((row.member.code.clone(), row.period_from.to_string())).or_default();
            for (sum, text) in sum.iter_mut().zip([&row.locked, &row.now, &row.difference]) {
                *sum = sum.saturating_add(minor(text)?);
            }
        }
        if page.next.is_none() {
            break;
        }
        query.after = page.next;
    }
    let titles = ["person", "period_start", "locked", "now", "adjustment"].map(str::to_owned);
    let row = |((person, from), sums): ((String, String), [i64; 3])| {
        let amounts = sums.map(|sum| decimal::format(sum, digits));
        [person, from].into_iter().chain(amounts).collect::<Vec<String>>()
    };
    let differing = sums.into_iter().filter(|(_, [_, _, difference])| *difference != 0);
    let rows: Vec<Vec<String>> = differing.map(row).collect();
    give(&plain(&titles, &rows)?, out)
}

fn give(csv: &[u8], out: Option<&Path>) -> Result<u8> {
    match out {
        Some(path) => write(path, csv)?,
        None => print::line(String::from_utf8_lossy(csv).trim_end()),
    }
    Ok(DONE)
}
