//! A plan's draft and what may become of it.

use beichen_engine::plan::{Diagnostic, Plan, Surroundings, plan_hash, read_plan};
use beichen_kernel::{Error, FieldError, Timestamp, Version};
use strum::{EnumIter, IntoStaticStr};

beichen_kernel::id!(
    /// A plan.
    PlanId, "plan", "incentives.plan"
);

beichen_kernel::errors! {
    /// Why a plan refuses a change.
    pub enum PlanError in "incentives.plan" {
        KeyTaken { key: String } = "key_taken" => Conflict,
        HasErrors { count: String } = "has_errors" => Invalid,
        KeyFixed { key: String } = "key_fixed" => Conflict,
    }
}

/// A plan that is being written: its text is kept as typed, and always one that can be read.
#[derive(Debug, Clone)]
pub struct Draft {
    pub id: PlanId,
    pub version: Version,
    pub text: String,
    pub plan: Plan,
    pub hash: String,
    pub changed_at: Timestamp,
}

/// What can happen to a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Edit,
    Delete,
    Try,
}

impl Draft {
    /// Replaces the text. The key stays: another key is another plan.
    pub fn rewrite(&mut self, text: String, surroundings: &Surroundings, now: Timestamp) -> Result<(), Error> {
        let plan = read(&text, surroundings)?;
        if plan.key != self.plan.key {
            return Err(PlanError::KeyFixed { key: self.plan.key.clone() }.into());
        }
        self.hash = hash(&text)?;
        self.plan = plan;
        self.text = text;
        self.changed_at = now;
        Ok(())
    }
}

/// Reads a text, or refuses it with every error at its line and column.
pub fn read(text: &str, surroundings: &Surroundings) -> Result<Plan, Error> {
    let reading = read_plan(text, surroundings);
    let errors: Vec<&Diagnostic> = reading.diagnostics.iter().filter(|found| found.is_error()).collect();
    match reading.plan {
        Some(plan) if errors.is_empty() => Ok(plan),
        _ => Err(refusal(&errors)),
    }
}

/// The errors of a text as one refusal, a field each: `12:5` is line 12, column 5.
fn refusal(errors: &[&Diagnostic]) -> Error {
    let fields = errors.iter().map(|error| {
        let field =
            FieldError::new(format!("{}:{}", error.line, error.column), error.code).with("fix", error.fix.clone());
        error.params.iter().fold(field, |field, (name, value)| field.with(name, value.clone()))
    });
    Error::from(PlanError::HasErrors { count: errors.len().to_string() }).with_fields(fields.collect())
}

/// The hash of a text that can be read.
pub fn hash(text: &str) -> Result<String, Error> {
    plan_hash(text).map_err(|errors| refusal(&errors.iter().collect::<Vec<_>>()))
}
