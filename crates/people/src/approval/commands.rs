//! Everything that becomes of a correction: asked for, granted, turned down, taken back.

use beichen_engine::day::DayRange;
use beichen_kernel::{Correction, Ctx, Error, Id, Kind, MemberId, Result, Scope, Version};
use beichen_store::{Db, Deps, Event, Tx};
use serde::Serialize;
use serde_json::Value;

use super::model::{Action, Approval, ApprovalError, ApprovalState, check_reason};
use super::views::{ApprovalCreate, ApprovalView, CorrectionView};
use super::{policy, queries, store};
use crate::correction::{CorrectionKind, Corrections};
use crate::fence::model::LOCKED;
use crate::ids::ApprovalId;
use crate::login::commands::session::context_of_member;
use crate::permissions::PEOPLE_APPROVAL_CREATE;
use crate::wire;

/// Carries an operation out with the actor's own rights; where a lock covers it, the wish is kept for a second person.
pub async fn request(ctx: &Ctx, deps: &Deps, kinds: &Corrections, new: ApprovalCreate) -> Result<CorrectionView> {
    ctx.require(PEOPLE_APPROVAL_CREATE, Scope::Organisation)?;
    let member = ctx.member().ok_or(ApprovalError::NeedsMember)?;
    let reason = check_reason(&new.reason)?;
    let kind = kinds.get(&new.operation)?;
    must_be_first(ctx, &deps.db).await?;
    let bare = ctx.without_key();
    match kind.run(&bare, deps, &new.payload).await {
        Ok(_) => keep(ctx, &deps.db, CorrectionView::done()).await,
        Err(error) if error.code() == LOCKED => {
            let wish = wish_of(&bare, deps, kind.as_ref(), &new.payload, &error).await?;
            put_down(ctx, &deps.db, Approval { reason, requested_by: member, ..wish }).await
        }
        Err(error) => Err(error),
    }
}

/// The wish that a refused operation becomes.
async fn wish_of(
    ctx: &Ctx,
    deps: &Deps,
    kind: &dyn CorrectionKind,
    payload: &Value,
    locked: &Error,
) -> Result<Approval> {
    let text = |name: &str| locked.params().get(name).and_then(Value::as_str).unwrap_or_default();
    Ok(Approval {
        id: ctx.new_id(),
        version: Version::FIRST,
        operation: kind.operation().to_owned(),
        summary: kind.summary(ctx, deps, payload).await?,
        payload: kind.pin(ctx, deps, payload).await?,
        reason: String::new(),
        state: ApprovalState::Pending,
        label: text("label").to_owned(),
        days: DayRange::including(wire::day("from", text("from"))?, wire::day("to", text("to"))?),
        requested_by: MemberId::from(uuid::Uuid::nil()),
        requested_at: ctx.now(),
        decision: None,
        tx: None,
    })
}

async fn put_down(ctx: &Ctx, db: &Db, approval: Approval) -> Result<CorrectionView> {
    let mut tx = db.begin(ctx).await?;
    store::insert(&mut tx, &approval).await?;
    tx.record(
        approval.id,
        event("people.approval.requested", &approval)
            .with("label", approval.label.clone())
            .with("from", approval.days.from.to_string()),
    );
    let view = queries::view(&tx, approval).await?;
    tx.finish(CorrectionView::waiting(view)).await
}

fn event(name: &'static str, approval: &Approval) -> Event {
    Event::new(name)
        .with("operation", approval.operation.clone())
        .with("reason", approval.reason.clone())
        .with("requested_by", approval.requested_by.to_string())
}

/// Grants a wish: the operation is repeated as the one who asked, with the rights of now, and the same transaction marks
/// the wish. Where that fails, the wish stays as it is.
pub async fn approve(
    ctx: &Ctx,
    deps: &Deps,
    kinds: &Corrections,
    id: ApprovalId,
    seen: Option<Version>,
) -> Result<ApprovalView> {
    must_be_first(ctx, &deps.db).await?;
    let (approval, approver) = begin(&deps.db.read(ctx).await?, id, Action::Approve, seen).await?;
    let kind = kinds.get(&approval.operation)?;
    let mut requester = context_of_member(ctx, &deps.db, &deps.clock, approval.requested_by).await?;
    if !requester.may(PEOPLE_APPROVAL_CREATE, Scope::Organisation) {
        return Err(ApprovalError::RequesterMayNot { permission: PEOPLE_APPROVAL_CREATE.name.to_owned() }.into());
    }
    requester.request = ctx.request;
    requester.correction = Some(Correction { approval: id.uuid(), approved_by: approver });
    kind.run(&requester, deps, &approval.payload).await.map_err(refused)?;
    must_be_claimed(&requester, &deps.db, id).await?;
    let view = queries::get_one(ctx, &deps.db, id).await?;
    keep(ctx, &deps.db, view).await
}

