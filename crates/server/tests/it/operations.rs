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
    /// The type of its body, e.g. `application/json`.
    pub body: Option<String>,
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
            found.push(one(path, method, operation));
        }
    }
    found
}

fn one(path: &str, method: Method, operation: &Value) -> Operation {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let tags = operation["tags"].as_array().cloned().unwrap_or_default();
    let body = operation["requestBody"]["content"].as_object();
    Operation {
        id: operation["operationId"].as_str().unwrap_or_default().to_owned(),
        tags: tags.iter().filter_map(|tag| tag.as_str().map(str::to_owned)).collect(),
        method,
        path: path.to_owned(),
        asks_version: parameters.iter().any(|parameter| parameter["name"] == "If-Match"),
        body: body.and_then(|types| types.keys().next().cloned()),
    }
}

/// These end the session of whoever calls them; `sign_in.rs` tests them by themselves.
pub const ENDING: [&str; 3] = ["people_password_change", "people_session_delete", "people_session_end"];

/// Every operation that leaves its caller signed in.
pub fn lasting() -> Vec<Operation> {
    all().into_iter().filter(|operation| !ENDING.contains(&operation.id.as_str())).collect()
}
