//! What a handler asks for: the context, the version seen, a body, a path, a query. A bad one answers as a problem.

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ctx::Ctx;
use crate::error::{Error, FieldError, Kind};
use crate::version::Version;

/// The server puts the context of a valid session into the request; without one nobody is signed in.
impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get::<Ctx>().cloned().ok_or_else(Error::unauthenticated)
    }
}

/// The version that the writer has seen, from `If-Match: "7"`.
#[derive(Debug, Clone, Copy, utoipa::IntoParams)]
#[into_params(parameter_in = Header, names("If-Match"))]
pub struct IfMatch(pub i64);

impl IfMatch {
    pub const fn version(self) -> Version {
        Version(self.0)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts
            .headers
            .get(axum::http::header::IF_MATCH)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.trim().trim_matches('"').parse::<i64>().ok())
            .map(Self)
            .ok_or_else(|| Error::new(Kind::Invalid, "kernel.if_match_missing"))
    }
}

/// A JSON body, in and out.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: axum::extract::Request, state: &S) -> Result<Self, Error> {
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(body)) => Ok(Self(body)),
            Err(JsonRejection::BytesRejection(rejection)) if rejection.status() == 413 => {
                Err(Error::new(Kind::TooLarge, "kernel.too_large"))
            }
            Err(rejection) => Err(bad_request("body", &rejection.body_text())),
        }
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// Path parameters; an id of another kind does not exist.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        axum::extract::Path::<T>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(path)| Self(path))
            .map_err(|rejection: PathRejection| {
                Error::new(Kind::NotFound, "kernel.bad_id").caused_by(rejection.body_text())
            })
    }
}

/// Query parameters.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        axum::extract::Query::<T>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(query)| Self(query))
            .map_err(|rejection: QueryRejection| bad_request("query", &rejection.body_text()))
    }
}

fn bad_request(place: &str, detail: &str) -> Error {
    Error::new(Kind::Invalid, "kernel.bad_request")
        .with_fields(vec![FieldError::new(place, "kernel.bad_request").with("detail", detail)])
}
