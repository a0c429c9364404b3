//! The cases written into a plan: people, credits and what must come out.

use std::collections::BTreeMap;

use super::{GoalLevel, Span};
use crate::day::Day;
use crate::rate::Rate;

/// A case with its expected result, signed with the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    pub title: String,
    /// Names in the plan's calendar, or first days; run and locked in this order.
    pub periods: Vec<String>,
    /// Written as `periods`: credits are seen as recorded by each period's last day, and `expect` goes by period.
    pub is_series: bool,
    /// Whether `who` is asked; otherwise the people are in the plan and its components.
    pub ask_who: bool,
    pub people: Vec<ExamplePerson>,
    pub credits: Vec<ExampleCredit>,
    pub expect: Vec<Expectation>,
    pub at: Span,
}

/// A person of an example.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExamplePerson {
    pub key: String,
    /// By measure, in its units; of each period.
    pub goals: BTreeMap<(String, GoalLevel), i64>,
    pub goal_basis: GoalBasis,
    pub unit: Option<String>,
    pub grade: Option<String>,
    pub position: Option<String>,
    /// In minor units: of every component that takes its base from the person, where `grade_values` and `member` state
    /// none.
    pub base: Option<i64>,
    /// Variable pay of a year in minor units.
    pub variable_pay: Option<i64>,
    /// First and last day in the plan; both count.
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub coefficients: BTreeMap<String, Rate>,
    /// Facts for conditions, by their name in the language (`months_served`, `field.region`); `manual.penalties` in the
    /// measure's units.
    pub facts: BTreeMap<String, ExampleValue>,
    /// Member fields, typed where they are used.
    pub member: BTreeMap<String, ExampleValue>,
    /// Columns of the grade table, typed where they are used.
    pub grade_values: BTreeMap<String, ExampleValue>,
    /// Actual of the plan year before the first period, by measure, in its units.
    pub to_date: BTreeMap<String, i64>,
    /// Key of the person directly above.
    pub lead: Option<String>,
    /// By the name under which ratings are kept, in hundredths of a point; of each period.
    pub ratings: BTreeMap<String, i64>,
    pub awards: Vec<ExampleAward>,
    /// What draws owe before the first period, by component, in minor units.
    pub owed: BTreeMap<String, i64>,
    pub at: Span,
}

/// A person's share of an award of a special project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleAward {
    pub project: String,
    /// The day on which it was approved.
    pub day: Day,
    /// The whole award, in minor units.
    pub amount: i64,
    /// The person's part of it.
    pub share: Rate,
    pub at: Span,
}

impl ExamplePerson {
    /// Keys of those above, the nearest first; who comes again ends the row.
    pub fn leads<'e>(&'e self, people: &'e [Self]) -> Vec<&'e str> {
        let mut above: Vec<&str> = Vec::new();
        let mut at = self.lead.as_deref();
        while let Some(key) = at.filter(|key| !above.contains(key)) {
            above.push(key);
            at = people.iter().find(|other| other.key == key).and_then(|other| other.lead.as_deref());
        }
        above
    }
}

/// Whether an example's goal may be prorated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalBasis {
    #[default]
    Full,
    Final,
}

/// A stated fact of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExampleValue {
    Text(String),
    Integer(i64),
    Boolean(bool),
    List(Vec<String>),
}

/// One payee's share of a document, before the measure; negative is a refund of that document.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleCredit {
    pub who: String,
    pub measure: String,
    pub day: Day,
    /// In the measure's units.
    pub amount: i64,
    /// Rows of one document are its payees; a row without a name is a document of its own.
    pub document: Option<String>,
    /// The day on which the customer has paid the document in full.
    pub paid: Option<Day>,
    /// When it became known; `day` where the text says nothing.
    pub recorded: Day,
    pub facts: BTreeMap<String, ExampleValue>,
    pub at: Span,
}

/// What one person must get in one period; only what is stated is compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expectation {
    pub person: String,
    pub period: String,
    /// Earned by component, in minor units.
    pub earned: BTreeMap<String, i64>,
    pub total: Option<i64>,
    /// In minor units, by component; of the person where the component is empty.
    pub balances: BTreeMap<(ExpectedBalance, String), i64>,
    /// Short codes such as `no_goal`, in any order.
    pub exceptions: Option<Vec<String>>,
    /// Short code of the reason of a 0, by component.
    pub why: BTreeMap<String, String>,
    /// By component.
    pub attainment: BTreeMap<String, ExpectedAttainment>,
    /// By component; the first is 1.
    pub place: BTreeMap<String, u32>,
    pub at: Span,
}

/// What becomes of pay after it is earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ExpectedBalance {
    /// In the period; a person's is never below 0.
    Payable,
    /// After the period.
    Held,
    /// After the period: of draws, and of a person also what a negative total owes.
    Owed,
}

/// An attainment as an example states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedAttainment {
    pub rate: Rate,
    /// As written, for the message.
    pub text: String,
}

impl ExpectedBalance {
    /// The word of the language.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
