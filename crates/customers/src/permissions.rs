//! Who may do what to customers and their documents. Source: decisions.md "Who may do what".

use beichen_kernel::Reach::{Organisation, Own, Units};
use beichen_kernel::Role::{Administrator, Director, Finance, Hr, Lead, Sales};
use beichen_kernel::{Permission, Reach, Role};

/// Documents behind pay: whoever sees pay sees them, over the same reach.
const READERS: &[(Role, Reach)] = &[
    (Administrator, Organisation),
    (Director, Organisation),
    (Lead, Units),
    (Sales, Own),
    (Hr, Organisation),
    (Finance, Organisation),
];

pub const CUSTOMERS_CUSTOMER_READ: Permission = Permission::new("customers.customer.read", READERS);
pub const CUSTOMERS_CUSTOMER_EDIT: Permission = Permission::new(
    "customers.customer.edit",
    &[(Administrator, Organisation), (Director, Organisation), (Lead, Units), (Sales, Own)],
);
pub const CUSTOMERS_PRODUCT_READ: Permission = Permission::new("customers.product.read", READERS);
pub const CUSTOMERS_PRODUCT_EDIT: Permission =
    Permission::new("customers.product.edit", &[(Administrator, Organisation), (Director, Organisation)]);
pub const CUSTOMERS_ORDER_READ: Permission = Permission::new("customers.order.read", READERS);
pub const CUSTOMERS_ORDER_EDIT: Permission = Permission::new(
    "customers.order.edit",
    &[(Administrator, Organisation), (Director, Organisation), (Lead, Units), (Sales, Own)],
);
pub const CUSTOMERS_PAYMENT_READ: Permission = Permission::new("customers.payment.read", READERS);
pub const CUSTOMERS_PAYMENT_EDIT: Permission =
    Permission::new("customers.payment.edit", &[(Administrator, Organisation), (Finance, Organisation)]);
pub const CUSTOMERS_REFUND_READ: Permission = Permission::new("customers.refund.read", READERS);
pub const CUSTOMERS_REFUND_EDIT: Permission =
    Permission::new("customers.refund.edit", &[(Administrator, Organisation), (Finance, Organisation)]);
