//! All tables, in the order of the layers.

use beichen_store::SqlMigration;
use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Every crate's steps; a step that has once run is never changed.
pub struct Migrations;

/// The steps in the order in which they run.
pub fn steps() -> Vec<SqlMigration> {
    [
        beichen_store::migrate::migrations(),
        beichen_sheets::migrations(),
        beichen_people::migrations(),
        beichen_ledger::migrations(),
        beichen_customers::migrations(),
        beichen_goals::migrations(),
        beichen_incentives::migrations(),
    ]
    .concat()
}

impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        steps().into_iter().map(|step| -> Box<dyn MigrationTrait> { Box::new(step) }).collect()
    }
}
