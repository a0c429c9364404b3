//! What the language has and this release does not pay yet: known, checked for its form, and refused by name.

use super::reader::{Entry, Reader, Table};
use crate::rate::Rate;

/// Modifiers of any component.
const MODIFIERS: [&str; 5] = ["draw", "hold", "pay", "holdback", "clawback"];

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

/// Refuses the modifiers by name, after a look at their form.
pub(super) fn modifiers(reader: &mut Reader<'_>, table: &mut Table<'_>) {
    for key in MODIFIERS {
        let Some(entry) = table.take(key) else { continue };
        reader.not_yet(entry.key_range.clone(), key, &format!("# {key}"));
        match key {
            "draw" => draw(reader, &entry),
            "hold" => hold(reader, &entry),
            "pay" => pay(reader, &entry),
            "holdback" => holdback(reader, &entry),
            _ => clawback(reader, &entry),
        }
    }
}

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

fn draw(reader: &mut Reader<'_>, entry: &Entry<'_>) {
    let Some(mut table) = reader.table(entry, "draw") else { return };
    if let Some(amount) = reader.required(&mut table, "amount", "\"1000.00\"") {
        reader.money_source(&amount);
    }
    if let Some(kind) = table.take("kind") {
        reader.choice(&kind, &[("floor", ()), ("on_top", ())]);
    }
    if let Some(recoverable) = table.take("recoverable") {
        reader.boolean(&recoverable);
    }
    if let Some(from) = table.take("recover_from") {
        reader.integer(&from, 1, 366);
    }
    if let Some(share) = table.take("recover") {
        reader.rate_source(share.value, share.key);
    }
    table.finish(reader);
}

fn hold(reader: &mut Reader<'_>, entry: &Entry<'_>) {
    let Some(mut table) = reader.table(entry, "hold") else { return };
    if let Some(until) = reader.required(&mut table, "until", "\"collected\"") {
        reader.choice(&until, &[("collected", ())]);
    }
    table.finish(reader);
}

fn pay(reader: &mut Reader<'_>, entry: &Entry<'_>) {
    let Some(items) = reader.list(entry) else { return };
    let shares: Vec<Rate> = items.iter().filter_map(|item| reader.rate(item, entry.key)).collect();
    let sum = Rate::sum(shares.iter().copied()).unwrap_or(Rate::ZERO);
    if shares.len() == items.len() && sum != Rate::ONE {
        let fix = "[\"50%\", \"25%\", \"25%\"]";
        reader.error("incentives.plan.weights_sum", entry.value.span(), fix, &[("sum", &sum.percent())]);
    }
}

fn holdback(reader: &mut Reader<'_>, entry: &Entry<'_>) {
    let Some(mut table) = reader.table(entry, "holdback") else { return };
    if let Some(rate) = reader.required(&mut table, "rate", "\"15%\"") {
        reader.rate_source(rate.value, rate.key);
    }
    if let Some(release) = table.take("release") {
        reader.choice(&release, &[("year", ())]);
    }
    if let Some(less) = table.take("less") {
        reader.measure_key(less.value, less.key);
    }
    table.finish(reader);
}

fn clawback(reader: &mut Reader<'_>, entry: &Entry<'_>) {
    let Some(pairs) = reader.pairs(entry, "[\"3 months\", \"100%\"]") else { return };
    for (within, share) in pairs {
        if let Some(text) = reader.text_of(within, entry.key) {
            let months = text.strip_suffix(" months").or_else(|| text.strip_suffix(" month"));
            if months.is_none_or(|number| number.parse::<u32>().is_err()) {
                reader.unknown_value(within, entry.key, text, &["3 months"]);
            }
        }
        reader.rate(share, entry.key);
    }
}
