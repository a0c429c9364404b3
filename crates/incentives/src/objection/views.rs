//! What an objection looks like on the wire.

use beichen_kernel::{PageQuery, Timestamp, Version};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::ObjectionId;
use crate::run::model::RunId;
use crate::statement::model::StatementId;
use crate::statement::views::MemberRef;
use crate::trial::views::{PeriodRef, PlanRef};

/// An objection.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ObjectionView {
    pub id: ObjectionId,
    pub version: Version,
    pub run_id: RunId,
    pub statement_id: StatementId,
    pub plan: PlanRef,
    pub period: PeriodRef,
    pub member: MemberRef,
    /// The component's key; empty for the statement as a whole.
    pub component: String,
    pub reason: String,
    /// `open`, `accepted`, `declined`
    pub state: String,
    pub made_at: Timestamp,
    pub answer: String,
    pub answered_by: Option<String>,
    pub answered_at: Option<Timestamp>,
    pub can: Vec<String>,
}

/// What somebody holds against the own statement.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ObjectionCreate {
    pub statement_id: StatementId,
    /// The component's key; absent for the statement as a whole.
    #[serde(default)]
    pub component: Option<String>,
    pub reason: String,
}

/// The answer to an objection.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ObjectionAnswer {
    /// An accepted one sends the run back to a new trial.
    pub accept: bool,
    pub answer: String,
}

/// Which objections are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ObjectionListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in the person's name or code, or in the reason.
    pub search: Option<String>,
    /// `made_at`, `name`; with `-` descending. Newest first when absent.
    pub sort: Option<String>,
    pub run_id: Option<RunId>,
    pub state: Option<String>,
}

impl ObjectionListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}
