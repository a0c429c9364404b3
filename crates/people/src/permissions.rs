//! What can be allowed about people, and to whom. Source: decisions.md "Who may do what".

use beichen_kernel::{Permission, Reach, Role};

const ORGANISATION: Reach = Reach::Organisation;

/// See who belongs to the organisation: names, codes, units, positions.
pub const PEOPLE_MEMBER_READ: Permission = Permission::new(
    "people.member.read",
    &[
        (Role::Administrator, ORGANISATION),
        (Role::Director, ORGANISATION),
        (Role::Hr, ORGANISATION),
        (Role::Finance, ORGANISATION),
        (Role::Lead, Reach::Units),
        (Role::Sales, Reach::Own),
    ],
);

/// Add, edit, transfer people and let them leave.
pub const PEOPLE_MEMBER_EDIT: Permission =
    Permission::new("people.member.edit", &[(Role::Administrator, ORGANISATION), (Role::Hr, ORGANISATION)]);

/// See a person's fields of money and rate, variable pay and grade values.
pub const PEOPLE_PAY_READ: Permission = Permission::new(
    "people.pay.read",
    &[
        (Role::Director, ORGANISATION),
        (Role::Hr, ORGANISATION),
        (Role::Finance, ORGANISATION),
        (Role::Sales, Reach::Own),
        (Role::Lead, Reach::Own),
    ],
);

/// Change fields of money and rate, variable pay, coefficients and grade values; import people, grades and coefficients,
/// whose sheets and previews hold pay.
pub const PEOPLE_PAY_EDIT: Permission = Permission::new("people.pay.edit", &[(Role::Hr, ORGANISATION)]);

/// See the tree of units.
pub const PEOPLE_UNIT_READ: Permission = Permission::new(
    "people.unit.read",
    &[
        (Role::Administrator, ORGANISATION),
        (Role::Director, ORGANISATION),
        (Role::Hr, ORGANISATION),
        (Role::Finance, ORGANISATION),
        (Role::Viewer, ORGANISATION),
        (Role::Lead, ORGANISATION),
        (Role::Sales, ORGANISATION),
    ],
);

/// Make, move and close units, and say who leads them.
pub const PEOPLE_UNIT_EDIT: Permission =
    Permission::new("people.unit.edit", &[(Role::Administrator, ORGANISATION), (Role::Hr, ORGANISATION)]);

/// Add, rename and import typed fields; add and rename grades.
pub const PEOPLE_FIELD_EDIT: Permission =
    Permission::new("people.field.edit", &[(Role::Administrator, ORGANISATION), (Role::Hr, ORGANISATION)]);

/// Give and take roles.
pub const PEOPLE_ROLE_GRANT: Permission = Permission::new("people.role.grant", &[(Role::Administrator, ORGANISATION)]);

/// Invite a person to sign in.
pub const PEOPLE_INVITATION_CREATE: Permission =
    Permission::new("people.invitation.create", &[(Role::Administrator, ORGANISATION), (Role::Hr, ORGANISATION)]);

/// Give a person who cannot sign in a new way in.
pub const PEOPLE_LOGIN_RESET: Permission =
    Permission::new("people.login.reset", &[(Role::Administrator, ORGANISATION)]);

/// Read and change the organisation's settings.
pub const PEOPLE_SETTING_EDIT: Permission =
    Permission::new("people.setting.edit", &[(Role::Administrator, ORGANISATION)]);

/// Read the audit chain.
pub const PEOPLE_AUDIT_READ: Permission = Permission::new("people.audit.read", &[(Role::Administrator, ORGANISATION)]);

/// See corrections of locked days: those who decide see all, others the own ones.
pub const PEOPLE_APPROVAL_READ: Permission = Permission::new(
    "people.approval.read",
    &[
        (Role::Administrator, Reach::Own),
        (Role::Director, ORGANISATION),
        (Role::Hr, ORGANISATION),
        (Role::Finance, ORGANISATION),
    ],
);

/// Ask for corrections of locked days, and take the own ones back. What is corrected asks for its own permission, too.
pub const PEOPLE_APPROVAL_CREATE: Permission = Permission::new(
    "people.approval.create",
    &[
        (Role::Administrator, ORGANISATION),
        (Role::Director, ORGANISATION),
        (Role::Hr, ORGANISATION),
        (Role::Finance, ORGANISATION),
    ],
);

/// Grant corrections of locked days that somebody else asks for, or turn them down.
pub const PEOPLE_APPROVAL_DECIDE: Permission = Permission::new(
    "people.approval.decide",
    &[(Role::Director, ORGANISATION), (Role::Hr, ORGANISATION), (Role::Finance, ORGANISATION)],
);

/// All of the above.
pub const ALL: &[Permission] = &[
    PEOPLE_MEMBER_READ,
    PEOPLE_MEMBER_EDIT,
    PEOPLE_PAY_READ,
    PEOPLE_PAY_EDIT,
    PEOPLE_UNIT_READ,
    PEOPLE_UNIT_EDIT,
    PEOPLE_FIELD_EDIT,
    PEOPLE_ROLE_GRANT,
    PEOPLE_INVITATION_CREATE,
    PEOPLE_LOGIN_RESET,
    PEOPLE_SETTING_EDIT,
    PEOPLE_AUDIT_READ,
    PEOPLE_APPROVAL_READ,
    PEOPLE_APPROVAL_CREATE,
    PEOPLE_APPROVAL_DECIDE,
];
