//! Lists: one page, what comes after it, and what may be done.

use serde::{Deserialize, Serialize};

use crate::error::{Error, FieldError, Result};

/// One page of a list.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Give this as `after` for the next page; absent on the last one.
    pub next: Option<String>,
    /// What the viewer may do with the list as a whole.
    pub can: Vec<String>,
}

impl<T> Page<T> {
    /// Keeps `limit` of `limit + 1` rows read; the extra one only tells that there are more.
    pub fn cut(mut items: Vec<T>, limit: u64, cursor_of: impl Fn(&T) -> Cursor) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(|item| cursor_of(item).encode()) } else { None };
        Self { items, next, can: Vec::new() }
    }

    /// The same page with other items.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next, can: self.can }
    }

    /// Says what the viewer may do with the list.
    #[must_use]
    pub fn offering(mut self, can: Vec<String>) -> Self {
        self.can = can;
        self
    }
}

/// Where a page ended: the values of its last row in the list's order, the id last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(pub Vec<String>);

impl Cursor {
    /// Opaque text for the wire.
    pub fn encode(&self) -> String {
        use base64::Engine as _;
        let json = serde_json::to_vec(&self.0).unwrap_or_default();
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(json)
    }

    /// Reads the text of [`Cursor::encode`] back.
    pub fn decode(text: &str, parts: usize) -> Result<Self> {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|json| serde_json::from_slice::<Vec<String>>(&json).ok())
            .filter(|values| values.len() == parts)
            .map(Self)
            .ok_or_else(|| Error::invalid(vec![FieldError::new("after", "kernel.page.bad_cursor")]))
    }
}

/// What every list understands.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Rows on a page, 1 to 200; 50 when absent.
    #[serde(default, deserialize_with = "whole_number")]
    #[param(value_type = Option<u64>)]
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

impl PageQuery {
    /// Rows wanted, within bounds.
    pub fn limit(&self) -> u64 {
        self.limit.unwrap_or(50).clamp(1, 200)
    }
}

/// A number of a query string. Inside a flattened struct it arrives as text.
fn whole_number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<u64>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.filter(|text| !text.is_empty())
        .map(|text| text.parse().map_err(|_| serde::de::Error::custom("limit is a whole number")))
        .transpose()
}
