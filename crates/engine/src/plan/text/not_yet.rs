//! What the language has and this release does not pay yet: known, checked for its form, and refused by name.

use super::reader::{Entry, Reader, Table};
use crate::rate::Rate;

/// Modifiers of any component.
const MODIFIERS: [&str; 5] = ["draw", "hold", "pay", "holdback", "clawback"];

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
