//! The database: connections, transactions that leave a record, the audit chain, events, jobs, migrations, backup.
//!
//! What is absent: no table of sales lives here, and nothing here knows what a plan is.
//! A capability speaks SQL in its `store.rs` files only, through [`Tx`].

pub mod audit;
pub mod backup;
pub mod db;
pub mod error;
pub mod event;
pub mod events;
pub mod idempotency;
pub mod jobs;
pub mod lease;
pub mod list;
pub mod migrate;
pub mod raw;
pub mod references;
pub mod schema;
pub mod tenant;
pub mod tx;

pub use db::{Db, DbOptions, Deps};
pub use event::Event;
pub use migrate::{SqlMigration, migrate};
pub use tenant::{Tenant, Versioned};
pub use tx::Tx;

/// Error codes that leave this crate.
pub const CODES: &[&str] = &[
    "store.busy",
    "store.unknown_sort",
    "store.unique",
    "store.unrecorded",
    "store.gone",
    "store.idempotency_key",
    "store.idempotency_other_body",
    "store.job_given_up",
    "store.job_taken_over",
    "store.audit_broken",
    "store.folder_in_use",
    "store.migrations_pending",
    "store.newer_database",
    "store.backup_broken",
    "store.backup_empty",
    "store.backup_entry",
    "store.backup_exists",
    "store.backup_failed",
    "store.backup_format",
    "store.backup_unsound",
    "store.restore_not_empty",
    "store.restore_place",
];

/// Tables that belong to no organisation. Every other table is a tenant table and begins with `org_id`.
pub const GLOBAL_TABLES: &[&str] = &[
    "seaql_migrations",
    "store_job",
    "store_lease",
    "people_login",
    "people_session",
    "people_sign_in_attempt",
    "people_setup",
    "people_organisation",
    "people_membership",
];

/// Tables whose writes need no audit record, and why. Source: decisions.md "Records".
pub const UNRECORDED_TABLES: &[(&str, &str)] = &[
    ("store_audit_head", "is the record itself"),
    ("store_idempotency", "says of a request only that it came"),
    ("store_job", "what the job writes is recorded"),
    ("store_lease", "says who works, and not what"),
    ("people_session", "signing in and out decides nothing"),
    ("people_sign_in_attempt", "counts guesses"),
    ("people_epoch", "a row to lock; what raises it is recorded"),
    ("people_moved", "a list of what is still to be stamped"),
    ("ledger_rederivation", "a list of what is still to be reckoned again"),
    ("sheets_batch", "an import is recorded when it is written"),
    ("sheets_staged_row", "not written yet"),
    ("sheets_failed_row", "never written"),
    ("ledger_document_staged", "not written yet"),
    ("ledger_document_payee_staged", "not written yet"),
    ("ledger_credit_staged", "not written yet"),
    ("customers_customer_staged", "not written yet"),
    ("customers_order_staged", "not written yet"),
    ("customers_order_line_staged", "not written yet"),
    ("customers_order_payee_staged", "not written yet"),
    ("customers_payment_staged", "not written yet"),
    ("customers_refund_staged", "not written yet"),
];
