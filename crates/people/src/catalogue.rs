//! Every name that can leave this capability: codes, events, operations with their permissions.

use beichen_kernel::Catalogue;

use crate::coefficient::model::CoefficientError;
use crate::field::model::FieldRefusal;
use crate::grade::model::GradeError;
use crate::login::model::LoginError;
use crate::member::model::{MemberError, RoleError};
use crate::organisation::model::OrganisationError;
use crate::permissions as may;
use crate::unit::model::UnitError;

pub const CATALOGUE: Catalogue = Catalogue {
    capability: "people",
    codes: &[
        OrganisationError::CODES,
        LoginError::CODES,
        MemberError::CODES,
        RoleError::CODES,
        UnitError::CODES,
        FieldRefusal::CODES,
        GradeError::CODES,
        CoefficientError::CODES,
        crate::wire::CODES,
    ],
    events: &[
        "people.organisation.created",
        "people.setting.changed",
        "people.member.joined",
        "people.member.edited",
        "people.member.assigned",
        "people.member.left",
        "people.member.rejoined",
        "people.member.field_set",
        "people.member.variable_pay_set",
        "people.role.granted",
        "people.role.revoked",
        "people.unit.created",
        "people.unit.renamed",
        "people.unit.moved",
        "people.unit.closed",
        "people.field.created",
        "people.field.edited",
        "people.grade.created",
        "people.grade.edited",
        "people.grade.value_set",
        "people.login.attached",
        "people.login.password_changed",
        "people.login.reset",
        "people.login.reset_link_created",
        "people.invitation.created",
        "people.session.ended_everywhere",
    ],
    operations: &[
        ("people_session_get", None),
        ("people_session_delete", None),
        ("people_session_end", None),
        ("people_password_change", None),
        ("people_member_list", Some(may::PEOPLE_MEMBER_READ)),
        ("people_member_get", Some(may::PEOPLE_MEMBER_READ)),
        ("people_member_create", Some(may::PEOPLE_MEMBER_EDIT)),
        ("people_member_edit", Some(may::PEOPLE_MEMBER_EDIT)),
        ("people_member_transfer", Some(may::PEOPLE_MEMBER_EDIT)),
        ("people_member_leave", Some(may::PEOPLE_MEMBER_EDIT)),
        ("people_member_rejoin", Some(may::PEOPLE_MEMBER_EDIT)),
        ("people_member_set_field", Some(may::PEOPLE_MEMBER_EDIT)),
        ("people_member_set_variable_pay", Some(may::PEOPLE_PAY_EDIT)),
        ("people_member_invite", Some(may::PEOPLE_INVITATION_CREATE)),
        ("people_member_reset_login", Some(may::PEOPLE_LOGIN_RESET)),
        ("people_role_grant", Some(may::PEOPLE_ROLE_GRANT)),
        ("people_role_revoke", Some(may::PEOPLE_ROLE_GRANT)),
        ("people_unit_tree", Some(may::PEOPLE_UNIT_READ)),
        ("people_unit_get", Some(may::PEOPLE_UNIT_READ)),
        ("people_unit_create", Some(may::PEOPLE_UNIT_EDIT)),
        ("people_unit_rename", Some(may::PEOPLE_UNIT_EDIT)),
        ("people_unit_move", Some(may::PEOPLE_UNIT_EDIT)),
        ("people_unit_close", Some(may::PEOPLE_UNIT_EDIT)),
        ("people_field_list", None),
        ("people_field_create", Some(may::PEOPLE_FIELD_EDIT)),
        ("people_field_edit", Some(may::PEOPLE_FIELD_EDIT)),
        ("people_grade_list", None),
        ("people_grade_create", Some(may::PEOPLE_FIELD_EDIT)),
        ("people_grade_edit", Some(may::PEOPLE_FIELD_EDIT)),
        ("people_grade_set_value", Some(may::PEOPLE_PAY_EDIT)),
        ("people_setting_list", Some(may::PEOPLE_SETTING_EDIT)),
        ("people_setting_set", Some(may::PEOPLE_SETTING_EDIT)),
        ("people_audit_list", Some(may::PEOPLE_AUDIT_READ)),
    ],
    open_operations: &["people_session_create", "people_setup_get", "people_setup_run", "people_invitation_accept"],
};
