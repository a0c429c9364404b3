//! What a person looks like on the wire.

use beichen_engine::day::Day;
use beichen_kernel::{MemberId, Result, Role, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::commands::NewMember;
use super::model::Member;
use crate::wire;

/// A person in a list: names, never amounts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MemberItem {
    pub id: MemberId,
    pub code: String,
    pub name: String,
    pub unit_id: Option<UnitId>,
    pub unit_name: Option<String>,
    pub grade: Option<String>,
    pub position: Option<String>,
    pub joined_on: String,
    pub left_on: Option<String>,
    pub has_login: bool,
    pub version: i64,
}

/// Where a person belongs on some days; `to` is the last one, absent while it lasts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AssignmentView {
    pub unit_id: UnitId,
    pub unit_code: String,
    pub unit_name: String,
    pub grade: Option<String>,
    pub position: Option<String>,
    pub from: String,
    pub to: Option<String>,
}

/// A role that a person holds, held or will hold.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GrantView {
    pub id: crate::ids::GrantId,
    pub role: Role,
    pub unit_id: Option<UnitId>,
    pub from: String,
    pub to: Option<String>,
    pub is_held: bool,
}

/// A field's value from a day on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldValueView {
    pub key: String,
    pub name: String,
    pub kind: String,
    pub value: String,
    pub from: String,
}

/// A person, whole.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MemberView {
    pub id: MemberId,
    pub version: i64,
    pub code: String,
    pub name: String,
    /// Phone, mail and notes are shown to whoever keeps people, and to the person.
    pub email: Option<String>,
    pub phone: Option<String>,
    pub notes: Option<String>,
    pub login: Option<String>,
    pub joined_on: String,
    pub left_on: Option<String>,
    pub unit_id: Option<UnitId>,
    pub unit_name: Option<String>,
    pub position: Option<String>,
    pub grade: Option<String>,
    pub assignments: Vec<AssignmentView>,
    pub roles: Vec<GrantView>,
    /// The fields that the viewer may see, with their days.
    pub fields: Vec<FieldValueView>,
    pub variable_pay: Vec<PayView>,
    pub can: Vec<String>,
}

/// Variable pay of a year, from a day on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PayView {
    pub amount: String,
    pub from: String,
}

/// A new person.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MemberCreate {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub notes: Option<String>,
    /// Today, when absent.
    #[serde(default)]
    pub joined_on: Option<String>,
    #[serde(default)]
    pub unit_id: Option<UnitId>,
    #[serde(default)]
    pub grade: Option<String>,
    #[serde(default)]
    pub position: Option<String>,
}

impl MemberCreate {
    pub fn joined_on(&self) -> Result<Option<Day>> {
        wire::maybe_day("joined_on", self.joined_on.as_deref())
    }

    pub fn member(&self, joined_on: Option<Day>) -> NewMember {
        NewMember {
            code: self.code.clone(),
            name: self.name.clone(),
            email: wire::maybe_text(self.email.clone()),
            phone: wire::maybe_text(self.phone.clone()),
            notes: wire::maybe_text(self.notes.clone()),
            joined_on,
        }
    }
}

/// Everything about a person that is not effective-dated.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MemberChange {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub notes: Option<String>,
}

impl MemberChange {
    pub fn put_into(self, member: &mut Member) {
        self.code.trim().clone_into(&mut member.code);
        self.name.trim().clone_into(&mut member.name);
        member.email = wire::maybe_text(self.email);
        member.phone = wire::maybe_text(self.phone);
        member.notes = wire::maybe_text(self.notes);
    }
}

/// Where a person belongs from a day on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MemberTransfer {
    pub unit_id: UnitId,
    pub from: String,
    #[serde(default)]
    pub grade: Option<String>,
    #[serde(default)]
    pub position: Option<String>,
}

/// The last day.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MemberLeave {
    pub left_on: String,
}

/// A day that ends a row, as the last one included; absent while it lasts.
pub fn last_day(end: Day) -> Option<String> {
    (end < Day::MAX).then(|| end.plus_days(-1).to_string())
}
