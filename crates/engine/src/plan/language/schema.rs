//! The language as a JSON Schema (draft 7, which editors of TOML read).

use serde_json::{Map, Value, json};

use super::shape::{KeyShape, Shape};
use super::{COMPONENT, KINDS, ROOT};

const DECIMAL: &str = r"[0-9]+(\.[0-9]+)?";

/// The schema of a plan, as one JSON document.
pub fn schema() -> Value {
    let mut definitions: Map<String, Value> =
        scalars().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    definitions.insert("component".to_owned(), component());
    for kind in KINDS {
        definitions.insert(of_kind(kind), table(COMPONENT, Some(kind)));
    }
    let mut schema = table(ROOT, None);
    if let Some(root) = schema.as_object_mut() {
        root.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
        root.insert("title".to_owned(), json!("Beichen plan"));
        root.insert("definitions".to_owned(), Value::Object(definitions));
    }
    schema
}

/// The values that many keys take.
fn scalars() -> [(&'static str, Value); 11] {
    let number = |pattern: &str| json!({ "type": ["string", "integer"], "pattern": format!("^{pattern}$") });
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    let of_person = |key: &str, says: &str| {
        json!({
            "type": "object",
            "properties": { key: { "type": "string", "minLength": 1, "description": says } },
            "required": [key],
            "additionalProperties": false
        })
    };
    [
        ("key", text(r"^[\p{L}\p{N}_-]{1,64}$")),
        ("day", text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
        ("amount", with(number(DECIMAL), "minimum", json!(0))),
        ("signed", number(&format!("-?{DECIMAL}"))),
        ("rate", with(number(&format!("{DECIMAL}[%‰]?")), "minimum", json!(0))),
        ("bound", with(number(&format!("{DECIMAL}[%‰]?")), "minimum", json!(0))),
        ("tier_value", with(number(&format!("{DECIMAL}[%‰x]?")), "minimum", json!(0))),
        ("months", text("^[0-9]+ months?$")),
        ("unit_at", text(r"^unit\.[1-9][0-9]?$")),
        ("condition", json!({ "type": "string", "minLength": 1, "maxLength": crate::plan::expression::TEXT_LIMIT })),
        (
            "of_person",
            json!({ "anyOf": [of_person("grade", "A column of the grade table."), of_person("member", "A field of the member.")] }),
        ),
    ]
}

/// The keys of the component's kind.
fn component() -> Value {
    let branch = |kind: &str| {
        json!({
            "if": { "properties": { "kind": { "const": kind } }, "required": ["kind"] },
            "then": reference(&of_kind(kind))
        })
    };
    json!({
        "type": "object",
        "properties": { "kind": { "enum": KINDS } },
        "required": ["kind"],
        "allOf": KINDS.map(branch)
    })
}

fn of_kind(kind: &str) -> String {
    format!("component_{kind}")
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn with(mut value: Value, key: &str, inner: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), inner);
    }
    value
}

fn table(keys: &[KeyShape], kind: Option<&str>) -> Value {
    let known = || keys.iter().filter(|key| kind.is_none_or(|kind| key.is_in(kind)));
    let properties: Map<String, Value> = known().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = known().filter(|key| key.is_required(kind)).map(|key| key.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// Draft 7 reads nothing beside a `$ref`, so that the description wraps it.
fn property(key: &KeyShape) -> Value {
    let value = of_shape(&key.shape);
    let value = if value.get("$ref").is_some() { json!({ "allOf": [value] }) } else { value };
    with(value, "description", json!(key.says))
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text | Shape::Measure => json!({ "type": "string", "minLength": 1 }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Integer { least, most } => {
            json!({ "type": ["string", "integer"], "minimum": least, "maximum": most, "pattern": "^[0-9]+$" })
        }
        Shape::Words(words) => json!({ "enum": words }),
        Shape::Table(keys) => table(keys, None),
        Shape::Map(inner) => json!({ "type": "object", "additionalProperties": of_shape(inner) }),
        Shape::List(inner, least) => json!({ "type": "array", "items": of_shape(inner), "minItems": least }),
        Shape::Row(shapes) => {
            let items: Vec<Value> = shapes.iter().map(of_shape).collect();
            json!({ "type": "array", "items": items, "minItems": shapes.len(), "maxItems": shapes.len() })
        }
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(of_shape).collect::<Vec<Value>>() }),
        Shape::Any => json!({}),
        Shape::Key => reference("key"),
        Shape::Condition => reference("condition"),
        Shape::Day => reference("day"),
        Shape::Amount => reference("amount"),
        Shape::Signed => reference("signed"),
        Shape::Rate => reference("rate"),
        Shape::Bound => reference("bound"),
        Shape::TierValue => reference("tier_value"),
        Shape::Months => reference("months"),
        Shape::UnitAt => reference("unit_at"),
        Shape::OfPerson => reference("of_person"),
        Shape::Component => reference("component"),
    }
}
