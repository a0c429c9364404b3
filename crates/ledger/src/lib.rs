//! The ledger: what every order, payment and activity counts for, for whom, and on which day.
//! Documents are handed down in the transaction that records them; credits are appended and never edited.
//! What is absent: no goal, no plan and no pay is known here, and nothing is read from the capabilities above.

pub mod api;
pub mod calendar;
mod correction;
pub mod credit;
pub mod document;
mod import;
pub mod measure;
pub mod permissions;
mod store;
pub mod value;
pub mod workdays;

use std::sync::Arc;

use beichen_kernel::Catalogue;
use beichen_people::api::CorrectionKind;
use beichen_sheets::ImportKind;
use beichen_store::{Deps, SqlMigration};
use utoipa_axum::router::OpenApiRouter;

/// What answers under `/api/ledger`.
pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .merge(calendar::routes::routes())
        .merge(credit::routes::routes())
        .merge(document::routes::routes())
        .merge(measure::routes::routes())
        .merge(value::routes::routes())
        .merge(workdays::routes::routes())
}

/// This crate's tables.
pub fn migrations() -> Vec<SqlMigration> {
    vec![
        SqlMigration { name: "ledger_0001_ledger", sql: include_str!("migrations/0001_ledger.sql") },
        SqlMigration {
            name: "ledger_0002_measure_versions",
            sql: include_str!("migrations/0002_measure_versions.sql"),
        },
    ]
}

/// Calendars, workdays and manual values can be imported.
pub fn import_kinds() -> Vec<Arc<dyn ImportKind>> {
    vec![Arc::new(import::Calendars), Arc::new(import::WorkdayTables), Arc::new(import::ManualValues)]
}

/// The operations that can be corrected inside locked days.
pub fn correction_kinds() -> Vec<Arc<dyn CorrectionKind>> {
    vec![Arc::new(correction::SaveWorkdays), Arc::new(correction::SaveCalendar)]
}

/// What this crate owns.
pub const CATALOGUE: Catalogue = Catalogue {
    capability: "ledger",
    codes: &[
        calendar::model::CalendarRefusal::CODES,
        document::model::DocumentError::CODES,
        measure::model::MeasureRefusal::CODES,
        value::model::ValueRefusal::CODES,
        workdays::model::WorkdaysRefusal::CODES,
    ],
    events: &[
        "ledger.calendar.saved",
        "ledger.credit.rederived",
        "ledger.credit.restamped",
        "ledger.measure.published",
        "ledger.totals.rebuilt",
        "ledger.value.set",
        "ledger.workdays.saved",
    ],
    operations: &[
        ("ledger_calendar_list", Some(permissions::LEDGER_CALENDAR_READ)),
        ("ledger_calendar_save", Some(permissions::LEDGER_CALENDAR_EDIT)),
        ("ledger_document_get", Some(permissions::LEDGER_DOCUMENT_READ)),
        ("ledger_measure_follow", Some(permissions::LEDGER_MEASURE_PUBLISH)),
        ("ledger_measure_preview", Some(permissions::LEDGER_MEASURE_PUBLISH)),
        ("ledger_measure_list", Some(permissions::LEDGER_MEASURE_READ)),
        ("ledger_measure_publish", Some(permissions::LEDGER_MEASURE_PUBLISH)),
        ("ledger_period_get", Some(permissions::LEDGER_CALENDAR_READ)),
        ("ledger_total_list", Some(permissions::LEDGER_TOTAL_READ)),
        ("ledger_value_set", Some(permissions::LEDGER_VALUE_EDIT)),
        ("ledger_workdays_get", Some(permissions::LEDGER_CALENDAR_READ)),
        ("ledger_workdays_save", Some(permissions::LEDGER_WORKDAYS_EDIT)),
    ],
    open_operations: &[],
};
