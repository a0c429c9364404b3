//! Conditions over people and documents, written in the Common Expression Language and evaluated exactly.
//!
//! The `cel` crate parses; the closed list of facts, the types and the evaluation are ours, because CEL's own numbers
//! are binary doubles. There are no loops, so every node runs at most once: the limit on nodes is the limit on steps.

mod compile;
mod deal;
mod evaluate;
mod exclusion;
mod facts;
mod names;
mod operator;
mod thresholds;
pub(in crate::plan) mod tree;

use std::collections::BTreeMap;

pub(crate) use deal::Deal;
pub use evaluate::ExpressionError;
pub use facts::{FactValue, PersonFacts};
pub use thresholds::{Bound, Threshold};

use super::model::{MeasureOf, MeasureUnit};
use super::surroundings::Surroundings;
use crate::credit;
use crate::document::DocumentView;
use evaluate::{Asked, evaluate};
use tree::Node;

/// Longest text of a condition, in bytes.
pub const TEXT_LIMIT: usize = 4_000;
/// Most nodes, and so most steps, of a condition.
pub const STEP_LIMIT: usize = 500;

/// A condition on a person: `who`, `when`.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonCondition(Condition);

/// A condition on a document: `where`, `rates_by`.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentCondition(Condition);

#[derive(Debug, Clone, PartialEq)]
struct Condition {
    text: String,
    root: Node,
    minor_digits: u8,
}

/// Which facts a condition may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Asked for each day, before any result: no actuals.
    Who,
    When,
    Document,
}

/// What a measure of the plan is, as far as conditions and amounts care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasureShape {
    pub unit: MeasureUnit,
    /// `None` where the text says something unknown.
    pub of: Option<MeasureOf>,
}

/// The names and units that a condition may use.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'v> {
    pub place: Place,
    pub measures: &'v BTreeMap<String, MeasureShape>,
    pub surroundings: &'v Surroundings,
    /// Digits of the plan's currency.
    pub minor_digits: u8,
}

/// Something wrong inside a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: &'static str,
    /// Byte offset in the condition's text.
    pub offset: usize,
    pub params: Vec<(&'static str, String)>,
    pub fix: String,
}

/// Compiles a condition on a person, or lists everything wrong with it.
pub fn compile_person(text: &str, words: &Vocabulary<'_>) -> Result<PersonCondition, Vec<Problem>> {
    Condition::compile(text, words).map(PersonCondition)
}

/// Compiles a condition on a document, or lists everything wrong with it.
pub fn compile_document(text: &str, words: &Vocabulary<'_>) -> Result<DocumentCondition, Vec<Problem>> {
    Condition::compile(text, words).map(DocumentCondition)
}

impl Condition {
    fn compile(text: &str, words: &Vocabulary<'_>) -> Result<Self, Vec<Problem>> {
        let root = compile::compile(text, words)?;
        Ok(Self { text: text.to_owned(), root, minor_digits: words.minor_digits })
    }
}

impl PersonCondition {
    /// Whether it holds for this person.
    pub fn holds(&self, facts: &dyn PersonFacts) -> Result<bool, ExpressionError> {
        evaluate(&self.0.root, &Asked::Person(facts), self.0.minor_digits)
    }

    /// What it asks.
    pub(in crate::plan) const fn root(&self) -> &Node {
        &self.0.root
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.0.text
    }
}

impl DocumentCondition {
    /// Whether it holds for this document.
    pub fn holds(&self, document: &DocumentView<'_>) -> Result<bool, ExpressionError> {
        evaluate(&self.0.root, &Asked::Document(document), self.0.minor_digits)
    }

    /// What it asks.
    pub(in crate::plan) const fn root(&self) -> &Node {
        &self.0.root
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.0.text
    }
}

/// A compiled `where`, as crediting asks it.
impl credit::Condition for DocumentCondition {
    fn holds(&self, document: &DocumentView<'_>) -> Result<bool, String> {
        self.holds(document).map_err(|error| error.code().to_owned())
    }
}

#[cfg(test)]
mod tests;
