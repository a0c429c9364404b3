//! The order of the language: how a formatted plan arranges its tables and keys.

const ROOT: [&str; 4] = ["plan", "measure", "component", "example"];

const PLAN: [&str; 9] = ["key", "title", "currency", "valid", "who", "calendar", "round", "round_to", "accept"];

const MEASURE: [&str; 9] = ["of", "amount", "where", "day", "unit", "scale", "refund_day", "cap_order", "cap_each"];

const COMPONENT: [&str; 56] = [
    "key",
    "title",
    "kind",
    "period",
    "who",
    "when",
    "measure",
    "measures",
    "against",
    "base",
    "rate",
    "tiers",
    "apply",
    "accumulate",
    "rates_by",
    "cap_each",
    "gate",
    "gate_start",
    "cap_attainment",
    "curve",
    "rows",
    "columns",
    "values",
    "indicators",
    "levels",
    "by",
    "attainment",
    "composite",
    "pot",
    "above",
    "among",
    "eligible",
    "share",
    "prizes",
    "ties",
    "next",
    "places",
    "amount",
    "once",
    "at_least",
    "of",
    "component",
    "depth",
    "edge",
    "times",
    "cap",
    "cap_excess",
    "floor",
    "prorate",
    "draw",
    "hold",
    "pay",
    "holdback",
    "clawback",
    "round",
    "round_to",
];

const EXAMPLE: [&str; 7] = ["title", "period", "periods", "ask_who", "people", "credits", "expect"];

/// The place of a key in its table; keys that nobody knows stand last, as they were.
pub(super) fn rank(path: &[String], key: &str) -> usize {
    let keys: &[&str] = match path {
        [] => &ROOT,
        [first] if first == "plan" => &PLAN,
        [first, _] if first == "measure" => &MEASURE,
        [first] if first == "component" => &COMPONENT,
        [first] if first == "example" => &EXAMPLE,
        _ => &[],
    };
    keys.iter().position(|known| *known == key).unwrap_or(keys.len())
}
