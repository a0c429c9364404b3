//! A plan in sentences that a lawyer could read: a tree of codes with typed values, worded only when somebody reads it.
//!
//! Every attribute is spoken, defaults included, so that two plans say the same exactly if they are the same. One file
//! per kind, as in `text`; `diff` compares two trees, `voice` words them from the catalogue `incentives.prose`.

mod attainment;
mod code;
mod commission;
mod component;
mod condition;
mod diff;
mod example;
mod expectation;
mod header;
mod matrix;
mod measure;
mod overriding;
mod payout;
mod per_event;
mod pool;
mod ranking;
mod scorecard;
mod teller;
mod voice;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::model::Plan;
use teller::Teller;

pub use code::SentenceCode;
pub use diff::{Change, Difference, differences};
pub use voice::{Line, Voice, Words};

/// A plan as sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose {
    /// ISO 4217 code: of every amount of money.
    pub currency: String,
    /// The plan itself, then its measures, components and examples in the order written.
    pub sections: Vec<Sentence>,
}

/// A sentence with those that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands among its neighbours: the attribute, a key, a bound. The same in every version of a plan.
    pub place: String,
    #[serde(flatten)]
    pub phrase: Phrase,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inner: Vec<Sentence>,
}

/// Something said: a code of the catalogue with the values that its words name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    pub code: SentenceCode,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Spoken>,
}

/// A value of a sentence, with its type. Texts are exact: `"80%"`, `"4000.00"`, `"2026-03-31"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "value")]
pub enum Spoken {
    /// The author's own words: titles, names, keys, a condition as written.
    Text(String),
    /// Major units of the plan's currency.
    Money(String),
    /// A whole number, pieces, points.
    Number(String),
    /// In percent.
    Rate(String),
    /// A coefficient as a decimal.
    Factor(String),
    Day(String),
    /// Key of a measure, which the catalogue may have a name for.
    Measure(String),
    /// Key of a coefficient, which the catalogue may have a name for.
    Coefficient(String),
    /// Code of a finding, which the catalogue may have a name for.
    Finding(String),
    /// A value of a closed list, by its key in the catalogue: `prose_words.edge.up`.
    Word(String),
    Phrase(Box<Phrase>),
    List(Vec<Spoken>),
}

/// The plan in sentences.
pub fn explain(plan: &Plan) -> Prose {
    let teller = Teller::new(plan);
    let mut sections = vec![teller.header()];
    sections.extend(plan.measures.iter().map(|measure| teller.measure(measure)));
    sections.extend(plan.components.iter().map(|component| teller.component(component)));
    sections.extend(plan.examples.iter().map(|example| teller.example(example)));
    Prose { currency: plan.currency.code().to_owned(), sections }
}

impl Phrase {
    pub(super) fn new(code: SentenceCode) -> Self {
        Self { code, values: BTreeMap::new() }
    }

    /// The same with a value that the words name.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: Spoken) -> Self {
        self.values.insert(name.to_owned(), value);
        self
    }

    pub(super) fn spoken(self) -> Spoken {
        Spoken::Phrase(Box::new(self))
    }

    /// As a sentence at this place.
    pub(super) fn at(self, place: impl Into<String>) -> Sentence {
        Sentence { place: place.into(), phrase: self, inner: Vec::new() }
    }
}

impl Sentence {
    /// The same with what belongs to it.
    #[must_use]
    pub(super) fn holding(mut self, inner: Vec<Sentence>) -> Self {
        self.inner = inner;
        self
    }
}

impl Spoken {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A word of a closed list.
    pub(super) fn word(list: &str, word: &str) -> Self {
        Self::Word(format!("prose_words.{list}.{word}"))
    }

    pub(super) fn measure(key: &str) -> Self {
        Self::Measure(key.to_owned())
    }

    pub(super) fn number(number: impl ToString) -> Self {
        Self::Number(number.to_string())
    }
}
