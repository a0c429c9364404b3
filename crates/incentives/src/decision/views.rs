//! What a decision, and what waits for one, looks like on the wire.

use beichen_engine::calendar::PeriodKind;
use beichen_engine::day::Day;
use beichen_kernel::{MemberId, PageQuery, Timestamp};
use beichen_people::api::ApprovalId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{DecisionId, Outcome, Subject};
use crate::plan::model::PlanId;
use crate::statement::views::MemberRef;
use crate::trial::views::{PeriodRef, PlanRef};

/// Something that waits for a decision of two people.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WaitingRow {
    pub plan: PlanRef,
    /// The locked period of the prize, or the last locked one, which left the balance.
    pub period: PeriodRef,
    pub member: MemberRef,
    /// `flag` or `balance`
    #[schema(value_type = String)]
    pub subject: Subject,
    /// Of a flag: the component's key and title.
    pub component: Option<String>,
    pub title: Option<String>,
    /// Of a flag the difference, of a balance what is owed.
    pub amount: String,
    pub currency: String,
    /// When it was first seen.
    pub since: Timestamp,
    /// The wish that waits for its second person.
    #[schema(value_type = Option<String>)]
    pub approval_id: Option<ApprovalId>,
    /// The outcomes that may be asked for: `pay`, `keep`, `write_off`, `settle`, `move`.
    pub can: Vec<String>,
}

/// A decision that two people have made.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DecisionView {
    pub id: DecisionId,
    pub plan_id: PlanId,
    pub plan_title: String,
    /// `month`, `quarter`, `half_year`, `year`
    pub period_kind: String,
    /// The first day of the prize's period, or of the last locked one that left the balance.
    #[schema(value_type = String)]
    pub period_from: Day,
    pub member: MemberRef,
    /// `flag` or `balance`
    #[schema(value_type = String)]
    pub subject: Subject,
    /// Of a flag: the component's key.
    pub component: Option<String>,
    /// `pay`, `keep`, `write_off`, `settle` or `move`
    #[schema(value_type = String)]
    pub outcome: Outcome,
    pub amount: String,
    pub currency: String,
    /// The plan that a balance has moved to.
    pub to_plan_id: Option<PlanId>,
    pub to_plan_title: Option<String>,
    pub reason: String,
    pub asked_by: String,
    pub granted_by: String,
    pub decided_at: Timestamp,
    #[schema(value_type = String)]
    pub approval_id: ApprovalId,
}

/// A decision about what was owed, on the statement that it reaches.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StatementDecision {
    /// `pay`, `keep`, `write_off`, `settle` or `move`
    #[schema(value_type = String)]
    pub outcome: Outcome,
    /// What it adds to what is owed here, or takes from it.
    pub owed: String,
    /// Of a move: the plan at its other end.
    pub other_plan: Option<String>,
    pub reason: String,
    pub asked_by: String,
    pub granted_by: String,
}

/// What is to be decided, and how.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DecisionCreate {
    pub plan_id: PlanId,
    /// `month`, `quarter`, `half_year`, `year`
    #[schema(value_type = String)]
    pub period_kind: PeriodKind,
    pub member_id: MemberId,
    /// `flag` or `balance`
    #[schema(value_type = String)]
    pub subject: Subject,
    /// Of a flag: the component's key, and the name or first day of the locked period.
    #[serde(default)]
    pub component: Option<String>,
    #[serde(default)]
    pub period: Option<String>,
    /// `pay`, `keep`, `write_off`, `settle` or `move`
    #[schema(value_type = String)]
    pub outcome: Outcome,
    /// Of a move: the plan in which it is owed from now on.
    #[serde(default)]
    pub to_plan_id: Option<PlanId>,
    /// The amount as it was seen; another one is refused. A wish keeps the one found when it was asked.
    #[serde(default)]
    pub amount: Option<String>,
}

/// What is wanted of what waits.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WaitingListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in a person's code or name, or the plan's key or title.
    pub search: Option<String>,
    /// `code`, `name`, `period`, `amount`, `since`; with `-` descending. By code when absent.
    pub sort: Option<String>,
    pub plan_id: Option<PlanId>,
    /// `month`, `quarter`, `half_year`, `year`
    #[param(value_type = Option<String>)]
    pub period_kind: Option<PeriodKind>,
}

impl WaitingListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}

/// Which decisions are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DecisionListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in a person's code or name, in the plan's title, or in the reason.
    pub search: Option<String>,
    /// `code`, `name`, `amount`, `decided_at`; with `-` descending. The latest first when absent.
    pub sort: Option<String>,
    pub plan_id: Option<PlanId>,
}

impl DecisionListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}
