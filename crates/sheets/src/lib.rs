//! Sheets in and out: reads CSV and XLSX, checks every cell, previews, writes all or nothing, and hands back failed rows.
//! A capability brings its kinds ([`ImportKind`]); this crate knows no order and no goal.
//! What is absent: formulas, macros, and files that open only in one program.

pub mod batch;
pub mod cell;
pub mod export;
mod files;
pub mod kind;
pub mod permissions;
pub mod profile;
pub mod read;
pub mod row;
pub mod run;
pub mod undo;
pub mod words;

use beichen_kernel::Catalogue;
use beichen_store::{Deps, SqlMigration};
use utoipa_axum::router::OpenApiRouter;

pub use batch::commands::{
    ImportRequest, JOB_APPLY, JOB_CHECK, JOB_UNDO, Progress, Upload, clean, run_apply, run_check, run_import, run_undo,
};
pub use batch::model::{Import, ImportError, NotedRows, Rows, State};
pub use batch::queries::{Unfinished, failed_rows_csv, origin, unfinished};
pub use cell::CellReader;
pub use kind::{
    Batch, CellError, CellType, Checked, Column, Counts, ImportKind, Memory, OpenColumns, Registry, StagedRow, Verdict,
};
pub use profile::queries::text_of as saved_profile;
pub use row::{Cell, ParsedRow};
pub use undo::{Blocked, Undone, Written};

/// What answers under `/api/sheets`.
pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new().merge(batch::routes::routes()).merge(profile::routes::routes())
}

/// This crate's tables.
pub fn migrations() -> Vec<SqlMigration> {
    vec![
        SqlMigration { name: "sheets_0001_sheets", sql: include_str!("migrations/0001_sheets.sql") },
        SqlMigration { name: "sheets_0002_undo", sql: include_str!("migrations/0002_undo.sql") },
    ]
}

const CODES: &[&str] = &["sheets.unknown_kind", "sheets.import.given_up"];

/// What this crate owns.
pub const CATALOGUE: Catalogue = Catalogue {
    capability: "sheets",
    codes: &[
        CODES,
        cell::CODES,
        read::layout::CODES,
        read::FileError::CODES,
        batch::model::ImportError::CODES,
        profile::model::ProfileError::CODES,
        undo::CODES,
    ],
    events: &["sheets.batch.applied", "sheets.batch.undone", "sheets.profile.saved"],
    operations: &[
        ("sheets_import_create", Some(permissions::SHEETS_IMPORT_EDIT)),
        ("sheets_import_list", Some(permissions::SHEETS_IMPORT_READ)),
        ("sheets_import_get", Some(permissions::SHEETS_IMPORT_READ)),
        ("sheets_import_apply", Some(permissions::SHEETS_IMPORT_EDIT)),
        ("sheets_import_discard", Some(permissions::SHEETS_IMPORT_EDIT)),
        ("sheets_import_undo", Some(permissions::SHEETS_IMPORT_EDIT)),
        ("sheets_import_failed_rows", Some(permissions::SHEETS_IMPORT_READ)),
        ("sheets_import_file", Some(permissions::SHEETS_IMPORT_READ)),
        ("sheets_kind_list", Some(permissions::SHEETS_IMPORT_READ)),
        ("sheets_kind_template", Some(permissions::SHEETS_IMPORT_READ)),
        ("sheets_profile_list", Some(permissions::SHEETS_IMPORT_READ)),
        ("sheets_profile_get", Some(permissions::SHEETS_IMPORT_READ)),
        ("sheets_profile_save", Some(permissions::SHEETS_PROFILE_EDIT)),
    ],
    open_operations: &[],
};
