//! Plans as people look at them.

mod findings;
mod words;

pub use findings::{Beside, check};
pub use words::{catalogue, words};

use beichen_engine::calculate::days_in_version;
use beichen_engine::plan::Plan;
use beichen_kernel::{Ctx, Error, Id, Page, Reach, Result, Scope};
use beichen_people::api as people;
use beichen_store::{Db, Tx};

use super::model::{PlanId, PlanVersion};
use super::store;
use super::views::{AcceptedFinding, PlanListQuery, PlanRow, PlanVersionRow, PlanView};
use crate::inputs;
use crate::permissions::{INCENTIVES_PLAN_CONFIRM, INCENTIVES_PLAN_EDIT, INCENTIVES_PLAN_READ};

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
    let people = inputs::people_without_credits(tx, plan).await?;
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
