//! What a calculation gives: a line per person and component with its reasons, totals, exceptions and a hash.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::calculate::balances::Balances;
use crate::calculate::payout::Payout;
use crate::day::DayRange;
use crate::exact::Exact;
use crate::explain::Step;
use crate::money::Currency;

/// The result of one plan for one period; equal inputs in any order give equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Key of the plan.
    pub plan: String,
    pub period: String,
    pub days: DayRange,
    pub currency: Currency,
    /// By person's code, then in the plan's order of components.
    pub lines: Vec<Line>,
    /// By person's code: everyone in the plan on any day of the period, and everyone with a line.
    pub people: Vec<PersonTotal>,
    /// By person's code.
    pub exceptions: Vec<RunException>,
    /// What the next run opens with.
    #[serde(default, skip_serializing_if = "Balances::is_empty")]
    pub closing: Balances,
}

/// What one component pays one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Id of the person.
    pub person: String,
    /// Key of the component.
    pub component: String,
    /// Rounded once, in minor units.
    pub earned_minor: i64,
    /// Before rounding, in minor units.
    pub exact: Exact,
    /// Why nothing is paid (`gate`, `when`, `no_goal`, …), where a rule closes the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Exact attainment before `cap_attainment`, where the component has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attainment: Option<Exact>,
    /// Among the people of the scope, the first is 1; only of a ranking, and only of who takes a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    pub steps: Vec<Step>,
    /// In order of day, then of recording. Their parts and `unattributed_minor` add up to `earned_minor`.
    pub documents: Vec<Attribution>,
    /// What no document is behind, such as a floor without a sale.
    pub unattributed_minor: i64,
    /// Of a prize or share of a locked period: what it counts as, as locked and as decided, where it would now be another
    /// amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted_minor: Option<i64>,
    /// Where the component holds, advances or takes back pay, or the person has a balance; else all of it is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payout: Option<Payout>,
}

/// A document's part of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// Key of the document; its refunds of the period are in it.
    pub document: String,
    /// The refunds that are in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<String>,
    /// Key of the measure.
    pub measure: String,
    /// Net of the period (of the year so far under `year_to_date`), in the measure's units; 0 of what is carried.
    pub credited: i64,
    /// In minor units.
    pub part_minor: i64,
    /// Of a prize or share of a locked period: the part of what it counts as, where it would now be another amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted_minor: Option<i64>,
}

/// A person's components together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonTotal {
    /// Id of the person.
    pub person: String,
    /// The company's own key.
    pub code: String,
    /// Days in the plan within the period, in order.
    pub days: Vec<DayRange>,
    /// In minor units.
    pub earned_minor: i64,
}

/// Why a line pays nothing.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Reason {
    /// No goal, or a goal of 0.
    NoGoal,
    /// The component's own condition does not hold.
    When,
    /// Attainment below the gate.
    Gate,
    /// The person has no value where base, rate or bound comes from the person.
    NoValue,
    /// Attainment below the curve's first point, or a coefficient of 0.
    Curve,
    /// Nothing was credited.
    NoCredit,
    /// The own condition of a ranking or pool does not hold.
    NotEligible,
    /// A figure of 0 or less takes no place.
    NoPlace,
    /// The place has no prize.
    NoPrize,
    /// The table or level gives a coefficient of 0.
    Coefficient,
    /// Something was credited, and no document qualifies.
    NoEvent,
    /// No share of the pot, or nothing in it.
    NoShare,
    /// No award was approved.
    NoAward,
    /// The people below earned nothing.
    NothingBelow,
    /// No day of the period in the plan: only balances.
    NotInPlan,
}

impl Reason {
    /// The stable word, as stored, in examples and in the catalogue.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Something a person should look at; it never stops a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunException {
    /// Id of the person.
    pub person: String,
    pub code: ExceptionCode,
    /// Key of the component.
    pub component: String,
    /// The measure, field or column concerned; else empty.
    pub subject: String,
}

