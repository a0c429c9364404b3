//! Names of the things that only this capability has.

use beichen_kernel::id;

id!(
    /// The organisation as the subject of a record; its number stands inside.
    OrganisationId, "org", "people.organisation"
);
id!(
    /// A typed field that an organisation added.
    FieldId, "field", "people.field"
);
id!(
    /// A grade.
    GradeId, "grade", "people.grade"
);
id!(
    /// One role of one person.
    GrantId, "grant", "people.role"
);
id!(
    /// A correction that waits for a second person, or waited.
    ApprovalId, "approval", "people.approval"
);
