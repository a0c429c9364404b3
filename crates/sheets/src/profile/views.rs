//! Saved profiles on the wire.

use beichen_kernel::{Ctx, Scope, Timestamp};
use serde::{Deserialize, Serialize};

use super::model::{ProfileId, Saved};
use crate::permissions::SHEETS_PROFILE_EDIT;

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ProfileView {
    pub id: ProfileId,
    pub version: i64,
    pub name: String,
    pub kind: String,
    /// The TOML.
    pub text: String,
    pub changed_at: Timestamp,
    pub can: Vec<String>,
}

impl ProfileView {
    pub fn of(ctx: &Ctx, saved: Saved) -> Self {
        let can = if ctx.may(SHEETS_PROFILE_EDIT, Scope::Organisation) { vec!["save".to_owned()] } else { Vec::new() };
        Self {
            id: saved.id,
            version: saved.version.0,
            name: saved.name,
            kind: saved.kind,
            text: saved.text,
            changed_at: saved.changed_at,
            can,
        }
    }
}

/// A profile to be saved.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct ProfileSave {
    pub kind: String,
    pub text: String,
}
