//! The one error that leaves commands and queries: a closed kind, a stable code, and what to say about it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::permission::Permission;
use crate::version::Version;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What an error means for the one who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 422: the request says something that cannot be.
    Invalid,
    /// 401: nobody is signed in.
    Unauthenticated,
    /// 403: the actor may not do this.
    Forbidden,
    /// 404: there is no such thing, or the actor may not see it.
    NotFound,
    /// 409: the thing is in no state for this.
    Conflict,
    /// 412: somebody has changed it since it was read.
    Stale,
    /// 413: more than is taken at once.
    TooLarge,
    /// 429: too often.
    TooMany,
    /// 503: not now; try again.
    Unavailable,
    /// 500: a fault of the product; the log has the cause.
    Internal,
}

impl Kind {
    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::Invalid => 422,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Stale => 412,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }
}

/// What went wrong, for the one who asked; `source` is for the log only.
#[derive(Debug)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Debug)]
struct Inner {
    kind: Kind,
    code: &'static str,
    params: BTreeMap<&'static str, Value>,
    fields: Vec<FieldError>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
    replay: Option<Value>,
    retry_after_seconds: Option<u32>,
}

/// What is wrong with one field of a request, one cell of a file or one place of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Where: `lines.0.net`, `row 14, column amount`.
    pub path: String,
    pub code: String,
    #[serde(default)]
    #[schema(value_type = Object)]
    pub params: BTreeMap<String, Value>,
}

impl FieldError {
    pub fn new(path: impl Into<String>, code: impl Into<String>) -> Self {
        Self { path: path.into(), code: code.into(), params: BTreeMap::new() }
    }

    /// Adds a value that the sentence needs.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}

impl Error {
    pub fn new(kind: Kind, code: &'static str) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                code,
                params: BTreeMap::new(),
                fields: Vec::new(),
                source: None,
                replay: None,
                retry_after_seconds: None,
            }),
        }
    }

    /// Fields that cannot be as they are.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        let mut error = Self::new(Kind::Invalid, "kernel.invalid");
        error.inner.fields = fields;
        error
    }

    /// There is no such thing for this actor. `name` is the aggregate, e.g. `incentives.plan`.
    pub fn not_found(name: &'static str) -> Self {
        Self::new(Kind::NotFound, "kernel.not_found").with("what", name)
    }

    pub fn forbidden(permission: Permission) -> Self {
        Self::new(Kind::Forbidden, "kernel.forbidden").with("permission", permission.name)
    }

    pub fn unauthenticated() -> Self {
        Self::new(Kind::Unauthenticated, "kernel.unauthenticated")
    }

    pub fn stale(now: Version) -> Self {
        Self::new(Kind::Stale, "kernel.stale").with("version", now.0)
    }

    /// A fault of the product. The text is for the log, never for the wire.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut error = Self::new(Kind::Internal, "kernel.internal");
        error.inner.source = Some(source.into());
        error
    }

    /// Not an error: the answer that the same request got before.
    pub fn replay(answer: Value) -> Self {
        let mut error = Self::new(Kind::Conflict, "kernel.replay");
        error.inner.replay = Some(answer);
        error
    }

    /// Adds a value that the sentence needs.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.inner.params.insert(name, value.into());
        self
    }

    #[must_use]
    pub fn with_fields(mut self, fields: Vec<FieldError>) -> Self {
        self.inner.fields = fields;
        self
    }

    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.inner.retry_after_seconds = Some(seconds);
        self
    }

    pub fn kind(&self) -> Kind {
        self.inner.kind
    }
    pub fn code(&self) -> &'static str {
        self.inner.code
    }
    pub fn params(&self) -> &BTreeMap<&'static str, Value> {
        &self.inner.params
    }
    pub fn fields(&self) -> &[FieldError] {
        &self.inner.fields
    }
    pub fn replayed(&self) -> Option<&Value> {
        self.inner.replay.as_ref()
    }
    pub fn retry_after_seconds(&self) -> Option<u32> {
        self.inner.retry_after_seconds
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.inner.code)?;
        for (name, value) in &self.inner.params {
            write!(f, " {name}={value}")?;
        }
        for field in &self.inner.fields {
            write!(f, "; {}: {}", field.path, field.code)?;
        }
        if let Some(source) = &self.inner.source {
            write!(f, ": {source}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.inner.source.as_deref()?;
        Some(source)
    }
}

/// The codes that the kernel itself uses.
pub const CODES: &[&str] = &[
    "kernel.invalid",
    "kernel.not_found",
    "kernel.forbidden",
    "kernel.unauthenticated",
    "kernel.stale",
    "kernel.internal",
    "kernel.replay",
    "kernel.page.bad_cursor",
    "kernel.bad_request",
    "kernel.bad_id",
    "kernel.if_match_missing",
    "kernel.too_large",
    "kernel.wrong_origin",
    "kernel.no_such_path",
    "kernel.required",
];

/// Defines why an aggregate refuses: an enum, its codes, and how it becomes an [`Error`].
///
/// ```
/// beichen_kernel::errors! {
///     /// Why a plan refuses a change.
///     pub enum PlanError in "incentives.plan" {
///         NotDraft = "not_draft" => Conflict,
///         BandsNotWhole { total: String } = "bands_not_whole" => Conflict,
///     }
/// }
/// assert_eq!(PlanError::CODES, ["incentives.plan.not_draft", "incentives.plan.bands_not_whole"]);
/// ```
#[macro_export]
macro_rules! errors {
    (
        $(#[$doc:meta])*
        $vis:vis enum $name:ident in $prefix:literal {
            $( $(#[$variant_doc:meta])* $variant:ident $({ $($field:ident : $type:ty),* $(,)? })? = $code:literal => $kind:ident ),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis enum $name {
            $( $(#[$variant_doc])* $variant $({ $($field: $type),* })? ),*
        }

        impl $name {
            /// Every code of this enum, dotted in full.
            pub const CODES: &'static [&'static str] = &[$(concat!($prefix, ".", $code)),*];

            /// The dotted code.
            pub fn code(&self) -> &'static str {
                match self {
                    $( Self::$variant $({ $($field: _),* })? => concat!($prefix, ".", $code) ),*
                }
            }
        }

        impl From<$name> for $crate::Error {
            fn from(error: $name) -> Self {
                match error {
                    $(
                        $name::$variant $({ $($field),* })? => {
                            $crate::Error::new($crate::Kind::$kind, concat!($prefix, ".", $code))
                                $($( .with(stringify!($field), $field.to_string()) )*)?
                        }
                    ),*
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl ::std::error::Error for $name {}
    };
}
