//! Who may do what in the ledger. Source: decisions.md "Who may do what".

use beichen_kernel::Reach::{Organisation, Own, Units};
use beichen_kernel::Role::{Administrator, Director, Finance, Hr, Lead, Sales, Viewer};
use beichen_kernel::{Permission, Reach, Role};

/// Calendars, workdays and measures are no secret: goals, plans and boards name them.
const EVERYBODY: &[(Role, Reach)] = &[
    (Administrator, Organisation),
    (Director, Organisation),
    (Lead, Organisation),
    (Sales, Organisation),
    (Hr, Organisation),
    (Finance, Organisation),
    (Viewer, Organisation),
];

pub const LEDGER_CALENDAR_READ: Permission = Permission::new("ledger.calendar.read", EVERYBODY);
pub const LEDGER_CALENDAR_EDIT: Permission =
    Permission::new("ledger.calendar.edit", &[(Administrator, Organisation), (Director, Organisation)]);
pub const LEDGER_WORKDAYS_EDIT: Permission =
    Permission::new("ledger.workdays.edit", &[(Administrator, Organisation), (Hr, Organisation)]);
pub const LEDGER_MEASURE_READ: Permission = Permission::new("ledger.measure.read", EVERYBODY);
pub const LEDGER_MEASURE_PUBLISH: Permission = Permission::new("ledger.measure.publish", &[(Director, Organisation)]);

/// The documents behind figures and pay.
pub const LEDGER_DOCUMENT_READ: Permission = Permission::new(
    "ledger.document.read",
    &[
        (Administrator, Organisation),
        (Director, Organisation),
        (Lead, Units),
        (Sales, Own),
        (Hr, Organisation),
        (Finance, Organisation),
    ],
);

/// One person's totals. The viewer sees those of units only.
pub const LEDGER_PERSON_TOTAL_READ: Permission = Permission::new(
    "ledger.total.read_person",
    &[
        (Administrator, Organisation),
        (Director, Organisation),
        (Lead, Units),
        (Sales, Own),
        (Hr, Organisation),
        (Finance, Organisation),
    ],
);

/// Totals of units; of people with [`LEDGER_PERSON_TOTAL_READ`].
pub const LEDGER_TOTAL_READ: Permission = Permission::new(
    "ledger.total.read",
    &[
        (Administrator, Organisation),
        (Director, Organisation),
        (Lead, Units),
        (Sales, Own),
        (Hr, Organisation),
        (Finance, Organisation),
        (Viewer, Organisation),
    ],
);

/// Values typed for a manual measure: the lead records them for the led tree.
pub const LEDGER_VALUE_EDIT: Permission = Permission::new(
    "ledger.value.edit",
    &[(Administrator, Organisation), (Director, Organisation), (Lead, Units), (Hr, Organisation)],
);
pub const LEDGER_VALUE_IMPORT: Permission = Permission::new(
    "ledger.value.import",
    &[(Administrator, Organisation), (Director, Organisation), (Hr, Organisation)],
);
