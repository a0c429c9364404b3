//! One problem of a plan's text: what it is, where it stands, and what to type instead.

use std::collections::BTreeMap;

use serde::Serialize;

use super::model::Span;

/// Whether a problem blocks publishing or must only be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Error,
    Warning,
}

/// A problem of a plan's text. Its words are in `locales/*/incentives.json` under the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code, such as `incentives.plan.unknown_key`.
    pub code: &'static str,
    pub severity: Severity,
    /// Both from 1; the column counts characters.
    pub line: u32,
    pub column: u32,
    /// What the words name.
    pub params: BTreeMap<&'static str, String>,
    /// What to type there; language-neutral, ready to paste.
    pub fix: String,
}

impl Diagnostic {
    /// An error at a place with what to type instead.
    pub fn error(code: &'static str, at: Span, fix: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, at, fix.into())
    }

    /// A warning at a place with what to type instead.
    pub fn warning(code: &'static str, at: Span, fix: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, at, fix.into())
    }

    fn new(severity: Severity, code: &'static str, at: Span, fix: String) -> Self {
        let params = BTreeMap::new();
        Self { code, severity, line: at.line, column: at.column, params, fix }
    }

    /// The same with one more thing that the words name.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params.insert(name, value.into());
        self
    }

    /// Where it stands.
    pub fn at(&self) -> Span {
        Span { line: self.line, column: self.column }
    }

    /// Whether it blocks.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
