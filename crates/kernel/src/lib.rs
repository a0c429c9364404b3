//! The vocabulary of the house: who asks, for whom, when, and what can go wrong.
//!
//! The kernel decides nothing about sales. It has no database, reads no clock by itself
//! (a [`ctx::Clock`] is handed in) and knows no capability.

pub mod catalogue;
pub mod ctx;
pub mod error;
pub mod http;
pub mod id;
pub mod page;
pub mod permission;
pub mod time;
pub mod version;
pub mod words;

pub use catalogue::Catalogue;
pub use ctx::{Actor, Clock, Correction, Ctx, IdSource, Idempotency, Locale, Organisation, RequestId};
pub use error::{Error, FieldError, Kind, Result};
pub use id::{AnyId, BatchId, Id, InvalidId, LoginId, MemberId, OrgId, TransactionId, UnitId};
pub use page::{Cursor, Page, PageQuery};
pub use permission::{Grants, Permission, Reach, Role, Scope};
pub use time::Timestamp;
pub use version::Version;