/// What the repeated operation refuses, said to the one who grants it: the version and the rights are not theirs.
fn refused(error: Error) -> Error {
    match error.kind() {
        Kind::Stale | Kind::NotFound => Error::from(ApprovalError::Outdated).caused_by(error),
        Kind::Forbidden => {
            let permission = error.params().get("permission").and_then(Value::as_str).unwrap_or_default();
            ApprovalError::RequesterMayNot { permission: permission.to_owned() }.into()
        }
        _ => error,
    }
}

/// An operation that came to nothing has claimed nothing; the decision is recorded all the same.
async fn must_be_claimed(requester: &Ctx, db: &Db, id: ApprovalId) -> Result<()> {
    let is_open = store::load(&db.read(requester).await?, id, None).await?.state == ApprovalState::Pending;
    let Some(correction) = requester.correction.filter(|_| is_open) else { return Ok(()) };
    let mut tx = db.begin(requester).await?;
    claim(&mut tx, correction).await?;
    tx.commit().await
}

/// Marks the wish as granted in the transaction that carries it out, and records both people. A transaction that passes
/// several fences claims it once.
pub async fn claim(tx: &mut Tx<'_>, correction: Correction) -> Result<()> {
    let id = ApprovalId::from(correction.approval);
    let claimed = store::claim(tx, id, correction.approved_by).await?;
    let approval = store::load(tx, id, None).await?;
    if !claimed && approval.tx == Some(tx.id()) {
        return Ok(());
    }
    if !claimed {
        return Err(ApprovalError::NotPending { state: approval.state.to_string() }.into());
    }
    let approved_by = correction.approved_by.to_string();
    tx.record(id, event("people.approval.approved", &approval).with("approved_by", approved_by));
    Ok(())
}

/// Turns a wish down.
pub async fn reject(ctx: &Ctx, db: &Db, id: ApprovalId, seen: Version, reason: &str) -> Result<ApprovalView> {
    let mut tx = db.begin(ctx).await?;
    let (mut approval, by) = begin(&tx, id, Action::Reject, Some(seen)).await?;
    approval.reject(by, ctx.now(), check_reason(reason)?)?;
    store::save(&mut tx, &mut approval).await?;
    let said = event("people.approval.rejected", &approval).with("rejected_by", by.to_string());
    tx.record(id, said.with("decision_reason", reason.trim()));
    let view = queries::view(&tx, approval).await?;
    tx.finish(view).await
}

/// Takes the own wish back.
pub async fn withdraw(ctx: &Ctx, db: &Db, id: ApprovalId, seen: Version) -> Result<ApprovalView> {
    let mut tx = db.begin(ctx).await?;
    let (mut approval, by) = begin(&tx, id, Action::Withdraw, Some(seen)).await?;
    approval.withdraw(by, ctx.now())?;
    store::save(&mut tx, &mut approval).await?;
    tx.record(id, event("people.approval.withdrawn", &approval));
    let view = queries::view(&tx, approval).await?;
    tx.finish(view).await
}

/// The wish and the member who acts on it: 404, then 403, then 412, then whose it is and whether it waits.
async fn begin(tx: &Tx<'_>, id: ApprovalId, action: Action, seen: Option<Version>) -> Result<(Approval, MemberId)> {
    let approval = queries::load_visible(tx, id).await?;
    policy::check(tx.ctx(), action)?;
    if let Some(seen) = seen {
        approval.version.must_be(seen)?;
    }
    let member = tx.ctx().member().ok_or(ApprovalError::NeedsMember)?;
    approval.must_permit(action, member)?;
    Ok((approval, member))
}

/// Gives the answer of the same request where it was answered before: what follows runs in transactions of its own.
async fn must_be_first(ctx: &Ctx, db: &Db) -> Result<()> {
    if ctx.idempotency.is_some() {
        drop(db.begin(ctx).await?);
    }
    Ok(())
}

/// Keeps the answer for a repeated request.
async fn keep<T: Serialize>(ctx: &Ctx, db: &Db, answer: T) -> Result<T> {
    if ctx.idempotency.is_none() {
        return Ok(answer);
    }
    db.begin(ctx).await?.finish(answer).await
}
