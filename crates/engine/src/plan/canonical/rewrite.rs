//! A changed value goes back into its text: what did not change keeps its writing, and comments stay where they were.

use serde_json::Value as Json;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Key, Table, Value};

use super::list;

/// Puts the comments, and every unchanged value as it was written, of `old` into `new`.
pub(super) fn transplant(old: &DocumentMut, old_value: &Json, new: &mut DocumentMut, new_value: &Json) {
    new.set_trailing(old.trailing().clone());
    table(old.as_table(), old_value, new.as_table_mut(), new_value);
}

fn table(old: &Table, old_value: &Json, new: &mut Table, new_value: &Json) {
    *new.decor_mut() = old.decor().clone();
    for (name, value) in new_value.as_object().into_iter().flatten() {
        let (Some((key, item)), Some(before)) = (old.get_key_value(name), old_value.get(name)) else { continue };
        if before == value {
            new.insert_formatted(key, item.clone());
            continue;
        }
        if let Some(mut fresh) = new.get_key_value_mut(name) {
            *fresh.0.leaf_decor_mut() = key.leaf_decor().clone();
            entry(item, before, fresh.1, value);
        }
    }
}

/// A value that changed keeps the comment behind it; tables and lists are followed inside.
fn entry(old: &Item, before: &Json, new: &mut Item, value: &Json) {
    match (old, new) {
        (Item::Table(old), Item::Table(new)) => table(old, before, new, value),
        (Item::ArrayOfTables(old), Item::ArrayOfTables(new)) => tables(old, before, new, value),
        (Item::Value(old), Item::Value(new)) => inline(old, before, new, value),
        _ => {}
    }
}

/// As [`entry`], inside a line.
fn inline(old: &Value, before: &Json, new: &mut Value, value: &Json) {
    if before == value {
        *new = old.clone();
        return;
    }
    *new.decor_mut() = old.decor().clone();
    match (old, new) {
        (Value::InlineTable(old), Value::InlineTable(new)) => {
            for (name, value) in value.as_object().into_iter().flatten() {
                let (Some(old), Some(before), Some(new)) = (old.get(name), before.get(name), new.get_mut(name)) else {
                    continue;
                };
                inline(old, before, new, value);
                new.decor_mut().clear();
            }
            let place = |key: &Key| old.iter().position(|(name, _)| name == key.get()).unwrap_or(usize::MAX);
            new.sort_values_by(|one, _, other, _| place(one).cmp(&place(other)));
        }
        (Value::Array(old), Value::Array(new)) => {
            let (Some(before), Some(value)) = (before.as_array(), value.as_array()) else { return };
            list::transplant(old, before, new, value, inline);
        }
        _ => {}
    }
}

/// A component or example goes on with what it had, wherever it stands now.
fn tables(old: &ArrayOfTables, before: &Json, new: &mut ArrayOfTables, value: &Json) {
    let (Some(before), Some(value)) = (before.as_array(), value.as_array()) else { return };
    for ((fresh, fresh_value), index) in new.iter_mut().zip(value).zip(list::same_entries(before, value)) {
        let found = index.and_then(|index| Some((old.get(index)?, before.get(index)?)));
        if let Some((old, old_value)) = found {
            table(old, old_value, fresh, fresh_value);
        }
    }
}

/// What an entry is called: its key, title or measure, or what its row begins with.
pub(super) fn identity(value: &Json) -> Option<&Json> {
    let named = ["key", "title", "measure", "attainment", "finding"].iter().find_map(|name| value.get(name));
    named.or_else(|| value.get(0))
}
