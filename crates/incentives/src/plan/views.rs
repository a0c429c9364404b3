//! What a plan looks like on the wire.

use std::collections::BTreeMap;

use beichen_engine::check::Finding;
use beichen_engine::day::Day;
use beichen_engine::plan::model::Span;
use beichen_engine::plan::prose::Line;
use beichen_engine::plan::{Diagnostic, Severity};
use beichen_kernel::{Ctx, Error, PageQuery, Timestamp, Version};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::model::{Draft, PlanId};
use super::policy;

/// A row of the list of plans.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanRow {
    pub id: PlanId,
    pub version: Version,
    pub key: String,
    pub title: String,
    #[schema(value_type = String)]
    pub valid_from: Day,
    /// The last day; it counts.
    #[schema(value_type = String)]
    pub valid_to: Day,
    pub changed_at: Timestamp,
    /// `draft`, `in_force`, or `changed`: the text is not the one in force
    pub state: String,
    /// The version that was published last; 0 before the first.
    pub number: i64,
}

/// A plan, whole.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanView {
    pub id: PlanId,
    pub version: Version,
    pub key: String,
    pub title: String,
    /// TOML, as it was typed.
    pub text: String,
    /// SHA-256 of the canonical value, in hexadecimal.
    pub hash: String,
    pub calendar: String,
    #[schema(value_type = String)]
    pub valid_from: Day,
    #[schema(value_type = String)]
    pub valid_to: Day,
    pub components: Vec<PlanComponent>,
    pub changed_at: Timestamp,
    /// `draft`, `in_force`, or `changed`: the text is not the one in force
    pub state: String,
    /// The version that was published last; 0 before the first.
    pub number: i64,
    pub can: Vec<String>,
}

/// A published version.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanVersionRow {
    pub number: i64,
    pub title: String,
    /// SHA-256 of the canonical value, in hexadecimal.
    pub hash: String,
    #[schema(value_type = String)]
    pub valid_from: Day,
    #[schema(value_type = String)]
    pub valid_to: Day,
    pub published_at: Timestamp,
    /// The name of who signed it.
    pub published_by: Option<String>,
    pub text: String,
    /// The warnings that the signature accepts, each with its reason.
    pub accepted: Vec<AcceptedFinding>,
    /// How many of those in the plan have confirmed that they read it.
    pub confirmed: i64,
    pub can: Vec<String>,
}

/// A warning that was accepted in the text.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AcceptedFinding {
    pub finding: String,
    pub place: String,
    pub reason: String,
}

/// Which text was read.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanConfirm {
    pub number: i64,
    /// The hash of the text that was shown.
    pub hash: String,
}

/// A component as the list of a plan names it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanComponent {
    pub key: String,
    pub title: String,
    /// `month`, `quarter`, `half_year`, `year`
    pub period: String,
}

/// A text to be kept as a draft, or only to be checked.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanWrite {
    pub text: String,
}

/// Everything that a check found.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanCheckView {
    /// No error stands in the way; warnings may.
    pub sound: bool,
    pub findings: Vec<FindingView>,
    /// How many worked examples ran.
    pub examples: usize,
}

/// One finding, worded in the browser from its code.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FindingView {
    pub code: String,
    /// `error` or `warning`
    pub severity: String,
    pub line: u32,
    pub column: u32,
    pub params: BTreeMap<String, String>,
    /// What to type instead; may be empty.
    pub fix: String,
    /// Why it was accepted in the text, if it was.
    pub accepted: Option<String>,
}

impl PlanView {
    pub fn of(ctx: &Ctx, draft: Draft) -> Self {
        let (state, number) = (draft.state(), draft.published.as_ref().map_or(0, |(number, _)| *number));
        let components = draft.plan.components.iter().map(|component| PlanComponent {
            key: component.key.clone(),
            title: component.title.clone(),
            period: component.period.key().to_owned(),
        });
        Self {
            id: draft.id,
            version: draft.version,
            components: components.collect(),
            key: draft.plan.key,
            title: draft.plan.title,
            text: draft.text,
            hash: draft.hash,
            calendar: draft.plan.calendar,
            valid_from: draft.plan.valid.from,
            valid_to: draft.plan.valid.to,
            changed_at: draft.changed_at,
            state: state.to_owned(),
            number,
            can: policy::offered(ctx, state),
        }
    }
}

impl From<&Diagnostic> for FindingView {
    fn from(found: &Diagnostic) -> Self {
        Self {
            code: found.code.to_owned(),
            severity: severity(found.severity),
            line: found.line,
            column: found.column,
            params: found.params.iter().map(|(&name, value)| (name.to_owned(), value.clone())).collect(),
            fix: found.fix.clone(),
            accepted: None,
        }
    }
}

impl FindingView {
    /// What would refuse the plan later, at its place in the text.
    pub fn error(at: Span, problem: &Error) -> Self {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Self {
            code: problem.code().to_owned(),
            severity: severity(Severity::Error),
            line: at.line,
            column: at.column,
            params: problem.params().iter().map(|(&name, value)| (name.to_owned(), text(value))).collect(),
            fix: String::new(),
            accepted: None,
        }
    }
}

/// The word of a severity.
pub fn severity(severity: Severity) -> String {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
    .to_owned()
}

impl From<&Finding> for FindingView {
    fn from(found: &Finding) -> Self {
        let params = found.params.iter().map(|(&name, value)| (name.to_owned(), value.clone()));
        Self {
            code: found.code.to_owned(),
            severity: severity(found.severity),
            line: found.line,
            column: found.column,
            params: params.chain([("place".to_owned(), found.place.clone())]).collect(),
            fix: found.fix.clone(),
            accepted: found.accepted.clone(),
        }
    }
}

/// A plan in plain sentences, in the reader's language.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanWords {
    pub sentences: Vec<PlanSentence>,
    /// The version that it is compared with; absent for a first one.
    pub since: Option<i64>,
    /// What is said differently since that version; empty where nothing is, comments and order aside.
    pub changes: Vec<PlanSentence>,
}

/// A sentence, where it stands.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanSentence {
    /// 0 for a section, or for a change; what belongs to a sentence stands one deeper.
    pub depth: usize,
    /// `2.` of a section, `2.1` of its sentences; empty for what stands below one.
    pub number: String,
    pub text: String,
}

impl From<Line> for PlanSentence {
    fn from(line: Line) -> Self {
        Self { depth: line.depth, number: line.number, text: line.text }
    }
}

/// Which text is to be said.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlanWordsQuery {
    /// A published version; the draft when absent.
    pub number: Option<i64>,
    /// The version to compare with; the one before when absent.
    pub since: Option<i64>,
}

/// Which plans are wanted.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlanListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in key or title.
    pub search: Option<String>,
    /// `key`, `title`, `valid_from`; with `-` descending.
    pub sort: Option<String>,
}

impl PlanListQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, after: self.after.clone() }
    }
}
