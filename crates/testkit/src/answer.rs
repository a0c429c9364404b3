//! What the server answered, with the questions that tests ask of it.

use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body of a success; anything else stops the test with the whole answer.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        self.body
    }

    /// The body of a refusal; a success stops the test.
    #[track_caller]
    pub fn problem(self) -> Value {
        assert!(!self.status.is_success(), "expected a refusal, got {}", self.body);
        self.body
    }

    /// The code of a refusal.
    #[track_caller]
    pub fn code(self) -> String {
        let problem = self.problem();
        problem["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The code of a refusal's field.
    #[track_caller]
    pub fn field_code(self, path: &str) -> String {
        let problem = self.problem();
        let fields = problem["fields"].as_array().cloned().unwrap_or_default();
        let field = fields.iter().find(|field| field["path"] == path);
        field.unwrap_or_else(|| panic!("no field {path} in {problem}"))["code"].as_str().unwrap_or_default().to_owned()
    }
}
