//! Who may do what to plans, trials and statements. Source: decisions.md "Who may do what".

use beichen_kernel::Reach::{Organisation, Own, Units};
use beichen_kernel::Role::{Director, Finance, Hr, Lead, Sales};
use beichen_kernel::{Permission, Reach, Role};

/// All pay, or the pay of the led tree, or one's own. The administrator and the viewer see none.
const PAY_READERS: &[(Role, Reach)] =
    &[(Director, Organisation), (Hr, Organisation), (Finance, Organisation), (Lead, Units), (Sales, Own)];

pub const INCENTIVES_PLAN_READ: Permission = Permission::new(
    "incentives.plan.read",
    &[(Director, Organisation), (Hr, Organisation), (Finance, Organisation), (Lead, Organisation)],
);
pub const INCENTIVES_PLAN_EDIT: Permission = Permission::new("incentives.plan.edit", &[(Director, Organisation)]);
pub const INCENTIVES_PLAN_PUBLISH: Permission = Permission::new("incentives.plan.publish", &[(Director, Organisation)]);
/// Read the versions of the plans that one is in, and say so.
pub const INCENTIVES_PLAN_CONFIRM: Permission = Permission::new(
    "incentives.plan.confirm",
    &[(Director, Own), (Hr, Own), (Finance, Own), (Lead, Own), (Sales, Own)],
);
pub const INCENTIVES_TRIAL_CREATE: Permission = Permission::new("incentives.trial.create", &[(Director, Organisation)]);
/// A trial's totals: those who see all pay.
pub const INCENTIVES_TRIAL_READ: Permission = Permission::new(
    "incentives.trial.read",
    &[(Director, Organisation), (Hr, Organisation), (Finance, Organisation), (Lead, Units)],
);
pub const INCENTIVES_STATEMENT_READ: Permission = Permission::new("incentives.statement.read", PAY_READERS);

/// The months and quarters that are closed, with who did what.
pub const INCENTIVES_RUN_READ: Permission = Permission::new(
    "incentives.run.read",
    &[(Director, Organisation), (Hr, Organisation), (Finance, Organisation), (Lead, Units)],
);
pub const INCENTIVES_RUN_TRY: Permission = Permission::new("incentives.run.try", &[(Director, Organisation)]);
pub const INCENTIVES_RUN_REVIEW_LEAD: Permission =
    Permission::new("incentives.run.review_lead", &[(Director, Organisation), (Lead, Units)]);
pub const INCENTIVES_RUN_REVIEW_FINANCE: Permission =
    Permission::new("incentives.run.review_finance", &[(Finance, Organisation)]);
pub const INCENTIVES_RUN_REJECT: Permission =
    Permission::new("incentives.run.reject", &[(Director, Organisation), (Finance, Organisation), (Lead, Units)]);
pub const INCENTIVES_RUN_NOTICE: Permission =
    Permission::new("incentives.run.notice", &[(Director, Organisation), (Finance, Organisation)]);
pub const INCENTIVES_RUN_LOCK: Permission =
    Permission::new("incentives.run.lock", &[(Director, Organisation), (Finance, Organisation)]);
/// Take the payment file out, and mark who was paid.
pub const INCENTIVES_RUN_EXPORT: Permission = Permission::new("incentives.run.export", &[(Finance, Organisation)]);
pub const INCENTIVES_RUN_PAY: Permission = Permission::new("incentives.run.pay", &[(Finance, Organisation)]);
/// Object to the own statement while the notice is open.
pub const INCENTIVES_OBJECTION_CREATE: Permission = Permission::new(
    "incentives.objection.create",
    &[(Director, Own), (Hr, Own), (Finance, Own), (Lead, Own), (Sales, Own)],
);
pub const INCENTIVES_OBJECTION_READ: Permission = Permission::new("incentives.objection.read", PAY_READERS);
pub const INCENTIVES_OBJECTION_ANSWER: Permission =
    Permission::new("incentives.objection.answer", &[(Director, Organisation)]);
/// What waits for two people, and what they have decided: those who see all pay.
pub const INCENTIVES_DECISION_READ: Permission = Permission::new(
    "incentives.decision.read",
    &[(Director, Organisation), (Hr, Organisation), (Finance, Organisation)],
);
/// Ask for a decision on a flagged prize or a balance; another person grants it.
pub const INCENTIVES_DECISION_CREATE: Permission = Permission::new(
    "incentives.decision.create",
    &[(Director, Organisation), (Hr, Organisation), (Finance, Organisation)],
);
/// Ask what a person's period would pay, for whoever sees that person's pay.
pub const INCENTIVES_SCENARIO_ESTIMATE: Permission = Permission::new("incentives.scenario.estimate", PAY_READERS);
/// Ask what a plan would pay everybody: those who see all pay.
pub const INCENTIVES_SCENARIO_SIMULATE: Permission = Permission::new(
    "incentives.scenario.simulate",
    &[(Director, Organisation), (Hr, Organisation), (Finance, Organisation)],
);
/// Take the figures of others, under pseudonyms, out with a receipt.
pub const INCENTIVES_RECEIPT_FIGURES: Permission =
    Permission::new("incentives.receipt.figures", &[(Hr, Organisation), (Finance, Organisation)]);
