//! Who may take which step. Source: decisions.md "Who may do what".

use beichen_kernel::{Ctx, MemberId, Permission, Result, Scope};
use strum::IntoEnumIterator;

use super::model::{Run, RunError, Step};
use crate::permissions as may;

/// The permission of a step; a lead's reaches the led units only, and the run itself says whose review is whose.
pub const fn permission(step: Step) -> Permission {
    match step {
        Step::Try => may::INCENTIVES_RUN_TRY,
        Step::ReviewLead => may::INCENTIVES_RUN_REVIEW_LEAD,
        Step::ReviewFinance => may::INCENTIVES_RUN_REVIEW_FINANCE,
        Step::Notice => may::INCENTIVES_RUN_NOTICE,
        Step::Reject => may::INCENTIVES_RUN_REJECT,
        Step::Lock => may::INCENTIVES_RUN_LOCK,
        Step::Export => may::INCENTIVES_RUN_EXPORT,
        Step::Pay => may::INCENTIVES_RUN_PAY,
    }
}

/// The person who takes the step: the system by itself takes none.
pub fn check(ctx: &Ctx, step: Step) -> Result<MemberId> {
    ctx.require(permission(step), Scope::Anywhere)?;
    ctx.member().ok_or_else(|| RunError::NeedsPerson.into())
}

/// The steps to offer.
pub fn offered(ctx: &Ctx, run: &Run) -> Vec<String> {
    Step::iter()
        .filter(|&step| run.allows(step) && check(ctx, step).is_ok())
        .map(|step| <&'static str>::from(step).to_owned())
        .collect()
}
