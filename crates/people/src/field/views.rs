//! What a field looks like on the wire.

use beichen_kernel::{Ctx, Scope};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::Field;
use crate::ids::FieldId;
use crate::permissions::PEOPLE_FIELD_EDIT;

/// A typed field of an entity.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldView {
    pub id: FieldId,
    pub version: i64,
    /// `member`, `grade`, `customer`, `product`, `opportunity`, `order`
    pub entity: String,
    pub key: String,
    pub name: String,
    /// `money`, `rate`, `number`, `text`, `day`, `choice`
    pub kind: String,
    pub choices: Vec<String>,
    pub can: Vec<String>,
}

impl FieldView {
    pub fn of(ctx: &Ctx, field: &Field) -> Self {
        let can = if ctx.may(PEOPLE_FIELD_EDIT, Scope::Organisation) { vec!["edit".to_owned()] } else { Vec::new() };
        Self {
            id: field.id,
            version: field.version.0,
            entity: field.entity.to_string(),
            key: field.key.clone(),
            name: field.name.clone(),
            kind: field.kind.to_string(),
            choices: field.choices.clone(),
            can,
        }
    }
}

/// All fields, by entity and key.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldsView {
    pub items: Vec<FieldView>,
    pub can: Vec<String>,
}

/// A new field.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct FieldCreate {
    pub entity: String,
    pub key: String,
    pub name: String,
    pub kind: String,
    #[serde(default)]
    pub choices: Vec<String>,
}

/// What may change of a field.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct FieldChange {
    pub name: String,
    #[serde(default)]
    pub choices: Vec<String>,
}

/// A value from a day on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ValueSet {
    pub value: String,
    pub from: String,
}
