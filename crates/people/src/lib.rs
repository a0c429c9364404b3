//! People: organisations, the tree of units and who belongs to it over time, fields, grades, roles, signing in.
//!
//! It knows who may see whom on which days; every capability above asks here. What is absent: no sales, no goals and
//! no pay that was reckoned, only what pay is reckoned from.

pub mod api;
pub mod permissions;

mod approval;
mod coefficient;
mod correction;
mod fence;
mod field;
mod grade;
mod ids;
mod import;
mod login;
mod member;
mod organisation;
mod reach;
mod role;
mod store;
mod timeline;
mod unit;
mod wire;

use std::sync::Arc;

use beichen_kernel::Catalogue;
use beichen_sheets::ImportKind;
use beichen_store::{Deps, SqlMigration};
use utoipa_axum::router::OpenApiRouter;

/// Everything under `/people`.
pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .merge(login::routes::routes())
        .merge(member::routes::routes())
        .merge(role::routes::routes())
        .merge(unit::routes::routes())
        .merge(field::routes::routes())
        .merge(grade::routes::routes())
        .merge(organisation::routes::routes())
        .merge(approval::routes::routes())
}

/// This crate's tables.
pub fn migrations() -> Vec<SqlMigration> {
    vec![
        SqlMigration { name: "people_0001_people", sql: include_str!("migrations/0001_people.sql") },
        SqlMigration { name: "people_0002_fence", sql: include_str!("migrations/0002_fence.sql") },
        SqlMigration { name: "people_0003_locked_tree", sql: include_str!("migrations/0003_locked_tree.sql") },
    ]
}

/// The kinds of sheets that can be imported.
pub fn import_kinds() -> Vec<Arc<dyn ImportKind>> {
    import::kinds()
}

/// The operations that can be corrected inside locked days.
pub fn correction_kinds() -> Vec<Arc<dyn api::CorrectionKind>> {
    correction::kinds::kinds()
}

/// The names that this capability owns.
pub const CATALOGUE: Catalogue = catalogue::CATALOGUE;

mod catalogue;
