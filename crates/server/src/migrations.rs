//! All tables, in the order of the layers.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Every crate's steps; a step that has once run is never changed.
pub struct Migrations;

impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        [
            beichen_store::migrate::migrations(),
            beichen_sheets::migrations(),
            beichen_people::migrations(),
            beichen_ledger::migrations(),
            beichen_customers::migrations(),
            beichen_goals::migrations(),
            beichen_incentives::migrations(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
