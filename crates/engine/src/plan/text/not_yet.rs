//! What the language has and this release does not pay yet: known, checked for its form, and refused by name.

use super::reader::{Reader, Table};

/// The keys of each kind that is not built yet.
const KINDS: [(&str, &[&str]); 6] = [
    ("matrix", &["base", "rows", "columns", "values"]),
    ("scorecard", &["base", "indicators", "levels"]),
    ("pool", &["pot", "among", "eligible", "share", "measure", "above"]),
    ("per_event", &["measure", "amount", "once", "at_least"]),
    ("project", &[]),
    ("override", &["of", "component", "rate", "tiers", "depth", "apply"]),
];

/// The keys of the kinds that are built.
const BUILT: [&str; 24] = [
    "measure",
    "measures",
    "against",
    "base",
    "gate",
    "gate_start",
    "cap_attainment",
    "curve",
    "rate",
    "tiers",
    "apply",
    "accumulate",
    "rates_by",
    "cap_each",
    "edge",
    "by",
    "attainment",
    "composite",
    "among",
    "eligible",
    "prizes",
    "ties",
    "next",
    "places",
];

/// The keys of a kind that is not built yet are known ones; their values hold no floats.
pub(super) fn kind(reader: &mut Reader<'_>, table: &mut Table<'_>, name: &str) {
    let keys = KINDS.iter().find(|(kind, _)| *kind == name).map_or(&[][..], |(_, keys)| keys);
    for key in keys {
        if let Some(entry) = table.take(key) {
            reader.scan(entry.value, entry.key);
            if *key == "measure" && entry.value.get_ref().is_str() {
                reader.measure_key(entry.value, entry.key);
            }
        }
    }
}

/// Where the kind itself is unknown, the keys of every kind are.
pub(super) fn any_kind(table: &mut Table<'_>) {
    for key in KINDS.iter().flat_map(|(_, keys)| keys.iter()).chain(&BUILT) {
        table.take(key);
    }
}
