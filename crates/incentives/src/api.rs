//! What the command line and other capabilities may ask of incentives.

pub use crate::inputs::{Loaded, find_period, load};
pub use crate::plan::model::{Draft, PlanId, read};
pub use crate::plan::store::find_by_key;
pub use crate::surroundings::load as surroundings;
pub use crate::trial::commands::create as make_trial;
pub use crate::trial::model::key_uuid;
pub use crate::trial::views::TrialCreate;
