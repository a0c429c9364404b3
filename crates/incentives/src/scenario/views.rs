//! What scenarios look like on the wire. Amounts are decimal strings; of a measure in its own unit.

use std::collections::BTreeMap;

use beichen_engine::day::Day;
use beichen_kernel::{MemberId, Page, PageQuery};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::plan::model::PlanId;
use crate::plan::views::FindingView;
use crate::statement::views::{MemberRef, StepView};
use crate::trial::views::PeriodRef;

/// What would these pay?
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EstimateAsk {
    /// A plan in force.
    pub plan_id: PlanId,
    /// Its name in the plan's calendar, or its first day.
    pub period: String,
    /// Oneself when absent.
    #[serde(default)]
    pub member_id: Option<MemberId>,
    /// At least one.
    pub further: Vec<FurtherAmount>,
}

/// Something further to be credited.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FurtherAmount {
    /// A measure of the plan.
    pub measure: String,
    pub amount: String,
    /// A day of the period; its last one when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub day: Option<Day>,
}

/// What a person's period pays now and with the further amounts.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EstimateView {
    pub period: PeriodRef,
    pub member: MemberRef,
    pub currency: String,
    pub now: String,
    pub then: String,
    pub difference: String,
    /// In the plan's order.
    pub components: Vec<ComponentEstimate>,
}

/// What one component earns now and with the further amounts, and why.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ComponentEstimate {
    pub key: String,
    pub title: String,
    pub now: String,
    pub then: String,
    pub difference: String,
    pub steps: Vec<StepView>,
}

/// What will the period pay?
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ForecastAsk {
    pub plan_id: PlanId,
    pub period: String,
    /// Oneself when absent.
    #[serde(default)]
    pub member_id: Option<MemberId>,
    /// By measure of the plan: what it comes to in the period.
    pub measures: BTreeMap<String, Levels>,
}

/// What a measure may come to by the period's end, the lowest first.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Levels {
    pub low: String,
    pub expected: String,
    pub high: String,
}

/// What the period would pay at each level.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ForecastView {
    pub period: PeriodRef,
    pub member: MemberRef,
    pub currency: String,
    pub low: ForecastBand,
    pub expected: ForecastBand,
    pub high: ForecastBand,
}

/// What is earned at one level.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ForecastBand {
    pub total: String,
    /// By component.
    pub components: BTreeMap<String, String>,
}

/// What would this plan have cost?
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SimulationAsk {
    /// The text of a plan, published or not.
    pub text: String,
    /// Periods of its calendar that it covers: names or first days.
    pub periods: Vec<String>,
    /// A plan in force to compare with; nothing is paid before where it is absent.
    #[serde(default)]
    pub plan_id: Option<PlanId>,
    /// Rows of a page of people, 1 to 200; 50 when absent.
    #[serde(default)]
    pub limit: Option<u64>,
    /// The `next` of the page before.
    #[serde(default)]
    pub after: Option<String>,
    /// Text in a person's code or name.
    #[serde(default)]
    pub search: Option<String>,
}

impl SimulationAsk {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}

/// What the plan would cost, and for whom it would be better or worse. All periods together.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SimulationView {
    pub currency: String,
    pub periods: Vec<PeriodRef>,
    pub before: String,
    pub after: String,
    pub difference: String,
    pub winners: usize,
    pub losers: usize,
    pub unchanged: usize,
    /// Who loses most stands first.
    pub people: Page<SimulatedPerson>,
    /// What the check finds: cliffs, falling pay, unbounded cost.
    pub findings: Vec<FindingView>,
}

/// What a person would earn.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SimulatedPerson {
    pub member: MemberRef,
    pub before: String,
    pub after: String,
    pub difference: String,
}
