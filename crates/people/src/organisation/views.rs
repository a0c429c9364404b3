//! What a setting looks like on the wire.

use beichen_kernel::{Ctx, Scope};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{PAY, Setting, SettingKind};
use crate::permissions::PEOPLE_SETTING_EDIT;

/// One setting of the organisation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SettingView {
    pub key: String,
    pub value: String,
    /// `truth` or `count`
    pub kind: String,
    pub version: i64,
    pub can: Vec<String>,
}

impl SettingView {
    pub fn of(ctx: &Ctx, setting: Setting, value: String, version: i64) -> Self {
        let kind = match setting.kind() {
            SettingKind::Truth => "truth",
            SettingKind::Count { .. } => "count",
        };
        let can = if ctx.may(PEOPLE_SETTING_EDIT, Scope::Organisation) { vec!["set".to_owned()] } else { Vec::new() };
        Self { key: setting.to_string(), value, kind: kind.to_owned(), version, can }
    }
}

/// The new value of a setting.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SettingChange {
    pub value: String,
}

/// All settings.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SettingsView {
    pub items: Vec<SettingView>,
}

/// One row of the audit chain.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditRowView {
    pub seq: i64,
    #[schema(value_type = String)]
    pub at: beichen_kernel::Timestamp,
    pub actor: String,
    pub operation: String,
    pub subject: String,
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
    /// Names, phones, mails and logins, absent once they are erased; amounts of pay for those who see all pay.
    #[schema(value_type = Option<Object>)]
    pub personal: Option<serde_json::Value>,
    pub hash: String,
}

impl AuditRowView {
    /// Leaves amounts of pay out.
    pub fn hide_pay(&mut self) {
        if let Some(serde_json::Value::Object(values)) = &mut self.personal {
            values.remove(PAY);
        }
    }
}
