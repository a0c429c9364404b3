//! Who may import and export. Each kind asks for its own permission besides.

use beichen_kernel::{Permission, Reach, Role};

const OFFICE: &[(Role, Reach)] = &[
    (Role::Administrator, Reach::Organisation),
    (Role::Director, Reach::Organisation),
    (Role::Hr, Reach::Organisation),
    (Role::Finance, Reach::Organisation),
];

/// See imports, their previews and their failed rows; templates; saved profiles.
pub const SHEETS_IMPORT_READ: Permission = Permission::new("sheets.import.read", OFFICE);
/// Upload, write, throw away.
pub const SHEETS_IMPORT_EDIT: Permission = Permission::new("sheets.import.edit", OFFICE);
/// Save a profile.
pub const SHEETS_PROFILE_EDIT: Permission = Permission::new("sheets.profile.edit", OFFICE);
