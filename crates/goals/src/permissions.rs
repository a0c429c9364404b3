//! Who may see, set and publish goals. Source: decisions.md "Who may do what".

use beichen_kernel::Permission;
use beichen_kernel::Reach::{Organisation, Own, Units};
use beichen_kernel::Role::{Administrator, Director, Finance, Hr, Lead, Sales, Viewer};

/// See people's goals: all own ones, the led tree's, everybody's.
pub const GOALS_GOAL_READ: Permission = Permission::new(
    "goals.goal.read",
    &[(Director, Organisation), (Hr, Organisation), (Finance, Organisation), (Lead, Units), (Sales, Own)],
);

/// See the goals of units.
pub const GOALS_UNIT_READ: Permission = Permission::new(
    "goals.unit.read",
    &[(Director, Organisation), (Hr, Organisation), (Finance, Organisation), (Viewer, Organisation), (Lead, Units)],
);

/// Set, spread and take back goals.
pub const GOALS_GOAL_EDIT: Permission = Permission::new("goals.goal.edit", &[(Director, Organisation)]);

/// Publish goals: from then on people are measured by them.
pub const GOALS_GOAL_PUBLISH: Permission = Permission::new("goals.goal.publish", &[(Director, Organisation)]);

/// Import goals as drafts.
pub const GOALS_GOAL_IMPORT: Permission =
    Permission::new("goals.goal.import", &[(Administrator, Organisation), (Director, Organisation)]);
