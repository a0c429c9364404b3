//! Everything a calculation reads: the plan, the period, the people with their facts, goals and credits.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::calculate::balances::Balances;
use crate::calendar::{Calendar, Period, PeriodKind};
use crate::day::{Day, DayRange};
use crate::document::LineFacts;
use crate::plan::expression::FactValue;
use crate::plan::model::{GoalBasis, Plan};
use crate::rate::Rate;
use crate::workdays::Workdays;

/// What a run is made of. The order of people, goals and credits never matters.
#[derive(Clone)]
pub struct Inputs<'a> {
    pub plan: &'a Plan,
    /// Earlier versions of the same plan, for what the plan year's earlier periods earned; each holds on its own
    /// `valid` days, as far as no later one does.
    pub earlier_versions: Vec<&'a Plan>,
    pub timetable: Timetable,
    pub workdays: &'a Workdays,
    pub people: Vec<Person>,
    /// What the run before closed; none for the first one.
    pub opening: Balances,
    /// The documents that the customer has paid in full, with the day; by key. Only `hold` looks at them.
    pub paid_in_full: BTreeMap<Arc<str>, Day>,
    /// Of a locked period that is calculated again: its prizes and shares as locked and as decided since, in minor units
    /// by person and component. What follows from them counts these; `None` in an open period.
    pub granted: Option<BTreeMap<(String, String), i64>>,
}

/// The run's period and the calendar's periods of its kind around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timetable {
    pub kind: PeriodKind,
    /// The period that is calculated.
    pub period: Span,
    /// The calendar's periods of this kind up to and with the run's, oldest first. They reach back at least to the
    /// plan year's first one, and as far as credits of documents with a `cap_each` do.
    pub periods: Vec<Span>,
    /// The days of the plan year: the calendar's year, cut by the plan's `valid`.
    pub year: DayRange,
    /// How many periods of this kind the calendar's year has (a share of yearly pay is divided by it); `None` in a
    /// calendar without years.
    pub periods_of_year: Option<i64>,
}

/// A named period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// "2026-03", "2026-Q1", or the calendar's own name.
    pub name: String,
    pub days: DayRange,
}

/// A person with everything that the plan may ask about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Stable id, as the run's lines name it.
    pub id: String,
    /// The company's own key; equal values are put in its order.
    pub code: String,
    pub membership: Membership,
    /// Facts by days, in order, without overlap. Days outside them are not in the plan where `who` is asked.
    pub segments: Vec<Segment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coefficients: Vec<Coefficient>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Goal>,
    /// Credits after the measure (its filter, splits and caps are applied), of any days; those outside are ignored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    /// Ratings of any periods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    /// Parts of approved awards, of any days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awards: Vec<Award>,
}

/// How somebody was rated for a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// As scorecards name it (`appraisal.attitude`).
    pub name: String,
    /// The period's days; the rating counts for a period with exactly these days.
    pub days: DayRange,
    /// In hundredths of a point.
    pub score: i64,
}

/// A person's part of an approved award of a special project, after its shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Award {
    pub project: String,
    /// The day on which it was approved.
    pub day: Day,
    /// The whole award, in minor units.
    pub of_minor: i64,
    pub share: Rate,
    /// The person's part; all parts of an award add up to it.
    pub part_minor: i64,
}

/// On which days a person is in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// On the days on which `who` of plan and component holds.
    ByWho,
    /// On these days, in every component (examples of a plan).
    Days(Vec<DayRange>),
}

/// The person's facts on these days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    pub days: DayRange,
    /// Codes of the own unit and of all above it, the own one first; empty without a unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// Ids of those who lead these units, the nearest first, without the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<String>,
    pub grade: String,
    pub position: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_on: Option<Day>,
    /// Stated directly instead of reckoned from `joined_on` (examples).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_served: Option<i64>,
    /// Of a year, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variable_pay: Option<i64>,
    /// Typed fields of the member.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, FactValue>,
    /// The grade's columns on these days.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub grade_values: BTreeMap<String, FactValue>,
}

