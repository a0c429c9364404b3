//! Which column says whose a row is: every query of a tenant table names it.

use sea_orm::EntityTrait;

/// A table that belongs to organisations.
pub trait Tenant: EntityTrait {
    /// The column `org_id`.
    fn org() -> Self::Column;
}

/// A tenant table whose rows are changed under an optimistic version.
pub trait Versioned: Tenant {
    /// The column `version`.
    fn version() -> Self::Column;
}

/// `tenant!(row)` for a module `row` with an entity; `tenant!(row, versioned)` where it has a `version`.
#[macro_export]
macro_rules! tenant {
    ($row:ident) => {
        impl $crate::Tenant for $row::Entity {
            fn org() -> Self::Column {
                $row::Column::OrgId
            }
        }
    };
    ($row:ident, versioned) => {
        $crate::tenant!($row);
        impl $crate::Versioned for $row::Entity {
            fn version() -> Self::Column {
                $row::Column::Version
            }
        }
    };
}
