//! What the command line and other capabilities may ask of incentives.

pub use crate::bridge::queries::of_statement as bridge_of_statement;
pub use crate::columns::{By, ColumnsFile, Table, calculate};
pub use crate::correction::DECIDE;
pub use crate::decision::model::{Outcome, Subject};
pub use crate::decision::queries::waiting_page as waiting;
pub use crate::decision::views::{DecisionCreate, WaitingListQuery, WaitingRow};
pub use crate::plan::commands::create as keep_draft;
pub use crate::plan::commands::{publish as publish_plan, publish_text};
pub use crate::plan::model::{Draft, PlanId, read};
pub use crate::plan::queries::catalogue as plan_catalogue;
pub use crate::plan::store::find_by_key;
pub use crate::plan::views::{PlanView, PlanWrite};
pub use crate::receipt::queries::file as receipt_file;
pub use crate::run::commands::{
    export as note_export, lock as lock_run, notice as open_notice, pay as mark_paid, reject as reject_run,
    review_finance, review_lead, try_period,
};
pub use crate::run::queries::kept::{ChangedRun, KeptRuns, kept as kept_runs};
pub use crate::run::queries::payments::file as payment_file;
pub use crate::run::queries::{adjustments, find as find_run, hashes as run_hashes, list as runs};
pub use crate::run::views::PaymentFormat;
pub use crate::run::views::{
    AdjustmentListQuery, AdjustmentRow, RunListQuery, RunPay, RunReject, RunRow, RunTry, RunView,
};
pub use crate::statement::queries::of as statement_of;
pub use crate::statement::views::{StatementOf, StatementView};
pub use crate::surroundings::load as surroundings;
pub use crate::trial::commands::create as make_trial;
pub use crate::trial::views::TrialCreate;
