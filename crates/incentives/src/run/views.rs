//! What a run looks like on the wire.

use std::collections::BTreeMap;

use beichen_engine::day::Day;
use beichen_kernel::{MemberId, PageQuery, Timestamp, UnitId, Version};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::RunId;
use crate::plan::model::PlanId;
use crate::statement::views::{MemberRef, StatementMeasure};
use crate::trial::model::TrialId;
use crate::trial::views::{PeriodRef, PlanRef};

/// A run in a list. Its totals are over the people whom the viewer may see.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RunRow {
    pub id: RunId,
    pub version: Version,
    /// `trial`, `lead_reviewed`, `finance_reviewed`, `notice`, `rejected`, `locked`, `exported`, `paid`
    pub state: String,
    /// How often it was tried.
    pub round: i64,
    pub trial_id: TrialId,
    pub plan: PlanRef,
    pub period: PeriodRef,
    pub tried_at: Timestamp,
    pub tried_by: Option<String>,
    pub people_count: i64,
    pub total: String,
    pub currency: String,
    pub exceptions_count: i64,
    pub can: Vec<String>,
}

/// A run, whole.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RunView {
    #[serde(flatten)]
    pub run: RunRow,
    /// SHA-256 over the hashes of the trial's statements: equal inputs, equal hash.
    pub hash: String,
    pub steps: Vec<RunStepView>,
    pub reviews: Vec<RunReviewView>,
    pub notice: Option<NoticeView>,
    pub locked: Option<LockedView>,
    pub since_trial: SinceTrial,
    pub open_objections: i64,
    /// Flagged prizes and balances of the plan and kind that wait for a decision; absent for those who do not see everybody.
    pub undecided_count: Option<i64>,
    /// Of all people together; absent for those who do not see everybody.
    pub adjusted: Option<String>,
    /// Owed by people after the run, all together.
    pub owed: Option<String>,
    /// How many people the run pays, and how many of them are marked as paid.
    pub payable_count: i64,
    pub paid_count: i64,
    pub export_count: i64,
    /// Payments of the period of which a part names no order and so counts for nobody.
    pub unmatched_count: i64,
    pub unmatched: String,
}

/// What somebody did.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RunStepView {
    /// `try`, `review_lead`, `review_finance`, `notice`, `reject`, `objection_accepted`, `lock`, `export`, `pay`
    pub step: String,
    pub round: i64,
    pub at: Timestamp,
    pub by: String,
    pub reason: String,
}

/// What a lead is to approve.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RunReviewView {
    pub unit_id: Option<UnitId>,
    /// The unit's name; absent for people without a unit, and for the statement of one person.
    pub unit: Option<String>,
    /// Somebody who must not approve the own statement alone.
    pub person: Option<String>,
    /// The lead's name; absent: the director.
    pub reviewer: Option<String>,
    pub approved_by: Option<String>,
    pub approved_at: Option<Timestamp>,
}

/// The public notice; both days count.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NoticeView {
    #[schema(value_type = String)]
    pub from: Day,
    #[schema(value_type = String)]
    pub to: Day,
    /// Whether objections are taken today.
    pub open: bool,
}

/// The lock, with the audit chain's head at its beginning.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LockedView {
    pub by: String,
    pub at: Timestamp,
    pub audit_seq: i64,
    pub audit_hash: String,
    /// Whether more than one hand was demanded.
    pub four_eyes: bool,
}

/// What was recorded for the period's days after the trial's snapshot.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct SinceTrial {
    pub documents: usize,
    /// By measure, in its unit.
    pub amounts: BTreeMap<String, String>,
    pub corrections: usize,
}

/// Which period is to be tried.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RunTry {
    pub plan_id: PlanId,
    /// Its name in the plan's calendar, or its first day.
    pub period: String,
}

/// Why something is sent back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RunReject {
    pub reason: String,
}

/// Who was paid.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct RunPay {
    /// Everybody who is not marked yet where absent.
    #[serde(default)]
    pub member_ids: Option<Vec<MemberId>>,
    /// The day of the payment; today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub paid_on: Option<Day>,
}

/// A difference of a locked period, in the run that takes it in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AdjustmentRow {
    pub member: MemberRef,
    pub component: String,
    pub title: String,
    /// The locked period.
    pub period: String,
    #[schema(value_type = String)]
    pub period_from: Day,
    pub locked: String,
    /// What earlier runs have adjusted already.
    pub adjusted: String,
    /// As known when this run was tried.
    pub now: String,
    /// Of a flag: what was decided to be left as it was.
    pub kept: String,
    pub difference: String,
    /// Where not all of the difference is paid now: what is, and by how much what is held and owed moves.
    pub payout: Option<PaidView>,
    /// Waits for a decision and pays nothing.
    pub is_flag: bool,
    pub causes: Vec<CauseView>,
}

/// What becomes of earned pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaidView {
    pub payable: String,
    /// Of a statement's line after the period; of a difference by how much it moves.
    pub held: String,
    /// Of draws; of a statement's line after the period, of a difference by how much it moves.
    pub owed: String,
    /// What clawbacks take beside it.
    pub clawed: String,
}

/// What has changed behind a difference.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct CauseView {
    /// `document`, `correction` or `decision`
    pub kind: String,
    /// A document's kind and id.
    pub document: Option<crate::statement::views::DocumentRef>,
    pub measure: Option<String>,
    /// What its credits have come to more or less, in the measure's unit.
    pub amount: Option<String>,
    /// Of a correction: which operation was approved.
    pub operation: Option<String>,
    /// Of a correction or decision: why.
    pub reason: Option<String>,
    /// Of a decision: the two people who made it.
    pub by: Vec<String>,
}

/// Which runs are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RunListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in the plan's key or title, or the period's name.
    pub search: Option<String>,
    /// `period`, `plan`, `state`, `made_at`; with `-` descending. The latest period first when absent.
    pub sort: Option<String>,
    /// A plan's key.
    pub plan: Option<String>,
    /// A period's name.
    pub period: Option<String>,
    pub state: Option<String>,
}

impl RunListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}

/// Which adjustments are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AdjustmentListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in a person's code or name.
    pub search: Option<String>,
    /// `code`, `name`, `period`, `difference`; with `-` descending. By code when absent.
    pub sort: Option<String>,
}

impl AdjustmentListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentFormat {
    #[default]
    Xlsx,
    Csv,
}

/// One person's earned amount of a period: as locked, adjusted since, and as known today.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TodayRow {
    pub member: MemberRef,
    /// Of a run that is not locked yet: as its trial says.
    pub locked: String,
    /// What later locked runs have adjusted already.
    pub adjusted: String,
    pub now: String,
    /// What the next adjustment would be.
    pub difference: String,
}

/// Which people of a run are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TodayQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in a person's code or name.
    pub search: Option<String>,
    /// Only people whose amount has changed.
    #[serde(default)]
    pub changed: bool,
}

/// A statement as known today.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StatementToday {
    pub components: Vec<ComponentToday>,
    /// Goal, actual and attainment as known today.
    pub measures: Vec<StatementMeasure>,
}

/// A component as locked and as known today.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ComponentToday {
    pub key: String,
    pub title: String,
    pub locked: String,
    pub adjusted: String,
    pub now: String,
    pub difference: String,
}
