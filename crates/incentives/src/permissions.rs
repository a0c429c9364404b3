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
pub const INCENTIVES_TRIAL_CREATE: Permission = Permission::new("incentives.trial.create", &[(Director, Organisation)]);
/// A trial's totals: those who see all pay.
pub const INCENTIVES_TRIAL_READ: Permission = Permission::new(
    "incentives.trial.read",
    &[(Director, Organisation), (Hr, Organisation), (Finance, Organisation), (Lead, Units)],
);
pub const INCENTIVES_STATEMENT_READ: Permission = Permission::new("incentives.statement.read", PAY_READERS);
