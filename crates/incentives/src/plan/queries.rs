//! Plans as people look at them.

use std::collections::HashMap;

use beichen_engine::calculate::{Person, days_in_version};
use beichen_engine::check::{self, Finding};
use beichen_engine::day::DayRange;
use beichen_engine::plan::{Plan, read_plan};
use beichen_kernel::{Ctx, Error, Id, Page, Reach, Result, Scope};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::{Db, Tx};

use super::model::{Draft, PlanError, PlanId, PlanVersion};
use super::store;
use super::views::{
    AcceptedFinding, FindingView, PlanCheckView, PlanListQuery, PlanRow, PlanVersionRow, PlanView, PlanWrite,
};
use crate::inputs;
use crate::permissions::{INCENTIVES_PLAN_CONFIRM, INCENTIVES_PLAN_EDIT, INCENTIVES_PLAN_READ};
use crate::surroundings;
use crate::trial::model::{TrialError, measure_problems};

pub async fn list(ctx: &Ctx, db: &Db, query: PlanListQuery) -> Result<Page<PlanRow>> {
    ctx.require(INCENTIVES_PLAN_READ, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    let page = store::page(&tx, &query).await?;
    let may_create = ctx.may(INCENTIVES_PLAN_EDIT, Scope::Organisation);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

pub async fn get(ctx: &Ctx, db: &Db, id: PlanId) -> Result<PlanView> {
    ctx.require(INCENTIVES_PLAN_READ, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    Ok(PlanView::of(ctx, store::load(&tx, id).await?))
}

/// The versions of a plan, newest first: those who read plans see all, others the plans that they are in.
pub async fn versions(ctx: &Ctx, db: &Db, id: PlanId) -> Result<Page<PlanVersionRow>> {
    let tx = db.read(ctx).await?;
    let mut items = version_rows(&tx, seen(&tx, id).await?).await?;
    items.reverse();
    Ok(Page { items, next: None, can: Vec::new() })
}

/// The versions of a plan that the actor may see; a plan of which there is none does not exist for them.
pub async fn seen(tx: &Tx<'_>, id: PlanId) -> Result<Vec<PlanVersion>> {
    let ctx = tx.ctx();
    let reads = ctx.may(INCENTIVES_PLAN_READ, Scope::Organisation);
    if !reads && ctx.reach(INCENTIVES_PLAN_CONFIRM)? != Reach::Own {
        return Err(Error::forbidden(INCENTIVES_PLAN_READ));
    }
    let mut versions = store::versions(tx, id).await?;
    if !reads {
        let mut own = Vec::new();
        for version in versions {
            if is_in(tx, &version.plan).await? {
                own.push(version);
            }
        }
        versions = own;
    }
    if versions.is_empty() { Err(Error::not_found(PlanId::NAME)) } else { Ok(versions) }
}

/// Whether the actor is in a version on some day.
pub async fn is_in(tx: &Tx<'_>, plan: &Plan) -> Result<bool> {
    let Some(member) = tx.ctx().member().map(Id::uuid) else { return Ok(false) };
    let people = people_of(tx, plan).await?;
    let me = people.iter().find(|person| crate::trial::model::key_uuid(&person.id) == Some(member));
    Ok(me.is_some_and(|me| days_in_version(me, plan, None).is_ok_and(|days| !days.is_empty())))
}

/// Versions as they are shown.
pub async fn version_rows(tx: &Tx<'_>, versions: Vec<PlanVersion>) -> Result<Vec<PlanVersionRow>> {
    let members: Vec<_> = versions.iter().filter_map(|version| version.published_by).collect();
    let names = people::members_by_id(tx, &members).await?;
    let mut rows = Vec::with_capacity(versions.len());
    for version in versions {
        let (confirmed, by_me) = store::confirmations(tx, &version).await?;
        let may_confirm = !by_me && tx.ctx().reach(INCENTIVES_PLAN_CONFIRM).is_ok() && is_in(tx, &version.plan).await?;
        let accepted = version.plan.accept.iter().map(|one| AcceptedFinding {
            finding: one.finding.clone(),
            place: one.place.clone(),
            reason: one.reason.clone(),
        });
        rows.push(PlanVersionRow {
            accepted: accepted.collect(),
            number: version.number,
            title: version.plan.title.clone(),
            hash: version.hash,
            valid_from: version.plan.valid.from,
            valid_to: version.plan.valid.to,
            published_at: version.published_at,
            published_by: version.published_by.and_then(|by| names.get(&by)).map(|member| member.name.clone()),
            text: version.text,
            confirmed,
            can: if may_confirm { vec!["confirm".to_owned()] } else { Vec::new() },
        });
    }
    Ok(rows)
}

/// Two plans in force must not pay one person the same component on one day.
pub async fn must_pay_alone(tx: &Tx<'_>, draft: &Draft) -> Result<()> {
    let keys = |plan: &Plan| plan.components.iter().map(|one| one.key.clone()).collect::<Vec<_>>();
    let own_keys = keys(&draft.plan);
    let mut own: Option<Vec<Person>> = None;
    for other in store::all_in_force(tx).await?.into_iter().filter(|other| other.id != draft.id) {
        for version in &other.versions {
            let shared: Vec<String> = keys(&version.plan).into_iter().filter(|key| own_keys.contains(key)).collect();
            let days = |plan: &Plan| DayRange::including(plan.valid.from, plan.valid.to);
            if shared.is_empty() || !days(&version.plan).overlaps(days(&draft.plan)) {
                continue;
            }
            if own.is_none() {
                own = Some(people_of(tx, &draft.plan).await?);
            }
            let theirs = people_of(tx, &version.plan).await?;
            let by_id: HashMap<&str, &Person> = theirs.iter().map(|person| (person.id.as_str(), person)).collect();
            for person in own.iter().flatten() {
                let Some(same) = by_id.get(person.id.as_str()) else { continue };
                for component in &shared {
                    let days = |person: &Person, plan: &Plan| {
                        days_in_version(person, plan, Some(component)).unwrap_or_default()
                    };
                    let (here, there) = (days(person, &draft.plan), days(same, &version.plan));
                    if here.iter().any(|days| there.iter().any(|other| days.overlaps(*other))) {
                        let (person, component, plan) =
                            (person.code.clone(), component.clone(), version.plan.key.clone());
                        return Err(PlanError::SamePay { person, component, plan }.into());
                    }
                }
            }
        }
    }
    Ok(())
}

/// Everybody as `who` of a plan asks about them.
async fn people_of(tx: &Tx<'_>, plan: &Plan) -> Result<Vec<Person>> {
    inputs::people_without_credits(tx, plan).await
}

/// What the check finds in a text that can be read.
pub async fn findings(tx: &Tx<'_>, plan: &Plan) -> Result<Vec<Finding>> {
    let calendar = ledger::calendar(tx, &plan.calendar).await?;
    Ok(check::check(plan, &calendar, &ledger::workdays(tx).await?))
}

/// Checks a text against the organisation, its worked examples included, and keeps nothing.
pub async fn check(ctx: &Ctx, db: &Db, write: PlanWrite) -> Result<PlanCheckView> {
    ctx.require(INCENTIVES_PLAN_EDIT, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    let surroundings = surroundings::load(&tx).await?;
    let reading = read_plan(&write.text, &surroundings);
    let mut findings: Vec<FindingView> = reading.diagnostics.iter().map(FindingView::from).collect();
    let mut examples = 0;
    if let Some(plan) = &reading.plan {
        examples = plan.examples.len();
        findings.extend(self::findings(&tx, plan).await?.iter().map(FindingView::from));
        // A measure that is absent so far is made when the plan is published.
        let in_force = ledger::measures(&tx).await?;
        let problems = measure_problems(plan, &in_force, ctx.currency(), None);
        let differing = problems.filter(|(_, problem)| matches!(problem, TrialError::MeasureDiffers { .. }));
        findings.extend(differing.map(|(at, problem)| FindingView::error(at, &problem.into())));
    }
    Ok(PlanCheckView { sound: !findings.iter().any(|found| found.severity == "error"), findings, examples })
}
