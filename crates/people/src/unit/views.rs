//! What a unit looks like on the wire.

use beichen_kernel::{MemberId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A unit on the day asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitView {
    pub id: UnitId,
    pub version: i64,
    pub code: String,
    pub name: String,
    pub parent_id: Option<UnitId>,
    pub leader_id: Option<MemberId>,
    pub leader_name: Option<String>,
    /// Everybody in the unit and all units below it.
    pub size: i64,
    /// Where it stood on which days.
    pub places: Vec<UnitPlaceView>,
    pub can: Vec<String>,
}

/// Where a unit stands on some days; `to` is the last one, absent while it lasts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitPlaceView {
    pub parent_id: Option<UnitId>,
    pub leader_id: Option<MemberId>,
    pub from: String,
    pub to: Option<String>,
}

/// The tree of one day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitTreeView {
    pub on: String,
    /// Every unit open on that day, by code; there may be several without a parent.
    pub items: Vec<UnitView>,
    pub can: Vec<String>,
}

/// A new unit.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UnitCreate {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub parent_id: Option<UnitId>,
    #[serde(default)]
    pub leader_id: Option<MemberId>,
    /// Today, when absent.
    #[serde(default)]
    pub since: Option<String>,
}

/// How a unit is called.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UnitChange {
    pub code: String,
    pub name: String,
}

/// Where a unit stands, and who leads it, from a day on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UnitPlace {
    #[serde(default)]
    pub parent_id: Option<UnitId>,
    #[serde(default)]
    pub leader_id: Option<MemberId>,
    pub from: String,
}

/// The last day of a unit.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UnitClose {
    pub last_day: String,
}
