//! RFC 9457: an error on the wire.

use std::collections::BTreeMap;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, FieldError, Kind};

/// The body of every refusal, as `application/problem+json`.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ProblemBody {
    /// `/problems/<code>`
    #[serde(rename = "type")]
    pub kind: String,
    pub status: u16,
    /// Stable; the key of the sentence in `locales/`.
    pub code: String,
    /// The values that the sentence needs.
    #[schema(value_type = Object)]
    pub params: BTreeMap<String, Value>,
    /// What is wrong with single fields, rows or places.
    pub fields: Vec<FieldError>,
}

impl From<&Error> for ProblemBody {
    fn from(error: &Error) -> Self {
        Self {
            kind: format!("/problems/{}", error.code()),
            status: error.kind().status(),
            code: error.code().to_owned(),
            params: error.params().iter().map(|(&name, value)| (name.to_owned(), value.clone())).collect(),
            fields: error.fields().to_vec(),
        }
    }
}

/// The refusals of every operation, for `responses(…)` of `utoipa::path`.
pub struct Problem;

impl utoipa::IntoResponses for Problem {
    fn responses() -> BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::response::Response>> {
        let body = utoipa::openapi::Ref::from_schema_name("ProblemBody");
        let response = utoipa::openapi::ResponseBuilder::new()
            .description("Refused, with the reason")
            .content("application/problem+json", utoipa::openapi::ContentBuilder::new().schema(Some(body)).build())
            .build();
        BTreeMap::from([("default".to_owned(), response.into())])
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Some(answer) = self.replayed() {
            return axum::Json(answer.clone()).into_response();
        }
        if self.kind() == Kind::Internal {
            tracing::error!(error = %self, "internal error");
        }
        let status = StatusCode::from_u16(self.kind().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(ProblemBody::from(&self))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after_seconds() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
