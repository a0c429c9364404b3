//! Incentives: plans as texts, trials of them for a period, and a statement for each person, explained step by step.
//!
//! The arithmetic is `beichen-engine`'s; here its inputs are read from the ledger in one snapshot and its results kept.
//! Runs, reviews and locks do not exist yet: nothing of a trial can be paid.

pub mod api;
pub mod columns;
pub mod inputs;
pub mod permissions;
pub mod plan;
pub mod statement;
pub mod surroundings;
pub mod trial;

use beichen_kernel::Catalogue;
use beichen_store::{Deps, SqlMigration};
use utoipa_axum::router::OpenApiRouter;

use permissions as p;

/// Everything under `/incentives`.
pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().merge(plan::routes::routes()).merge(trial::routes::routes()).merge(statement::routes::routes())
}

/// This crate's tables.
pub fn migrations() -> Vec<SqlMigration> {
    vec![SqlMigration { name: "incentives_0001_incentives", sql: include_str!("migrations/0001_incentives.sql") }]
}

/// The names that this crate owns.
pub const CATALOGUE: Catalogue = Catalogue {
    capability: "incentives",
    codes: &[plan::model::PlanError::CODES, trial::model::TrialError::CODES, columns::ColumnsError::CODES],
    events: &["incentives.plan.drafted", "incentives.plan.edited", "incentives.plan.deleted", "incentives.trial.made"],
    operations: &[
        ("incentives_plan_list", Some(p::INCENTIVES_PLAN_READ)),
        ("incentives_plan_create", Some(p::INCENTIVES_PLAN_EDIT)),
        ("incentives_plan_check", Some(p::INCENTIVES_PLAN_EDIT)),
        ("incentives_plan_get", Some(p::INCENTIVES_PLAN_READ)),
        ("incentives_plan_edit", Some(p::INCENTIVES_PLAN_EDIT)),
        ("incentives_plan_delete", Some(p::INCENTIVES_PLAN_EDIT)),
        ("incentives_trial_list", Some(p::INCENTIVES_TRIAL_READ)),
        ("incentives_trial_create", Some(p::INCENTIVES_TRIAL_CREATE)),
        ("incentives_trial_get", Some(p::INCENTIVES_TRIAL_READ)),
        ("incentives_trial_people", Some(p::INCENTIVES_TRIAL_READ)),
        ("incentives_statement_list", Some(p::INCENTIVES_STATEMENT_READ)),
        ("incentives_statement_get", Some(p::INCENTIVES_STATEMENT_READ)),
        ("incentives_statement_documents", Some(p::INCENTIVES_STATEMENT_READ)),
    ],
    open_operations: &[],
};

/// What this crate's entities believe of their tables; a test compares it with the tables.
pub fn entities() -> Vec<beichen_store::schema::TableEntity> {
    beichen_store::table_entities![
        crate::plan::store::row,
        crate::trial::store::row,
        crate::statement::store::row,
        crate::statement::store::line,
        crate::statement::store::document,
    ]
}
