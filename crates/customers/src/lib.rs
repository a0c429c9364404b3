//! Customers, products, orders, payments and refunds: where every number of the product begins.
//!
//! A change of a document goes down to `beichen-ledger` in the same transaction; nobody else writes these tables.
//! Nothing here is deleted: a document is cancelled.

pub mod api;
pub mod checks;
mod correction;
pub mod customer;
pub mod document;
pub mod fields;
pub mod import;
pub mod order;
pub mod payment;
pub mod permissions;
pub mod product;
pub mod refund;
mod sight;

use std::sync::Arc;

use beichen_kernel::Catalogue;
use beichen_people::api::CorrectionKind;
use beichen_sheets::ImportKind;
use beichen_store::{Deps, SqlMigration};
use utoipa_axum::router::OpenApiRouter;

use permissions as p;

/// Everything under `/customers`.
pub fn routes() -> OpenApiRouter<Deps> {
    OpenApiRouter::new()
        .merge(customer::routes::routes())
        .merge(product::routes::routes())
        .merge(order::routes::routes())
        .merge(payment::routes::routes())
        .merge(refund::routes::routes())
}

/// This crate's tables.
pub fn migrations() -> Vec<SqlMigration> {
    vec![
        SqlMigration { name: "customers_0001_customers", sql: include_str!("migrations/0001_customers.sql") },
        SqlMigration { name: "customers_0002_staging", sql: include_str!("migrations/0002_staging.sql") },
    ]
}

/// Sheets that this crate takes in.
pub fn import_kinds() -> Vec<Arc<dyn ImportKind>> {
    import::kinds()
}

/// The operations that can be corrected inside locked days.
pub fn correction_kinds() -> Vec<Arc<dyn CorrectionKind>> {
    vec![Arc::new(correction::EditOrder)]
}

/// The names that this crate owns.
pub const CATALOGUE: Catalogue = Catalogue {
    capability: "customers",
    codes: &[
        customer::model::CustomerError::CODES,
        fields::FormError::CODES,
        product::model::ProductError::CODES,
        order::model::OrderError::CODES,
        payment::model::PaymentError::CODES,
        refund::model::RefundError::CODES,
        import::ImportError::CODES,
        import::CODES,
        import::UNDO_CODES,
    ],
    events: &[
        "customers.customer.created",
        "customers.customer.edited",
        "customers.product.created",
        "customers.product.edited",
        "customers.order.created",
        "customers.order.edited",
        "customers.order.cancelled",
        "customers.payment.created",
        "customers.payment.edited",
        "customers.payment.matched",
        "customers.payment.cancelled",
        "customers.refund.created",
        "customers.refund.edited",
        "customers.refund.cancelled",
    ],
    operations: &[
        ("customers_customer_list", Some(p::CUSTOMERS_CUSTOMER_READ)),
        ("customers_customer_create", Some(p::CUSTOMERS_CUSTOMER_EDIT)),
        ("customers_customer_get", Some(p::CUSTOMERS_CUSTOMER_READ)),
        ("customers_customer_edit", Some(p::CUSTOMERS_CUSTOMER_EDIT)),
        ("customers_product_list", Some(p::CUSTOMERS_PRODUCT_READ)),
        ("customers_product_create", Some(p::CUSTOMERS_PRODUCT_EDIT)),
        ("customers_product_get", Some(p::CUSTOMERS_PRODUCT_READ)),
        ("customers_product_edit", Some(p::CUSTOMERS_PRODUCT_EDIT)),
        ("customers_order_list", Some(p::CUSTOMERS_ORDER_READ)),
        ("customers_order_create", Some(p::CUSTOMERS_ORDER_EDIT)),
        ("customers_order_get", Some(p::CUSTOMERS_ORDER_READ)),
        ("customers_order_edit", Some(p::CUSTOMERS_ORDER_EDIT)),
        ("customers_order_cancel", Some(p::CUSTOMERS_ORDER_EDIT)),
        ("customers_payment_list", Some(p::CUSTOMERS_PAYMENT_READ)),
        ("customers_payment_create", Some(p::CUSTOMERS_PAYMENT_EDIT)),
        ("customers_payment_get", Some(p::CUSTOMERS_PAYMENT_READ)),
        ("customers_payment_edit", Some(p::CUSTOMERS_PAYMENT_EDIT)),
        ("customers_payment_match", Some(p::CUSTOMERS_PAYMENT_EDIT)),
        ("customers_payment_cancel", Some(p::CUSTOMERS_PAYMENT_EDIT)),
        ("customers_refund_list", Some(p::CUSTOMERS_REFUND_READ)),
        ("customers_refund_create", Some(p::CUSTOMERS_REFUND_EDIT)),
        ("customers_refund_get", Some(p::CUSTOMERS_REFUND_READ)),
        ("customers_refund_edit", Some(p::CUSTOMERS_REFUND_EDIT)),
        ("customers_refund_cancel", Some(p::CUSTOMERS_REFUND_EDIT)),
    ],
    open_operations: &[],
};

/// What this crate's entities believe of their tables; a test compares it with the tables.
pub fn entities() -> Vec<beichen_store::schema::TableEntity> {
    beichen_store::table_entities![
        crate::customer::store::row,
        crate::product::store::row,
        crate::order::store::row,
        crate::order::store::line,
        crate::order::store::payee,
        crate::payment::store::row,
        crate::refund::store::row,
    ]
}
