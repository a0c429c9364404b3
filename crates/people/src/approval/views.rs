//! What a wish for a second person looks like on the wire.

use std::collections::HashMap;

use beichen_kernel::{Ctx, MemberId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::model::{Approval, ApprovalState};
use super::policy;
use crate::ids::ApprovalId;
use crate::member::model::Member;

/// A correction of locked days, and what became of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApprovalView {
    pub id: ApprovalId,
    pub version: i64,
    /// The operation that is carried out when it is granted: `people_member_transfer`.
    pub operation: String,
    /// What it is about, in the organisation's own codes.
    pub summary: String,
    /// The operation's path ids, `version` and `body`.
    #[schema(value_type = Object)]
    pub payload: Value,
    pub reason: String,
    /// `pending`, `approved`, `rejected` or `withdrawn`.
    pub state: String,
    /// The lock that stands in the way, with its first and last day.
    pub label: String,
    pub from: String,
    pub to: String,
    pub requested_by: MemberId,
    pub requested_by_name: String,
    pub requested_at: String,
    pub decided_by: Option<MemberId>,
    pub decided_by_name: Option<String>,
    pub decided_at: Option<String>,
    /// Why it was turned down.
    pub decision_reason: Option<String>,
    pub can: Vec<String>,
}

impl ApprovalView {
    pub fn of(ctx: &Ctx, approval: Approval, people: &HashMap<MemberId, Member>) -> Self {
        let name = |member: MemberId| people.get(&member).map(|member| member.name.clone());
        let can = policy::offered(ctx, &approval);
        let decision = approval.decision;
        Self {
            id: approval.id,
            version: approval.version.0,
            operation: approval.operation,
            summary: approval.summary,
            payload: approval.payload,
            reason: approval.reason,
            state: approval.state.to_string(),
            label: approval.label,
            from: approval.days.from.to_string(),
            to: approval.days.end.plus_days(-1).to_string(),
            requested_by: approval.requested_by,
            requested_by_name: name(approval.requested_by).unwrap_or_default(),
            requested_at: approval.requested_at.to_string(),
            decided_by: decision.as_ref().map(|decision| decision.by),
            decided_by_name: decision.as_ref().and_then(|decision| name(decision.by)),
            decided_at: decision.as_ref().map(|decision| decision.at.to_string()),
            decision_reason: decision.and_then(|decision| decision.reason),
            can,
        }
    }
}

/// A change that may lie inside locked days.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ApprovalCreate {
    /// `people_member_transfer`, `goals_goal_publish`, …
    pub operation: String,
    /// The operation's path ids, `version` and `body`.
    #[schema(value_type = Object)]
    pub payload: Value,
    pub reason: String,
}

/// What became of a change that may lie inside locked days.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CorrectionView {
    /// `done`: no lock covers it, and it was carried out. `pending`: it waits for a second person.
    pub state: String,
    /// The wish, where it waits.
    pub approval: Option<ApprovalView>,
}

impl CorrectionView {
    pub const DONE: &'static str = "done";

    pub fn done() -> Self {
        Self { state: Self::DONE.to_owned(), approval: None }
    }

    pub fn waiting(approval: ApprovalView) -> Self {
        Self { state: ApprovalState::Pending.to_string(), approval: Some(approval) }
    }
}

/// Why it is turned down.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ApprovalReject {
    pub reason: String,
}
