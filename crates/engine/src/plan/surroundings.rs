//! What the organisation around a plan has: fields, grade columns, calendars. Names outside it are errors.

use std::collections::{BTreeMap, BTreeSet};

use crate::money::Currency;

/// The type of a field of a member, a customer or a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    Text,
    Integer,
    Boolean,
    Day,
    Money,
    Rate,
    List,
}

/// What a plan may name besides its own measures. `None` means that nobody knows, and nothing is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The organisation's reporting currency.
    pub currency: Option<Currency>,
    pub member_fields: Option<BTreeMap<String, FieldType>>,
    pub customer_fields: Option<BTreeMap<String, FieldType>>,
    pub document_fields: Option<BTreeMap<String, FieldType>>,
    pub grade_columns: Option<BTreeMap<String, FieldType>>,
    pub coefficients: Option<BTreeSet<String>>,
    /// Keys besides `natural`.
    pub calendars: Option<BTreeSet<String>>,
}
