//! `plan`: checks and formats plan texts, against the organisation where the data folder holds one, and publishes them.

use std::path::Path;

use beichen_engine::calendar::Calendar;
use beichen_engine::check::check;
use beichen_engine::plan::model::NATURAL_CALENDAR;
use beichen_engine::plan::{Diagnostic, Surroundings, format_plan, read_plan};
use beichen_engine::workdays::Workdays;
use beichen_incentives::api as incentives;
use beichen_incentives::plan::queries;
use beichen_incentives::plan::views::{FindingView, PlanWrite};
use beichen_kernel::{Error, Result, words};
use beichen_people::api as people;
use serde_json::{Value, json};

use super::{DONE, FOUND, plan_new, plan_words, read, write};
use crate::args::{Place, Plan};
use crate::{actor, place, print};

pub async fn run(place: &Place, command: Plan) -> Result<u8> {
    match command {
        Plan::New(new) => plan_new::run(place, new),
        Plan::Check { file, deny_warnings } => check_file(place, &file, deny_warnings).await,
        Plan::Fmt { file, check } => format_file(place, &file, check),
        Plan::Explain { file } => plan_words::explain(place, &file),
        Plan::Diff { old, new } => plan_words::diff(place, &old, &new),
        Plan::Schema => schema(),
        Plan::Publish { file, password_stdin } => publish(place, &file, password_stdin).await,
    }
}

fn schema() -> Result<u8> {
    let text = serde_json::to_string_pretty(&beichen_engine::plan::language::schema()).map_err(Error::internal)?;
    print::line(&text);
    Ok(DONE)
}

/// Keeps the text as the plan's draft and publishes it.
async fn publish(place: &Place, file: &Path, password_stdin: bool) -> Result<u8> {
    let text = read(file)?;
    let opened = place::open(place).await?;
    let ctx = actor::publisher(place, &opened.deps, password_stdin).await?;
    let published = incentives::publish_text(&ctx, &opened.deps.db, text).await?;
    let values = json!({ "plan": published.key, "number": published.number, "hash": published.hash });
    place.tell("plan_published", &values);
    Ok(DONE)
}

async fn check_file(place: &Place, file: &Path, deny_warnings: bool) -> Result<u8> {
    let text = read(file)?;
    let within = of_organisation(place, &text).await?;
    let is_alone = within.is_none();
    let findings = within.unwrap_or_else(|| of_text(&text));
    tell(place, file, &findings);
    if is_alone {
        print::complain(&place.sentence("plan_alone", &json!({})));
    }
    let has = |severity: &str| findings.iter().any(|one| one.severity == severity && one.accepted.is_none());
    Ok(if has("error") || (deny_warnings && has("warning")) { FOUND } else { DONE })
}

/// What the organisation of the place finds; nothing where there is none.
async fn of_organisation(place: &Place, text: &str) -> Result<Option<Vec<FindingView>>> {
    let Some(opened) = place::open_existing(place).await? else { return Ok(None) };
    let deps = &opened.deps;
    if people::organisations(&deps.db).await?.is_empty() {
        return Ok(None);
    }
    let ctx = actor::reader(place, deps).await?;
    let checked = queries::check(&ctx, &deps.db, PlanWrite { text: text.to_owned() }).await?;
    Ok(Some(checked.findings))
}

/// What the text alone shows. Examples and bounds are reckoned in natural months: a calendar of its own is not at hand.
fn of_text(text: &str) -> Vec<FindingView> {
    let reading = read_plan(text, &Surroundings::default());
    let mut findings: Vec<FindingView> = reading.diagnostics.iter().map(FindingView::from).collect();
    if let Some(plan) = &reading.plan {
        let has_own_calendar = plan.calendar != NATURAL_CALENDAR;
        let found = check(plan, &Calendar::natural(), &Workdays::mainland_china());
        let known = found.iter().filter(|one| !(has_own_calendar && one.word() == "period_missing"));
        findings.extend(known.map(FindingView::from));
    }
    findings
}

fn tell(place: &Place, file: &Path, findings: &[FindingView]) {
    if place.json {
        print::json(&json!({ "file": file.display().to_string(), "findings": findings }));
        return;
    }
    for one in findings {
        print::line(&sentence(place, file, one));
    }
}

/// Prints what is wrong with a text.
pub fn tell_errors(place: &Place, file: &Path, errors: &[Diagnostic]) {
    let findings: Vec<FindingView> = errors.iter().map(FindingView::from).collect();
    tell(place, file, &findings);
}

/// `plan.toml:12:5 error: …  → what to type instead`
fn sentence(place: &Place, file: &Path, one: &FindingView) -> String {
    let params: Vec<(&str, Value)> = one.params.iter().map(|(name, value)| (name.as_str(), json!(value))).collect();
    let words = words::of_code(place.locale(), &one.code, params.iter().map(|(name, value)| (*name, value)));
    let severity = if one.accepted.is_some() { "accepted" } else { one.severity.as_str() };
    let severity = place.sentence(&format!("severity.{severity}"), &json!({}));
    let fix = if one.fix.is_empty() { String::new() } else { format!("  → {}", one.fix) };
    format!("{}:{}:{} {severity} {words}{fix}", file.display(), one.line, one.column)
}

fn format_file(place: &Place, file: &Path, only_check: bool) -> Result<u8> {
    let text = read(file)?;
    let formatted = match format_plan(&text) {
        Ok(formatted) => formatted,
        Err(errors) => {
            tell_errors(place, file, &errors);
            return Ok(FOUND);
        }
    };
    if formatted == text {
        return Ok(DONE);
    }
    if only_check {
        print::line(&place.sentence("plan_not_formatted", &json!({ "file": file.display().to_string() })));
        return Ok(FOUND);
    }
    write(file, formatted.as_bytes())?;
    Ok(DONE)
}
