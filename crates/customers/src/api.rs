//! What other capabilities may read of customers.

use std::collections::BTreeMap;

use beichen_kernel::Result;
use beichen_store::Tx;
use uuid::Uuid;

use crate::customer::model::CustomerId;

/// A customer's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerName {
    pub id: CustomerId,
    pub name: String,
}

/// Whose these orders and payments are: document → customer. Documents without a customer are left out.
pub async fn customer_names_of_documents(tx: &Tx<'_>, documents: &[Uuid]) -> Result<BTreeMap<Uuid, CustomerName>> {
    crate::customer::store::names_of_documents(tx, documents).await
}
