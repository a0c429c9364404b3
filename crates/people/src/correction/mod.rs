//! What can be corrected inside locked days: operations that a wish names and that are repeated when it is granted.

pub mod kinds;

use std::sync::Arc;

use beichen_kernel::{Ctx, Error, Result};
use beichen_store::Deps;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::approval::model::ApprovalError;

/// An operation that may be asked for and granted. Its payload is the operation's own path ids, `version` and `body`.
#[async_trait::async_trait]
pub trait CorrectionKind: Send + Sync {
    /// The id of the operation: `people_member_transfer`.
    fn operation(&self) -> &'static str;

    /// What it is about, in the organisation's own codes, without names: `E-17 · north · 2026-03-01`.
    async fn summary(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<String>;

    /// The payload as it is kept: with what the operation would carry out now, where the body alone does not say it,
    /// so that nothing else is carried out when it is granted.
    async fn pin(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let _ = (ctx, deps);
        Ok(payload.clone())
    }

    /// Carries the operation out with the rights of the context.
    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value>;
}

/// Every operation that can be corrected; made by the server, used by routes and the command line.
#[derive(Clone, Default)]
pub struct Corrections {
    kinds: Vec<Arc<dyn CorrectionKind>>,
}

impl std::fmt::Debug for Corrections {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

impl Corrections {
    pub fn new(kinds: Vec<Arc<dyn CorrectionKind>>) -> Self {
        Self { kinds }
    }

    /// The kind of this operation; otherwise a refusal that lists those there are.
    pub fn get(&self, operation: &str) -> Result<Arc<dyn CorrectionKind>> {
        self.kinds.iter().find(|kind| kind.operation() == operation).cloned().ok_or_else(|| {
            ApprovalError::UnknownOperation { operation: operation.to_owned(), known: self.names().join(", ") }.into()
        })
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.kinds.iter().map(|kind| kind.operation()).collect()
    }
}

/// A payload as the operation reads it; the refusal says what is wrong with it.
pub fn read<T: DeserializeOwned>(payload: &Value) -> Result<T> {
    serde_json::from_value(payload.clone())
        .map_err(|error| ApprovalError::BadPayload { detail: error.to_string() }.into())
}

/// An operation's answer as a value.
pub fn answer<T: serde::Serialize>(view: &T) -> Result<Value> {
    serde_json::to_value(view).map_err(Error::internal)
}
