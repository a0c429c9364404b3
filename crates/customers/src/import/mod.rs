//! Sheets of customers, products, orders, payments and refunds.
//!
//! One rule for every kind: a row with a known code changes that thing where a filled cell says something else, and an
//! empty cell leaves what stands. Rows are looked up by the chunk, staged in own tables with the versions that were
//! seen, and moved in one transaction, which refuses the whole file if one of those versions has moved on since.

mod apply;
mod customers;
mod lines;
mod locked;
mod model;
mod orders;
mod payments;
mod products;
mod reference;
mod refunds;
mod store;
mod undo;

use std::sync::Arc;

use beichen_sheets::ImportKind;

pub use model::{CODES, ImportError};
pub use undo::CODES as UNDO_CODES;

/// All kinds of this capability.
pub fn kinds() -> Vec<Arc<dyn ImportKind>> {
    vec![
        Arc::new(customers::Customers),
        Arc::new(products::Products),
        Arc::new(orders::Orders),
        Arc::new(payments::Payments),
        Arc::new(refunds::Refunds),
    ]
}

/// The imports that were undone.
async fn undone(tx: &beichen_store::Tx<'_>) -> beichen_kernel::Result<model::Undone> {
    Ok(model::Undone::of(beichen_sheets::undo::undone(tx).await?))
}
