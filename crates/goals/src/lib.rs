//! Goals: how much of a measure a person or unit shall reach in a period, spread, published in versions, never forgotten.
//! A draft moves nobody's pay; a published goal is what attainment is measured against.
//! What was reached is the ledger's and stands beside a goal where goals are read. What is absent: pay (that is incentives').

pub mod api;
mod correction;
pub mod goal;
mod import;
pub mod permissions;

use std::sync::Arc;

use beichen_kernel::Catalogue;
use beichen_people::api::CorrectionKind;
use beichen_sheets::ImportKind;
use beichen_store::{Deps, SqlMigration};
use utoipa_axum::router::OpenApiRouter;

use crate::permissions::{GOALS_GOAL_EDIT, GOALS_GOAL_PUBLISH, GOALS_GOAL_READ};

/// What answers under `/api/goals`.
pub fn routes() -> OpenApiRouter<Deps> {
    goal::routes::routes()
}

/// This crate's tables.
pub fn migrations() -> Vec<SqlMigration> {
    vec![SqlMigration { name: "goals_0001_goals", sql: include_str!("migrations/0001_goals.sql") }]
}

/// Goals can be imported.
pub fn import_kinds() -> Vec<Arc<dyn ImportKind>> {
    vec![Arc::new(import::Goals)]
}

/// The operations that can be corrected inside locked days.
pub fn correction_kinds() -> Vec<Arc<dyn CorrectionKind>> {
    vec![Arc::new(correction::Publish)]
}

/// What this crate owns.
pub const CATALOGUE: Catalogue = Catalogue {
    capability: "goals",
    codes: &[goal::model::GoalError::CODES, &["goals.goal.unknown_measure", "goals.goal.unknown_calendar"]],
    events: &[
        "goals.goal.created",
        "goals.goal.set",
        "goals.goal.deleted",
        "goals.goal.spread",
        "goals.goal.published",
    ],
    operations: &[
        ("goals_goal_list", None),
        ("goals_goal_create", Some(GOALS_GOAL_EDIT)),
        ("goals_goal_get", Some(GOALS_GOAL_READ)),
        ("goals_goal_set", Some(GOALS_GOAL_EDIT)),
        ("goals_goal_delete", Some(GOALS_GOAL_EDIT)),
        ("goals_goal_grid", None),
        ("goals_goal_spread", Some(GOALS_GOAL_EDIT)),
        ("goals_goal_publish", Some(GOALS_GOAL_PUBLISH)),
    ],
    open_operations: &[],
};
