//! What a trial looks like on the wire.

use beichen_engine::calendar::Period;
use beichen_engine::day::Day;
use beichen_kernel::{PageQuery, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::TrialId;
use crate::plan::model::PlanId;

/// A plan as a trial names it: the text that it was made from may have changed since.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanRef {
    pub id: Option<PlanId>,
    pub key: String,
    pub title: String,
    /// SHA-256 of the plan that was calculated.
    pub hash: String,
}

/// A period of a calendar.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PeriodRef {
    pub calendar: String,
    /// `month`, `quarter`, `half_year`, `year`
    pub kind: String,
    pub name: String,
    #[schema(value_type = String)]
    pub from: Day,
    /// The last day; it counts.
    #[schema(value_type = String)]
    pub to: Day,
}

impl From<&Period> for PeriodRef {
    fn from(period: &Period) -> Self {
        Self {
            calendar: period.calendar.clone(),
            kind: period.kind.key().to_owned(),
            name: period.name.clone(),
            from: period.days.from,
            to: period.days.end.plus_days(-1),
        }
    }
}

/// A trial. Its totals are over the people whom the viewer may see.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TrialView {
    pub id: TrialId,
    pub plan: PlanRef,
    pub period: PeriodRef,
    pub made_at: Timestamp,
    /// The name of who made it; absent for the command line.
    pub made_by: Option<String>,
    pub people_count: i64,
    pub total: String,
    pub currency: String,
    pub exceptions_count: i64,
    /// People who had been moved to another unit and whose credits did not bear it yet: calculate again.
    pub moved_count: i64,
    /// `trial`
    pub state: String,
    pub can: Vec<String>,
}

/// What to calculate.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TrialCreate {
    pub plan_id: PlanId,
    /// Its name in the plan's calendar, or its first day.
    pub period: String,
}

/// Which trials are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrialListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in the plan's key or title, or the period's name.
    pub search: Option<String>,
    /// `made_at`, `period`, `plan`; with `-` descending. Newest first when absent.
    pub sort: Option<String>,
    /// A plan's key.
    pub plan: Option<String>,
    /// A period's name.
    pub period: Option<String>,
}

impl TrialListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}
