//! The ledger: what every order, payment and activity counts for, for whom, and on which day.
//! Documents are handed down in the transaction that records them; credits are appended and never edited.
//! What is absent: no goal, no plan and no pay is known here, and nothing is read from the capabilities above.

pub mod api;
pub mod calendar;
pub mod credit;
pub mod document;
pub mod measure;
pub mod permissions;
mod sql;
pub mod workdays;

use beichen_store::{Deps, SqlMigration};
use sea_orm_migration::MigrationTrait;
use utoipa_axum::router::OpenApiRouter;

/// Everything under `/ledger`.
pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().merge(calendar::routes::routes()).merge(measure::routes::routes()).merge(workdays::routes::routes())
}

/// This crate's tables.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(SqlMigration { name: "ledger_0001_ledger", sql: include_str!("migrations/0001_ledger.sql") })]
}
