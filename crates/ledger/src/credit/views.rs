//! Totals on the wire.

use beichen_engine::calendar::PeriodKind;
use beichen_engine::day::Day;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which totals are wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TotalsQuery {
    /// The measure's key.
    pub measure: String,
    /// `natural` when absent.
    pub calendar: Option<String>,
    /// `2026-03`, `2026-Q1`, `2026`, a listed name, or a first day.
    pub period: String,
    /// Which kind, where a name could mean several.
    #[param(value_type = Option<String>)]
    pub kind: Option<PeriodKind>,
    /// `person` (when absent) or `unit`.
    #[param(value_type = Option<String>)]
    pub by: Option<TotalsBy>,
    /// What was known at this instant (RFC 3339), or at the end of this day.
    pub as_of: Option<String>,
}

/// Whose totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TotalsBy {
    #[default]
    Person,
    Unit,
}

/// Totals of one measure in one period.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TotalsView {
    pub measure: String,
    pub calendar: String,
    pub period: String,
    #[schema(value_type = String)]
    pub from: Day,
    /// The last day.
    #[schema(value_type = String)]
    pub to: Day,
    /// The whole organisation, people without a unit included; by unit, for those who see all of it.
    pub organisation: Option<String>,
    /// The same as it was locked; absent where no locked run covers a day of the period.
    pub organisation_as_locked: Option<String>,
    /// By code. Whoever has no credit is absent among people; units are all there, closed ones where they have credits.
    pub items: Vec<TotalView>,
    pub can: Vec<String>,
}

/// The total of one person or unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TotalView {
    /// `member_…` or `unit_…`.
    pub id: String,
    pub code: String,
    pub name: String,
    /// In the measure's unit.
    pub amount: String,
    /// As it was locked; absent where no locked run covers the person (of a unit: anybody).
    pub as_locked: Option<String>,
    /// Of a unit with a figure as locked: how many of its people are in no locked run and count as known today.
    pub not_locked: Option<usize>,
    /// Whether it is of the whole period. False where the viewer led the person before: it is of the own days then.
    pub is_whole: bool,
    /// Documents in force behind it, those worth 0 included; absent of units and of an earlier instant.
    pub documents: Option<i64>,
}
