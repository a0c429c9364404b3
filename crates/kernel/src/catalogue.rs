//! What a capability brings with it, folded together by the server.

use crate::permission::Permission;

/// The names that a capability owns; `server` folds all of them and tests that they agree.
#[derive(Debug, Clone, Copy)]
pub struct Catalogue {
    /// The crate's name, the first word of everything below.
    pub capability: &'static str,
    /// Every error code that can leave it.
    pub codes: &'static [&'static [&'static str]],
    /// Every event that it records.
    pub events: &'static [&'static str],
    /// Which permission each operation asks for; `None` for "signed in is enough".
    pub operations: &'static [(&'static str, Option<Permission>)],
    /// Operations open to nobody-signed-in.
    pub open_operations: &'static [&'static str],
}
