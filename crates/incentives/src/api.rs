//! What the command line and other capabilities may ask of incentives.

pub use crate::columns::{By, ColumnsFile, Table, calculate};
pub use crate::plan::commands::create as keep_draft;
pub use crate::plan::model::{Draft, PlanId, read};
pub use crate::plan::store::find_by_key;
pub use crate::plan::views::{PlanView, PlanWrite};
pub use crate::surroundings::load as surroundings;
pub use crate::trial::commands::create as make_trial;
pub use crate::trial::views::TrialCreate;
