//! Locked days: raising fences, passing them, and corrections that a second person grants.

use beichen_engine::day::DayRange;
use beichen_kernel::{Correction, Ctx, Error, Page, PageQuery, Result};
use beichen_store::{Db, Deps, Tx};
use serde_json::Value;
use uuid::Uuid;

use crate::{approval, fence};

pub use crate::approval::model::{ApprovalFilter, ApprovalState};
pub use crate::approval::views::{ApprovalView, CorrectionView};
pub use crate::correction::{CorrectionKind, Corrections, answer, read as read_payload};
pub use crate::fence::model::{Fence, FenceHit, LOCKED, LockedTree, Touch, hit as fence_hit, until_next};
pub use crate::ids::ApprovalId;
pub use crate::import::blame as blame_row;

/// The fences that share a day with `days`, with all their people and measures, by their first day.
pub async fn fences(tx: &Tx<'_>, days: DayRange) -> Result<Vec<Fence>> {
    fence::store::all_touching(tx, days).await
}

/// Where units stood and people belonged on the last day of a locked run, as it was known when it was locked; empty for
/// one that was locked before trees were kept.
pub async fn locked_tree(tx: &Tx<'_>, run: Uuid) -> Result<LockedTree> {
    fence::store::tree(tx, run).await
}

/// Writes down what a locked run covers, and the tree of its last day, in the caller's transaction, which records the lock; waits for whoever is
/// changing something that it covers. One run raises one fence.
pub async fn raise_fence(tx: &mut Tx<'_>, fence: &Fence) -> Result<()> {
    fence::commands::raise(tx, fence).await
}

/// The earliest lock that the touches run into, for what can never be granted (versions of plans and measures, the undo
/// of an import). It locks nothing: whoever writes by it shares or holds the epoch before.
pub async fn fenced(tx: &Tx<'_>, touches: &[Touch]) -> Result<Option<FenceHit>> {
    fence::commands::fenced(tx, touches).await
}

/// Lets a change through that touches no locked day. One that does is refused with `people.fence.locked` (label, from,
/// to), unless the context carries a correction: then its approval is marked as granted in this transaction, which
/// carries it out, or the change is refused with `people.approval.not_pending`. A lock that is being made is waited for
/// until the commit: who holds the epoch in the same transaction does so before.
pub async fn pass_fence(tx: &mut Tx<'_>, touches: &[Touch]) -> Result<()> {
    fence::commands::pass(tx, touches).await
}

/// As [`pass_fence`] for what always needs a second person, whatever days it touches: `hit` is the lock that it is said
/// to lie behind. Gives the correction that grants it.
pub async fn need_second_person(tx: &mut Tx<'_>, hit: FenceHit) -> Result<Correction> {
    fence::commands::need_second_person(tx, hit).await
}

/// The payloads of an operation's corrections that wait for their second person, the oldest first.
pub async fn pending_corrections(tx: &Tx<'_>, operation: &str) -> Result<Vec<(ApprovalId, Value)>> {
    approval::store::pending(tx, operation).await
}

/// Corrections of locked days that the actor sees, the latest first.
pub async fn list_approvals(
    ctx: &Ctx,
    db: &Db,
    filter: &ApprovalFilter,
    page: &PageQuery,
) -> Result<Page<ApprovalView>> {
    approval::queries::list(ctx, db, filter, page).await
}

/// Carries an operation out as the member of the context; where a lock covers it, the wish is kept for a second person
/// (state `pending`). `payload` is the operation's own path ids, `version` and `body`.
pub async fn request_correction(
    ctx: &Ctx,
    deps: &Deps,
    registry: &Corrections,
    operation: &str,
    payload: Value,
    reason: &str,
) -> Result<CorrectionView> {
    let wish = approval::views::ApprovalCreate { operation: operation.to_owned(), payload, reason: reason.to_owned() };
    approval::commands::request(ctx, deps, registry, wish).await
}

/// Grants somebody else's wish as the member of the context, whatever its version, which carries it out.
pub async fn approve(ctx: &Ctx, deps: &Deps, registry: &Corrections, id: ApprovalId) -> Result<ApprovalView> {
    approval::commands::approve(ctx, deps, registry, id, None).await
}

/// The refusal of a kind whose pinned payload is no longer what would be carried out.
pub fn outdated() -> Error {
    approval::model::ApprovalError::Outdated.into()
}
