//! Incentives: plans as texts, trials of them for a period, and a statement for each person, explained step by step.
//!
//! The arithmetic is `beichen-engine`'s; here its inputs are read from the ledger in one snapshot and its results kept.
//! A plan in force is paid by runs: tried, reviewed, noticed, locked, and from then on only adjusted.

pub mod api;
pub mod bridge;
pub mod columns;
pub mod correction;
pub mod decision;
pub mod inputs;
pub mod objection;
pub mod permissions;
pub mod plan;
pub mod receipt;
pub mod run;
pub mod scenario;
pub mod statement;
pub mod surroundings;
pub mod trial;

use std::sync::Arc;

use beichen_kernel::Catalogue;
use beichen_people::api::CorrectionKind;
use beichen_store::{Deps, SqlMigration};
use utoipa_axum::router::OpenApiRouter;

use permissions as p;

/// Everything under `/incentives`.
pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .merge(plan::routes::routes())
        .merge(trial::routes::routes())
        .merge(statement::routes::routes())
        .merge(run::routes::routes())
        .merge(objection::routes::routes())
        .merge(decision::routes::routes())
        .merge(scenario::routes::routes())
        .merge(receipt::routes::routes())
        .merge(bridge::routes::routes())
}

/// This crate's tables.
pub fn migrations() -> Vec<SqlMigration> {
    vec![
        SqlMigration { name: "incentives_0001_incentives", sql: include_str!("migrations/0001_incentives.sql") },
        SqlMigration { name: "incentives_0002_runs", sql: include_str!("migrations/0002_runs.sql") },
        SqlMigration { name: "incentives_0003_decisions", sql: include_str!("migrations/0003_decisions.sql") },
        SqlMigration {
            name: "incentives_0004_documents_in_order",
            sql: include_str!("migrations/0004_documents_in_order.sql"),
        },
        SqlMigration { name: "incentives_0005_balances", sql: include_str!("migrations/0005_balances.sql") },
        SqlMigration { name: "incentives_0006_receipts", sql: include_str!("migrations/0006_receipts.sql") },
        SqlMigration {
            name: "incentives_0007_documents_together",
            sql: include_str!("migrations/0007_documents_together.sql"),
        },
    ]
}

/// The operations that a second person grants.
pub fn correction_kinds() -> Vec<Arc<dyn CorrectionKind>> {
    vec![Arc::new(correction::Decide)]
}

