//! A plan's text as a JSON value, and a JSON value as a document.

use serde_json::{Map, Value as Json};
use toml::de::{DeTable, DeValue};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::order::Order;

/// The value of a table: the same keys, texts and whole numbers; floats and days, which no plan has, as their text.
pub(super) fn from_table(table: &DeTable<'_>) -> Json {
    let entries = table.iter().map(|(key, value)| (key.get_ref().to_string(), from_value(value.get_ref())));
    Json::Object(entries.collect())
}

fn from_value(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => Json::String(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Json::from(number),
            Err(_) => Json::String(number.to_string()),
        },
        DeValue::Float(number) => Json::String(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Json::Bool(*truth),
        DeValue::Datetime(day) => Json::String(day.to_string()),
        DeValue::Array(items) => Json::Array(items.iter().map(|item| from_value(item.get_ref())).collect()),
        DeValue::Table(table) => from_table(table),
    }
}

/// The document of a value: `[plan]`, `[measure.*]`, `[[component]]`, `[[example]]`, everything deeper in one line.
pub(super) fn to_document(plan: &Json) -> Option<DocumentMut> {
    let mut document = DocumentMut::new();
    for (key, value) in plan.as_object()? {
        let mut path = vec![key.clone()];
        let item = match (key.as_str(), value) {
            ("measure", Json::Object(measures)) => {
                let mut table = Table::new();
                table.set_implicit(true);
                for (name, measure) in measures {
                    path.push(name.clone());
                    table.insert(name, item_of(measure, &mut path)?);
                    path.pop();
                }
                Item::Table(table)
            }
            (_, Json::Array(items)) if !items.is_empty() && items.iter().all(Json::is_object) => {
                let mut tables = ArrayOfTables::new();
                for item in items {
                    tables.push(table_of(item.as_object()?, &mut path)?);
                }
                Item::ArrayOfTables(tables)
            }
            (_, other) => item_of(other, &mut path)?,
        };
        document.insert(key, item);
    }
    Some(document)
}

fn item_of(value: &Json, path: &mut Vec<String>) -> Option<Item> {
    match value {
        Json::Object(entries) => table_of(entries, path).map(Item::Table),
        other => value_of(other, path).map(Item::Value),
    }
}

fn table_of(entries: &Map<String, Json>, path: &mut Vec<String>) -> Option<Table> {
    let mut table = Table::new();
    for (key, value) in entries {
        table.insert(key, Item::Value(value_at(key, value, path)?));
    }
    Some(table)
}

fn value_at(key: &str, value: &Json, path: &mut Vec<String>) -> Option<Value> {
    path.push(key.to_owned());
    let read = value_of(value, path);
    path.pop();
    read
}

fn value_of(value: &Json, path: &mut Vec<String>) -> Option<Value> {
    Some(match value {
        Json::Null => return None,
        Json::Bool(truth) => Value::from(*truth),
        Json::Number(number) => Value::from(number.as_i64()?),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => {
            let values: Option<Vec<Value>> = items.iter().map(|item| value_of(item, path)).collect();
            Value::Array(Array::from_iter(values?))
        }
        Json::Object(entries) => {
            let mut table = InlineTable::new();
            for (key, value) in entries {
                table.insert(key, value_at(key, value, path)?);
            }
            let order = Order::at(path);
            table.sort_values_by(|one, _, other, _| order.rank(one.get()).cmp(&order.rank(other.get())));
            Value::InlineTable(table)
        }
    })
}