/// What an exception is about.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ExceptionCode {
    /// A goal is needed and there is none, or it is 0 or below.
    NoGoal,
    /// A value that should come from the person is missing.
    NoValue,
    /// The period has no workday; calendar days were used.
    NoWorkdays,
    /// A year without a workday table counted Monday to Friday.
    AssumedWorkdays,
    /// A measure of answers has none; it counts as 0.
    NoAnswer,
}

impl ExceptionCode {
    /// The stable word, as stored, in examples and in the catalogue.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Why a run could not be made at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalculateError {
    /// A final amount does not fit 64 bits of minor units.
    #[error("the pay of {person} for {component} is too large")]
    TooLarge { person: String, component: String },
    /// A sum of credits or goals does not fit.
    #[error("the sum of {measure} of {person} is too large")]
    SumTooLarge { person: String, measure: String },
    /// The plan names a measure that it does not define.
    #[error("the plan has no measure {measure}")]
    UnknownMeasure { measure: String },
    /// The calendar has no such period.
    #[error("the calendar has no period {period}")]
    UnknownPeriod { period: String },
    /// A share of a year's variable pay in a calendar that has no year around the period.
    #[error("{component} pays a share of a year, and the calendar has no year of this period")]
    NoYear { component: String },
    /// An example's `to_date` has no day of the person in the plan year before the example's first period.
    #[error("to_date of {person} has no day in the plan year before the first period")]
    ToDateOutside { person: String },
    /// An example's `to_date` of a measure whose goals of the year so far decide about the pay.
    #[error("to_date of {person} gives {measure} without its goals")]
    ToDateWithoutGoal { person: String, measure: String },
    /// A condition could not be evaluated (its step limit, a missing name).
    #[error("the condition `{condition}` cannot be evaluated: {problem}")]
    Condition { condition: String, problem: String },
}

impl CalculateError {
    /// Stable code, without the capability.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "run.pay_too_large",
            Self::SumTooLarge { .. } => "run.sum_too_large",
            Self::UnknownMeasure { .. } => "run.unknown_measure",
            Self::UnknownPeriod { .. } => "run.unknown_period",
            Self::NoYear { .. } => "run.no_year",
            Self::ToDateOutside { .. } => "run.to_date_outside",
            Self::ToDateWithoutGoal { .. } => "run.to_date_without_goal",
            Self::Condition { .. } => "run.condition_failed",
        }
    }
}

impl Attribution {
    /// The document's part of what counts as earned.
    pub(crate) fn counted_minor(&self) -> i64 {
        self.granted_minor.unwrap_or(self.part_minor)
    }
}

impl Line {
    /// What counts as earned in what follows it: the amount granted, else the one calculated.
    pub fn counted_minor(&self) -> i64 {
        self.granted_minor.unwrap_or(self.earned_minor)
    }

    /// What no document is behind of what counts.
    pub(crate) fn undocumented_minor(&self) -> i64 {
        let documented = self.documents.iter().map(Attribution::counted_minor);
        documented.fold(self.counted_minor(), i64::saturating_sub)
    }

    /// What the line pays in its period, clawbacks beside it left out.
    pub fn payable_minor(&self) -> i64 {
        self.payout.as_ref().map_or(self.counted_minor(), |payout| payout.payable_minor)
    }

    /// Held after the period.
    pub fn held_minor(&self) -> i64 {
        self.payout.as_ref().map_or(0, |payout| payout.held_minor)
    }

    /// Owed of draws after the period.
    pub fn owed_minor(&self) -> i64 {
        self.payout.as_ref().map_or(0, |payout| payout.owed_minor)
    }

    /// What clawbacks take beside it.
    pub fn clawed_minor(&self) -> i64 {
        self.payout.as_ref().map_or(0, Payout::clawed_minor)
    }
}

impl Run {
    /// SHA-256 (hex) over all of it.
    pub fn hash(&self) -> String {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        hex::encode(Sha256::digest(bytes))
    }

    /// The line of a person's component.
    pub fn line(&self, person: &str, component: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.person == person && line.component == component)
    }
}
