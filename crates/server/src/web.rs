//! The web application inside the binary.

use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Dist;

/// Whether the binary was built before the web application; such a binary is not shipped.
pub fn is_placeholder() -> bool {
    Dist::get("index.html").is_none_or(|page| String::from_utf8_lossy(&page.data).contains("beichen:placeholder"))
}

/// A file of the application; any other path is a page of it.
pub async fn asset(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = Dist::get(path).filter(|_| path != "index.html") {
        let kind = mime_guess::from_path(path).first_or_octet_stream();
        let hashed = path.starts_with("assets/");
        let cache = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mut response = file.data.into_response();
        if let Ok(value) = HeaderValue::from_str(kind.as_ref()) {
            response.headers_mut().insert(header::CONTENT_TYPE, value);
        }
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        return response;
    }
    if path.starts_with("assets/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    page()
}

fn page() -> Response {
    let Some(page) = Dist::get("index.html") else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = page.data.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
