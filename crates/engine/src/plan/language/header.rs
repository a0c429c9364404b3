//! The `[plan]` and `[measure.*]` tables.

use super::shape::{KeyShape, Shape, key};

const VALID: &[KeyShape] = &[
    key("from", Shape::Day, "The first day.").required(),
    key("to", Shape::Day, "The last day; it counts.").required(),
];

const ACCEPT: &[KeyShape] = &[
    key("finding", Shape::Text, "The finding's word, such as cliff.").required(),
    key("at", Shape::Text, "Its place as the check prints it, such as monthly@80%.").required(),
    key("reason", Shape::Text, "Why it is accepted; signed with the plan.").required(),
];

pub(super) const ROUND: Shape = Shape::Words(&["half_up", "half_even", "down"]);
pub(super) const ROUND_TO: Shape = Shape::Either(&[Shape::Words(&["0.01", "1"]), Shape::Integer { least: 1, most: 1 }]);

/// The `[plan]` table.
pub const PLAN: &[KeyShape] = &[
    key("key", Shape::Key, "Unique in the organisation.").required(),
    key("title", Shape::Text, "What people call it.").required(),
    key("currency", Shape::Text, "ISO 4217, such as CNY; every amount is read in it.").required(),
    key("valid", Shape::Table(VALID), "The days on which the plan is in force.").required(),
    key("who", Shape::Condition, "Who is in the plan, asked for each day. Default: everybody."),
    key("calendar", Shape::Text, "Key of the period calendar. Default: natural."),
    key("round", ROUND, "How pay is rounded where a component says nothing. Default: half_up."),
    key("round_to", ROUND_TO, "To which step. Default: 0.01."),
    key("accept", Shape::List(&Shape::Table(ACCEPT), 0), "Warnings of the check that the signature accepts."),
];

const OF: Shape = Shape::Words(&[
    "orders",
    "payments",
    "margin",
    "quantity",
    "new_customers",
    "first_orders",
    "visits",
    "csat",
    "nps",
    "manual",
    "events",
]);

/// A `[measure.*]` table.
pub const MEASURE: &[KeyShape] = &[
    key("of", OF, "What is counted.").required(),
    key("amount", Shape::Words(&["net", "gross"]), "Without or with tax and freight. Default: net; of payments gross."),
    key("where", Shape::Condition, "Which documents count. Default: all."),
    key("day", Shape::Words(&["signed_on", "received_on"]), "Which day counts. Default by what is counted."),
    key("unit", Shape::Words(&["money", "count", "score"]), "What its amounts are. Default by what is counted."),
    key("scale", Shape::Integer { least: 0, most: 6 }, "Digits of a score after the dot. Default: 2."),
    key("refund_day", Shape::Words(&["own", "original"]), "On which day a refund counts. Default: own."),
    key("cap_order", Shape::Words(&["split_then_cap", "cap_then_split"]), "Beside cap_each. Default: split_then_cap."),
    key("cap_each", Shape::Amount, "At most this much of one document counts. Default: no limit."),
];
