//! How many times a thing has been changed, so that two people cannot overwrite each other.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The optimistic version of an aggregate; 1 when it is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
pub struct Version(pub i64);

impl Version {
    pub const FIRST: Self = Self(1);
    /// What is seen of a thing that is not there yet.
    pub const NONE: Self = Self(0);

    /// The version after one more change.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Fails with `Stale` when somebody has changed the thing since `seen`.
    pub fn must_be(self, seen: Self) -> Result<()> {
        if self == seen { Ok(()) } else { Err(Error::stale(self)) }
    }
}
