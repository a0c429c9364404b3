//! Plans as people look at them.

use beichen_engine::check;
use beichen_engine::plan::read_plan;
use beichen_kernel::{Ctx, Page, Result, Scope};
use beichen_ledger::api as ledger;
use beichen_store::Db;

use super::model::PlanId;
use super::store;
use super::views::{FindingView, PlanCheckView, PlanListQuery, PlanRow, PlanView, PlanWrite};
use crate::permissions::{INCENTIVES_PLAN_EDIT, INCENTIVES_PLAN_READ};
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
        let calendar = ledger::calendar(&tx, &plan.calendar).await?;
        let workdays = ledger::workdays(&tx).await?;
        findings.extend(check::check(plan, &calendar, &workdays).iter().map(FindingView::from));
        // A measure that is absent so far is made when the plan is published.
        let in_force = ledger::measures(&tx).await?;
        let problems = measure_problems(plan, &in_force, ctx.currency());
        let differing = problems.filter(|(_, problem)| matches!(problem, TrialError::MeasureDiffers { .. }));
        findings.extend(differing.map(|(at, problem)| FindingView::error(at, &problem.into())));
    }
    Ok(PlanCheckView { sound: !findings.iter().any(|found| found.severity == "error"), findings, examples })
}
