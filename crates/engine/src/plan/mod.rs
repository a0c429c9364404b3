//! The plan language: a text becomes a typed plan, or a list of everything that is wrong with it.
//!
//! `language` is the table of its keys, `text` reads, `expression` compiles conditions, `model` is what the pipeline
//! sees, `canonical` formats and hashes, `prose` says it in sentences.

pub mod canonical;
pub mod diagnostic;
pub mod expression;
pub mod language;
pub mod model;
pub mod near;
pub mod prose;
pub mod surroundings;
pub mod template;
pub mod text;

pub use canonical::{format_plan, plan_hash, plan_text, plan_value, rewrite_plan};
pub use diagnostic::{Diagnostic, Severity};
pub use model::Plan;
pub use surroundings::Surroundings;
pub use text::{MeasureReading, PlanReading, read_measures, read_plan};
