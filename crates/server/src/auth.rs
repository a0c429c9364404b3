//! From the session's cookie to the context of a request.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use beichen_kernel::{Kind, Locale};
use beichen_store::Deps;

/// The cookie that holds the session's token.
pub const COOKIE: &str = "beichen_session";

/// Puts the context of a valid session into the request. Without one the request goes on as nobody:
/// an operation that needs somebody asks for `Ctx` and answers 401.
pub async fn session(State(deps): State<Deps>, mut request: Request, next: Next) -> Response {
    let locale = locale_of(request.headers());
    if let Some(token) = token_of(request.headers()) {
        match beichen_people::api::authenticate(&deps.db, &deps.clock, &token, locale).await {
            Ok(ctx) => {
                request.extensions_mut().insert(ctx);
            }
            Err(error) if error.kind() == Kind::Unauthenticated => {}
            Err(error) => return axum::response::IntoResponse::into_response(error),
        }
    }
    request.extensions_mut().insert(locale);
    next.run(request).await
}

fn token_of(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token.to_owned())
}

/// The first language of `Accept-Language` that the product speaks.
fn locale_of(headers: &HeaderMap) -> Locale {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    wanted
        .split(',')
        .filter_map(|part| part.split(';').next())
        .find_map(|tag| match tag.trim() {
            tag if tag.starts_with("zh") => Some(Locale::ZhCn),
            tag if tag.starts_with("en") => Some(Locale::EnUs),
            _ => None,
        })
        .unwrap_or_default()
}
