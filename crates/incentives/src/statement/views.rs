//! What a statement looks like on the wire. Amounts are decimal strings; steps are codes, worded by the reader.

use std::collections::BTreeMap;

use beichen_engine::day::Day;
use beichen_engine::explain::Step;
use beichen_kernel::{MemberId, PageQuery, Timestamp, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::model::StatementId;
use crate::decision::views::StatementDecision;
use crate::run::model::RunId;
use crate::run::views::{AdjustmentRow, PaidView};
use crate::trial::model::TrialId;
use crate::trial::views::{PeriodRef, PlanRef};

/// A person as a statement names them.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MemberRef {
    pub id: MemberId,
    pub code: String,
    pub name: String,
}

/// A unit as a statement names it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct UnitRef {
    pub id: UnitId,
    pub name: String,
}

/// A person of a trial.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StatementRow {
    pub id: StatementId,
    pub trial_id: TrialId,
    pub plan: PlanRef,
    pub period: PeriodRef,
    pub member: MemberRef,
    pub unit: Option<UnitRef>,
    /// `trial` outside a run, and where a newer trial stands in its place; else the run's state.
    pub state: String,
    pub currency: String,
    pub total: String,
    pub components: Vec<ComponentPay>,
    /// Of the first component that has one; percent, rounded down to 0.1 %.
    pub attainment: Option<String>,
    /// `no_goal`, `no_value`, …
    pub exceptions: Vec<String>,
}

/// What one component pays.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ComponentPay {
    pub key: String,
    pub title: String,
    pub pay: String,
}

/// A statement, whole.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StatementView {
    pub id: StatementId,
    pub trial: StatementTrial,
    pub plan: PlanRef,
    pub period: PeriodRef,
    pub member: MemberRef,
    pub unit: Option<UnitRef>,
    pub currency: String,
    /// What it pays: earned and adjustments, less what is taken for what is owed.
    pub total: String,
    pub components: Vec<StatementComponent>,
    /// What locked periods would pay otherwise, as known at the trial.
    pub adjustments: Vec<AdjustmentRow>,
    /// Owed before the period, what was decided about it since, what this period takes of it (negative: gives back), and
    /// what is owed after it: `opening` and decisions less `taken`, and a total below 0.
    pub opening: String,
    pub decisions: Vec<StatementDecision>,
    pub taken: String,
    pub owed: String,
    /// Held after the period, all components together.
    pub held: String,
    pub measures: Vec<StatementMeasure>,
    pub exceptions: Vec<String>,
    pub can: Vec<String>,
}

/// The trial that a statement belongs to.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StatementTrial {
    pub id: TrialId,
    pub made_at: Timestamp,
    /// `trial` outside a run, and where a newer trial stands in its place; else the run's state.
    pub state: String,
    /// The run that it belongs to.
    pub run_id: Option<RunId>,
    /// SHA-256 of the kept statement, in hexadecimal.
    pub hash: Option<String>,
}

/// Which statement of a person.
#[derive(Debug, Clone)]
pub struct StatementOf {
    /// The person's code.
    pub person: String,
    /// The period's name or first day.
    pub period: String,
    /// The plan's key; needed where several plans have a statement.
    pub plan: Option<String>,
    /// An instant (RFC 3339), or a day whose end is meant.
    pub as_of: Option<String>,
}

/// A component with its steps, in the order of the calculation.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StatementComponent {
    pub key: String,
    pub title: String,
    /// `attainment`, `commission`
    pub kind: String,
    /// What it earns.
    pub pay: String,
    /// Where not just that is paid: with draws, holds, instalments and clawbacks.
    pub payout: Option<PaidView>,
    /// Why nothing is paid: `gate`, `when`, `no_goal`, …
    pub reason: Option<String>,
    /// Percent, rounded down to 0.1 %.
    pub attainment: Option<String>,
    pub steps: Vec<StepView>,
    /// What no document is behind, such as a floor without a sale.
    pub unattributed: String,
}

/// One step. `code` and `params` are worded from `steps.*` of the catalogue.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StepView {
    pub code: String,
    /// 0: a step of the pipeline; 1: what lies inside one.
    pub depth: u8,
    pub params: BTreeMap<String, String>,
    /// The one document that it is about; its code stands in `params`.
    pub document: Option<DocumentRef>,
    /// What the step comes to.
    pub amount: Option<String>,
}

impl From<Step> for StepView {
    fn from(step: Step) -> Self {
        let code = step.code.word().to_owned();
        Self { code, depth: step.depth, params: step.params, document: None, amount: step.amount }
    }
}

/// A measure of the period.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StatementMeasure {
    pub key: String,
    /// Absent: no goal.
    pub goal: Option<String>,
    pub actual: Option<String>,
    /// Percent, rounded down to 0.1 %.
    pub attainment: Option<String>,
}

/// A document behind a statement.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StatementDocumentRow {
    pub document: DocumentRef,
    #[schema(value_type = String)]
    pub day: Day,
    pub customer: Option<CustomerName>,
    /// What it counts for this person in the measure, its refunds of the period in it.
    pub amount: String,
    pub measure: String,
    /// The person's share, where others share it: "0.7".
    pub share: Option<String>,
    pub parts: Vec<DocumentPart>,
    /// The refunds that are in it.
    pub refunds: Vec<DocumentRef>,
}

/// A source document: `kind` and `id` make the address of the order, payment or refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DocumentRef {
    /// `order`, `payment`, `refund`, `manual`
    pub kind: String,
    /// The TypeID of that kind: `order_…`, `payment_…`.
    pub id: String,
    pub code: String,
}

/// A customer as a document names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomerName {
    pub id: String,
    pub name: String,
}

/// What a component pays for a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DocumentPart {
    pub component: String,
    pub pay: String,
}

impl DocumentRef {
    /// A document of the ledger by its kind and UUID.
    pub fn new(kind: &str, id: Uuid, code: String) -> Self {
        Self { kind: kind.to_owned(), id: format!("{kind}_{}", beichen_kernel::id::encode(id)), code }
    }
}

/// Which people of a trial are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StatementListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in the person's code or name.
    pub search: Option<String>,
    /// `code`, `name`, `total`; with `-` descending. The highest total first when absent.
    pub sort: Option<String>,
    pub unit_id: Option<UnitId>,
}

impl StatementListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}

/// Which documents of a statement are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DocumentListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Only those that this component pays for.
    pub component: Option<String>,
}

impl DocumentListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}
