//! Reading wishes for a second person.

use beichen_kernel::{Ctx, MemberId, Page, PageQuery, Result, Scope};
use beichen_store::{Db, Tx};

use super::model::{Approval, ApprovalFilter};
use super::views::ApprovalView;
use super::{policy, store};
use crate::api;
use crate::ids::ApprovalId;
use crate::permissions::PEOPLE_APPROVAL_CREATE;

/// The wishes that the actor sees, the latest first.
pub async fn list(ctx: &Ctx, db: &Db, filter: &ApprovalFilter, page: &PageQuery) -> Result<Page<ApprovalView>> {
    let by = policy::visible(ctx)?;
    let tx = db.read(ctx).await?;
    let found = store::page(&tx, filter, page, by).await?;
    let people: Vec<MemberId> = found.items.iter().flat_map(people_of).collect();
    let people = api::members_by_id(&tx, &people).await?;
    let can = if ctx.may(PEOPLE_APPROVAL_CREATE, Scope::Organisation) { vec!["create".to_owned()] } else { Vec::new() };
    Ok(found.map(|approval| ApprovalView::of(ctx, approval, &people)).offering(can))
}

/// One wish.
pub async fn get_one(ctx: &Ctx, db: &Db, id: ApprovalId) -> Result<ApprovalView> {
    let tx = db.read(ctx).await?;
    let approval = load_visible(&tx, id).await?;
    view(&tx, approval).await
}

/// A wish that the actor may not see does not exist.
pub async fn load_visible(tx: &Tx<'_>, id: ApprovalId) -> Result<Approval> {
    store::load(tx, id, policy::visible(tx.ctx())?).await
}

pub async fn view(tx: &Tx<'_>, approval: Approval) -> Result<ApprovalView> {
    let people = api::members_by_id(tx, &people_of(&approval)).await?;
    Ok(ApprovalView::of(tx.ctx(), approval, &people))
}

fn people_of(approval: &Approval) -> Vec<MemberId> {
    approval.decision.as_ref().map(|decision| decision.by).into_iter().chain([approval.requested_by]).collect()
}