/// A coefficient as somebody set it. Of several of one key the smallest period that covers the component's holds; of
/// equal periods the person's, then the nearest unit's, then the company's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coefficient {
    pub key: String,
    pub scope: CoefficientScope,
    /// The days of the period for which it was set.
    pub days: DayRange,
    pub value: Rate,
}

/// For whom a coefficient was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoefficientScope {
    /// For this very person.
    Person,
    /// For everybody in the unit of this code and in those below it.
    Unit(String),
    /// For everybody.
    Company,
}

/// A published goal of one measure and period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    pub measure: String,
    /// The period's days; the goal counts for a period with exactly these days.
    pub days: DayRange,
    pub basis: GoalBasis,
    /// In the measure's units, as are the two below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sprint: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<i64>,
}

/// What one document (line) counts for a person in one measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    pub measure: Arc<str>,
    /// The day on which it counts.
    pub day: Day,
    /// In the measure's units; negative where something is taken back. Of csat and nps one answer, as it stands.
    pub amount: i64,
    /// Key of the document, as the run's lines name it (`payment/pay_01…`).
    pub document: Arc<str>,
    pub line: u32,
    /// For a refund: the document that it takes back from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_document: Option<Arc<str>>,
    /// For a refund: the day of the credit that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_day: Option<Day>,
    /// For a refund whose `day` is that of the credit that it takes back: the day on which it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunded_on: Option<Day>,
    /// Order of recording: the transaction's number, then the row's place in it.
    pub recorded: (i64, i64),
    /// Facts of the document's line, for `rates_by`; a refund has those of its payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Arc<LineFacts>>,
}

impl From<&Period> for Span {
    fn from(period: &Period) -> Self {
        Self { name: period.name.clone(), days: period.days }
    }
}

impl Timetable {
    /// The timetable of a run: the period of the plan's calendar, with those before it as far back as the plan year
    /// or `since` (the first day of any credit handed in) reach.
    pub fn new(plan: &Plan, calendar: &Calendar, period: &Period, since: Option<Day>) -> Self {
        Self::of_versions(&[plan], calendar, period, since)
    }

    /// As `new`, where earlier versions of the plan are handed in too: the plan year begins with the first of them.
    pub fn of_versions(versions: &[&Plan], calendar: &Calendar, period: &Period, since: Option<Day>) -> Self {
        let first = versions.iter().map(|plan| plan.valid.from).min().unwrap_or(Day::MIN);
        let last = versions.iter().map(|plan| plan.valid.to).max().unwrap_or(Day::MAX);
        let year = calendar.plan_year(period, DayRange::including(first, last));
        let from = since.map_or(year.from, |since| since.min(year.from));
        let periods = calendar.periods_touching(period.kind, DayRange::new(from, period.days.end));
        Self {
            kind: period.kind,
            period: Span::from(period),
            periods: periods.iter().map(Span::from).collect(),
            year,
            periods_of_year: calendar.periods_of_year(period).and_then(|count| i64::try_from(count).ok()),
        }
    }
}

impl Credit {
    /// The document whose net this credit is part of: a refund's is what it takes back from.
    pub fn root(&self) -> &Arc<str> {
        self.of_document.as_ref().unwrap_or(&self.document)
    }

    /// The day on which the document was made, whatever the day on which it counts.
    pub fn own_day(&self) -> Day {
        self.refunded_on.unwrap_or(self.day)
    }

    /// The day on which the person must have been in the plan.
    pub fn entitling_day(&self) -> Day {
        self.of_day.unwrap_or(self.day)
    }
}

impl Segment {
    /// Facts of nobody in particular on these days.
    pub fn blank(days: DayRange) -> Self {
        Self {
            days,
            units: Vec::new(),
            leads: Vec::new(),
            grade: String::new(),
            position: String::new(),
            joined_on: None,
            months_served: None,
            variable_pay: None,
            fields: BTreeMap::new(),
            grade_values: BTreeMap::new(),
        }
    }
}
