//! Every operation, as the description that the server gives of itself names it.

use axum::http::Method;
use serde_json::Value;

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    pub id: String,
    pub tags: Vec<String>,
    pub method: Method,
    /// With `{parameters}`.
    pub path: String,
    pub asks_version: bool,
    /// Whether it is carried out once for one `Idempotency-Key`.
    pub takes_key: bool,
    /// The type of its body, e.g. `application/json`.
    pub body: Option<String>,
    /// Where its JSON body names things, as pointers: `/lines/0/product_id`.
    pub body_ids: Vec<String>,
}

impl Operation {
    /// The names in the path, in order.
    pub fn parameters(&self) -> Vec<&str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect()
    }

    /// Whether a thing of an organisation is named by the path.
    pub fn names_a_thing(&self) -> bool {
        self.parameters().iter().any(|name| name.ends_with("_id"))
    }
}

/// Every operation of the product.
pub fn all() -> Vec<Operation> {
    of(&serde_json::to_value(beichen_server::openapi()).unwrap())
}

/// The operations of a description.
pub fn of(description: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            if operation.get("responses").is_none() {
                continue;
            }
            found.push(one(description, path, method, operation));
        }
    }
    found
}

fn one(description: &Value, path: &str, method: Method, operation: &Value) -> Operation {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let tags = operation["tags"].as_array().cloned().unwrap_or_default();
    let has_header = |name: &str| parameters.iter().any(|parameter| parameter["name"] == name);
    let body = operation["requestBody"]["content"].as_object();
    let mut body_ids = Vec::new();
    ids_in(description, &operation["requestBody"]["content"]["application/json"]["schema"], "", &mut body_ids);
    Operation {
        id: operation["operationId"].as_str().unwrap_or_default().to_owned(),
        tags: tags.iter().filter_map(|tag| tag.as_str().map(str::to_owned)).collect(),
        method,
        path: path.to_owned(),
        asks_version: has_header("If-Match"),
        takes_key: has_header("Idempotency-Key"),
        body: body.and_then(|types| types.keys().next().cloned()),
        body_ids,
    }
}

/// Adds the places below `at` at which a schema has a property that ends with `_id`.
fn ids_in(description: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return ids_in(description, &description["components"]["schemas"][name], at, found);
    }
    for part in ["allOf", "oneOf", "anyOf"].iter().filter_map(|word| schema[word].as_array()).flatten() {
        ids_in(description, part, at, found);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let place = format!("{at}/{name}");
        ids_in(description, property, &place, found);
        if name.ends_with("_id") {
            found.push(place);
        }
    }
    if schema["items"].is_object() {
        ids_in(description, &schema["items"], &format!("{at}/0"), found);
    }
}

/// These end the session of whoever calls them; `sign_in.rs` tests them by themselves.
pub const ENDING: [&str; 3] = ["people_password_change", "people_session_delete", "people_session_end"];

/// Verbs after which a thing can be done little with: a walk that does everything does them last.
const LAST: [&str; 7] = ["cancel", "close", "leave", "revoke", "apply", "discard", "delete"];

/// Every operation that changes something and leaves its caller signed in, what ends things last.
pub fn writes() -> Vec<Operation> {
    let mut found: Vec<Operation> = lasting().into_iter().filter(|operation| operation.method != Method::GET).collect();
    found.sort_by_key(|operation| {
        LAST.iter().position(|verb| operation.id.ends_with(verb)).map_or(0, |place| place + 1)
    });
    found
}

/// Every operation that leaves its caller signed in.
pub fn lasting() -> Vec<Operation> {
    all().into_iter().filter(|operation| !ENDING.contains(&operation.id.as_str())).collect()
}