/// The names that this crate owns.
pub const CATALOGUE: Catalogue = Catalogue {
    capability: "incentives",
    codes: &[
        plan::model::PlanError::CODES,
        trial::model::TrialError::CODES,
        run::model::RunError::CODES,
        statement::model::StatementError::CODES,
        objection::model::ObjectionError::CODES,
        decision::model::DecisionError::CODES,
        scenario::model::ScenarioError::CODES,
        receipt::model::ReceiptError::CODES,
        columns::ColumnsError::CODES,
    ],
    events: &[
        "incentives.plan.drafted",
        "incentives.plan.edited",
        "incentives.plan.deleted",
        "incentives.plan.published",
        "incentives.plan.confirmed",
        "incentives.trial.made",
        "incentives.run.tried",
        "incentives.run.lead_reviewed",
        "incentives.run.finance_reviewed",
        "incentives.run.noticed",
        "incentives.run.rejected",
        "incentives.run.locked",
        "incentives.run.exported",
        "incentives.run.paid",
        "incentives.objection.raised",
        "incentives.objection.answered",
        "incentives.decision.made",
    ],
    operations: &[
        ("incentives_plan_list", Some(p::INCENTIVES_PLAN_READ)),
        ("incentives_plan_create", Some(p::INCENTIVES_PLAN_EDIT)),
        ("incentives_plan_check", Some(p::INCENTIVES_PLAN_EDIT)),
        ("incentives_plan_get", Some(p::INCENTIVES_PLAN_READ)),
        ("incentives_plan_edit", Some(p::INCENTIVES_PLAN_EDIT)),
        ("incentives_plan_delete", Some(p::INCENTIVES_PLAN_EDIT)),
        ("incentives_plan_publish", Some(p::INCENTIVES_PLAN_PUBLISH)),
        ("incentives_plan_versions", Some(p::INCENTIVES_PLAN_CONFIRM)),
        ("incentives_plan_words", Some(p::INCENTIVES_PLAN_CONFIRM)),
        ("incentives_plan_confirm", Some(p::INCENTIVES_PLAN_CONFIRM)),
        ("incentives_run_list", Some(p::INCENTIVES_RUN_READ)),
        ("incentives_run_try", Some(p::INCENTIVES_RUN_TRY)),
        ("incentives_run_get", Some(p::INCENTIVES_RUN_READ)),
        ("incentives_run_today", Some(p::INCENTIVES_RUN_READ)),
        ("incentives_run_adjustments", Some(p::INCENTIVES_RUN_READ)),
        ("incentives_run_review_lead", Some(p::INCENTIVES_RUN_REVIEW_LEAD)),
        ("incentives_run_review_finance", Some(p::INCENTIVES_RUN_REVIEW_FINANCE)),
        ("incentives_run_notice", Some(p::INCENTIVES_RUN_NOTICE)),
        ("incentives_run_reject", Some(p::INCENTIVES_RUN_REJECT)),
        ("incentives_run_lock", Some(p::INCENTIVES_RUN_LOCK)),
        ("incentives_run_export", Some(p::INCENTIVES_RUN_EXPORT)),
        ("incentives_run_payments", Some(p::INCENTIVES_RUN_EXPORT)),
        ("incentives_run_pay", Some(p::INCENTIVES_RUN_PAY)),
        ("incentives_objection_list", Some(p::INCENTIVES_OBJECTION_READ)),
        ("incentives_objection_create", Some(p::INCENTIVES_OBJECTION_CREATE)),
        ("incentives_objection_get", Some(p::INCENTIVES_OBJECTION_READ)),
        ("incentives_objection_answer", Some(p::INCENTIVES_OBJECTION_ANSWER)),
        ("incentives_decision_list", Some(p::INCENTIVES_DECISION_READ)),
        ("incentives_decision_open", Some(p::INCENTIVES_DECISION_READ)),
        ("incentives_decision_create", Some(p::INCENTIVES_DECISION_CREATE)),
        ("incentives_scenario_estimate", Some(p::INCENTIVES_SCENARIO_ESTIMATE)),
        ("incentives_scenario_forecast", Some(p::INCENTIVES_SCENARIO_ESTIMATE)),
        ("incentives_scenario_simulate", Some(p::INCENTIVES_SCENARIO_SIMULATE)),
        ("incentives_trial_list", Some(p::INCENTIVES_TRIAL_READ)),
        ("incentives_trial_create", Some(p::INCENTIVES_TRIAL_CREATE)),
        ("incentives_trial_get", Some(p::INCENTIVES_TRIAL_READ)),
        ("incentives_trial_people", Some(p::INCENTIVES_TRIAL_READ)),
        ("incentives_statement_list", Some(p::INCENTIVES_STATEMENT_READ)),
        ("incentives_statement_get", Some(p::INCENTIVES_STATEMENT_READ)),
        ("incentives_statement_today", Some(p::INCENTIVES_STATEMENT_READ)),
        ("incentives_statement_bridge", Some(p::INCENTIVES_STATEMENT_READ)),
        ("incentives_statement_receipt", Some(p::INCENTIVES_STATEMENT_READ)),
        ("incentives_statement_documents", Some(p::INCENTIVES_STATEMENT_READ)),
    ],
    open_operations: &[],
};

/// What this crate's entities believe of their tables; a test compares it with the tables.
pub fn entities() -> Vec<beichen_store::schema::TableEntity> {
    beichen_store::table_entities![
        crate::plan::store::row,
        crate::plan::store::version,
        crate::plan::store::confirmation,
        crate::run::store::row,
        crate::run::store::step,
        crate::run::store::review,
        crate::run::store::mark,
        crate::objection::store::row,
        crate::decision::store::row,
        crate::decision::store::on_statement,
        crate::trial::store::row,
        crate::statement::store::row,
        crate::statement::store::line,
        crate::statement::store::documents,
        crate::statement::store::adjustment,
        crate::statement::store::kept,
        crate::receipt::store::kept,
        crate::receipt::store::figures,
    ]
}
