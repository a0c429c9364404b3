//! What a bridge looks like on the wire. Amounts are decimal strings.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::statement::views::MemberRef;
use crate::trial::views::PeriodRef;

/// From what a statement was calculated on to what is known today.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct BridgeView {
    pub period: PeriodRef,
    pub member: MemberRef,
    pub currency: String,
    /// Earned, as the run has it.
    pub before: String,
    /// Earned on what is known today.
    pub after: String,
    pub difference: String,
    /// In the order in which inputs are replaced; together exactly the difference.
    pub parts: Vec<BridgePart>,
    /// Components of which one of the two has a line, in the plan's order.
    pub components: Vec<BridgeComponent>,
}

/// What one cause changes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct BridgePart {
    /// `data`, `splits`, `goals`, `plan`, `roster` or `rounding`
    pub cause: String,
    /// Not rounded; to the fourth digit below the currency's, where it has more.
    pub amount: String,
    /// In minor units, as a fraction: "7/3".
    pub exact: String,
}

/// A component's difference.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct BridgeComponent {
    pub key: String,
    pub title: String,
    pub before: String,
    pub after: String,
    pub parts: Vec<BridgePart>,
}
