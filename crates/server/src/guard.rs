//! What every request passes: writes come from our own pages, a repeated request is carried out once, answers carry safe headers.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use beichen_kernel::{Ctx, Error, Idempotency, Kind};
use beichen_store::Deps;
use std::sync::Arc;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, Required};

/// A body whose hash is taken may be at most this long.
const HASHED_BYTES: usize = 1024 * 1024;
const KEY_CHARACTERS: usize = 128;
const KEY_HEADER: &str = "Idempotency-Key";

/// A write that a browser sends from another site is refused. Source: decisions.md "People and sign-in".
pub async fn same_origin(State(deps): State<Deps>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || comes_from_here(request.headers(), deps.public_url.as_deref()) {
        return next.run(request).await;
    }
    Error::new(Kind::Forbidden, "kernel.wrong_origin").into_response()
}

/// Browsers say where a write comes from; a program without a browser says nothing and has no cookie to steal.
fn comes_from_here(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = text(header::ORIGIN) else {
        return matches!(text(HeaderName::from_static("sec-fetch-site")), None | Some("same-origin" | "none"));
    };
    if let Some(public_url) = public_url {
        return origin_of(origin).is_some_and(|origin| Some(origin) == origin_of(public_url));
    }
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && host == text(header::HOST)
}

/// Scheme, host and port of an address; its path is no part of an origin.
fn origin_of(url: &str) -> Option<(String, String, u16)> {
    let uri: Uri = url.parse().ok()?;
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let port = uri.port_u16().unwrap_or(if scheme == "https" { 443 } else { 80 });
    Some((scheme, uri.host()?.to_ascii_lowercase(), port))
}

/// Gives the context its `Idempotency-Key`, with the hash of the body. An upload needs none: the same file changes nothing.
pub async fn once(request: Request, next: Next) -> Response {
    let upload =
        request.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    if upload || request.method() != Method::POST {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let (Some(key), Some(mut ctx)) = (parts.headers.get(KEY_HEADER), parts.extensions.get::<Ctx>().cloned()) else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    let Some(key) = key.to_str().ok().filter(|key| (1..=KEY_CHARACTERS).contains(&key.len())) else {
        let error = Error::new(Kind::Invalid, "store.idempotency_key").with("most", KEY_CHARACTERS);
        return error.into_response();
    };
    let key = key.to_owned();
    let Ok(bytes) = axum::body::to_bytes(body, HASHED_BYTES).await else {
        return Error::new(Kind::TooLarge, "kernel.too_large").into_response();
    };
    let body_text = String::from_utf8_lossy(&bytes);
    ctx.idempotency = Some(Arc::new(Idempotency {
        key,
        operation: format!("{} {}", parts.method, parts.uri.path()),
        request_hash: beichen_store::audit::sha256(&body_text),
    }));
    parts.extensions.insert(ctx);
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

/// How the description of an operation names the header that [`once`] reads.
pub fn key_parameter() -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(KEY_CHARACTERS));
    ParameterBuilder::new()
        .name(KEY_HEADER)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The same key and body again get the first answer, and nothing is carried out twice"))
        .schema(Some(text))
        .build()
}

/// No foreign script, no frame, no guessing of types.
pub async fn headers(request: Request, next: Next) -> Response {
    const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
        frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
    let api = request.uri().path().starts_with("/api");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
